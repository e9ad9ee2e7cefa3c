package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What running statistics ask of a training: they go wherever the parameters go.
class NormalizedTrainingTest {
    private static final Dataset TRAINING = synthetic(46, 1);
    private static final Dataset VALIDATION = synthetic(30, 2);
    private static final Network NETWORK = Network.of(
            7,
            3,
            Layer.dense(9, Activation.identity()),
            Layer.batchNorm(Activation.tanh()),
            Layer.dropout(0.2),
            Layer.dense(5, Activation.identity()),
            Layer.layerNorm(Activation.relu()),
            Layer.dense(2, Activation.identity()));
    private static final TrainingSettings SETTINGS = TrainingSettings.of(Loss.mse())
            .withOptimizer(Optimizer.adam(0.02))
            .withBatchSize(8)
            .withL2(1e-4)
            .withEpochs(10)
            .withPatience(0);

    @TempDir
    private Path folder;

    private static Dataset synthetic(int rows, long seed) {
        CounterRandom random = new CounterRandom(seed);
        double[][] x = new double[rows][3];
        double[][] t = new double[rows][2];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                x[row][i] = 5 + 3 * random.normal(Purpose.SYNTHETIC_DATA, 0, i, row);
            }
            t[row][0] = x[row][0] * x[row][1] / 10;
            t[row][1] = x[row][2] - x[row][0];
        }
        return Dataset.of(x, t);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void goesOnAfterAnInterruptionToTheSameBits(Precision precision) {
        TrainingSettings settings = SETTINGS.withPrecision(precision);
        Trained whole = new Trainer(settings).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        Path file = folder.resolve("run.checkpoint");
        TrainingListener stopsInTheFifthEpoch = new TrainingListener() {
            private int asked;

            @Override
            public boolean stopRequested() {
                return asked++ >= 27;
            }
        };
        Trained interrupted = new Trainer(settings)
                .withValidation(VALIDATION)
                .withListener(stopsInTheFifthEpoch)
                .withCheckpoint(new Checkpoint(file, true))
                .fit(NETWORK, TRAINING);
        assertThat(interrupted.history().epochs()).hasSize(4);
        Trained resumed = new Trainer(settings)
                .withValidation(VALIDATION)
                .withCheckpoint(new Checkpoint(file, true))
                .fit(NETWORK, TRAINING);
        assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
        assertThat(resumed.network().state()).isEqualTo(whole.network().state());
        assertThat(resumed.history()).isEqualTo(whole.history());
    }

    @Test
    void statisticsAreThoseOfTheBestEpoch() {
        TrainingSettings settings =
                SETTINGS.withOptimizer(Optimizer.adam(0.3)).withEpochs(200).withPatience(5);
        Trained stopped = new Trainer(settings).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        int best = stopped.history().bestEpoch();
        assertThat(stopped.history().epochs()).hasSize(best + 5);
        Trained upToBest = new Trainer(settings.withEpochs(best).withPatience(0)).fit(NETWORK, TRAINING);
        assertThat(stopped.network().state()).isEqualTo(upToBest.network().state());
        assertThat(stopped.network().parameters()).isEqualTo(upToBest.network().parameters());
    }

    /// The validation loss of an epoch is that of the network that comes out of it, which predicts with its statistics.
    @Test
    void validationTakesTheRunningStatistics() {
        Trained trained =
                new Trainer(SETTINGS.withEpochs(1)).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        double[] y = trained.network().predict(VALIDATION.x(), VALIDATION.rows());
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (y[i] - VALIDATION.t()[i]) * (y[i] - VALIDATION.t()[i]);
        }
        assertThat(trained.history().epochs().getFirst().validationLoss()).isCloseTo(sum / y.length, within(1e-13));
    }

    /// The means of the first layer's inputs, over many small steps that hardly move the weights, are near those of all rows.
    @Test
    void statisticsComeToThoseOfTheData() {
        Network inputs =
                Network.of(1, 3, Layer.batchNorm(Activation.identity()), Layer.dense(2, Activation.identity()));
        Trained trained = new Trainer(SETTINGS.withEpochs(60).withBatchSize(46)).fit(inputs, TRAINING);
        double[] state = trained.network().state();
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < 46; row++) {
                sum += TRAINING.x()[3 * row + i];
                squares += TRAINING.x()[3 * row + i] * TRAINING.x()[3 * row + i];
            }
            double mean = sum / 46;
            double left = StrictMath.pow(0.9, 60); // of the initial 0 and 1
            assertThat(state[i]).isCloseTo(mean * (1 - left), within(1e-11));
            double variance = (squares - 46 * mean * mean) / 45;
            assertThat(state[3 + i]).isCloseTo(variance * (1 - left) + left, within(1e-10));
        }
    }

    /// A training goes on from the statistics of the network that it is given.
    @Test
    void startsFromTheStatisticsOfTheNetwork() {
        double[] state = NETWORK.state();
        Arrays.fill(state, 100);
        double[] one = new Trainer(SETTINGS.withEpochs(1))
                .fit(NETWORK, TRAINING)
                .network()
                .state();
        double[] other = new Trainer(SETTINGS.withEpochs(1))
                .fit(NETWORK.withState(state), TRAINING)
                .network()
                .state();
        double left = StrictMath.pow(0.9, 6); // 46 rows in batches of 8
        for (int i = 0; i < 9; i++) {
            assertThat(other[i] - one[i]).isCloseTo(100 * left, within(1e-10));
            assertThat(other[9 + i] - one[9 + i]).isCloseTo(99 * left, within(1e-10));
        }
    }

    @Test
    void numericalDifferentiationMovesTheStatisticsToo() {
        TrainingSettings settings = SETTINGS.withOptimizer(Optimizer.sgd(0.01)).withEpochs(2);
        Network exact = new Trainer(settings).fit(NETWORK, TRAINING).network();
        for (GradientMethod method : new GradientMethod[] {
            GradientMethod.numericalDifferentiation(1e-5), GradientMethod.restartedDifferentiation(1e-5)
        }) {
            Network numeric = new Trainer(settings.withMethod(method))
                    .fit(NETWORK, TRAINING)
                    .network();
            assertThat(numeric.state()).containsExactly(exact.state(), within(1e-6));
            assertThat(numeric.parameters()).containsExactly(exact.parameters(), within(1e-6));
        }
    }

    @Test
    void refusesBatchesOfOneRow() {
        assertRefused(
                SETTINGS.withBatchSize(1), "batch: expected at least 2 rows to train with batch normalisation, got 1");
        assertRefused(
                SETTINGS.withBatchSize(9),
                "batch: expected no batch of a single row with batch normalisation, but 46 rows in batches of 9 leave one"
                        + " over; 10 would leave none alone");
        assertRefused(
                SETTINGS.withBatchSize(15),
                "batch: expected no batch of a single row with batch normalisation, but 46 rows in batches of 15 leave one"
                        + " over; 16 would leave none alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(SETTINGS).fit(NETWORK, synthetic(1, 1)))
                .withMessage("data: expected at least 2 rows to train with batch normalisation, got 1");
        Network rowsAlone = Network.of(
                7,
                3,
                Layer.dense(9, Activation.identity()),
                Layer.layerNorm(Activation.tanh()),
                Layer.dense(2, Activation.identity()));
        assertThat(new Trainer(SETTINGS.withBatchSize(1).withEpochs(1))
                        .fit(rowsAlone, TRAINING)
                        .history()
                        .epochs())
                .hasSize(1);
    }

    private static void assertRefused(TrainingSettings settings, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(settings).fit(NETWORK, TRAINING))
                .withMessage(message);
    }
}
