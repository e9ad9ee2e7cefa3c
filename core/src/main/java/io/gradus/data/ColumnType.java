package io.gradus.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// Judges what a column of texts is: numbers, text, or neither.
///
/// - Every value a finite decimal number: numbers.
/// - At least half of them numbers, or spelled as numbers that cannot be used (NaN, infinity, a decimal comma): a
///   mistake, told with the first value that is not a number.
/// - Fewer: text.
final class ColumnType {
    private ColumnType() {}

    /// @param place the place of a row, for errors
    static Column judge(String name, TextStore texts, boolean categorical, IntFunction<String> place) {
        refuseMissing(name, texts, place);
        if (categorical) {
            return text(name, texts);
        }
        double[] numbers = new double[texts.size()];
        int numeric = 0;
        int firstOther = -1;
        for (int row = 0; row < numbers.length; row++) {
            String text = texts.get(row);
            numbers[row] = Decimal.parse(text);
            boolean number = !Double.isNaN(numbers[row]);
            if (!number && firstOther < 0) {
                firstOther = row;
            }
            if (number || Decimal.isNotFinite(text) || Decimal.hasDecimalComma(text)) {
                numeric++;
            }
        }
        if (firstOther < 0) {
            return new NumberColumn(name, numbers);
        }
        if (2L * numeric >= numbers.length) {
            throw notANumber(name, texts.get(firstOther), place.apply(firstOther));
        }
        return text(name, texts);
    }

    /// A column of text, whatever it holds.
    static TextColumn text(String name, TextStore texts) {
        String[] values = new String[texts.size()];
        Map<String, String> pool = new LinkedHashMap<>(); // equal values share one String
        for (int row = 0; row < values.length; row++) {
            values[row] = pool.computeIfAbsent(texts.get(row), text -> text);
        }
        return new TextColumn(name, values);
    }

    static DataException missing(String name, String place) {
        return new DataException(
                place,
                Wording.column(name) + ": missing value",
                "remove the row, fill the value in, or " + Wording.leaveOut(name));
    }

    static DataException notFinite(String name, String value, String place) {
        return new DataException(
                place,
                Wording.column(name) + ": expected a finite number, got " + value,
                "remove the row, replace the value, or " + Wording.leaveOut(name));
    }

    private static void refuseMissing(String name, TextStore texts, IntFunction<String> place) {
        for (int row = 0; row < texts.size(); row++) {
            if (texts.isEmpty(row)) {
                throw missing(name, place.apply(row));
            }
        }
    }

    private static DataException notANumber(String name, String value, String place) {
        if (Decimal.isNotFinite(value)) {
            return notFinite(name, Wording.quote(value), place);
        }
        String hint = Decimal.hasDecimalComma(value)
                ? "write decimals with a point, or " + Wording.asCategories(name)
                : Wording.asCategories(name);
        return new DataException(
                place, Wording.column(name) + ": expected a number, got " + Wording.quote(value), hint);
    }
}
