package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingTest {
    private static final double NONE = Double.NaN;

    /// The first epoch after which a rule stops; 0 if it never does.
    private static int stopsAt(Stopping rule, double[] losses, double[] validation, boolean largerIsBetter) {
        Stopping.Judge judge = rule.judge(largerIsBetter);
        for (int e = 0; e < losses.length; e++) {
            double score = largerIsBetter ? validation[e] : NONE;
            double monitored = largerIsBetter ? -validation[e] : validation[e];
            History.Epoch epoch = new History.Epoch(e + 1, losses[e], validation[e], score, 0.1);
            if (judge.stopsAfter(epoch, monitored)) {
                return e + 1;
            }
        }
        return 0;
    }

    private static int stopsAtValidation(Stopping rule, double... validation) {
        return stopsAt(rule, new double[validation.length], validation, false);
    }

    private static int stopsAtLoss(Stopping rule, double... losses) {
        double[] none = new double[losses.length];
        java.util.Arrays.fill(none, NONE);
        return stopsAt(rule, losses, none, false);
    }

    @Test
    void patienceCountsEpochsSinceTheBest() {
        assertThat(stopsAtValidation(Stopping.patience(3), 5, 4, 4.5, 4, 6, 1)).isEqualTo(5);
        assertThat(stopsAtValidation(Stopping.patience(3), 5, 4, 4.5, 4, 3, 4, 4, 4))
                .isEqualTo(8);
        assertThat(stopsAtLoss(Stopping.patience(1), 1, 2, 3, 4))
                .as("no validation part")
                .isZero();
    }

    /// 3.95 is better than 4, but not by more than 0.1.
    @Test
    void patienceAsksForAnImprovement() {
        assertThat(stopsAtValidation(new Stopping.Patience(2, 0.1), 5, 4, 3.95, 3.92, 1))
                .isEqualTo(4);
    }

    /// Looked at every second epoch: the others say nothing.
    @Test
    void patienceBridgesEpochsWithoutALook() {
        assertThat(stopsAtValidation(Stopping.patience(4), NONE, 5, NONE, 4, NONE, 6, NONE, 7, NONE))
                .isEqualTo(8);
    }

    @Test
    void patienceOfAScoreTakesMoreAsBetter() {
        double[] accuracy = {0.5, 0.9, 0.8, 0.7, 0.6};
        assertThat(stopsAt(Stopping.patience(2), new double[5], accuracy, true)).isEqualTo(4);
    }

    /// scikit-learn counts an epoch unless its loss is at most the lowest less tol, and stops at a count above
    /// n_iter_no_change: 9, 8.5 and 8.2 are steps of at least 0.3, then 8.0, 7.9, 7.8 are not.
    @Test
    void toleranceCountsEpochsThatBringTooLittle() {
        assertThat(stopsAtLoss(Stopping.tolerance(0.3, 2), 9, 8.5, 8.2, 8.0, 7.9, 7.8, 1))
                .isEqualTo(6);
        assertThat(stopsAtLoss(Stopping.tolerance(0.3, 2), 9, 8.5, 8.2, 8.0, 7.9, 7.0, 6))
                .isZero();
    }

    @Test
    void targetIsReachedFromItsSide() {
        assertThat(stopsAtValidation(Stopping.target(0.2), 0.5, 0.3, 0.2, 0.1)).isEqualTo(3);
        assertThat(stopsAt(Stopping.target(0.9), new double[3], new double[] {0.5, 0.95, 0.7}, true))
                .isEqualTo(2);
    }

    /// 100·(E / E_best - 1): 4.125 over 4 is 3.125 %; 4.3 is 7.5 %.
    @Test
    void generalisationLossIsAboveTheLowestByPercent() {
        assertThat(stopsAtValidation(Stopping.generalisationLoss(5), 8, 4, 4.125, NONE, 4.3, 1))
                .isEqualTo(5);
    }

    /// P_5 = 1000·(mean / min - 1) over each five epochs: (10, 9, 8, 7, 6) gives 333; five times about 6 gives
    /// 1000·(6.0002 / 6 - 1) = 0.033.
    @Test
    void trainingProgressIsOfStrips() {
        assertThat(stopsAtLoss(Stopping.trainingProgress(5, 0.1), 10, 9, 8, 7, 6, 6.001, 6, 6, 6, 6, 1))
                .isEqualTo(10);
    }

    @Test
    void timeIsMeasuredFromTheStart() throws InterruptedException {
        Stopping.Judge judge = Stopping.timeLimit(Duration.ofMillis(30)).judge(false);
        History.Epoch epoch = new History.Epoch(1, 1, NONE, NONE, 0.1);
        Thread.sleep(40);
        assertThat(judge.stopsAfter(epoch, NONE)).isTrue();
        assertThat(Stopping.timeLimit(Duration.ofDays(1)).judge(false).stopsAfter(epoch, NONE))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "patience:7:0.5, 'Patience[epochs=7, improvement=0.5]'",
        "tolerance, 'Tolerance[tolerance=1.0E-4, epochs=10]'",
        "tolerance:0.01:3, 'Tolerance[tolerance=0.01, epochs=3]'",
        "target:0.99, Target[value=0.99]",
        "time:1.5, TimeLimit[limit=PT1.5S]",
        "gl, GeneralisationLoss[percent=5.0]",
        "progress:4:0.2, 'TrainingProgress[epochs=4, perMille=0.2]'"
    })
    void isFoundByName(String text, String expected) {
        Stopping rule = Stopping.named(text);
        assertThat(rule).hasToString(expected);
        assertThat(Stopping.named(rule.name())).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "patience:0, 'patience: expected at least 1, got 0'",
        "patience:x, 'stop: expected a whole number, got \"x\" in \"patience:x\"'",
        "target, 'stop: expected target:VALUE, got \"target\"'",
        "time, 'stop: expected time:SECONDS, got \"time\"'",
        "time:-1, 'time limit: expected a finite number above 0, got -1.0'",
        "gl:0, 'generalisation loss: expected a finite number above 0, got 0.0'",
        "gl:5:5, 'stop: expected gl:PERCENT, got \"gl:5:5\"'",
        "progress:1, 'epochs of the training progress: expected at least 2, got 1'",
        "never, 'stop: expected one of patience, tolerance, target, time, gl, progress, got \"never\"'"
    })
    void isRefusedOutsideItsRange(String text, String message) {
        assertThatThrownBy(() -> Stopping.named(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rulesThatLookAtAValidationPartNeedOne() {
        Network network = Network.of(1, 1, Layer.dense(1, Activation.identity()));
        Dataset rows = Dataset.of(new double[][] {{1}}, new double[][] {{1}});
        for (String rule : List.of("gl:5.0", "target:0.5")) {
            Trainer trainer = new Trainer(TrainingSettings.of(Loss.mse()).withStopping(Stopping.named(rule)));
            assertThatThrownBy(() -> trainer.fit(network, rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("stop: " + rule + " needs a validation part to look at, got none");
        }
    }
}
