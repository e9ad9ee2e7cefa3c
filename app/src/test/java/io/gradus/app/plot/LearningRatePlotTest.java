package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LearningRatePlotTest {
    private static final double[] RATES = {1e-3, 1e-2, 0.1, 1, 10};

    @Test
    void marksTheSteepestOnTheSmoothedCurve() {
        double[] losses = {1, 0.9, 0.4, 0.2, 700};
        double[] smoothed = {1, 0.8, 0.5, 0.3, 400};
        Plot plot = LearningRatePlot.of("t", RATES, losses, smoothed, OptionalDouble.of(0.1));
        assertThat(plot.layers())
                .extracting(Plot.Layer::label)
                .containsExactly("each step", "smoothed", "steepest at 0.10");
        assertThat(plot.layers().getLast().points().x(0)).isEqualTo(0.1);
        assertThat(plot.layers().getLast().points().y(0)).isEqualTo(0.5);
        assertThat(plot.x()).isInstanceOf(Axis.Logarithmic.class);
        assertThat(plot.y()).isInstanceOf(Axis.Linear.class);
    }

    /// 4·0.3 = 1.2, as 1 + 0.2.
    @Test
    void leavesOutWhatIsFarTooLarge() {
        double[] losses = {1, 1.19, 1.21, 0.2, 700};
        double[] smoothed = {1, 0.8, 0.5, 0.3, Double.POSITIVE_INFINITY};
        Plot plot = LearningRatePlot.of("t", RATES, losses, smoothed, OptionalDouble.empty());
        Curve each = plot.layers().getFirst().line();
        assertThat(each.isFinite(1)).isTrue();
        assertThat(each.isFinite(2)).isFalse();
        assertThat(each.isFinite(4)).isFalse();
        assertThat(plot.layers()).hasSize(2);
    }

    /// Single steps of 0 do not keep the axis from being logarithmic, and are not drawn there.
    @Test
    void isLogarithmicWhereTheSmoothedLossFallsFar() {
        double[] losses = {1, 0.1, 0, 0.001, 1};
        double[] smoothed = {1, 0.1, 0.01, 0.001, 1};
        Plot plot = LearningRatePlot.of("t", RATES, losses, smoothed, OptionalDouble.empty());
        assertThat(plot.y()).isInstanceOf(Axis.Logarithmic.class);
        assertThat(plot.layers().getFirst().line().isFinite(2)).isFalse();
    }

    @Test
    void refusesLossesOfWhichNoneIsFinite() {
        double[] none = {Double.NaN};
        assertThatThrownBy(() -> LearningRatePlot.of("t", new double[] {1}, none, none, OptionalDouble.empty()))
                .hasMessage("plot \"t\": expected a finite loss, got none");
    }
}
