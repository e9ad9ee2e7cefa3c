package io.gradus.app.plot;

import io.gradus.app.plot.Axis.Linear;
import io.gradus.app.plot.Axis.Logarithmic;
import io.gradus.app.plot.SearchPlot.Panel;
import io.gradus.app.plot.SearchPlot.Trial;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Paints the panels of a [SearchPlot].
///
/// Painted here and not by XChart, which has one plot a picture.
final class SearchPainter {
    private static final int PANEL_WIDTH = 400;
    private static final int PANEL_HEIGHT = 340;
    private static final int MOST_COLUMNS = 3;
    private static final int HEAD = 84; // title and legend
    private static final int LEFT = 86; // texts of the scores
    private static final int BELOW = 66; // texts and name of the option
    private static final int GAP = 22;
    private static final int TICKS = 6;

    private static final PlotStyle.Look BEST = PlotStyle.BEST;
    private static final PlotStyle.Look OTHER = new PlotStyle.Look(PlotStyle.BLUE, bar(), PlotStyle.Mark.CIRCLE);
    private static final PlotStyle.Look EARLIER = new PlotStyle.Look(PlotStyle.SKY_BLUE, bar(), PlotStyle.Mark.SQUARE);

    private final SearchPlot plot;
    private final int columns;

    SearchPainter(SearchPlot plot) {
        this.plot = plot;
        columns = Math.min(MOST_COLUMNS, plot.panels().size());
    }

    private static BasicStroke bar() {
        return new BasicStroke(1.5f);
    }

    int width() {
        return plot.panels().size() == 1 ? PlotStyle.WIDTH : LEFT + columns * PANEL_WIDTH;
    }

    int height() {
        return plot.panels().size() == 1
                ? PlotStyle.HEIGHT
                : HEAD + Math.ceilDiv(plot.panels().size(), columns) * PANEL_HEIGHT;
    }

    void paint(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(PlotStyle.PAPER);
        g.fill(new Rectangle2D.Double(0, 0, width(), height()));
        Font bold = PlotStyle.axisFont().deriveFont(Font.BOLD);
        text(g, PlotStyle.fit(plot.title(), bold, width() - 2.0 * GAP), bold, width() / 2.0, 34, 0.5);
        paintLegend(g);
        double panelWidth = (width() - LEFT) / (double) columns;
        double panelHeight = (height() - HEAD) / (double) rows();
        for (int i = 0; i < plot.panels().size(); i++) {
            Rectangle2D area = new Rectangle2D.Double(
                    LEFT + (i % columns) * panelWidth,
                    HEAD + Math.floorDiv(i, columns) * panelHeight,
                    panelWidth - GAP,
                    panelHeight - BELOW);
            paint(g, plot.panels().get(i), i, area);
        }
    }

    private int rows() {
        return Math.ceilDiv(plot.panels().size(), columns);
    }

    private void paintLegend(Graphics2D g) {
        List<PlotStyle.Look> looks = new ArrayList<>(List.of(BEST, OTHER));
        List<String> texts = new ArrayList<>(List.of("best", "others"));
        if (plot.hasRounds()) {
            looks.add(EARLIER);
            texts.add("out in an earlier round");
        }
        texts.set(texts.size() - 1, texts.getLast() + "  (mean ± standard deviation)");
        double x = LEFT;
        for (int i = 0; i < texts.size(); i++) {
            PlotPainter.mark(g, looks.get(i), x + 6, 60);
            text(g, texts.get(i), PlotStyle.legendFont(), x + 20, 66, 0);
            x += 44 + PlotStyle.bounds(texts.get(i), PlotStyle.legendFont()).getWidth();
        }
    }

    private void paint(Graphics2D g, Panel panel, int option, Rectangle2D area) {
        boolean first = option % columns == 0;
        double free = Double.POSITIVE_INFINITY; // lower edge of what is free for the next text upwards
        for (Tick tick : ticks(plot.scores())) {
            double y = area.getMaxY() - tick.fraction() * area.getHeight();
            line(g, area.getX(), y, area.getMaxX(), y);
            if (first && y + 8 < free) {
                text(g, tick.text(), PlotStyle.tickFont(), area.getX() - 8, y + 6, 1);
                free = y - 8;
            }
        }
        paintValues(g, panel, area);
        text(g, fit(panel.name(), area.getWidth()), PlotStyle.axisFont(), area.getCenterX(), area.getMaxY() + 50, 0.5);
        g.setColor(PlotStyle.BORDER);
        g.draw(area);
        paintTrials(g, panel, option, area);
    }

    private static String fit(String text, double width) {
        return PlotStyle.fit(text, PlotStyle.axisFont(), width);
    }

