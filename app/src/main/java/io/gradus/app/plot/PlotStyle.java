package io.gradus.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.XYStyler;

/// The common look of all plots: white paper, letters that can be read at the back of a classroom, a light grid.
///
/// Colors are those of Okabe and Ito (2008, "Color Universal Design"), which people with any of the common kinds of
/// color blindness tell apart. Widths, dashes and marks differ too, for print without color.
final class PlotStyle {

    /// Size of a plot in SVG pixels.
    static final int WIDTH = 800;

    static final int HEIGHT = 500;

    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x222222);
    static final Color GRID = new Color(0xDCDCDC);
    static final Color FINE_GRID = new Color(0xF0F0F0);
    static final Color BORDER = new Color(0x888888);

    static final Color SKY_BLUE = new Color(0x56B4E9);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color BLUE = new Color(0x0072B2);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color BLACK = new Color(0x000000);

    static final BasicStroke GRID_STROKE = new BasicStroke(1);

    private static final int PADDING = 14;

    private static final int TITLE_SIZE = 21;
    private static final int SMALLEST_TITLE = 16;

    private static final float MARK_EDGE = 1.5f;

    /// Lines that may lie on top of each other: the first shows beside the second, and that through its gaps.
    private static final List<Look> LINES = List.of(
            new Look(SKY_BLUE, solid(6), Mark.CIRCLE),
            new Look(BLACK, dashed(2.5f, 9, 6), Mark.SQUARE),
            new Look(VERMILLION, dashed(3, 3, 4), Mark.TRIANGLE),
            new Look(GREEN, dashed(2.5f, 12, 4, 3, 4), Mark.DIAMOND),
            new Look(PURPLE, solid(3), Mark.CIRCLE),
            new Look(BLUE, dashed(2.5f, 18, 5), Mark.SQUARE),
            new Look(ORANGE, dashed(2.5f, 5, 3), Mark.TRIANGLE));

    /// Points with a line through them.
    private static final List<Look> POINTS = List.of(
            new Look(BLUE, solid(2), Mark.CIRCLE),
            new Look(VERMILLION, dashed(2, 9, 6), Mark.SQUARE),
            new Look(GREEN, dashed(2, 12, 4, 3, 4), Mark.TRIANGLE),
            new Look(BLACK, dashed(2, 3, 4), Mark.DIAMOND),
            new Look(PURPLE, solid(2), Mark.SQUARE),
            new Look(SKY_BLUE, dashed(2, 18, 5), Mark.TRIANGLE),
            new Look(ORANGE, dashed(2, 5, 3), Mark.DIAMOND));

    /// The mark at the best epoch.
    static final Look BEST = new Look(VERMILLION, solid(2), Mark.DIAMOND);

    /// Where all points should lie.
    static final Look DIAGONAL = new Look(BORDER, dashed(2, 9, 6), Mark.CIRCLE);

    /// How far values spread around the end of a bar.
    static final Look DEVIATION = new Look(BLACK, solid(2), Mark.CIRCLE);

    private static final int BROADEST_BAR = 26;

    /// Noise, and the course that is read through it.
    static final Look NOISE = new Look(SKY_BLUE, solid(1.5f), Mark.CIRCLE);

    static final Look COURSE = new Look(BLACK, solid(3), Mark.SQUARE);

    private PlotStyle() {}

    /// Returns the look of horizontal bars, as broad as that many find room for.
    static Look bars(int number) {
        float width = Math.min(BROADEST_BAR, 0.6f * (HEIGHT - 120) / number);
        return new Look(SKY_BLUE, new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER), Mark.SQUARE);
    }

    /// Returns the look of a line by its number; after the last look comes the first again.
    static Look line(int number) {
        return LINES.get(number % LINES.size());
    }

    /// Returns the look of points by their number, as [#line].
    static Look points(int number) {
        return POINTS.get(number % POINTS.size());
    }

    private static Font titleFont(int size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    static Font axisFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 18);
    }

    static Font tickFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    }

    /// Returns the font of names beside an axis: smaller, if they are many.
    static Font nameFont(int names) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, names > 12 ? 13 : 16);
    }

    static Font legendFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    }

    /// Returns XChart's part of a plot: title, axes, and the grid of linear axes. It holds no data.
    static XYChart frame(Plot plot) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setXAxisTitle(plot.x().title());
        chart.setYAxisTitle(plot.y().title());
        XYStyler style = chart.getStyler();
        chart.setTitle(plot.title());
        style.setChartTitleFont(titleFont(TITLE_SIZE))
                .setChartTitleBoxVisible(false)
                .setChartTitlePadding(8);
        style.setChartPadding(PADDING).setChartBackgroundColor(PAPER).setChartFontColor(INK);
        style.setLegendVisible(false);
        style.setPlotBackgroundColor(PAPER).setPlotBorderColor(BORDER).setPlotBorderVisible(true);
        style.setPlotContentSize(1);
        style.setPlotMargin(0)
                .setAxisTitleFont(axisFont())
                .setAxisTickLabelsFont(tickFont())
                .setAxisTickLabelsColor(INK)
                .setAxisTitlePadding(10)
                .setAxisTickPadding(7)
                .setAxisTickMarkLength(0)
                .setAxisTicksMarksVisible(false)
                .setAxisTicksLineVisible(false)
                .setPlotTicksMarksVisible(false)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(GRID_STROKE)
                .setPlotGridVerticalLinesVisible(plot.x() instanceof Axis.Linear)
                .setPlotGridHorizontalLinesVisible(plot.y() instanceof Axis.Linear)
                .setYAxisTicksVisible(!(plot.y() instanceof Axis.Names))
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setXAxisTickMarkSpacingHint(plot.x().tickDistance(90, WIDTH - 120))
                .setYAxisTickMarkSpacingHint(plot.y().tickDistance(60, HEIGHT - 120))
                .setXAxisLogarithmicDecadeOnly(false)
                .setYAxisLogarithmicDecadeOnly(false)
                .setXAxisLogarithmic(plot.x() instanceof Axis.Logarithmic)
                .setYAxisLogarithmic(plot.y() instanceof Axis.Logarithmic)
                .setXAxisMin(plot.x().low())
                .setXAxisMax(plot.x().high())
                .setYAxisMin(plot.y().low())
                .setYAxisMax(plot.y().high())
                .setXAxisTickLabelsFormattingFunction(plot.x()::label)
                .setYAxisTickLabelsFormattingFunction(plot.y()::label);
        return chart;
    }

    /// Sets the title, smaller or shortened where it is broader than the room around the middle of the plot's area.
    ///
    /// @param width of the chart
    static void title(XYChart chart, String title, Rectangle2D area, int width) {
        double room = 2 * Math.min(area.getCenterX(), width - area.getCenterX()) - PADDING;
        int size = TITLE_SIZE;
        while (size > SMALLEST_TITLE && bounds(title, titleFont(size)).getWidth() > room) {
            size--;
        }
        chart.setTitle(fit(title, titleFont(size), room));
        chart.getStyler().setChartTitleFont(titleFont(size));
    }

    /// Returns the text, shortened with an ellipsis where it is broader than the width.
    static String fit(String text, Font font, double width) {
        if (bounds(text, font).getWidth() <= width) {
            return text;
        }
        int end = text.length();
        String shortened = "…";
        while (end > 0) {
            end = text.offsetByCodePoints(end, -1);
            shortened = text.substring(0, end).stripTrailing() + "…";
            if (bounds(shortened, font).getWidth() <= width) {
                break;
            }
        }
        return shortened;
    }

    static Rectangle2D bounds(String text, Font font) {
        return layout(text, font).getBounds();
    }

    /// Returns the outline of a text. Letters are drawn as shapes, as XChart does, so that a file looks the same on
    /// every machine.
    static Shape outline(String text, Font font, double x, double baseline) {
        return layout(text, font).getOutline(AffineTransform.getTranslateInstance(x, baseline));
    }

    private static TextLayout layout(String text, Font font) {
        return new TextLayout(text, font, new FontRenderContext(null, true, true));
    }

    private static BasicStroke solid(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private static BasicStroke dashed(float width, float... pattern) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
    }

    /// How a layer is painted.
    record Look(Color color, BasicStroke stroke, Mark mark) {}

    /// Shapes that stand for points.
    enum Mark {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND;

        static final double SIZE = 12;

        static final BasicStroke EDGE = new BasicStroke(MARK_EDGE);

        /// Returns the shape around a point.
        Shape at(double x, double y) {
            double r = SIZE / 2;
            return switch (this) {
                case CIRCLE -> new Ellipse2D.Double(x - r, y - r, SIZE, SIZE);
                case SQUARE -> new Rectangle2D.Double(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
                case TRIANGLE -> polygon(x, y - 1.2 * r, x + 1.15 * r, y + 0.8 * r, x - 1.15 * r, y + 0.8 * r);
                case DIAMOND -> polygon(x, y - 1.3 * r, x + 1.3 * r, y, x, y + 1.3 * r, x - 1.3 * r, y);
            };
        }

        private static Shape polygon(double... xy) {
            Path2D path = new Path2D.Double();
            path.moveTo(xy[0], xy[1]);
            for (int i = 2; i < xy.length; i += 2) {
                path.lineTo(xy[i], xy[i + 1]);
            }
            path.closePath();
            return path;
        }
    }
}
