package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.app.plot.Plot.Layer;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportancePlotTest {
    private static final List<String> NAMES = List.of("first", "second");

    @Test
    void drawsABarAndItsDeviationForEachNameFromTheTop() {
        Plot plot = ImportancePlot.of("t", "loss", NAMES, new double[] {3, -1}, new double[] {0.5, 0.25});

        assertThat(plot.layers()).extracting(Layer::label).containsExactly("mean", "± standard deviation");
        Curve bars = plot.layers().getFirst().line();
        Curve deviations = plot.layers().getLast().line();
        assertThat(bars).isNotNull();
        assertThat(deviations).isNotNull();
        assertStroke(bars, 0, 0, 3, 1);
        assertStroke(bars, 3, 0, -1, 0);
        assertStroke(deviations, 0, 2.5, 3.5, 1);
        assertStroke(deviations, 3, -1.25, -0.75, 0);
        assertThat(plot.x().fraction(-1.25)).isBetween(0.0, 0.1);
        assertThat(plot.x().fraction(3.5)).isBetween(0.9, 1.0);
    }

    private static void assertStroke(Curve curve, int at, double from, double to, double y) {
        assertThat(new double[] {curve.x(at), curve.y(at), curve.x(at + 1), curve.y(at + 1)})
                .containsExactly(from, y, to, y);
        assertThat(curve.isFinite(at + 2)).isFalse();
    }

    @Test
    void namesStandBesideTheirBars() {
        Axis.Names axis = new Axis.Names(NAMES);
        assertThat(axis.fraction(axis.position(0))).isBetween(0.6, 0.8);
        assertThat(axis.fraction(axis.position(1))).isBetween(0.2, 0.4);
        NamesBeside beside = NamesBeside.of(axis);
        assertThat(beside.texts()).isEqualTo(NAMES);
        double broadest = PlotStyle.bounds("second", beside.font()).getWidth();
        assertThat(beside.width()).isBetween((int) broadest + 5, (int) broadest + 20);
    }

    @Test
    void shortensNamesThatWouldTakeThePlotsRoom() {
        NamesBeside beside = NamesBeside.of(new Axis.Names(List.of("n".repeat(100))));
        assertThat(beside.texts().getFirst()).startsWith("nnn").endsWith("…").hasSizeLessThan(60);
        assertThat(beside.width()).isLessThan(PlotStyle.WIDTH / 3);
    }

    @Test
    void anAxisOfNumbersHasNoNames() {
        Range range = new Range();
        range.include(1);
        NamesBeside none = NamesBeside.of(Axis.linear("y", range, false));
        assertThat(none.width()).isZero();
        assertThat(none.texts()).isEmpty();
    }

    /// XChart would search for ticks for ever, if it were given names.
    @Test
    void paintsManyNamesAndEqualOnes(@TempDir Path folder) throws Exception {
        List<String> names = new ArrayList<>(Collections.nCopies(20, "the same"));
        Plot plot = ImportancePlot.of("t", "loss", names, new double[20], new double[20]);
        PlotFile.write(folder.resolve("a.svg"), plot);
        assertThat(folder.resolve("a.svg")).content().contains("<desc>x: loss. y: the same, the same,");
    }

    @Test
    void legendKeepsOffTheBreadthOfABar() {
        // A stroke along y = 50, a box whose lower edge is 5 pixels above it.
        PlotStyle.Look broad = PlotStyle.bars(20);
        assertThat(broad.stroke().getLineWidth()).isGreaterThan(10);
        Curve line = Curve.of("a", new double[] {0, 1}, new double[] {0.5, 0.5});
        Range range = new Range();
        range.include(0);
        range.include(1);
        Axis axis = Axis.linear("x", range, false);
        Rectangle2D area = new Rectangle2D.Double(0, 0, 100, 100);
        PlotPainter.Drawing drawing = new PlotPainter.Drawing(broad, PixelLine.of(line, axis, axis, area), List.of());
        assertThat(drawing.touches(new Rectangle2D.Double(10, 25, 20, 20))).isTrue();
        assertThat(drawing.touches(new Rectangle2D.Double(10, 5, 20, 20))).isFalse();
    }

    @Test
    void rejectsWhatCannotBeDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportancePlot.of("t", "loss", NAMES, new double[1], new double[2]))
                .withMessage("plot \"t\": expected as many names, means and deviations, at least one, got 2, 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportancePlot.of("t", "loss", NAMES, new double[] {1, Double.NaN}, new double[2]))
                .withMessage("plot \"t\": expected finite numbers, got NaN ± 0.0 for \"second\"");
    }
}
