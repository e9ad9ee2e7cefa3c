package io.gradus.app.check;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// A block as three heat maps side by side: the given gradient, the numeric one, and their ratio. A small block is a
/// table with its numbers in the cells, a large one a drawing.
final class HeatMaps {
    /// Two maps have one scale unless the largest entries are this far apart; then one of them would look empty.
    private static final double SHARED = 30;

    private static final int CELLS_WITH_A_GAP = 16;

    // Pixels on a page: no map is larger, nor has larger cells.
    private static final double LARGEST_MAP = 320;
    private static final double LARGEST_CELL = 32;

    private final CheckedBlock block;
    private final HeatGrid grid;
    private final Numbers.Entries format;

    private HeatMaps(CheckedBlock block) {
        this.block = block;
        grid = HeatGrid.of(block);
        format = Numbers.Entries.of(block);
    }

    static String html(CheckedBlock block) {
        return new HeatMaps(block).html();
    }

    private String html() {
        double analytic = largest(block.check()::analytic);
        double numeric = largest(block.check()::numeric);
        boolean shared = Math.max(analytic, numeric) <= SHARED * Math.min(analytic, numeric);
        double both = Math.max(analytic, numeric);
        StringBuilder html = new StringBuilder("<div class=\"maps%s\">\n".formatted(block.isSmall() ? " numbers" : ""));
        html.append(map(
                "analytic",
                "given",
                values(block.check()::analytic, shared ? both : analytic),
                entry -> format.text(block.check().analytic(entry))));
        html.append(map(
                "numeric",
                "right, up to noise",
                values(block.check()::numeric, shared ? both : numeric),
                entry -> format.text(block.check().numeric(entry))));
        html.append(map("ratio", "analytic / numeric", this::ratioLevel, this::ratioText));
        html.append("</div>\n<p class=\"note\">");
        html.append(scale(analytic, numeric, shared));
        html.append(" ").append(orientation());
        if (!grid.isWhole()) {
            html.append(
                    " <strong>Each cell stands for %s entries and shows the one that is off most</strong>, wrong ones first."
                            .formatted(grid.cell()));
        }
        return html.append("</p>\n").toString();
    }

    private String scale(double analytic, double numeric, boolean shared) {
        return shared
                ? "Analytic and numeric share a scale: the deepest colour is ±%s."
                        .formatted(Numbers.html(Math.max(analytic, numeric)))
                : "Each map has its own scale: the deepest colour is ±%s for analytic, ±%s for numeric."
                        .formatted(Numbers.html(analytic), Numbers.html(numeric));
    }

    private String orientation() {
        return block.isBias()
                ? "One column a unit."
                : "Rows are inputs of the layer (%,d), columns its units (%,d), counted from 0."
                        .formatted(block.rows(), block.columns());
    }

    private double largest(IntToDouble values) {
        double largest = 0;
        for (int i = 0; i < block.check().of(); i++) {
            double value = Math.abs(values.of(i));
            largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
        }
        return largest;
    }

    private interface IntToDouble {
        double of(int entry);
    }

    /// Steps of a map; [Integer#MIN_VALUE] for what has no place on the scale.
    private static IntUnaryOperator values(IntToDouble values, double scale) {
        return entry -> {
            double value = values.of(entry);
            return Double.isNaN(value)
                    ? Integer.MIN_VALUE
                    : HeatColors.level(value, scale == 0 ? Double.MIN_NORMAL : scale);
        };
    }

    private double ratio(int entry) {
        return block.check().analytic(entry) / block.check().numeric(entry);
    }

    private int ratioLevel(int entry) {
        if (!block.isWrong(entry)) {
            return 0;
        }
        double ratio = ratio(entry);
        return Double.isNaN(ratio) ? Integer.MIN_VALUE : HeatColors.ratioLevel(ratio);
    }

    private String ratioText(int entry) {
        if (block.isNoise(entry, block.check().numeric(entry))) {
            return block.isWrong(entry) ? "∞" : "–"; // numeric 0
        }
        double ratio = ratio(entry);
        if (!Double.isFinite(ratio)) {
            return Double.isNaN(ratio) ? "NaN" : "∞";
        }
        return block.isWrong(entry) ? digits(ratio) : "1";
    }

