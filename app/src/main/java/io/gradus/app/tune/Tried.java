package io.gradus.app.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An option and the values that are tried for it.
sealed interface Tried {
    /// The option's name, without dashes.
    String name();

    /// A value as it is typed.
    ///
    /// @param u uniform over [0, 1)
    String at(double u);

    /// Reads `NAME=a|b|c` or `NAME=lo..hi[:log][:int]`.
    ///
    /// @throws IllegalArgumentException if the text is neither
    static Tried parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 1 ? "" : text.substring(0, equals);
        if (name.isEmpty() || name.startsWith("-")) {
            throw new IllegalArgumentException(
                    "--try: expected NAME=VALUES such as hidden=16|64 or learning-rate=1e-4..0.1:log, got \"%s\""
                            .formatted(text));
        }
        String values = text.substring(equals + 1);
        Matcher range = Range.PATTERN.matcher(values);
        return range.matches() ? Range.of(name, values, range) : Choice.of(name, values);
    }

    /// Some values, all as likely.
    record Choice(String name, List<String> values) implements Tried {
        private static Choice of(String name, String text) {
            List<String> values = List.of(text.split("\\|", -1));
            if (values.contains("")) {
                throw new IllegalArgumentException(
                        "--try %s: expected values such as a|b|c or a range lo..hi, got \"%s\"".formatted(name, text));
            }
            if (new LinkedHashSet<>(values).size() < values.size()) {
                throw new IllegalArgumentException("--try %s: a value appears twice in \"%s\"".formatted(name, text));
            }
            return new Choice(name, values);
        }

        @Override
        public String at(double u) {
            return values.get((int) (u * values.size()));
        }
    }

    /// Numbers from low to high, uniform, or uniform in their logarithm; whole numbers include both ends.
    record Range(String name, double low, double high, boolean logarithmic, boolean whole) implements Tried {
        private static final Pattern PATTERN = Pattern.compile("([-+0-9.eE]+?)\\.\\.([-+0-9.eE]+)(:.*)?");

        /// Enough to tell settings apart, few enough to read.
        private static final MathContext DIGITS = new MathContext(4);

        private static Range of(String name, String text, Matcher parts) {
            String kinds = parts.group(3) == null ? "" : parts.group(3);
            if (!kinds.matches("|:log|:int|:log:int|:int:log")) {
                throw wrong(name, "expected lo..hi, lo..hi:log, lo..hi:int or lo..hi:log:int", text);
            }
            boolean logarithmic = kinds.contains("log");
            boolean whole = kinds.contains("int");
            double low = number(name, parts.group(1), text);
            double high = number(name, parts.group(2), text);
            if (!(low < high)) {
                throw wrong(name, "expected lo < hi", text);
            }
            if (logarithmic && low <= 0) {
                throw wrong(name, "expected lo > 0, as 0 has no logarithm", text);
            }
            if (whole && (low != Math.rint(low) || high != Math.rint(high) || high - low > Integer.MAX_VALUE)) {
                throw wrong(name, "expected whole numbers with :int", text);
            }
            return new Range(name, low, high, logarithmic, whole);
        }

        private static double number(String name, String number, String text) {
            try {
                double value = Double.parseDouble(number);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below, like an infinite one
            }
            throw wrong(name, "expected numbers lo..hi", text);
        }

        private static IllegalArgumentException wrong(String name, String what, String text) {
            return new IllegalArgumentException("--try %s: %s, got \"%s\"".formatted(name, what, text));
        }

        @Override
        public String at(double u) {
            double end = whole ? high + 1 : high;
            double value = logarithmic
                    ? StrictMath.exp(StrictMath.log(low) + u * (StrictMath.log(end) - StrictMath.log(low)))
                    : low + u * (end - low);
            if (whole) {
                return Long.toString((long) Math.clamp(Math.floor(value), low, high));
            }
            double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
            return text(Math.clamp(rounded, low, high));
        }

        private static String text(double value) {
            boolean plain = value == 0 || Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7;
            return plain
                    ? new BigDecimal(Double.toString(value))
                            .stripTrailingZeros()
                            .toPlainString()
                    : Double.toString(value).toLowerCase(Locale.ROOT);
        }
    }
}
