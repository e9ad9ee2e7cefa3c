package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import java.util.List;
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
    @ValueSource(strings = {"sgd", "adagrad", "rmsprop", "adam", "adamw", "rprop", "irprop+"})
    void givesWhatFitGivesAfterAsManyEpochs(String optimizer) {
        assertSameAsFit(SETTINGS.withOptimizer(Optimizer.named(optimizer, 0.01)));
    }

    /// L-BFGS remembers steps and gradients, Levenberg-Marquardt its damping.
    @Test
    void fullBatchMethodsRememberToo() {
        Network network = AdviceData.forSine(Activation.tanh());
        for (Optimizer optimizer : List.of(Optimizer.lbfgs(), Optimizer.levenbergMarquardt())) {
            TrainingSettings settings =
                    TrainingSettings.of(Loss.mse()).withOptimizer(optimizer).withEpochs(8);
            IncrementalTraining training = new IncrementalTraining(settings, network);
            for (int epoch = 0; epoch < 8; epoch++) {
                training.partialFit(AdviceData.sine());
            }
            Trainer.Trained fitted = new Trainer(settings).fit(network, AdviceData.sine());
            assertThat(training.network().parameters())
                    .as(optimizer.name())
                    .isEqualTo(fitted.network().parameters());
        }
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

    /// Running statistics go on too. 150 rows in batches of 16 leave a batch of 6.
    @Test
    void takesRunningStatisticsOn() {
        Network normalised = Network.of(
                7,
                2,
                Layer.dense(9, Activation.identity()),
                Layer.batchNorm(Activation.tanh()),
                Layer.dense(3, Activation.softmax()));
        IncrementalTraining training = new IncrementalTraining(SETTINGS, normalised);
        for (int epoch = 0; epoch < 6; epoch++) {
            training.partialFit(ROWS);
        }
        Network fitted = new Trainer(SETTINGS).fit(normalised, ROWS).network();
        assertThat(training.network().parameters()).isEqualTo(fitted.parameters());
        assertThat(training.network().state()).isEqualTo(fitted.state()).isNotEqualTo(normalised.state());
    }

    @Test
    void usesNoRuleToStopBy() {
        assertSameAsFit(SETTINGS.withStopping());
        IncrementalTraining training =
                new IncrementalTraining(SETTINGS.withStopping(Stopping.tolerance(10, 1)), NETWORK);
        for (int epoch = 0; epoch < 6; epoch++) {
            training.partialFit(ROWS);
        }
        assertThat(training.history().epochs()).hasSize(6);
    }

    /// Rows that come in parts, of different numbers, are learned as they come.
    @Test
    void learnsRowsThatComeLater() {
        int[] first = java.util.stream.IntStream.range(0, 100)
                .filter(row -> row % 3 < 2)
                .toArray();
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
                .hasMessage(
                        "learning rate: expected one that does not depend on the number of epochs, got Cosine[last=0.0]");
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
