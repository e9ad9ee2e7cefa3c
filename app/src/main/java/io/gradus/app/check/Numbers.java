package io.gradus.app.check;

import java.util.Locale;

/// Numbers as a check shows them, the same in every locale.
final class Numbers {
    private Numbers() {}

    /// Two significant digits: `0.041`, `1.8e-11`.
    static String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2g", value + 0.0) : name(value);
    }

    /// The same for a page: `0.041`, `1.8 · 10<sup>−11</sup>`.
    static String html(double value) {
        String text = text(value);
        int e = text.indexOf('e');
        if (e < 0) {
            return minus(text);
        }
        int exponent = Integer.parseInt(text.substring(e + 1));
        return "%s\u00a0·\u00a010<sup>%s</sup>".formatted(minus(text.substring(0, e)), minus("" + exponent));
    }

    /// A number in full, for who wants to see every digit.
    static String full(double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%.10g", value + 0.0)) : name(value);
    }

    /// A share as a percentage that never claims certainty: `97 %`, `over 99 %`.
    static String percent(double share) {
        return share > 0.99 ? "over 99 %" : share < 0.01 ? "under 1 %" : Math.round(share * 100) + " %";
    }

    /// A hyphen is no minus sign; on a page there is room for the right one.
    static String minus(String text) {
        return text.replace('-', '−');
    }

    private static String name(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }

    /// How the entries of one block are written, all alike, so that they can be compared digit by digit.
    ///
    /// @param pattern of [String#format]
    record Entries(String pattern) {
        private static final int FEWEST_DIGITS = 5;
        private static final int MOST_DIGITS = 10;

        /// Five significant digits of the largest entry, more where the largest error would not show, without an
        /// exponent where that is readable.
        static Entries of(CheckedBlock block) {
            double analytic = 0;
            double numeric = 0;
            double error = 0;
            for (int i = 0; i < block.check().of(); i++) {
                analytic = Math.max(analytic, finite(block.check().analytic(i)));
                numeric = Math.max(numeric, finite(block.check().numeric(i)));
                error = Math.max(error, finite(block.error(i)));
            }
            double large = Math.max(analytic, numeric);
            double small = analytic == 0 || numeric == 0 ? large : Math.min(analytic, numeric);
            if (large == 0) {
                return new Entries("%.1f");
            }
            int digits = FEWEST_DIGITS;
            if (block.fails() && error > 0) {
                digits = Math.clamp((int) Math.ceil(Math.log10(large / error)) + 2, FEWEST_DIGITS, MOST_DIGITS);
            }
            if (large < 1e-3 || large >= 1e5 || small < large / 1e3) {
                return new Entries("%." + (digits - 2) + "e");
            }
            return new Entries("%." + Math.max(0, digits - 1 - (int) Math.floor(Math.log10(large))) + "f");
        }

        private static double finite(double value) {
            return Double.isFinite(value) ? Math.abs(value) : 0;
        }

        String text(double value) {
            return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value + 0.0) : name(value);
        }
    }
}
