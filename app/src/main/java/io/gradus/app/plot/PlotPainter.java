package io.gradus.app.plot;

import io.gradus.app.plot.Axis.Logarithmic;
import io.gradus.app.plot.Plot.Layer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/// Paints a plot of [PlotStyle#WIDTH] × [PlotStyle#HEIGHT] pixels.
final class PlotPainter {

    /// More decades than this would make the fine lines a grey area.
    private static final double FINE_DECADES = 5;

    private final Plot plot;
    private final XYChart frame;
    private final Legend legend;
    private final NamesBeside names;

    /// Width of the frame, to the right of the names.
    private final int width;

    PlotPainter(Plot plot) {
        this.plot = plot;
        this.names = NamesBeside.of(plot.y());
        this.width = PlotStyle.WIDTH - names.width();
        this.frame = PlotStyle.frame(plot);
        this.legend = new Legend(plot.layers());
    }

    void paint(Graphics2D g) {
        // A first pass that nobody sees tells the plot's area, which tells whether the legend has room in it.
        Rectangle2D area = layOut(PlotStyle.HEIGHT);
        PlotStyle.title(frame, plot.title(), area, width);
        area = layOut(PlotStyle.HEIGHT);
        List<Drawing> drawings = drawings(area);
        Point2D corner = legend.inside(area, box -> drawings.stream().noneMatch(drawing -> drawing.touches(box)));

        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(PlotStyle.PAPER);
        g.fill(new Rectangle2D.Double(0, 0, PlotStyle.WIDTH, PlotStyle.HEIGHT));
        g.translate(names.width(), 0);
        if (corner != null) {
            paint(g, PlotStyle.HEIGHT, drawings);
            legend.paintBox(g, corner);
        } else {
            int height = PlotStyle.HEIGHT - (int) Math.ceil(legend.heightBelow());
            Rectangle2D smaller = layOut(height);
            paint(g, height, drawings(smaller));
            g.translate(-names.width(), 0);
            legend.paintBelow(g);
        }
    }

    private void paint(Graphics2D g, int height, List<Drawing> drawings) {
        paintFrame(g, height);
        drawings.forEach(drawing -> drawing.paintLine(g));
        drawings.forEach(drawing -> drawing.paintMarks(g));
    }

    static void mark(Graphics2D g, PlotStyle.Look look, double x, double y) {
        g.setColor(look.color());
        g.fill(look.mark().at(x, y));
        g.setColor(PlotStyle.PAPER);
        g.setStroke(PlotStyle.Mark.EDGE);
        g.draw(look.mark().at(x, y));
    }

    private Rectangle2D layOut(int height) {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            frame.paint(g, width, height);
        } finally {
            g.dispose();
        }
        return area();
    }

    private Rectangle2D area() {
        double left = frame.getScreenXFromChart(plot.x().low());
        double right = frame.getScreenXFromChart(plot.x().high());
        double bottom = frame.getScreenYFromChart(plot.y().low());
        double top = frame.getScreenYFromChart(plot.y().high());
        return new Rectangle2D.Double(left, top, right - left, bottom - top);
    }

    private void paintFrame(Graphics2D g, int height) {
        frame.paint(g, width, height);
        Rectangle2D area = area();
        if (plot.x() instanceof Logarithmic axis) {
            grid(g, axis, area, true);
        }
        if (plot.y() instanceof Logarithmic axis) {
            grid(g, axis, area, false);
        }
        g.setColor(PlotStyle.BORDER);
        g.setStroke(PlotStyle.GRID_STROKE);
        g.draw(area);
        names.paint(g, area);
    }

    /// Paints a line for each text of the axis, and fine lines for the multiples of powers of ten between them.
    private static void grid(Graphics2D g, Logarithmic axis, Rectangle2D area, boolean vertical) {
        int from = (int) Math.floor(Math.log10(axis.low()));
        int to = (int) Math.ceil(Math.log10(axis.high()));
        // Fine lines first, so that none crosses a strong one.
        for (boolean strong : new boolean[] {false, true}) {
            for (int exponent = from; exponent <= to; exponent++) {
                for (int digit = 1; digit <= 9; digit++) {
                    double value = digit * Math.pow(10, exponent);
                    if (axis.label(value).isEmpty() != strong && (strong || axis.decades() <= FINE_DECADES)) {
                        Color color = strong ? PlotStyle.GRID : PlotStyle.FINE_GRID;
                        gridLine(g, color, axis.fraction(value), area, vertical);
                    }
                }
            }
        }
    }

    private static void gridLine(Graphics2D g, Color color, double fraction, Rectangle2D area, boolean vertical) {
        if (!(fraction > 0 && fraction < 1)) {
            return;
        }
        g.setColor(color);
        g.setStroke(PlotStyle.GRID_STROKE);
        double x = area.getX() + fraction * area.getWidth();
        double y = area.getMaxY() - fraction * area.getHeight();
        g.draw(
                vertical
                        ? new Line2D.Double(x, area.getY(), x, area.getMaxY())
                        : new Line2D.Double(area.getX(), y, area.getMaxX(), y));
    }

    private List<Drawing> drawings(Rectangle2D area) {
        List<Drawing> drawings = new ArrayList<>();
        for (Layer layer : plot.layers()) {
            drawings.add(new Drawing(layer.look(), line(layer.line(), area), points(layer.points(), area)));
        }
        return drawings;
    }

    private @Nullable PixelLine line(@Nullable Curve curve, Rectangle2D area) {
        return curve == null ? null : PixelLine.of(curve, plot.x(), plot.y(), area);
    }

    private List<Point2D> points(@Nullable Curve curve, Rectangle2D area) {
        List<Point2D> points = new ArrayList<>();
        for (int i = 0; curve != null && i < curve.size(); i++) {
            if (curve.isFinite(i)) {
                points.add(PixelLine.pixel(curve, i, plot.x(), plot.y(), area));
            }
        }
        return points;
    }

    /// A layer in pixels.
    record Drawing(PlotStyle.Look look, @Nullable PixelLine line, List<Point2D> points) {

        void paintLine(Graphics2D g) {
            if (line != null) {
                g.setColor(look.color());
                g.setStroke(look.stroke());
                g.draw(line.path());
            }
        }

        void paintMarks(Graphics2D g) {
            if (line != null) {
                line.alone().forEach(point -> mark(g, look, point.getX(), point.getY()));
            }
            points.forEach(point -> mark(g, look, point.getX(), point.getY()));
        }

        boolean touches(Rectangle2D box) {
            double half = look.stroke().getLineWidth() / 2;
            Rectangle2D withStroke = new Rectangle2D.Double(
                    box.getX() - half, box.getY() - half, box.getWidth() + 2 * half, box.getHeight() + 2 * half);
            return (line != null && line.touches(withStroke)) || points.stream().anyMatch(box::contains);
        }
    }
}
