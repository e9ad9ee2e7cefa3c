package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedTrainingTest {
    private static final int ROWS = 9;
    private static final double[] WEIGHTS = {2, 1, 0, 3, 1, 1, 0.5, 4, 1};
    private static final Network NETWORK =
            Network.of(4, 3, Layer.dense(5, Activation.tanh()), Layer.dense(2, Activation.identity()));
    private static final TrainingSettings FULL_BATCH = TrainingSettings.of(Loss.mse())
            .withOptimizer(Optimizer.sgd(0.1))
            .withShuffle(false)
            .withPatience(0)
            .withBatchSize(1000)
            .withEpochs(5);

    /// Sums of the same terms in another order: some roundings at parameters around 1.
    private static final double DOUBLE_ROUNDING = 1e-14;

    private static final double FLOAT_ROUNDING = 2e-6;

    private static Dataset rows(int n) {
        CounterRandom random = new CounterRandom(3);
        double[] x = new double[n * 3];
        double[] t = new double[n * 2];
        Arrays.setAll(x, i -> random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i));
        Arrays.setAll(t, i -> random.normal(Purpose.SYNTHETIC_DATA, 1, 0, i));
        return Dataset.of(n, 3, 2, x, t);
    }

    private static double[] trained(TrainingSettings settings, Dataset training) {
        return new Trainer(settings).fit(NETWORK, training).network().parameters();
    }

    /// Weights 2 and 1 come to 4/3 and 2/3, so that the mean over two rows is (2·l_a + l_b) / 3: that over a, a and b. A row of
    /// weight 0 is not there.
    @ParameterizedTest
    @EnumSource
    void aRowOfWeightTwoCountsAsTheRowTwiceAndOneOfWeightZeroNot(Precision precision) {
        TrainingSettings settings = FULL_BATCH.withPrecision(precision);
        double tolerance = precision == Precision.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING;
        double[] weighted = trained(settings, rows(4).withWeights(new double[] {2, 1, 0, 3}));
        double[] repeated = trained(settings, rows(4).select(new int[] {0, 0, 1, 3, 3, 3}));
        assertThat(weighted).containsExactly(repeated, within(tolerance));
        assertThat(largestDifference(weighted, trained(settings, rows(4)))).isGreaterThan(1e-3);
    }

    /// The weights are 1 then, exactly: batches of one row, of some, and of some in an order of their own.
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void equalWeightsOfAnySizeChangeNoBit(int batch) {
        double[] equal = new double[ROWS];
        Arrays.fill(equal, 8);
        for (Precision precision : Precision.values()) {
            for (boolean shuffle : new boolean[] {false, true}) {
                TrainingSettings settings =
                        FULL_BATCH.withBatchSize(batch).withShuffle(shuffle).withPrecision(precision);
                assertThat(trained(settings, rows(ROWS).withWeights(equal))).isEqualTo(trained(settings, rows(ROWS)));
            }
        }
    }

    /// Each row is gathered with its own weight: backpropagation and numerical differentiation, which gather for themselves,
    /// go the same way.
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void weightsFollowTheirRowsIntoShuffledBatches(int batch) {
        TrainingSettings settings =
                FULL_BATCH.withBatchSize(batch).withShuffle(true).withL2(0.01);
        Dataset weighted = rows(ROWS).withWeights(WEIGHTS);
        double[] exact = trained(settings, weighted);
        assertThat(trained(settings.withMethod(GradientMethod.numericalDifferentiation(1e-5)), weighted))
                .containsExactly(exact, within(1e-8));
        assertThat(trained(settings.withMethod(GradientMethod.restartedDifferentiation(1e-5)), weighted))
                .containsExactly(exact, within(1e-8));
        double[] reversed =
                IntStream.range(0, ROWS).mapToDouble(i -> WEIGHTS[ROWS - 1 - i]).toArray();
        assertThat(largestDifference(exact, trained(settings, rows(ROWS).withWeights(reversed))))
                .isGreaterThan(1e-3);
    }

    /// Losses of an epoch and of validation are Σ w·loss / Σ w. Here the loss of each row is known: all weights of the network
    /// are 0, so y = 0 and the loss is the mean square of the targets.
    @Test
    void reportedLossesAreWeightedMeans() {
        Dataset data = Dataset.of(3, 3, 2, new double[9], new double[] {1, 1, 2, 2, 3, 3}) // losses 1, 4 and 9
                .withWeights(new double[] {1, 2, 5});
        Network zeros = Network.of(NETWORK.architecture(), new double[NETWORK.parameters().length]);
        History history = new Trainer(FULL_BATCH.withEpochs(1).withOptimizer(Optimizer.sgd(1e-300)))
                .withValidation(data)
                .fit(zeros, data)
                .history();
        assertThat(history.epochs().getFirst().loss()).isCloseTo((1 + 2 * 4 + 5 * 9) / 8.0, within(1e-14));
        assertThat(history.epochs().getFirst().validationLoss()).isCloseTo((1 + 2 * 4 + 5 * 9) / 8.0, within(1e-14));
    }

    /// So large that four threads divide each batch.
    @Test
    void threadsChangeNoBit() {
        int n = 300;
        Network network = Network.of(
                4,
                3,
                Layer.dense(300, Activation.tanh()),
                Layer.dense(100, Activation.tanh()),
                Layer.dense(2, Activation.identity()));
        double[] weights = IntStream.range(0, n).mapToDouble(i -> i % 5).toArray();
        Dataset data = rows(n).withWeights(weights);
        TrainingSettings settings =
                FULL_BATCH.withBatchSize(290).withShuffle(true).withEpochs(2);
        double[] alone = new Trainer(settings)
                .withThreads(1)
                .fit(network, data)
                .network()
                .parameters();
        double[] four = new Trainer(settings)
                .withThreads(4)
                .fit(network, data)
                .network()
                .parameters();
        assertThat(four).isEqualTo(alone);
    }

    @Test
    void aCheckpointBelongsToItsWeights(@TempDir Path folder) {
        Path file = folder.resolve("state");
        Dataset weighted = rows(ROWS).withWeights(WEIGHTS);
        new Trainer(FULL_BATCH).withCheckpoint(new Checkpoint(file, true)).fit(NETWORK, weighted);
        assertThat(Files.exists(file)).isTrue();
        assertThatThrownBy(() -> new Trainer(FULL_BATCH.withEpochs(7))
                        .withCheckpoint(new Checkpoint(file, true))
                        .fit(NETWORK, rows(ROWS)))
                .hasMessageContaining("belongs to a run with other settings or data");
        new Trainer(FULL_BATCH.withEpochs(7))
                .withCheckpoint(new Checkpoint(file, true))
                .fit(NETWORK, weighted);
    }

    @Test
    void refusesRowsOfWhichNoneCounts() {
        Dataset none = rows(3).withWeights(new double[] {0, 0, 1}).select(new int[] {0, 1});
        assertThatThrownBy(() -> trained(FULL_BATCH, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights: expected one above 0, got 0 for all 2 rows");
    }

    private static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
