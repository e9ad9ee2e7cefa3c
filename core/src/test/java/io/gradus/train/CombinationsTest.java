package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.Dataset;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.Objective;
import io.gradus.gradient.Verdict;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Settings drawn at random: whatever they are, a training that was interrupted ends with the bits of one that was not,
/// threads change nothing, and the gradient is the one that differences give.
class CombinationsTest {
    private static final int COMBINATIONS = 60;

    record Given(int number, TrainingSettings settings, Network network, Dataset training, Dataset validation) {
        @Override
        public String toString() {
            return number + ": " + settings + " " + network.architecture();
        }
    }

    static List<Given> combinations() {
        List<Given> combinations = new ArrayList<>();
        for (int k = 0; k < COMBINATIONS; k++) {
            combinations.add(new Draw(k).given());
        }
        return combinations;
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void anInterruptionAndThreadsChangeNothing(Given given, @TempDir Path folder) {
        Trainer.Trained whole = trainer(given).withThreads(1).fit(given.network, given.training);
        Path file = folder.resolve("run.checkpoint");
        trainer(given)
                .withThreads(3)
                .withListener(stopInEpoch(3))
                .withCheckpoint(new Checkpoint(file, false))
                .fit(given.network, given.training);
        Trainer.Trained resumed = trainer(given)
                .withThreads(2)
                .withCheckpoint(new Checkpoint(file, true))
                .fit(given.network, given.training);

        assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
        assertThat(resumed.history()).isEqualTo(whole.history());
        assertThat(whole.network().parameters()).isNotEqualTo(given.network.parameters());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theGradientIsRight(Given given) {
        Regularisation regularisation = given.settings.regularisation();
        Network trained = trainer(given).fit(given.network, given.training).network();
        int rows = given.training.rows();
        Objective objective = new Objective(
                trained.architecture(), given.settings.loss(), regularisation.l1(), regularisation.l2(), 5, rows);
        Verdict verdict = GradientCheck.check(
                        GradientMethod.backpropagation(),
                        objective,
                        trained.parameters(),
                        new Batch(given.training.x(), given.training.t(), rows))
                .verdict();
        assertThat(verdict).isNotEqualTo(Verdict.FAIL);
    }

    private static Trainer trainer(Given given) {
        return new Trainer(given.settings).withValidation(given.validation);
    }

    private static TrainingListener stopInEpoch(int last) {
        return new TrainingListener() {
            private int done;

            @Override
            public void epoch(History.Epoch epoch) {
                done++;
            }

            @Override
            public boolean stopRequested() {
                return done >= last;
            }
        };
    }

    /// Draws one combination.
    private static final class Draw {
        private final int number;
        private final CounterRandom random = new CounterRandom(2026);
        private int drawn;

        Draw(int number) {
            this.number = number;
        }

        private double uniform() {
            return random.uniform(Purpose.SYNTHETIC_DATA, number, 1, drawn++);
        }

        @SafeVarargs
        private <T> T one(T... of) {
            return of[(int) (uniform() * of.length)];
        }

        Given given() {
            Loss loss = one(Loss.all().toArray(Loss[]::new));
            List<Activation> hidden = Activation.all().stream()
                    .filter(activation -> !activation.name().equals("exp"))
                    .toList();
            Activation output = Activation.all().stream()
                    .filter(activation -> fits(loss, activation))
                    .reduce((first, second) -> second)
                    .orElseThrow();
            Network network = Network.of(
                    number,
                    3,
                    Layer.dense(one(2, 5, 11), hidden.get((int) (uniform() * hidden.size()))),
                    Layer.dropout(one(0.0, 0.3)),
                    Layer.dense(4, hidden.get((int) (uniform() * hidden.size()))),
                    Layer.dense(2, output));
            Optimizer optimizer = one(
                    Optimizer.sgd(0.01),
                    Optimizer.momentum(0.003, 0.9),
                    Optimizer.nesterov(0.003, 0.9),
                    Optimizer.adagrad(0.05),
                    Optimizer.rmsProp(0.002),
                    Optimizer.adam(0.01),
                    Optimizer.adamW(0.01),
                    new Optimizer.Decaying(Optimizer.sgd(0.01), 0.1),
                    Optimizer.rprop());
            LearningRate rate = one(
                    LearningRate.constant(),
                    LearningRate.step(2, 0.5),
                    LearningRate.cosine(0.1),
                    LearningRate.oneCycle(),
                    LearningRate.warmUp(1.5, LearningRate.inverseScaling(0.1)),
                    LearningRate.reduceOnPlateau(0.5, 0));
            boolean hasRate = optimizer instanceof Optimizer.PerBatch;
            TrainingSettings settings = TrainingSettings.of(loss)
                    .withOptimizer(optimizer)
                    .withLearningRate(hasRate ? rate : LearningRate.constant())
                    .withRegularisation(new Regularisation(
                            one(0.0, 0.001),
                            one(0.0, 0.01),
                            one(Double.POSITIVE_INFINITY, 0.1),
                            one(Double.POSITIVE_INFINITY, 0.5),
                            one(Double.POSITIVE_INFINITY, 1.5),
                            one(0.0, 0.9)))
                    .withStopping(one(
                            new Stopping[] {},
                            new Stopping[] {Stopping.patience(2)},
                            new Stopping[] {Stopping.generalisationLoss(5), Stopping.trainingProgress(5, 0.1)},
                            new Stopping[] {Stopping.tolerance(1e-3, 2)}))
                    .withBatchSize(one(1, 4, 64))
                    .withValidateEvery(one(1, 3))
                    .withShuffle(uniform() < 0.7)
                    .withPrecision(one(Precision.DOUBLE, Precision.FLOAT))
                    .withEpochs(7);
            return new Given(number, settings, network, data(23), data(9));
        }

        private static boolean fits(Loss loss, Activation activation) {
            try {
                loss.checkOutput(activation);
                return !activation.name().equals("softmax") || loss.isFused();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /// Targets that every loss takes: a class, one-hot.
        private Dataset data(int rows) {
            double[][] x = new double[rows][3];
            double[][] t = new double[rows][2];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < 3; i++) {
                    x[row][i] = random.normal(Purpose.SYNTHETIC_DATA, number, 2 + i, row + 100 * rows);
                }
                t[row][x[row][0] * x[row][1] > 0 ? 1 : 0] = 1;
            }
            return Dataset.of(x, t);
        }
    }
}
