package io.gradus.app.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleFunction;

/// One axis: its title, the part of it that shows, and the texts of its ticks.
///
/// XChart sees positions instead of values. Its search for ticks does not end where a linear axis spans less than
/// about 1e-10, so a linear axis is divided by a power of ten; a logarithmic axis is left as it is.
sealed interface Axis {

    /// Share of the data's extent that is left free on both sides, so that a line does not run along the border.
    double MARGIN = 0.04;

    /// Returns what the axis shows, with its unit where the ticks do not carry it.
    String title();

    /// Returns the position of the lower end.
    double low();

    /// Returns the position of the upper end.
    double high();

    /// Returns where a value stands between the ends: 0 at [#low()], 1 at [#high()].
    double fraction(double value);

    /// Returns the least distance of two ticks.
    ///
    /// @param distance  in pixels, where the texts alone decide
    /// @param available pixels of the axis
    default int tickDistance(int distance, int available) {
        return distance;
    }

    /// Returns the text of the tick at a position, empty for a tick without text.
    String label(double position);

    /// Returns a linear axis around the data.
    ///
    /// @param range    finite data; a single value gets a range around it
    /// @param integers whether only integers get a text
    static Axis linear(String title, Range range, boolean integers) {
        double min = range.min();
        double max = range.max();
        double size = Math.max(Math.abs(min), Math.abs(max));
        // Halves, because the difference of two huge numbers may overflow.
        if (max / 2 - min / 2 <= Math.max(size * 1e-9, 1e-290)) {
            double around = integers ? 1 : size == 0 ? 1 : Math.max(size / 10, 1e-290);
            min = Math.max(min - around, -Double.MAX_VALUE);
            max = Math.min(max + around, Double.MAX_VALUE);
        }
        int exponent = Math.clamp((int) Math.floor(Math.log10(max / 2 - min / 2)), -300, 300);
        double unit = Math.pow(10, exponent);
        double margin = MARGIN * (max / unit - min / unit);
        return new Linear(title, min / unit - margin, max / unit + margin, exponent, integers);
    }

    /// Returns a logarithmic axis around the data that shows at least one decade.
    ///
    /// @param range positive finite data
    /// @param text  text of a value
    static Axis logarithmic(String title, Range range, DoubleFunction<String> text) {
        double min = Math.log10(range.min());
        double max = Math.log10(range.max());
        double margin = Math.max(MARGIN * (max - min), (1 - (max - min)) / 2);
        // The powers of ten that a double can be.
        double low = Math.clamp(min - margin, -323, 308.25);
        double high = Math.clamp(max + margin, -323, 308.25);
        return new Logarithmic(title, Math.pow(10, low), Math.pow(10, high), text);
    }

    /// Values divided by `10^exponent`.
    record Linear(String title, double low, double high, int exponent, boolean integers) implements Axis {

        @Override
        public double fraction(double value) {
            return (value / Math.pow(10, exponent) - low) / (high - low);
        }

        @Override
        public int tickDistance(int distance, int available) {
            // XChart rounds the step up to 1, 2 or 5 times a power of ten, from 0.75 on to 1.
            double one = Math.pow(10, -exponent) / (high - low) * available;
            return integers ? Math.max(distance, (int) (0.85 * one)) : distance;
        }

        @Override
        public String label(double position) {
            // Ticks are multiples of 1, 2 or 5 tenths or more, because the span is between 1 and 20.
            BigDecimal value = BigDecimal.valueOf(position)
                    .setScale(1, RoundingMode.HALF_EVEN)
                    .scaleByPowerOfTen(exponent);
            // XChart draws no tick at all where the ends, which it never labels, have the same text.
            boolean end = position == low || position == high;
            if (integers && !end && value.stripTrailingZeros().scale() > 0) {
                return "";
            }
            double size = Math.log10(Math.max(Math.abs(low), Math.abs(high))) + exponent;
            return TickText.linear(value, (int) Math.floor(size));
        }
    }

    /// Positions are the values themselves; XChart takes the logarithm.
    record Logarithmic(String title, double low, double high, DoubleFunction<String> text) implements Axis {

        /// Decades from which on 2 and 5 times a power of ten get no text.
        private static final double SPARSE = 2;

        /// As many powers of ten may have a text.
        private static final int TEXTS = 10;

        double decades() {
            return Math.log10(high) - Math.log10(low);
        }

        @Override
        public double fraction(double value) {
            return (Math.log10(value) - Math.log10(low)) / decades();
        }

        @Override
        public String label(double position) {
            int exponent = (int) Math.floor(Math.log10(position) + 1e-9);
            long digit = Math.round(position / Math.pow(10, exponent));
            boolean power = digit == 1 && Math.floorMod(exponent, (int) Math.ceil(decades() / TEXTS)) == 0;
            boolean between = decades() < SPARSE && (digit == 2 || digit == 5);
            return power || between ? text.apply(position) : "";
        }
    }

    /// One name at each whole number, the first at the top. Only for y: the names are painted beside the plot, for
    /// XChart leaves some out, and does not end where two are equal.
    record Names(List<String> names) implements Axis {

        public Names {
            names = List.copyOf(names);
        }

        /// Returns the position of a name.
        int position(int number) {
            return names.size() - 1 - number;
        }

        @Override
        public String title() {
            return "";
        }

        @Override
        public double low() {
            return -0.7;
        }

        @Override
        public double high() {
            return names.size() - 0.3;
        }

        @Override
        public double fraction(double value) {
            return (value - low()) / (high() - low());
        }

        /// Returns nothing: with the same text at both ends, XChart draws no tick at all.
        @Override
        public String label(double position) {
            return "";
        }
    }
}
