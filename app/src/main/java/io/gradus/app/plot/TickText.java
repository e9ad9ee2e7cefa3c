package io.gradus.app.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/// Texts of ticks, short enough to stand beside an axis: `0.25`, `200`, `10k`, `1e-5`, `20 µs`.
final class TickText {

    /// Ticks are 1, 2 or 5 times a power of ten; more digits are rounding errors.
    private static final MathContext DIGITS = new MathContext(6);

    private TickText() {}

    /// Returns the text of a tick of a linear axis. All ticks of an axis have the same unit.
    ///
    /// @param value    tick
    /// @param exponent power of ten of the largest absolute value on the axis
    static String linear(BigDecimal value, int exponent) {
        if (value.signum() == 0) {
            return "0";
        }
        if (exponent < -3 || exponent >= 12) {
            return plain(value.scaleByPowerOfTen(-exponent)) + "e" + exponent;
        }
        if (exponent >= 9) {
            return plain(value.scaleByPowerOfTen(-9)) + "G";
        }
        if (exponent >= 6) {
            return plain(value.scaleByPowerOfTen(-6)) + "M";
        }
        return exponent >= 4 ? plain(value.scaleByPowerOfTen(-3)) + "k" : plain(value);
    }

    /// Returns the text of a positive number on a logarithmic axis.
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value, DIGITS);
        if (value < 0.9e-3 || value >= 0.9e15) {
            int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
            return plain(rounded.scaleByPowerOfTen(-exponent)) + "e" + exponent;
        }
        if (value < 0.9e3) {
            return plain(rounded);
        }
        if (value < 0.9e6) {
            return plain(rounded.scaleByPowerOfTen(-3)) + "k";
        }
        if (value < 0.9e9) {
            return plain(rounded.scaleByPowerOfTen(-6)) + "M";
        }
        return plain(rounded.scaleByPowerOfTen(-9)) + "G";
    }

    /// Returns the text of a positive time in the unit that suits it.
    ///
    /// @param seconds time
    static String time(double seconds) {
        if (seconds < 0.9e-6) {
            return number(seconds * 1e9) + " ns";
        }
        if (seconds < 0.9e-3) {
            return number(seconds * 1e6) + " µs";
        }
        return seconds < 0.9 ? number(seconds * 1e3) + " ms" : number(seconds) + " s";
    }

    /// Returns a number without trailing zeros, `37` for 37.0; a number that is not finite as Java writes it.
    static String plain(double value) {
        return Double.isFinite(value) ? plain(BigDecimal.valueOf(value)) : String.valueOf(value);
    }

    private static String plain(BigDecimal value) {
        return value.round(new MathContext(12)).stripTrailingZeros().toPlainString();
    }
}
