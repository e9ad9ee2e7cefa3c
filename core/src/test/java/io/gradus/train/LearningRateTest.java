package io.gradus.train;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Values beside PyTorch's are in [RecordedStepsTest].
class LearningRateTest {
    /// y = b on rows whose targets are 0, b = 8 at first: each step of gradient descent takes b to b·(1 - 2·rate).
    private static final Network CONSTANT =
            Network.of(Architecture.of(1, Layer.dense(1, Activation.identity())), new double[] {0, 8});

    private static final Dataset ZEROS = Dataset.of(new double[][] {{0}, {0}}, new double[][] {{0}, {0}});

    /// Rates 0.25, 0.125, 0.0625: the factors on b are 1/2, 3/4, 7/8, twice each.
    @ParameterizedTest
    @EnumSource
    void stepsTakeTheRateOfTheirTime(Precision precision) {
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withOptimizer(Optimizer.sgd(0.25))
                .withLearningRate(LearningRate.exponential(0.5))
                .withBatchSize(1)
                .withPrecision(precision)
                .withEpochs(3);
        Trainer.Trained trained = new Trainer(settings).fit(CONSTANT, ZEROS);

        assertThat(trained.network().parameters()[1]).isCloseTo(8 * 0.25 * 0.5625 * 0.765625, within(HAND_WORKED));
        assertThat(trained.history().epochs())
                .extracting(History.Epoch::learningRate)
                .containsExactly(0.25, 0.125, 0.0625);
    }

    /// Two steps an epoch, up over one epoch: 1/2, 2/2, then cosine's of steps 2 and 3 of 4.
    @Test
    void warmUpTakesItsPartOfAnother() {
        LearningRate rate = LearningRate.warmUp(1, LearningRate.cosine(0));
        Progress progress = new Progress(2, 2, 2);
        assertThat(rate.factor(progress.at(0))).isEqualTo(0.5);
        assertThat(rate.factor(progress.at(1))).isCloseTo((2 + Math.sqrt(2)) / 4, within(HAND_WORKED));
        assertThat(rate.factor(progress.at(2))).isCloseTo(0.5, within(HAND_WORKED));
        assertThat(rate.dependsOnEpochs()).isTrue();
    }

    @Test
    void growingComesToItsLastInTheLastStep() {
        LearningRate rate = new LearningRate.Growing(1e6);
        Progress progress = new Progress(5, 2, 5);
        assertThat(rate.factor(progress.at(0))).isEqualTo(1);
        assertThat(rate.factor(progress.at(3))).isCloseTo(100, within(1e-10));
        assertThat(rate.factor(progress.at(9))).isCloseTo(1e6, within(1e-6));
    }

    /// A resumed training must know how often it came to a plateau. The loss is 64 in epochs 1 to 3: a plateau; with
    /// half the rate epoch 4 takes b to 0, and the loss is 0 from epoch 5 on: a plateau after epoch 7.
    @Test
    void plateausAreRememberedInACheckpoint(@TempDir Path folder) {
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withOptimizer(Optimizer.sgd(1)) // b ← -b: the loss never falls
                .withLearningRate(LearningRate.reduceOnPlateau(0.5, 1));
        Path file = folder.resolve("run.checkpoint");
        Trainer.Trained whole = new Trainer(settings.withEpochs(9)).fit(CONSTANT, ZEROS);
        new Trainer(settings.withEpochs(4))
                .withCheckpoint(new Checkpoint(file, false))
                .fit(CONSTANT, ZEROS);
        Trainer.Trained resumed = new Trainer(settings.withEpochs(9))
                .withCheckpoint(new Checkpoint(file, true))
                .fit(CONSTANT, ZEROS);

        assertThat(resumed.history()).isEqualTo(whole.history());
        assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
        assertThat(whole.history().epochs().getLast().learningRate()).isEqualTo(0.25);
    }

    /// Looked at every second epoch: in between the training loss, far below, says nothing. 5, 4 and 3 each are better
    /// within three epochs; 3 and 3.5 are not.
    @Test
    void plateausOfAValidationDoNotLookAtTheTrainingLoss() {
        TrainingSettings settings =
                TrainingSettings.of(Loss.mse()).withLearningRate(LearningRate.reduceOnPlateau(0.5, 2));
        Watch watch = new Watch(settings, true, false);
        double none = Double.NaN;
        double[] validation = {none, 5, none, 4, none, 3, none, 3, none, 3.5};
        int[] plateaus = new int[validation.length];
        for (int e = 0; e < validation.length; e++) {
            watch.hear(new History.Epoch(e + 1, 0.01, validation[e], none, 0.1), validation[e]);
            plateaus[e] = watch.plateaus();
        }
        assertThat(plateaus).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    }

    /// The cosine ends where it was told to: more epochs would be another training.
    @Test
    void aTrainingWhoseRateDependsOnTheEpochsIsNotProlonged(@TempDir Path folder) {
        TrainingSettings settings = TrainingSettings.of(Loss.mse()).withLearningRate(LearningRate.cosine(0));
        Path file = folder.resolve("run.checkpoint");
        new Trainer(settings.withEpochs(4))
                .withCheckpoint(new Checkpoint(file, false))
                .fit(CONSTANT, ZEROS);
        Trainer more = new Trainer(settings.withEpochs(9)).withCheckpoint(new Checkpoint(file, true));
        assertThatThrownBy(() -> more.fit(CONSTANT, ZEROS))
                .hasMessage(file + ": belongs to a run with other settings or data");
    }

    @ParameterizedTest
    @CsvSource({
        "constant, Constant[]",
        "step, 'Step[epochs=30, factor=0.1]'",
        "step:5:0.5, 'Step[epochs=5, factor=0.5]'",
        "exponential, Exponential[factor=0.95]",
        "inverse, InverseScaling[power=0.5]",
        "cosine:0.01, Cosine[last=0.01]",
        "one-cycle, 'OneCycle[up=0.3, start=25.0, end=10000.0]'",
        "plateau, 'Plateau[factor=0.1, patience=10]'"
    })
    void isFoundByName(String text, String expected) {
        LearningRate rate = LearningRate.named(text);
        assertThat(rate).hasToString(expected);
        assertThat(LearningRate.named(rate.name())).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({
        "step:0, 'step: expected at least 1, got 0'",
        "step:5:1, 'factor: expected a number between 0 and 1, got 1.0'",
        "exponential:2, 'factor: expected a number between 0 and 1, got 2.0'",
        "inverse:0, 'power: expected a finite number above 0, got 0.0'",
        "cosine:1, 'last: expected 0 <= last < 1, got 1.0'",
        "cosine:a, 'schedule: expected a number, got \"a\" in \"cosine:a\"'",
        "constant:1, 'schedule: expected constant alone, got \"constant:1\"'",
        "plateau:0.1:-1, 'patience of the plateau: expected at least 0, got -1'",
        "linear, 'schedule: expected one of constant, step, exponential, inverse, cosine, one-cycle, plateau, got \"linear\"'"
    })
    void isRefusedOutsideItsRange(String text, String message) {
        assertThatThrownBy(() -> LearningRate.named(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aWarmUpOfNothingIsRefused() {
        assertThatThrownBy(() -> LearningRate.warmUp(0, LearningRate.constant()))
                .hasMessage("warm-up: expected a finite number above 0, got 0.0");
    }
}