    /// Texts along the lower edge, none over another.
    private static void paintValues(Graphics2D g, Panel panel, Rectangle2D area) {
        List<Tick> ticks = new ArrayList<>();
        panel.numbers().ifPresentOrElse(axis -> ticks.addAll(ticks(axis)), () -> {
            double room = area.getWidth() / panel.texts().size() - 6;
            for (String value : panel.texts()) {
                ticks.add(new Tick(panel.fraction(value), PlotStyle.fit(value, PlotStyle.tickFont(), room)));
            }
        });
        double free = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            double x = area.getX() + tick.fraction() * area.getWidth();
            double half = PlotStyle.bounds(tick.text(), PlotStyle.tickFont()).getWidth() / 2;
            if (panel.numbers().isPresent()) {
                line(g, x, area.getY(), x, area.getMaxY());
            }
            boolean inside = x - half > area.getX() - GAP / 2.0 && x + half < area.getMaxX() + GAP / 2.0;
            if (x - half > free && inside) {
                text(g, tick.text(), PlotStyle.tickFont(), x, area.getMaxY() + 22, 0.5);
                free = x + half + 6;
            }
        }
    }

    private void paintTrials(Graphics2D g, Panel panel, int option, Rectangle2D area) {
        Map<String, Integer> alike = new HashMap<>();
        for (Trial trial : plot.trials()) {
            alike.merge(trial.values().get(option), 1, Integer::sum);
        }
        Map<String, Integer> placed = new HashMap<>();
        double[] x = new double[plot.trials().size()];
        double room = panel.numbers().isPresent()
                ? 30
                : 0.7 * area.getWidth() / panel.texts().size();
        for (int i = 0; i < x.length; i++) {
            String value = plot.trials().get(i).values().get(option);
            int of = alike.getOrDefault(value, 1);
            int number = placed.merge(value, 1, Integer::sum) - 1;
            double step = Math.min(14, room / of);
            x[i] = area.getX() + panel.fraction(value) * area.getWidth() + (number - (of - 1) / 2.0) * step;
        }
        int lastRound = plot.trials().getFirst().round();
        for (int i = x.length - 1; i >= 0; i--) { // the best on top
            Trial trial = plot.trials().get(i);
            PlotStyle.Look look = i == 0 ? BEST : trial.round() == lastRound ? OTHER : EARLIER;
            g.setColor(look.color());
            g.setStroke(bar());
            double above = y(trial.mean() + trial.deviation(), area);
            double below = y(trial.mean() - trial.deviation(), area);
            if (above < below) {
                g.draw(new Line2D.Double(x[i], above, x[i], below));
            }
            PlotPainter.mark(g, look, x[i], y(trial.mean(), area));
        }
    }

    /// A score in pixels, at the edge of the area if it is outside.
    private double y(double score, Rectangle2D area) {
        boolean below = plot.scores() instanceof Logarithmic && score <= 0;
        double fraction = below ? 0 : Math.clamp(plot.scores().fraction(score), 0.0, 1.0);
        return area.getMaxY() - fraction * area.getHeight();
    }

    /// A place on an axis with its text.
    private record Tick(double fraction, String text) {}

    private static List<Tick> ticks(Axis axis) {
        return switch (axis) {
            case Linear linear -> ticks(linear);
            case Logarithmic logarithmic -> ticks(logarithmic);
            case Axis.Names _ -> List.of(); // values side by side have no axis
        };
    }

    /// Multiples of 1, 2 or 5 tenths or more: what the axis has texts for.
    private static List<Tick> ticks(Linear axis) {
        double span = axis.high() - axis.low();
        double step = 0.1;
        for (double candidate : new double[] {0.2, 0.5, 1, 2, 5}) {
            step = span / step > TICKS ? candidate : step;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long n = (long) Math.ceil(axis.low() / step); n * step <= axis.high(); n++) {
            String text = axis.label(n * step);
            if (!text.isEmpty()) {
                ticks.add(new Tick((n * step - axis.low()) / span, text));
            }
        }
        return ticks;
    }

    private static List<Tick> ticks(Logarithmic axis) {
        List<Tick> ticks = new ArrayList<>();
        int to = (int) Math.ceil(Math.log10(axis.high()));
        for (int exponent = (int) Math.floor(Math.log10(axis.low())); exponent <= to; exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                double value = digit * Math.pow(10, exponent);
                String text = value < axis.low() || value > axis.high() ? "" : axis.label(value);
                if (!text.isEmpty()) {
                    ticks.add(new Tick(axis.fraction(value), text));
                }
            }
        }
        return ticks;
    }

    private static void line(Graphics2D g, double x1, double y1, double x2, double y2) {
        g.setColor(PlotStyle.GRID);
        g.setStroke(PlotStyle.GRID_STROKE);
        g.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    /// @param share of the text's width that is left of x
    private static void text(Graphics2D g, String text, Font font, double x, double baseline, double share) {
        if (!text.isEmpty()) {
            double width = PlotStyle.bounds(text, font).getWidth();
            g.setColor(PlotStyle.INK);
            g.fill(PlotStyle.outline(text, font, x - share * width, baseline));
        }
    }
}
