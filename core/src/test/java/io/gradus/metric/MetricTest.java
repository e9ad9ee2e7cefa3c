package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradus.metric.Scored.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
    private static final Scored.Classes CLASSES =
            Scored.classes(3, new int[] {0, 1, 2}, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    private static final Scored.Labels LABELS = Scored.labels(2, new double[] {1, 0, 0, 1}, new double[] {1, 0, 0, 1});
    private static final Scored.Numbers NUMBERS = Scored.numbers(1, new double[] {1, 2, 4}, new double[] {1, 2, 4});

    @Test
    void isFoundByItsName() {
        assertThat(Metric.all())
                .hasSizeGreaterThan(20)
                .allSatisfy(metric -> assertThat(Metric.named(metric.name())).isEqualTo(metric));
        assertThat(Metric.all().stream().map(Metric::name)).doesNotHaveDuplicates();
    }

    @Test
    void isBestForAPerfectPrediction() {
        // Each metric at its best value; those of the log loss are kept from 0 by its clipping.
        for (Scored scored : new Scored[] {CLASSES, LABELS, NUMBERS}) {
            assertThat(Metric.all(scored.kind()))
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(metric.of(scored))
                            .as(metric.name())
                            .isCloseTo(metric.largerIsBetter() ? 1 : 0, within(1e-14)));
        }
    }

    @Test
    void takesAParameterBehindAColon() {
        Scored threeOfFour = Scored.classes(4, new int[] {0}, new double[] {0.2, 0.4, 0.3, 0.1});
        assertThat(Metric.named("top_k_accuracy").of(threeOfFour)).isEqualTo(0);
        assertThat(Metric.named("top_k_accuracy:3").of(threeOfFour)).isEqualTo(1);
        assertThat(Metric.named("top_k_accuracy:3").name()).isEqualTo("top_k_accuracy:3");
        assertThat(Metric.named("top_k_accuracy:2")).isEqualTo(Metric.named("top_k_accuracy"));
        assertThat(Metric.named("pinball:0.5").name()).isEqualTo("pinball");
        // 0.9·(3 - 1)
        Scored below = Scored.numbers(1, new double[] {3}, new double[] {1});
        assertThat(Metric.named("pinball:0.9").of(below)).isEqualTo(1.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"top_k_accuracy:0", "top_k_accuracy:1.5", "top_k_accuracy:", "top_k_accuracy:many"})
    void refusesAnImpossibleK(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.named(name))
                .withMessage("metric top_k_accuracy:VALUE: expected a whole number from 1, got \"%s\""
                        .formatted(name.substring(name.indexOf(':') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinball:0", "pinball:1", "pinball:-0.5", "pinball:NaN", "pinball:median"})
    void refusesAnImpossibleQuantile(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.named(name))
                .withMessage("metric pinball:VALUE: expected a number between 0 and 1, got \"%s\""
                        .formatted(name.substring(name.indexOf(':') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accuracy", "accuracy:2", "f2", ":"})
    void refusesAnUnknownNameAndListsTheKnown(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.named(name))
                .withMessage("metric: expected one of accuracy, balanced_accuracy, precision, recall, f1,"
                        + " precision_weighted, recall_weighted, f1_weighted, cohen_kappa, mcc, top_k_accuracy,"
                        + " roc_auc, average_precision, log_loss, brier, calibration_error, hamming_loss, rmse, mse,"
                        + " mae, r2, mape, pinball, poisson_deviance, got \"" + name + "\"");
    }

    @Test
    void refusesAnotherKindOfPredictions() {
        assertThat(Metric.named("accuracy").judges(Kind.NUMBERS)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.named("accuracy").of(NUMBERS))
                .withMessage("metric accuracy does not judge numbers; those that do: rmse, mse, mae, r2, mape, pinball,"
                        + " poisson_deviance");
    }

    @Test
    void knowsWhichValueIsBetter() {
        Metric accuracy = Metric.named("accuracy");
        Metric error = Metric.named("rmse");
        assertThat(accuracy.isBetter(0.9, 0.8)).isTrue();
        assertThat(accuracy.isBetter(0.8, 0.8)).isFalse();
        assertThat(error.isBetter(0.9, 0.8)).isFalse();
        assertThat(error.isBetter(0.7, 0.8)).isTrue();
    }

    @Test
    void takesAnUndefinedValueForWorseThanAnyOther() {
        for (Metric metric : Metric.all()) {
            assertThat(metric.isBetter(Double.NaN, 0)).isFalse();
            assertThat(metric.isBetter(0, Double.NaN)).isTrue();
            assertThat(metric.isBetter(Double.NaN, Double.NaN)).isFalse();
        }
    }
}
