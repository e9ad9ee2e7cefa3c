package io.gradus.app.check;

import io.gradus.app.plot.PowerLaw;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// [StepErrors] as a drawing on logarithmic axes: the errors as points, the fitted slope where the curvature decides, the
/// line of rounding, and how far off the checked gradient is. Made for 360 pixels, so that its letters stay readable on a
/// telephone; a page may show it larger.
final class StepErrorPlot {
    static final int WIDTH = 360;
    static final int HEIGHT = 250;
    private static final int LEFT = 52;
    private static final int RIGHT = WIDTH - 10;
    private static final int TOP = 12;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int MOST_TICKS = 8;

    private final StepErrors errors;
    private final double given;
    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();

    private StepErrorPlot(StepErrors errors, double given, double low, double high) {
        this.errors = errors;
        this.given = given;
        this.low = low;
        this.high = high;
    }

    /// Draws the errors of one entry.
    ///
    /// @param place of the entry, such as `W2[1,0]`
    /// @param given |analytic - numeric| of the entry; drawn if it is finite and above 0
    /// @return an svg element; null where no error is finite and above 0
    static @Nullable String svg(String place, StepErrors errors, double given) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < errors.size(); i++) {
            if (isDrawn(errors.error(i))) {
                low = Math.min(low, Math.log10(errors.error(i)));
                high = Math.max(high, Math.log10(errors.error(i)));
            }
        }
        if (low > high) {
            return null;
        }
        if (isDrawn(given)) {
            low = Math.min(low, Math.log10(given));
            high = Math.max(high, Math.log10(given));
        }
        StepErrorPlot plot = new StepErrorPlot(errors, given, Math.floor(low - 0.2), Math.ceil(high + 0.5));
        return plot.draw(place);
    }

    private static boolean isDrawn(double error) {
        return error > 0 && Double.isFinite(error);
    }

    private String draw(String place) {
        PowerLaw law = errors.truncation();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
                        .formatted(WIDTH, HEIGHT));
        svg.append(Html.escape("Error of the central difference of %s against its step h, on logarithmic axes%s."
                .formatted(
                        place,
                        law == null ? "" : "; slope %s where the curvature decides".formatted(slope(law.slope())))));
        svg.append("\">\n");
        axes();
        rounding();
        if (isDrawn(given)) {
            double y = y(Math.log10(given));
            line("given", LEFT, y, RIGHT, y);
            label(LEFT + 6, y - 5, "start", "the given gradient is off by " + superscript(given));
        }
        if (law != null) {
            truncation(law);
        }
        for (int i = 0; i < errors.size(); i++) {
            if (isDrawn(errors.error(i))) {
                svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"2.6\"><title>h = %s: error %s</title></circle>\n"
                        .formatted(
                                Html.px(x(Math.log10(errors.step(i)))),
                                Html.px(y(Math.log10(errors.error(i)))),
                                Numbers.text(errors.step(i)),
                                Numbers.text(errors.error(i))));
            }
        }
        return svg.append("</svg>").toString();
    }

    private void axes() {
        svg.append("<g class=\"grid\">\n");
        StringBuilder texts = new StringBuilder("<g class=\"ticks\">\n");
        for (int exponent = StepErrors.SMALLEST; exponent <= StepErrors.LARGEST; exponent++) {
            line("", x(exponent), TOP, x(exponent), BOTTOM);
            if (exponent % 2 == 0) {
                tick(texts, x(exponent), BOTTOM + 15, "middle", exponent);
            }
        }
        int every = Math.max(1, (int) Math.ceil((high - low) / MOST_TICKS));
        for (int exponent = (int) low; exponent <= high; exponent++) {
            if (Math.floorMod(exponent, every) == 0) {
                line("", LEFT, y(exponent), RIGHT, y(exponent));
                tick(texts, LEFT - 5, y(exponent) + 4, "end", exponent);
            }
        }
        svg.append("</g>\n").append(texts).append("</g>\n");
        svg.append(
                "<text class=\"axis\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">step <tspan class=\"math\">h</tspan></text>\n"
                        .formatted(Html.px((LEFT + RIGHT) / 2.0), HEIGHT - 6));
        svg.append(
                "<text class=\"axis\" transform=\"translate(11 %s) rotate(-90)\" text-anchor=\"middle\">error</text>\n"
                        .formatted(Html.px((TOP + BOTTOM) / 2.0)));
    }

    private static void tick(StringBuilder out, double x, double y, String anchor, int exponent) {
        out.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">10%s</text>\n"
                .formatted(Html.px(x), Html.px(y), anchor, raised(exponent)));
    }

    /// The line of slope -1, where it runs within the axes.
    private void rounding() {
        double constant = Math.log10(errors.rounding(1));
        if (!Double.isFinite(constant)) {
            return;
        }
        double from = Math.max(StepErrors.SMALLEST, constant - high);
        double to = Math.min(StepErrors.LARGEST, constant - low);
        if (from >= to) {
            return;
        }
        line("rounding", x(from), y(constant - from), x(to), y(constant - to));
        double at = from + 0.25 * (to - from);
        label(x(at) + 14, y(constant - at) - 4, "start", "rounding, slope −1");
    }

    private void truncation(PowerLaw law) {
        double from = Math.log10(law.from());
        double to = Math.log10(law.to());
        // Drawn on both sides of what was fitted, as far as the axes reach.
        double bottom = Math.max(from - 1.5, (low - law.intercept()) / law.slope());
        double top = Math.min(StepErrors.LARGEST, (high - law.intercept()) / law.slope());
        line(
                "truncation",
                x(bottom),
                y(law.intercept() + law.slope() * bottom),
                x(top),
                y(law.intercept() + law.slope() * top));
        double at = (from + to) / 2;
        label(x(at) - 10, y(law.intercept() + law.slope() * at) + 2, "end", "slope " + slope(law.slope()));
    }

    static String slope(double slope) {
        return Numbers.minus(String.format(Locale.ROOT, "%.2f", slope));
    }

    private static String superscript(double value) {
        String text = Numbers.text(value);
        int e = text.indexOf('e');
        return e < 0 ? text : text.substring(0, e) + " · 10" + raised(Integer.parseInt(text.substring(e + 1)));
    }

    private static String raised(int exponent) {
        return "<tspan class=\"up\" dy=\"-4\">%s</tspan>".formatted(Numbers.minus("" + exponent));
    }

    private void line(String name, double x1, double y1, double x2, double y2) {
        svg.append("<line%s x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
                .formatted(
                        name.isEmpty() ? "" : " class=\"%s\"".formatted(name),
                        Html.px(x1),
                        Html.px(y1),
                        Html.px(x2),
                        Html.px(y2)));
    }

    /// Writes a text with a rim of paper, so that it can be read on a line.
    ///
    /// @param html may hold tspan elements
    private void label(double x, double y, String anchor, String html) {
        svg.append("<text class=\"label\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(Html.px(x), Html.px(Math.max(y, TOP + 8)), anchor, html));
    }

    private static double x(double exponent) {
        return LEFT
                + (exponent - StepErrors.SMALLEST) / (StepErrors.LARGEST - StepErrors.SMALLEST) * (RIGHT - LEFT - 6)
                + 3;
    }

    private double y(double exponent) {
        return BOTTOM - (exponent - low) / (high - low) * (BOTTOM - TOP);
    }
}