    /// Three digits, or as many as it takes to see that a ratio is not 1.
    private static String digits(double ratio) {
        double off = Math.abs(Math.abs(ratio) - 1);
        int digits = off == 0 ? 3 : Math.clamp((int) Math.ceil(-Math.log10(off)) + 1, 3, 10);
        return String.format(Locale.ROOT, "%." + digits + "g", ratio);
    }

    private String title(int entry) {
        return "%s: analytic %s, numeric %s, ratio %s%s"
                .formatted(
                        block.place(entry),
                        Numbers.full(block.check().analytic(entry)),
                        Numbers.full(block.check().numeric(entry)),
                        Numbers.minus(ratioText(entry)),
                        block.isWrong(entry) ? ", wrong" : "");
    }

    private String map(String name, String meaning, IntUnaryOperator level, IntFunction<String> text) {
        String body = block.isSmall() ? table(name, level, text) : drawing(name, level);
        return "<figure>\n<figcaption><b>%s</b> <span>%s</span></figcaption>\n%s</figure>\n"
                .formatted(name, meaning, body);
    }

    private String classes(boolean ratio, int level, int entry) {
        String paper = level == Integer.MIN_VALUE ? "nan" : HeatColors.name(level);
        return ratio && ratio(entry) < 0 && block.isWrong(entry) ? paper + " flip" : paper;
    }

    private String table(String name, IntUnaryOperator level, IntFunction<String> text) {
        StringBuilder html =
                new StringBuilder("<table class=\"heat\" style=\"--columns:%d\" aria-label=\"%s of %s\">\n<tr>"
                        .formatted(block.columns(), name, Html.escape(block.name())));
        html.append(block.isBias() ? "" : "<td></td>");
        for (int column = 0; column < block.columns(); column++) {
            html.append("<th scope=\"col\">%d</th>".formatted(column));
        }
        html.append("</tr>\n");
        for (int row = 0; row < block.rows(); row++) {
            html.append("<tr>");
            html.append(block.isBias() ? "" : "<th scope=\"row\">%d</th>".formatted(row));
            for (int column = 0; column < block.columns(); column++) {
                int entry = row * block.columns() + column;
                html.append("<td class=\"%s\" title=\"%s\">%s</td>"
                        .formatted(
                                classes(name.equals("ratio"), level.applyAsInt(entry), entry),
                                Html.escape(title(entry)),
                                Html.escape(Numbers.minus(text.apply(entry)))));
            }
            html.append("</tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    private String drawing(String name, IntUnaryOperator level) {
        // A bias is a low strip, a long matrix is drawn a little less long than it is.
        double cell = 10;
        double height = block.isBias() ? 2 * cell : cell * Math.clamp((double) grid.columns() / grid.rows(), 0.5, 1.0);
        double gap = Math.max(grid.rows(), grid.columns()) <= CELLS_WITH_A_GAP ? 0.6 : 0;
        double width = grid.columns() * cell - gap;
        double tall = grid.rows() * height - gap;
        double scale = Math.min(LARGEST_CELL / cell, LARGEST_MAP / Math.max(width, tall));
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heat%s\" style=\"max-width:%spx\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
                        .formatted(
                                gap == 0 ? " dense" : "",
                                Html.px(width * scale),
                                Html.px(width),
                                Html.px(tall),
                                Html.escape("%s of %s, %s; %d of %d entries are wrong"
                                        .formatted(
                                                name,
                                                block.name(),
                                                block.shapeText(),
                                                block.wrongEntries(),
                                                block.check().of()))));
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                int entry = grid.entry(row, column);
                String classes = classes(name.equals("ratio"), level.applyAsInt(entry), entry);
                String x = Html.px(column * cell);
                String y = Html.px(row * height);
                svg.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>\n"
                        .formatted(
                                classes.replace(" flip", ""),
                                x,
                                y,
                                Html.px(cell - gap),
                                Html.px(height - gap),
                                Html.escape(title(entry))));
                if (classes.endsWith(" flip")) {
                    svg.append("<path class=\"flip\" d=\"M%s %sl%s %s\"/>\n"
                            .formatted(
                                    x, Html.px((row + 1) * height - gap), Html.px(cell - gap), Html.px(gap - height)));
                }
            }
        }
        return svg.append("</svg>\n").toString();
    }
}
