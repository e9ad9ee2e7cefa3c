package io.gradus.app.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Names to the left of a plot, one beside each bar; none for an axis of numbers.
///
/// @param axis  where each stands
/// @param texts the names, shortened where they would take the plot's room
/// @param font  of the names
/// @param width room that they take, 0 for none
record NamesBeside(Axis axis, List<String> texts, Font font, int width) {

    /// A name is not broader than this.
    private static final double BROADEST = 0.3 * PlotStyle.WIDTH;

    private static final int DISTANCE = 10;

    static NamesBeside of(Axis axis) {
        if (!(axis instanceof Axis.Names all)) {
            return new NamesBeside(axis, List.of(), PlotStyle.tickFont(), 0);
        }
        Font font = PlotStyle.nameFont(all.names().size());
        List<String> texts = all.names().stream()
                .map(name -> PlotStyle.fit(name, font, BROADEST))
                .toList();
        double broadest = texts.stream()
                .mapToDouble(text -> PlotStyle.bounds(text, font).getWidth())
                .max()
                .orElse(0);
        return new NamesBeside(axis, texts, font, (int) Math.ceil(broadest) + DISTANCE);
    }

    /// Paints each name up to the left border of an area, at its height.
    void paint(Graphics2D g, Rectangle2D area) {
        double middle = PlotStyle.bounds("x", font).getHeight() / 2;
        g.setColor(PlotStyle.INK);
        for (int i = 0; i < texts.size(); i++) {
            double y = area.getMaxY() - axis.fraction(texts.size() - 1.0 - i) * area.getHeight();
            double x = area.getX()
                    - DISTANCE
                    - PlotStyle.bounds(texts.get(i), font).getMaxX();
            g.fill(PlotStyle.outline(texts.get(i), font, x, y + middle));
        }
    }
}
