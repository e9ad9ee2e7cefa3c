package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.app.plot.Plot.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementPlotTest {
    private static final double NAN = Double.NaN;

    @Test
    void probabilitiesShowAllFromZeroToOne() {
        Curve curve = Curve.of("observed", new double[] {0.4, 0.6}, new double[] {0.5, 0.5});
        Plot plot = AgreementPlot.ofProbabilities("t", "p", "part", curve);

        assertThat(plot.layers()).extracting(Layer::label).containsExactly("perfect", "observed");
        for (Axis axis : List.of(plot.x(), plot.y())) {
            assertThat(axis.fraction(0)).isBetween(0.0, 0.1);
            assertThat(axis.fraction(1)).isBetween(0.9, 1.0);
        }
    }

    @Test
    void numbersHaveTheSameAxesInBothDirections() {
        Curve one = Curve.of("one", new double[] {0, 5, NAN}, new double[] {1, 20, 3});
        Curve other = Curve.of("other", new double[] {-3}, new double[] {2});
        Plot plot = AgreementPlot.ofNumbers("t", List.of(one, other));

        assertThat(plot.layers()).extracting(Layer::label).containsExactly("one", "other", "perfect");
        assertThat(plot.x().low()).isEqualTo(plot.y().low());
        assertThat(plot.x().high()).isEqualTo(plot.y().high());
        Curve diagonal = plot.layers().getLast().line();
        assertThat(diagonal).isNotNull();
        assertThat(new double[] {diagonal.x(0), diagonal.y(0), diagonal.x(1), diagonal.y(1)})
                .containsExactly(-3, -3, 20, 20);
    }

    @Test
    void rejectsWhatHoldsNothingToDraw() {
        Curve nothing = Curve.of("one", new double[] {NAN}, new double[] {1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgreementPlot.ofNumbers("t", List.of(nothing)))
                .withMessage("plot \"t\": expected a finite prediction, got none");
    }
}
