package io.gradus.app.plot;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// A curve in pixels: one path with a part for each run of finite points, and the points that stand alone.
///
/// A run in which many points fall into one column of half a pixel keeps the first, lowest, highest and last point of
/// each column. The picture is the same, the file stays small.
final class PixelLine {

    private static final double COLUMNS_PER_PIXEL = 2;

    private final Path2D path = new Path2D.Double();
    private final List<Point2D> alone = new ArrayList<>();
    private final List<Point2D> run = new ArrayList<>();

    // The points of the current column in their order; those between first and last are the extremes so far.
    private long column;
    private int inColumn;
    private Point2D first = new Point2D.Double();
    private Point2D lowest = first;
    private Point2D highest = first;
    private Point2D last = first;
    private boolean lowestBeforeHighest;

    private PixelLine() {}

    /// Returns the curve on a plot's area.
    ///
    /// @param area pixels between the ends of both axes
    static PixelLine of(Curve curve, Axis x, Axis y, Rectangle2D area) {
        PixelLine line = new PixelLine();
        for (int i = 0; i < curve.size(); i++) {
            if (curve.isFinite(i)) {
                line.add(pixel(curve, i, x, y, area));
            } else {
                line.endRun();
            }
        }
        line.endRun();
        return line;
    }

    /// Returns where a point of a curve stands, in hundredths of a pixel.
    static Point2D pixel(Curve curve, int point, Axis x, Axis y, Rectangle2D area) {
        double px = area.getX() + x.fraction(curve.x(point)) * area.getWidth();
        double py = area.getMaxY() - y.fraction(curve.y(point)) * area.getHeight();
        return new Point2D.Double(Math.rint(px * 100) / 100, Math.rint(py * 100) / 100);
    }

    Path2D path() {
        return path;
    }

    /// Points without a neighbor, which a line would not show.
    List<Point2D> alone() {
        return alone;
    }

    boolean touches(Rectangle2D box) {
        double[] to = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            if (i.currentSegment(to) == PathIterator.SEG_LINETO
                    && box.intersectsLine(new Line2D.Double(x, y, to[0], to[1]))) {
                return true;
            }
            x = to[0];
            y = to[1];
        }
        return alone.stream().anyMatch(box::contains);
    }

    private void add(Point2D point) {
        long into = (long) Math.floor(point.getX() * COLUMNS_PER_PIXEL);
        if (inColumn > 0 && into != column) {
            endColumn();
        }
        if (inColumn == 0) {
            column = into;
            first = point;
            lowest = point;
            highest = point;
        } else if (point.getY() > lowest.getY()) { // y grows downwards
            lowest = point;
            lowestBeforeHighest = false;
        } else if (point.getY() < highest.getY()) {
            highest = point;
            lowestBeforeHighest = true;
        }
        last = point;
        inColumn++;
    }

    private void endColumn() {
        keep(first);
        keep(lowestBeforeHighest ? lowest : highest);
        keep(lowestBeforeHighest ? highest : lowest);
        keep(last);
        inColumn = 0;
    }

    private void keep(Point2D point) {
        if (run.isEmpty() || !run.getLast().equals(point)) {
            run.add(point);
        }
    }

    private void endRun() {
        if (inColumn > 0) {
            endColumn();
        }
        if (run.size() == 1) {
            alone.add(run.getFirst());
        } else if (!run.isEmpty()) {
            path.moveTo(run.getFirst().getX(), run.getFirst().getY());
            run.stream().skip(1).forEach(point -> path.lineTo(point.getX(), point.getY()));
        }
        run.clear();
    }
}
