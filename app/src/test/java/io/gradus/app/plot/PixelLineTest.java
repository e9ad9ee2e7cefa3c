package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelLineTest {

    private static final Rectangle2D AREA = new Rectangle2D.Double(50, 20, 600, 400);

    @Test
    void keepsEachPointOfASmallCurve() {
        assertThat(points(new double[] {1, 3, 2}, 0, 4)).hasSize(3);
    }

    @Test
    void aMillionPointsKeepTheExtremesOfEachColumn() {
        double[] y = new double[1_000_000];
        for (int i = 0; i < y.length; i++) {
            y[i] = 10 + Math.sin(i * 0.7);
        }
        y[123_456] = 20;
        y[654_321] = 0;

        List<Point2D> points = points(y, 0, 20);

        // Four points for each half pixel of the 600 between the margins of the axis, and one column at the end.
        assertThat(points).hasSizeLessThanOrEqualTo(4 * 2 * 600 + 4);
        assertThat(points.stream().mapToDouble(Point2D::getY).min())
                .hasValue(PixelLine.pixel(curve(new double[] {20}), 0, x(1), y(0, 20), AREA)
                        .getY());
        assertThat(points.stream().mapToDouble(Point2D::getY).max())
                .hasValue(PixelLine.pixel(curve(new double[] {0}), 0, x(1), y(0, 20), AREA)
                        .getY());
    }

    @Test
    void pointsOfAColumnStayInTheirOrder() {
        // 0, 4, 1, 3 in one column: first 0 (which is the lowest), highest 4, last 3.
        double[] y = new double[6000];
        y[1] = 4;
        y[2] = 1;
        y[3] = 3;
        List<Double> heights = points(y, 0, 4).stream().map(Point2D::getY).toList();

        double top = heights.stream().min(Double::compare).orElseThrow();
        assertThat(heights.indexOf(top)).isBetween(1, 2);
        assertThat(points(y, 0, 4)).isSortedAccordingTo((a, b) -> Double.compare(a.getX(), b.getX()));
    }

    @Test
    void gapsPartTheLineAndLeavePointsAlone() {
        PixelLine line = line(new double[] {1, 2, Double.NaN, 3, Double.NEGATIVE_INFINITY, 2, 1}, 0, 4);

        int parts = 0;
        for (PathIterator i = line.path().getPathIterator(null); !i.isDone(); i.next()) {
            if (i.currentSegment(new double[6]) == PathIterator.SEG_MOVETO) {
                parts++;
            }
        }
        assertThat(parts).isEqualTo(2);
        assertThat(line.alone()).hasSize(1);
    }

    @Test
    void touchesABoxThatASegmentCrossesWithoutAPointInIt() {
        PixelLine line = line(new double[] {0, 4}, 0, 4);

        assertThat(line.touches(new Rectangle2D.Double(300, 170, 100, 100))).isTrue();
        assertThat(line.touches(new Rectangle2D.Double(550, 350, 50, 50))).isFalse();
    }

    private static List<Point2D> points(double[] y, double min, double max) {
        List<Point2D> points = new ArrayList<>();
        double[] to = new double[6];
        for (PathIterator i = line(y, min, max).path().getPathIterator(null); !i.isDone(); i.next()) {
            i.currentSegment(to);
            points.add(new Point2D.Double(to[0], to[1]));
        }
        return points;
    }

    private static PixelLine line(double[] y, double min, double max) {
        return PixelLine.of(curve(y), x(y.length), y(min, max), AREA);
    }

    private static Curve curve(double[] y) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return Curve.of("a", x, y);
    }

    private static Axis x(int points) {
        return y(0, Math.max(1, points - 1));
    }

    private static Axis y(double min, double max) {
        Range range = new Range();
        range.include(min);
        range.include(max);
        return Axis.linear("", range, false);
    }
}
