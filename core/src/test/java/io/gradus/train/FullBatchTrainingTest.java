package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Dataset;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import io.gradus.train.Trainer.Trained;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// L-BFGS, Levenberg-Marquardt and iRPROP+ as a [Trainer] runs them.
class FullBatchTrainingTest {
    private static final Network NETWORK =
            Network.of(5, 2, Layer.dense(6, Activation.tanh()), Layer.dense(2, Activation.identity()));
    private static final Dataset TRAINING = synthetic(40, 1);
    private static final Dataset VALIDATION = synthetic(200, 2);
    private static final TrainingSettings SETTINGS =
            TrainingSettings.of(Loss.mse()).withL2(1e-4).withEpochs(25).withPatience(0);

    @TempDir
    private Path folder;

    static List<Optimizer> optimizers() {
        return List.of(Optimizer.lbfgs(), Optimizer.levenbergMarquardt(), Optimizer.irpropPlus());
    }

    private static Dataset synthetic(int rows, long seed) {
        CounterRandom random = new CounterRandom(seed);
        double[][] x = new double[rows][2];
        double[][] t = new double[rows][2];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 2; i++) {
                x[row][i] = random.normal(Purpose.SYNTHETIC_DATA, 0, i, row);
            }
            t[row][0] = x[row][0] * x[row][1] + 0.1 * random.normal(Purpose.SYNTHETIC_DATA, 0, 3, row);
            t[row][1] = x[row][1] - x[row][0];
        }
        return Dataset.of(x, t);
    }

    /// Interrupted before the first epoch, within the memory of L-BFGS and beyond it.
    @ParameterizedTest
    @MethodSource("optimizers")
    void goesOnAfterAnInterruptionToTheSameBits(Optimizer optimizer) {
        TrainingSettings settings = SETTINGS.withOptimizer(optimizer);
        Trained whole = new Trainer(settings).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        for (int epochs : new int[] {0, 1, 4, 17}) {
            Path file = folder.resolve("after-" + epochs);
            Trained interrupted = new Trainer(settings)
                    .withValidation(VALIDATION)
                    .withListener(stopAfter(epochs))
                    .withCheckpoint(new Checkpoint(file, true))
                    .fit(NETWORK, TRAINING);
            assertThat(interrupted.interrupted()).isTrue();
            assertThat(interrupted.history().epochs()).hasSize(epochs);
            Trained resumed = new Trainer(settings)
                    .withValidation(VALIDATION)
                    .withCheckpoint(new Checkpoint(file, true))
                    .fit(NETWORK, TRAINING);
            assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
            assertThat(resumed.history()).isEqualTo(whole.history());
        }
    }

    private static TrainingListener stopAfter(int epochs) {
        return new TrainingListener() {
            private int asked;

            @Override
            public boolean stopRequested() {
                return asked++ >= epochs;
            }
        };
    }

    /// Also with kernels and a network that are large enough for threads to divide a pass.
    @ParameterizedTest
    @MethodSource("optimizers")
    void threadsDoNotChangeABit(Optimizer optimizer) {
        TrainingSettings settings = SETTINGS.withOptimizer(optimizer).withEpochs(3);
        Network wide = Network.of(5, 2, Layer.dense(120, Activation.tanh()), Layer.dense(2, Activation.identity()));
        Dataset many = synthetic(20_000, 3); // 20,000 × 602 fma
        double[] alone = new Trainer(settings)
                .withThreads(1)
                .fit(wide, optimizer instanceof LevenbergMarquardt ? TRAINING : many)
                .network()
                .parameters();
        double[] three = new Trainer(settings)
                .withThreads(3)
                .fit(wide, optimizer instanceof LevenbergMarquardt ? TRAINING : many)
                .network()
                .parameters();
        assertThat(three).containsExactly(alone);
    }

    /// One entry an epoch, each the loss before its iteration, so none rises.
    @ParameterizedTest
    @MethodSource("optimizers")
    void lossesOfTheHistoryFall(Optimizer optimizer) {
        History history = new Trainer(SETTINGS.withOptimizer(optimizer))
                .fit(NETWORK, TRAINING)
                .history();
        assertThat(history.epochs()).hasSize(25);
        double first = history.epochs().getFirst().loss();
        assertThat(history.lastLoss().orElseThrow()).isLessThan(first / 4);
        if (optimizer instanceof Optimizer.Minimizing) {
            for (int e = 1; e < 25; e++) {
                assertThat(history.epochs().get(e).loss())
                        .isLessThan(history.epochs().get(e - 1).loss());
            }
        }
    }

    /// A line through three points is found to the last digit, and training ends by itself.
    @ParameterizedTest
    @ValueSource(strings = {"lbfgs", "lm"})
    void endsWhereItHasConverged(String name) {
        Network line = Network.of(1, 1, Layer.dense(1, Activation.identity()));
        Dataset data = Dataset.of(new double[][] {{0}, {1}, {2}}, new double[][] {{1}, {3}, {5}});
        Optimizer optimizer = Optimizer.withoutLearningRate(name).orElseThrow();
        Trained trained = new Trainer(TrainingSettings.of(Loss.mse()).withOptimizer(optimizer)).fit(line, data);
        assertThat(trained.stoppedBy()).isEqualTo(new Stopping.Converged());
        assertThat(trained.history().epochs()).hasSizeLessThan(20);
        assertThat(trained.network().parameters()).containsExactly(new double[] {2, 1}, within(1e-5));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void earlyStoppingRestoresTheBestEpoch(Optimizer optimizer) {
        TrainingSettings settings =
                SETTINGS.withL2(0).withOptimizer(optimizer).withPatience(5).withEpochs(500);
        Trained stopped = new Trainer(settings).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        int best = stopped.history().bestEpoch();
        assertThat(stopped.history().epochs()).hasSize(best + 5);
        Trained upToBest = new Trainer(settings.withEpochs(best).withPatience(0)).fit(NETWORK, TRAINING);
        assertThat(stopped.network().parameters()).isEqualTo(upToBest.network().parameters());
    }

    /// Weights 2 and 0 are rows twice and not at all; the mean is over as many rows.
    @ParameterizedTest
    @MethodSource("optimizers")
    void weightsCountRows(Optimizer optimizer) {
        double[] weights = new double[40];
        double[][] x = new double[40][];
        double[][] t = new double[40][];
        for (int row = 0; row < 40; row++) {
            weights[row] = row % 2 == 0 ? 2 : 0;
            int source = row - row % 2;
            x[row] = new double[] {TRAINING.x()[2 * source], TRAINING.x()[2 * source + 1]};
            t[row] = new double[] {TRAINING.t()[2 * source], TRAINING.t()[2 * source + 1]};
        }
        Trainer trainer = new Trainer(SETTINGS.withOptimizer(optimizer).withEpochs(10));
        double[] weighted =
                trainer.fit(NETWORK, TRAINING.withWeights(weights)).network().parameters();
        double[] twice = trainer.fit(NETWORK, Dataset.of(x, t)).network().parameters();
        assertThat(weighted).containsExactly(twice, within(1e-7));
        assertThat(trainer.fit(NETWORK, TRAINING).network().parameters()).isNotEqualTo(twice);
    }

    /// The gradient in float, the method in double: the loss comes close to that of double, and every parameter of the
    /// result is a float.
    @Test
    void lbfgsComputesItsGradientInFloatWhereAsked() {
        TrainingSettings settings = SETTINGS.withOptimizer(Optimizer.lbfgs()).withEpochs(60);
        double inDouble = new Trainer(settings)
                .fit(NETWORK, TRAINING)
                .history()
                .lastLoss()
                .orElseThrow();
        Trained inFloat = new Trainer(settings.withPrecision(Precision.FLOAT)).fit(NETWORK, TRAINING);
        assertThat(inFloat.history().lastLoss().orElseThrow()).isCloseTo(inDouble, within(0.05 * inDouble));
        for (double parameter : inFloat.network().parameters()) {
            assertThat((double) (float) parameter).isEqualTo(parameter);
        }
    }

    @Test
    void lbfgsTakesGradientsByNumericalDifferentiationToo() {
        TrainingSettings settings = SETTINGS.withOptimizer(Optimizer.lbfgs()).withEpochs(5);
        Trained exact = new Trainer(settings).fit(NETWORK, TRAINING);
        Trained numerical =
                new Trainer(settings.withMethod(GradientMethod.restartedDifferentiation(1e-5))).fit(NETWORK, TRAINING);
        assertThat(numerical.network().parameters())
                .containsExactly(exact.network().parameters(), within(1e-6));
    }

    /// A loss that is infinite at once is no convergence.
    @ParameterizedTest
    @ValueSource(strings = {"lbfgs", "lm"})
    void saysWhereTheLossHasNoValue(String name) {
        Dataset huge = Dataset.of(new double[][] {{1e300, 1e300}}, new double[][] {{0, 0}});
        Network identity = Network.of(1, 2, Layer.dense(2, Activation.identity()));
        TrainingSettings settings =
                SETTINGS.withOptimizer(Optimizer.withoutLearningRate(name).orElseThrow());
        TrainingDiverged diverged =
                catchThrowableOfType(TrainingDiverged.class, () -> new Trainer(settings).fit(identity, huge));
        assertThat(diverged.getMessage()).startsWith("epoch 1: the loss is no longer finite");
        assertThat(diverged.lastGood().parameters()).isEqualTo(identity.parameters());
    }

    @Test
    void refusesNetworksThatAreNoneForThem() {
        Network random = Network.of(
                1, 2, Layer.dense(3, Activation.tanh()), Layer.dropout(0.5), Layer.dense(2, Activation.identity()));
        String message = "expected a network without dropout, as its loss would be another with each mask";
        assertRejected(() -> fit(Optimizer.lbfgs(), random), "optimizer lbfgs: " + message);
        assertRejected(() -> fit(Optimizer.levenbergMarquardt(), random), "optimizer lm: " + message);
        Network normalised =
                Network.of(1, 2, Layer.batchNorm(Activation.tanh()), Layer.dense(2, Activation.identity()));
        String statistics =
                "expected a network without batch normalisation, as its running statistics follow from steps"
                        + " over batches; layer normalisation has none";
        assertRejected(() -> fit(Optimizer.lbfgs(), normalised), "optimizer lbfgs: " + statistics);
        assertRejected(() -> fit(Optimizer.levenbergMarquardt(), normalised), "optimizer lm: " + statistics);
        Network large = Network.of(1, 2, Layer.dense(800, Activation.tanh()), Layer.dense(2, Activation.identity()));
        assertRejected(
                () -> fit(Optimizer.levenbergMarquardt(), large),
                "optimizer lm: expected a network of at most 4000 parameters, got 4002; lbfgs takes any");
    }

    private static void fit(Optimizer optimizer, Network network) {
        new Trainer(SETTINGS.withOptimizer(optimizer)).fit(network, TRAINING);
    }

    @Test
    void refusesSettingsThatHaveNoMeaningForThem() {
        TrainingSettings lbfgs = SETTINGS.withOptimizer(Optimizer.lbfgs());
        TrainingSettings lm = SETTINGS.withOptimizer(Optimizer.levenbergMarquardt());
        assertRejected(
                () -> lbfgs.withLearningRate(LearningRate.named("cosine")),
                "learning rate: expected a constant one, as lbfgs has step sizes of its own, got "
                        + LearningRate.named("cosine"));
        assertRejected(
                () -> lm.withRegularisation(Regularisation.NONE.withL1(0.1)),
                "regularisation: expected l2 alone with lm, got l1 0.1");
        assertRejected(
                () -> TrainingSettings.of(Loss.binaryCrossEntropy()).withOptimizer(Optimizer.levenbergMarquardt()),
                "loss: expected mse, a sum of squares, with lm, got binary_cross_entropy");
        assertRejected(
                () -> lm.withPrecision(Precision.FLOAT),
                "precision: expected double, as its matrix has twice the digits to lose, with lm, got float");
        assertRejected(
                () -> lm.withMethod(GradientMethod.numericalDifferentiation(1e-4)),
                "method: expected backpropagation with lm, got numerical differentiation");
        assertRejected(
                () -> Optimizer.named("lbfgs", 0.1),
                "learning rate: expected none with lbfgs, which finds its steps itself, got 0.1");
        assertRejected(
                () -> Optimizer.lbfgs()
                        .update(new double[1], new double[1], Optimizer.lbfgs().newState(1)),
                "optimizer lbfgs: expected the loss besides the gradient, got the gradient alone");
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertRejected(() -> new Lbfgs(0, 1e-4, 0.9, 0, 0, 20), "memory: expected at least 1, got 0");
        assertRejected(() -> new Lbfgs(10, 0, 0.9, 0, 0, 20), "c1: expected a number between 0 and 1, got 0.0");
        assertRejected(() -> new Lbfgs(10, 0.5, 0.5, 0, 0, 20), "c2: expected a number between c1 and 1, got 0.5");
        assertRejected(() -> new Lbfgs(10, 0.1, 1, 0, 0, 20), "c2: expected a number between c1 and 1, got 1.0");
        assertRejected(
                () -> new Lbfgs(10, 0.1, 0.9, -1, 0, 20),
                "gradient tolerance: expected a finite number of at least 0, got -1.0");
        assertRejected(
                () -> new Lbfgs(10, 0.1, 0.9, 0, Double.NaN, 20),
                "loss tolerance: expected a finite number of at least 0, got NaN");
        assertRejected(() -> new Lbfgs(10, 0.1, 0.9, 0, 0, 0), "evaluations: expected at least 1, got 0");
        assertRejected(
                () -> new LevenbergMarquardt(1, 10, 0, 1e10, 0),
                "smallest damping: expected a finite number above 0, got 0.0");
        assertRejected(
                () -> new LevenbergMarquardt(1e-9, 10, 1e-6, 1e10, 0),
                "damping: expected at least the smallest damping, got 1.0E-9");
        assertRejected(
                () -> new LevenbergMarquardt(1, 1, 1e-20, 1e10, 0),
                "factor: expected a finite number above 1, got 1.0");
        assertRejected(
                () -> new LevenbergMarquardt(1, 10, 1e-20, 0.1, 0),
                "largest damping: expected a finite number of at least the damping, got 0.1");
        assertRejected(
                () -> new LevenbergMarquardt(1, 10, 1e-20, 1e10, -1),
                "gradient tolerance: expected a finite number of at least 0, got -1.0");
    }

    private static void assertRejected(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
