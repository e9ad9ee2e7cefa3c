package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalTrainingTest {
    private static final Dataset ROWS = AdviceData.clouds(1);
    private static final Network NETWORK = Network.of(
            7, 2, Layer.dense(9, Activation.tanh()), Layer.dropout(0.2), Layer.dense(3, Activation.softmax()));
    private static final TrainingSettings SETTINGS = TrainingSettings.of(Loss.categoricalCrossEntropy())
            .withBatchSize(16)
            .withL2(1e-4)
            .withEpochs(6);

    private static void assertSameAsFit(TrainingSettings settings) {
        IncrementalTraining training = new IncrementalTraining(settings, NETWORK);
        for (int epoch = 0; epoch < 6; epoch++) {
            training.partialFit(ROWS);
        }
        Trainer.Trained trained = new Trainer(settings).fit(NETWORK, ROWS);
        assertThat(training.network().parameters()).isEqualTo(trained.network().parameters());
        assertThat(training.history()).isEqualTo(trained.history());
        assertThat(training.network().precision()).isEqualTo(settings.precision());
    }

    /// Orders and masks go on from call to call, and so does what the optimizer remembers.
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adagrad", "rmsprop", "adam", "adamw", "rprop"})
    void givesWhatFitGivesAfterAsManyEpochs(String optimizer) {
        assertSameAsFit(SETTINGS.withOptimizer(Optimizer.named(optimizer, 0.01)));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void keepsAveragesApartFromParameters(Precision precision) {
        assertSameAsFit(SETTINGS.withPrecision(precision)
                .withOptimizer(Optimizer.nesterov(0.05, 0.9))
                .withRegularisation(Regularisation.NONE.withAveraging(0.99)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step:2:0.5", "exponential:0.9", "inverse:0.5", "plateau:0.1:1"})
    void takesTheLearningRateOn(String schedule) {
        assertSameAsFit(SETTINGS.withLearningRate(LearningRate.named(schedule)));
    }

    @Test
    void usesNoRuleToStopBy() {
        assertSameAsFit(SETTINGS.withStopping());
        IncrementalTraining training = new IncrementalTraining(SETTINGS.withStopping(Stopping.tolerance(10, 1)), NETWORK);
        for (int epoch = 0; epoch < 6; epoch++) {
            training.partialFit(ROWS);
        }
        assertThat(training.history().epochs()).hasSize(6);
    }

    /// Rows that come in parts, of different numbers, are learned as they come.
    @Test
    void learnsRowsThatComeLater() {
        int[] first = java.util.stream.IntStream.range(0, 100).filter(row -> row % 3 < 2).toArray();
        int[] later = java.util.stream.IntStream.range(100, 150).toArray();
        IncrementalTraining training = new IncrementalTraining(SETTINGS.withOptimizer(Optimizer.adam(0.02)), NETWORK);
        for (int epoch = 0; epoch < 30; epoch++) {
            training.partialFit(ROWS.select(first));
        }
        assertThat(accuracy(training.network(), ROWS.select(later))).isLessThan(0.7); // the third class is unknown
        for (int epoch = 0; epoch < 60; epoch++) {
            training.partialFit(ROWS.select(later));
        }
        assertThat(accuracy(training.network(), ROWS)).isGreaterThan(0.95);
    }

    @Test
    void isAsItWasWhereTrainingDiverges() {
        IncrementalTraining training = new IncrementalTraining(
                TrainingSettings.of(Loss.mse()).withOptimizer(Optimizer.sgd(0.1)),
                AdviceData.forSine(Activation.relu()));
        training.partialFit(AdviceData.sine());
        double[] before = training.network().parameters();
        Dataset huge = Dataset.of(new double[][] {{1e200}}, new double[][] {{1}});
        assertThatThrownBy(() -> training.partialFit(huge)).isInstanceOf(TrainingDiverged.class);
        assertThat(training.network().parameters()).isEqualTo(before);
        assertThat(training.partialFit(AdviceData.sine()).history().epochs()).hasSize(2);
    }

    @Test
    void startsWithTheInitialNetworkAndNoHistory() {
        IncrementalTraining training = new IncrementalTraining(SETTINGS, NETWORK);
        assertThat(training.network()).isSameAs(NETWORK);
        assertThat(training.history().epochs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void givesTheSameOnAnyNumberOfThreads(int threads) {
        double[] one = new IncrementalTraining(SETTINGS, NETWORK)
                .partialFit(ROWS)
                .network()
                .parameters();
        assertThat(new IncrementalTraining(SETTINGS, NETWORK)
                        .withThreads(threads)
                        .partialFit(ROWS)
                        .network()
                        .parameters())
                .isEqualTo(one);
    }

    @Test
    void refusesALearningRateThatNeedsToKnowTheEnd() {
        assertThatThrownBy(() -> new IncrementalTraining(SETTINGS.withLearningRate(LearningRate.cosine(0)), NETWORK))
                .hasMessage("learning rate: expected one that does not depend on the number of epochs, got Cosine[last=0.0]");
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        IncrementalTraining training = new IncrementalTraining(SETTINGS, NETWORK);
        assertThatThrownBy(() -> training.partialFit(AdviceData.sine()))
                .hasMessage("data: expected 2 inputs and 3 outputs as the network has, got 1 and 1");
    }

    private static double accuracy(Network network, Dataset rows) {
        int right = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double[] y = network.predict(new double[] {rows.x()[2 * row], rows.x()[2 * row + 1]});
            int best = y[0] >= y[1] && y[0] >= y[2] ? 0 : y[1] >= y[2] ? 1 : 2;
            right += rows.t()[3 * row + best] == 1 ? 1 : 0;
        }
        return (double) right / rows.rows();
    }
}
