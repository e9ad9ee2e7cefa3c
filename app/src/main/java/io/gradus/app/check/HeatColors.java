package io.gradus.app.check;

import java.util.Locale;

/// The colours of heat maps: from blue (negative, too small) through the paper's colour (zero, right) to orange
/// (positive, too large), in steps, so that a legend can name each. Blue and orange are told apart with every common
/// kind of colour blindness; the deeper colour is the larger value, in print without colour too.
///
/// The ends are Okabe and Ito's blue and vermillion (2008, "Color Universal Design"), lighter on dark paper.
final class HeatColors {
    /// Steps on each side of the middle.
    static final int STEPS = 8;

    private static final int LIGHT_MIDDLE = 0xf3f3f0;
    private static final int LIGHT_NEGATIVE = 0x0060a0;
    private static final int LIGHT_POSITIVE = 0xc04f00;
    private static final int DARK_MIDDLE = 0x262b31;
    private static final int DARK_NEGATIVE = 0x6cc0ff;
    private static final int DARK_POSITIVE = 0xff9d57;

    private HeatColors() {}

    /// The step of a value: its share of the scale, rounded.
    ///
    /// @param scale the value of the last step, positive
    static int level(double value, double scale) {
        return Math.clamp(Math.round(STEPS * value / scale), -STEPS, STEPS);
    }

    /// The step of a ratio that should be 1: two for each power of two, at least one for what is wrong.
    static int ratioLevel(double ratio) {
        double log = Math.log(Math.abs(ratio)) / Math.log(2);
        int level = Math.clamp(Math.round(2 * log), -STEPS, STEPS);
        return level != 0 ? level : log < 0 ? -1 : 1;
    }

    /// The class of a step in the style sheet: `n8` … `n1`, `z`, `p1` … `p8`.
    static String name(int level) {
        return level == 0 ? "z" : (level < 0 ? "n" : "p") + Math.abs(level);
    }

    /// The rules of all steps.
    static String css(boolean dark) {
        StringBuilder css = new StringBuilder();
        for (int level = -STEPS; level <= STEPS; level++) {
            int paper = color(level, dark);
            css.append(String.format(
                    Locale.ROOT,
                    ".%s{fill:#%06x;background:#%06x;color:#%s}%n",
                    name(level),
                    paper,
                    paper,
                    isInkBlack(paper) ? "000" : "fff"));
        }
        return css.toString().replace("\r", "");
    }

    static int color(int level, boolean dark) {
        int middle = dark ? DARK_MIDDLE : LIGHT_MIDDLE;
        int end = level < 0 ? (dark ? DARK_NEGATIVE : LIGHT_NEGATIVE) : (dark ? DARK_POSITIVE : LIGHT_POSITIVE);
        double share = Math.abs(level) / (double) STEPS;
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = middle >> shift & 0xff;
            int to = end >> shift & 0xff;
            color |= (int) Math.round(from + share * (to - from)) << shift;
        }
        return color;
    }

    /// Whether black letters have the better contrast on a colour.
    static boolean isInkBlack(int paper) {
        return contrast(paper, 0x000000) >= contrast(paper, 0xffffff);
    }

    /// The contrast ratio of the Web Content Accessibility Guidelines 2.2, from 1 to 21.
    static double contrast(int one, int other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int color) {
        return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) + 0.0722 * linear(color & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
