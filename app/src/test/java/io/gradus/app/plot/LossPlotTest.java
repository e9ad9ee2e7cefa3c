package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.app.plot.Plot.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossPlotTest {

    @Test
    void axisIsLogarithmicFromARatioOfMoreThanAHundred() {
        assertThat(of(1, 100).y()).isInstanceOf(Axis.Linear.class);
        assertThat(of(1, 101).y()).isInstanceOf(Axis.Logarithmic.class);
        assertThat(of(1e-320, 1e308).y()).isInstanceOf(Axis.Logarithmic.class);
    }

    @Test
    void axisIsLinearWhereALossIsNotPositive() {
        assertThat(of(0, 1, 1000).y()).isInstanceOf(Axis.Linear.class);
        assertThat(of(-1, 1, 1000).y()).isInstanceOf(Axis.Linear.class);
    }

    @Test
    void infiniteLossDoesNotDecideTheAxis() {
        assertThat(of(1, 2, Double.POSITIVE_INFINITY).y()).isInstanceOf(Axis.Linear.class);
    }

    @Test
    void marksTheBestEpochOnTheLastCurve() {
        Plot plot = LossPlot.withBest(
                "t",
                List.of(
                        Curve.of("training loss", new double[] {1, 2}, new double[] {5, 4}),
                        Curve.of("validation loss", new double[] {1, 2}, new double[] {7, 6})),
                2);

        Layer mark = plot.layers().getLast();
        assertThat(mark.label()).isEqualTo("best epoch: 2");
        assertThat(mark.line()).isNull();
        assertThat(mark.points()).isNotNull().satisfies(point -> {
            assertThat(point.x(0)).isEqualTo(2);
            assertThat(point.y(0)).isEqualTo(6);
        });
    }

    @Test
    void rejectsABestEpochThatIsNotThere() {
        List<Curve> curves = List.of(Curve.of("validation loss", new double[] {1, 2}, new double[] {7, 6}));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossPlot.withBest("t", curves, 3))
                .withMessage("best epoch: expected an epoch of \"validation loss\" with a finite loss, got 3");
    }

    @Test
    void rejectsFallingEpochs() {
        List<Curve> curves = List.of(Curve.of("a", new double[] {1, 5, 3}, new double[] {7, 6, 5}));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossPlot.of("t", curves))
                .withMessage("curve \"a\": expected epochs that do not fall, got 3 after 5");
    }

    @Test
    void rejectsWhatHoldsNothingToDraw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossPlot.of("t", List.of()))
                .withMessage("plot \"t\": expected a finite loss, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Double.NaN))
                .withMessage("plot \"t\": expected a finite loss, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossPlot.withBest("t", List.of(), 1))
                .withMessage("plot \"t\": expected a finite loss, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossPlot.of(" ", List.of(Curve.of("a", new double[] {1}, new double[] {1}))))
                .withMessage("title of a plot: expected a text, got none");
    }

    @Test
    void curveRejectsWhatItCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.of("a", new double[0], new double[0]))
                .withMessage("curve \"a\": expected at least one point, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.of("a", new double[2], new double[3]))
                .withMessage("curve \"a\": expected as many x as y, got 2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.of("", new double[1], new double[1]))
                .withMessage("name of a curve: expected a text, got none");
    }

    @Test
    void namesACurveThatIsNowhereFinite() {
        double[] epochs = {1, 2};
        Plot plot = LossPlot.of(
                "t", List.of(Curve.of("a", epochs, new double[] {1, 2}), Curve.of("b", epochs, new double[] {
                    Double.NaN, Double.NaN
                })));

        assertThat(plot.layers()).extracting(Layer::label).containsExactly("a", "b (not finite)");
    }

    private static Plot of(double... losses) {
        double[] epochs = new double[losses.length];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i;
        }
        return LossPlot.of("t", List.of(Curve.of("a", epochs, losses)));
    }
}
