package io.gradus.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds a column in a new table and demands that it is what it was in training.
final class ColumnCheck {
    private ColumnCheck() {}

    /// A column of numbers.
    static NumberColumn numbers(Table table, String name) {
        return switch (table.column(name)) {
            case NumberColumn numbers -> numbers;
            case TextColumn text -> throw textForNumbers(table, text);
        };
    }

    /// For each row of a column of text the index of its value.
    ///
    /// @param known the values seen in training
    static int[] indices(Table table, String name, List<String> known) {
        return switch (table.column(name)) {
            case TextColumn text -> indices(table, text, known);
            case NumberColumn numbers -> throw numbersForText(table, numbers);
        };
    }

    private static int[] indices(Table table, TextColumn text, List<String> known) {
        Map<String, Integer> byValue = new LinkedHashMap<>();
        known.forEach(value -> byValue.put(value, byValue.size()));
        int[] indices = new int[text.size()];
        for (int row = 0; row < indices.length; row++) {
            Integer index = byValue.get(text.value(row));
            if (index == null) {
                throw new DataException(
                        table.place(row),
                        Wording.column(text.name()) + ": " + Wording.quote(text.value(row))
                                + " was not seen in training",
                        "known are: " + Wording.list(known) + "; remove the row, or train with it");
            }
            indices[row] = index;
        }
        return indices;
    }

    private static DataException textForNumbers(Table table, TextColumn text) {
        for (int row = 0; row < text.size(); row++) {
            if (Double.isNaN(Decimal.parse(text.value(row)))) {
                return new DataException(
                        table.place(row),
                        Wording.column(text.name()) + ": expected a number as in training, got "
                                + Wording.quote(text.value(row)),
                        "correct the value, or remove the row");
            }
        }
        return new DataException(
                table.name(),
                Wording.column(text.name()) + ": expected numbers as in training, got text",
                "read it as numbers, with Preprocessing.csvOptions()");
    }

    private static DataException numbersForText(Table table, NumberColumn numbers) {
        return new DataException(
                table.name(),
                Wording.column(numbers.name()) + ": expected text as in training, got numbers",
                Wording.asCategories(numbers.name()) + ", or read the file with Preprocessing.csvOptions()");
    }
}
