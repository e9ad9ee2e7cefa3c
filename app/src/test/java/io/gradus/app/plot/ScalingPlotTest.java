package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradus.app.plot.Plot.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingPlotTest {

    /// Rounding of three logarithms and a division.
    private static final double TOLERANCE = 1e-12;

    private static final double[] PARAMETERS = {10, 100, 1000};

    @Test
    void slopeIsTheExponentOfAPowerLaw() {
        Curve quadratic = Curve.of("a", PARAMETERS, new double[] {3e-6, 3e-4, 3e-2});

        assertThat(ScalingPlot.slope(quadratic)).isCloseTo(2, within(TOLERANCE));
    }

    @Test
    void slopeIsThatOfLeastSquares() {
        // By hand, in decades: x -1, 0, 1 and y 0, 0, 3 around their means: slope = (0 + 0 + 3 + 0) / 2 = 1.5.
        Curve curve = Curve.of("a", PARAMETERS, new double[] {1, 1, 1000});

        assertThat(ScalingPlot.slope(curve)).isCloseTo(1.5, within(TOLERANCE));
    }

    @Test
    void legendShowsTheSlope() {
        Plot plot = ScalingPlot.of("t", List.of(Curve.of("backpropagation", PARAMETERS, new double[] {1, 10, 100})));

        assertThat(plot.layers()).extracting(Layer::label).containsExactly("backpropagation, slope 1.00");
    }

    @Test
    void leavesOutWhatALogarithmCannotShow() {
        double[] parameters = {0, 10, 100, 1000, 1e4, 1e5};
        double[] seconds = {1, 1e-6, 1e-5, -1, Double.NaN, Double.POSITIVE_INFINITY};
        Curve curve = Curve.of("a", parameters, seconds);

        assertThat(ScalingPlot.slope(curve)).isCloseTo(1, within(TOLERANCE));
        assertThat(ScalingPlot.of("t", List.of(curve)).x().fraction(100)).isBetween(0.0, 1.0);
    }

    @Test
    void fitsNoLineToASingleSize() {
        Curve curve = Curve.of("a", new double[] {100, 100}, new double[] {1e-6, 2e-6});
        Plot plot = ScalingPlot.of("t", List.of(curve));

        assertThat(ScalingPlot.slope(curve)).isNaN();
        assertThat(plot.layers().getFirst().label()).isEqualTo("a");
        assertThat(plot.layers().getFirst().line()).isNull();
    }

    @Test
    void rejectsWhatHoldsNothingToDraw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingPlot.of("t", List.of(Curve.of("a", new double[] {1}, new double[] {0}))))
                .withMessage("plot \"t\": expected a positive time of a step, got none");
    }

    @Test
    void writesBothFormats(@TempDir Path folder) throws Exception {
        Plot plot = ScalingPlot.of(
                "Scaling",
                List.of(
                        Curve.of("backpropagation", PARAMETERS, new double[] {1e-6, 1e-5, 1e-4}),
                        Curve.of("numerical differentiation", PARAMETERS, new double[] {1e-5, 1e-3, 1e-1})));

        PlotFile.write(folder.resolve("a.svg"), plot);
        PlotFile.write(folder.resolve("a.png"), plot);

        assertThat(folder.resolve("a.svg"))
                .content()
                .contains("<desc>x: parameters. y: time of a step. backpropagation, slope 1.00; "
                        + "numerical differentiation, slope 2.00.</desc>")
                .contains("rgb(0,114,178)", "rgb(213,94,0)");
        assertThat(Files.size(folder.resolve("a.png"))).isPositive();
    }
}
