package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateRangeTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.of(Loss.categoricalCrossEntropy());
    private static final Network NETWORK = AdviceData.forClouds(Activation.relu());
    private static final Dataset ROWS = AdviceData.clouds(1);

    /// 150 rows in batches of 32 are 5 steps an epoch, so 200 steps in 40 epochs: (10 / 1e-7)^(step / 199)·1e-7.
    @Test
    void growsByTheSameRatioEachStep() {
        LearningRateRange range =
                LearningRateRange.run(SETTINGS.withOptimizer(Optimizer.sgd(1)), NETWORK, ROWS, 1e-7, 1e-3, 1);
        double[] rates = range.learningRates();
        assertThat(rates).hasSize(200).startsWith(1e-7);
        assertThat(rates[199]).isCloseTo(1e-3, within(1e-15));
        assertThat(rates[100]).isCloseTo(1e-7 * StrictMath.pow(1e4, 100 / 199.0), within(1e-18));
        assertThat(range.losses()).hasSize(200);
    }

    /// The loss ½·w² by hand: a step with the learning rate r takes w to w·(1 - r).
    @Test
    void takesTheStepsOfTheTraining() {
        Network w = Network.of(Architecture.of(1, Layer.dense(1, Activation.identity())), new double[] {3, /* b */ 0});
        Dataset one = Dataset.of(new double[][] {{1}}, new double[][] {{0}});
        TrainingSettings settings = TrainingSettings.of(Loss.mse()).withOptimizer(Optimizer.sgd(0.5));
        LearningRateRange range = LearningRateRange.run(settings, w, one, 1e-3, 0.1, 1);
        double[] rates = range.learningRates();
        double weight = 3;
        double bias = 0;
        for (int step = 0; step < rates.length; step++) {
            double y = weight + bias;
            assertThat(range.losses()[step]).isCloseTo(y * y, within(1e-12));
            weight -= rates[step] * 2 * y;
            bias -= rates[step] * 2 * y;
        }
        assertThat(w.parameters()).containsExactly(3, 0);
    }

    /// It ends when the mean of 11 losses is above four times the smallest such mean, or the loss overflows.
    @Test
    void endsWhereTheLossIsFourTimesItsSmallest() {
        LearningRateRange range = LearningRateRange.run(SETTINGS, NETWORK, ROWS);
        double[] losses = range.losses();
        assertThat(losses.length).isBetween(20, 199);
        double smallest = Double.POSITIVE_INFINITY;
        for (int end = 11; end < losses.length; end++) {
            double mean = mean(losses, end - 11, end);
            assertThat(mean).isLessThanOrEqualTo(4 * smallest);
            smallest = Math.min(smallest, mean);
        }
        assertThat(mean(losses, losses.length - 11, losses.length)).isGreaterThan(4 * smallest);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    @Test
    void endsWhereTrainingDiverges() {
        TrainingSettings settings = TrainingSettings.of(Loss.mse()).withOptimizer(Optimizer.sgd(1));
        LearningRateRange range = LearningRateRange.run(
                settings, AdviceData.forSine(Activation.relu()), AdviceData.sine(), 1e-3, 1e100, 1);
        assertThat(range.learningRates().length).isLessThan(200).isEqualTo(range.losses().length);
        assertThat(range.losses()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }

    /// What it suggests trains better than a hundredth of it and than a thousand times as much.
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "rmsprop"})
    void suggestsALearningRateThatTrainsWell(String optimizer) {
        TrainingSettings settings =
                SETTINGS.withOptimizer(Optimizer.named(optimizer, 0.001)).withEpochs(20);
        LearningRateRange range = LearningRateRange.run(settings, NETWORK, ROWS);
        for (double rate : new double[] {
            range.steepest().orElseThrow(), range.tenthOfMinimum().orElseThrow()
        }) {
            double good = finalLoss(settings, rate);
            assertThat(good).isLessThan(0.2);
            assertThat(good).isLessThan(finalLoss(settings, rate / 100));
            assertThat(good).isLessThan(finalLoss(settings, rate * 1000));
        }
    }

    private static double finalLoss(TrainingSettings settings, double rate) {
        try {
            return new Trainer(settings.withOptimizer(settings.optimizer().withLearningRate(rate)))
                    .fit(NETWORK, ROWS)
                    .history()
                    .lastLoss()
                    .orElseThrow();
        } catch (TrainingDiverged _) {
            return Double.POSITIVE_INFINITY;
        }
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        LearningRateRange one = LearningRateRange.run(SETTINGS, NETWORK, ROWS, 1e-6, 1, 1);
        LearningRateRange three = LearningRateRange.run(SETTINGS, NETWORK, ROWS, 1e-6, 1, 3);
        assertThat(three.losses()).isEqualTo(one.losses());
        assertThat(three.learningRates()).isEqualTo(one.learningRates());
    }

    @Test
    void smoothesOverNeighbours() {
        LearningRateRange range = LearningRateRange.run(SETTINGS, NETWORK, ROWS);
        assertThat(range.smoothedLosses()[0]).isEqualTo(mean(range.losses(), 0, 6));
        assertThat(range.smoothedLosses()[20]).isEqualTo(mean(range.losses(), 15, 26));
    }

    @Test
    void suggestsNothingWhereNoLearningRateHelps() {
        Dataset solved = Dataset.of(new double[][] {{1}}, new double[][] {{3}});
        Network exact = Network.of(Architecture.of(1, Layer.dense(1, Activation.identity())), new double[] {3, 0});
        LearningRateRange range = LearningRateRange.run(TrainingSettings.of(Loss.mse()), exact, solved);
        assertThat(range.steepest()).isEmpty();
        assertThat(range.tenthOfMinimum()).isEmpty();
    }

    @Test
    void refusesOptimizersWithoutALearningRateAndRangesThatDoNotGrow() {
        assertThatThrownBy(() -> LearningRateRange.run(SETTINGS.withOptimizer(Optimizer.rprop()), NETWORK, ROWS))
                .hasMessage("optimizer: expected one with a learning rate for each batch, got rprop");
        assertThatThrownBy(() -> LearningRateRange.run(SETTINGS, NETWORK, ROWS, 0.1, 0.1, 1))
                .hasMessage("highest learning rate: expected a finite number above 0.1, got 0.1");
        assertThatThrownBy(() -> LearningRateRange.run(SETTINGS, NETWORK, ROWS, 0, 0.1, 1))
                .hasMessage("lowest learning rate: expected a finite number above 0, got 0.0");
    }
}
