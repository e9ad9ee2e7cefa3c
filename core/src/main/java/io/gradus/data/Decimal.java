package io.gradus.data;

import java.util.regex.Pattern;

/// What counts as a number in a file: a finite decimal number.
///
/// `sign? (digits (. digits?)? | . digits) (e sign? digits)?`, ASCII digits. Narrower than [Double#parseDouble], which
/// also takes `1d` and `0x1p3`. Blanks around the number are the reader's to remove.
final class Decimal {
    private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");

    private Decimal() {}

    /// The finite number that the text spells, or NaN if it spells none.
    static double parse(String text) {
        if (!isDecimal(text)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /// Whether the text spells NaN or infinity, or a number beyond the largest double, such as `1e999`.
    static boolean isNotFinite(String text) {
        return NOT_FINITE.matcher(text).matches() || isDecimal(text) && Double.isInfinite(Double.parseDouble(text));
    }

    /// Whether the text would be a number with a point for its comma.
    static boolean hasDecimalComma(String text) {
        return DECIMAL_COMMA.matcher(text).matches();
    }

    // A scanner, not a regular expression: it runs once for every field of a file.
    private static boolean isDecimal(String text) {
        int end = text.length();
        int start = skipSign(text, 0);
        int at = skipDigits(text, start);
        int digits = at - start;
        if (at < end && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = skipDigits(text, fraction);
            digits += at - fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < end && (text.charAt(at) | 0x20) == 'e') { // 0x20: lower case in ASCII
            int exponent = skipSign(text, at + 1);
            at = skipDigits(text, exponent);
            return at == end && at > exponent;
        }
        return at == end;
    }

    private static int skipSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
