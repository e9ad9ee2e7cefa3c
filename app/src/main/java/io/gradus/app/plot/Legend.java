package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which name belongs to which line: a box in a corner that holds no data, or else a list below the plot.
final class Legend {

    private static final double PADDING = 10;
    private static final double ROW = 25;

    /// Long enough to show two periods of every dash pattern.
    private static final double SAMPLE = 52;

    /// Distance from the plot's border, and free space around data.
    private static final double DISTANCE = 10;

    private final List<Layer> layers;
    private final List<String> labels;
    private final Font font;
    private final double width;
    private final double height;

    Legend(List<Layer> layers) {
        this.layers = layers;
        this.font = PlotStyle.legendFont();
        double room = PlotStyle.WIDTH * 0.75;
        this.labels = layers.stream()
                .map(layer -> PlotStyle.fit(layer.label(), font, room))
                .toList();
        double text = labels.stream()
                .mapToDouble(label -> PlotStyle.bounds(label, font).getMaxX())
                .max()
                .orElse(0);
        this.width = Math.ceil(SAMPLE + text + 3 * PADDING);
        this.height = ROW * layers.size() + PADDING;
    }

    /// Returns the height of the list below the plot.
    double heightBelow() {
        return ROW * Math.ceilDiv(layers.size(), columns()) + PADDING;
    }

    /// Returns the upper left corner of a place inside the plot that is free, top right first, or null.
    ///
    /// @param area the plot's area
    /// @param free tells whether a box covers no data
    @Nullable
    Point2D inside(Rectangle2D area, Predicate<Rectangle2D> free) {
        double left = area.getX() + DISTANCE;
        double right = area.getMaxX() - DISTANCE - width;
        double top = area.getY() + DISTANCE;
        double bottom = area.getMaxY() - DISTANCE - height;
        if (right < left || bottom < top) {
            return null;
        }
        List<Point2D> corners = List.of(
                new Point2D.Double(right, top),
                new Point2D.Double(left, top),
                new Point2D.Double(right, bottom),
                new Point2D.Double(left, bottom));
        return corners.stream()
                .filter(at -> free.test(new Rectangle2D.Double(
                        at.getX() - DISTANCE, at.getY() - DISTANCE, width + 2 * DISTANCE, height + 2 * DISTANCE)))
                .findFirst()
                .orElse(null);
    }

    /// Paints the names one below the other, in a box.
    ///
    /// @param at upper left corner
    void paintBox(Graphics2D g, Point2D at) {
        Rectangle2D box = new Rectangle2D.Double(at.getX(), at.getY(), width, height);
        g.setColor(PlotStyle.PAPER);
        g.fill(box);
        g.setColor(PlotStyle.GRID);
        g.setStroke(PlotStyle.GRID_STROKE);
        g.draw(box);
        paint(g, at.getX(), at.getY(), 1);
    }

    /// Paints the names at the lower end of the picture, as many side by side as fit.
    void paintBelow(Graphics2D g) {
        paint(g, (PlotStyle.WIDTH - columns() * width) / 2, PlotStyle.HEIGHT - heightBelow(), columns());
    }

    private int columns() {
        return Math.clamp((int) (PlotStyle.WIDTH / width), 1, layers.size());
    }

    private void paint(Graphics2D g, double left, double top, int columns) {
        // Half the height of a capital letter below the middle, whatever the letters of the label are.
        double baseline = PlotStyle.bounds("H", font).getHeight() / 2;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            double x = left + PADDING + (i % columns) * width;
            double middle = top + (PADDING + ROW) / 2 + Math.floorDiv(i, columns) * ROW;
            if (layer.line() != null) {
                g.setColor(layer.look().color());
                g.setStroke(layer.look().stroke());
                g.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
            }
            if (layer.points() != null) {
                PlotPainter.mark(g, layer.look(), x + SAMPLE / 2, middle);
            }
            g.setColor(PlotStyle.INK);
            g.fill(PlotStyle.outline(labels.get(i), font, x + SAMPLE + PADDING, middle + baseline));
        }
    }
}
