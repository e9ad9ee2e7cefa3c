package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionMetricsTest {
    // Another order of summation than NumPy's.
    private static final double TOLERANCE = 1e-15;

    @Test
    void agreesWithScikitLearnsExample() {
        // y_true = [3, -0.5, 2, 7], y_pred = [2.5, 0, 2, 8]: errors 0.5, 0.5, 0, 1; MSE 1.5/4, MAE 2/4.
        RegressionMetrics metrics = RegressionMetrics.of(1, new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0, 2, 8});

        assertThat(metrics.rmse()).isEqualTo(0.6123724356957945);
        assertThat(metrics.mae()).isEqualTo(0.5);
        assertThat(metrics.r2().getAsDouble()).isCloseTo(0.9486081370449679, within(TOLERANCE));
    }

    @Test
    void averagesOverOutputs() {
        // scikit-learn's example of two outputs; recorded with version 1.2.1 (rmse: squared=False).
        RegressionMetrics metrics =
                RegressionMetrics.of(2, new double[] {0.5, 1, -1, 1, 7, -6}, new double[] {0, 2, -1, 2, 8, -5});

        assertThat(metrics.rmse()).isCloseTo(0.8227486121839513, within(TOLERANCE));
        assertThat(metrics.mae()).isEqualTo(0.75);
        assertThat(metrics.r2().getAsDouble()).isCloseTo(0.9368005266622779, within(TOLERANCE));
    }

    @Test
    void givesAConstantTargetOneIfExactAndElseZero() {
        // 0.1: its mean over three rows is rounded, so the deviations as computed would not be 0.
        double[] constant = {0.1, 0.1, 0.1};
        assertThat(RegressionMetrics.of(1, constant, constant).r2()).hasValue(1);
        assertThat(RegressionMetrics.of(1, constant, new double[] {0.1, 0.1, 0.10000001})
                        .r2())
                .hasValue(0);
    }

    @Test
    void givesZeroWhereTheDeviationsSquaredVanish() {
        RegressionMetrics metrics = RegressionMetrics.of(1, new double[] {0, 1e-200}, new double[] {0, 1});
        assertThat(metrics.r2()).hasValue(0);
    }

    @Test
    void hasNoR2OfASingleRow() {
        RegressionMetrics metrics = RegressionMetrics.of(1, new double[] {3}, new double[] {1});
        assertThat(metrics.r2()).isEmpty();
        assertThat(metrics.rmse()).isEqualTo(2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionMetrics.of(1, new double[0], new double[0]))
                .withMessage("t: expected at least one row of 1 outputs, got 0 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionMetrics.of(2, new double[3], new double[3]))
                .withMessage("t: expected at least one row of 2 outputs, got 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionMetrics.of(2, new double[4], new double[2]))
                .withMessage("y: expected 4 values (2 × 2), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RegressionMetrics.of(2, new double[4], new double[] {0, 0, Double.POSITIVE_INFINITY, 0}))
                .withMessage("y of row 1, column 0: expected a finite number, got Infinity");
    }
}
