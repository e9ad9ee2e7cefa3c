package io.gradus.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/// A column of text: categories or classes. Immutable.
public final class TextColumn implements Column {
    private final String name;
    private final String[] values;

    /// A column of texts that are there already.
    ///
    /// @param name the column's name
    /// @param values one a row, none null; copied
    public static TextColumn of(String name, String... values) {
        String[] copy = values.clone();
        for (int row = 0; row < copy.length; row++) {
            if (copy[row] == null) {
                throw new NullPointerException("values[" + row + "]");
            }
        }
        return new TextColumn(name, copy);
    }

    /// Keeps the array, so the caller must give it away.
    TextColumn(String name, String[] values) {
        this.name = Objects.requireNonNull(name, "name");
        this.values = values;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return values.length;
    }

    /// The value of a row.
    ///
    /// @param row from 0
    public String value(int row) {
        return values[row];
    }

    /// A copy of all values.
    public String[] values() {
        return values.clone();
    }

    /// The different values, each once, in the order of [String#compareTo].
    public List<String> categories() {
        return List.copyOf(new TreeSet<>(Arrays.asList(values)));
    }

    /// For each row the index of its value in [#categories].
    public int[] codes() {
        String[] categories = categories().toArray(String[]::new);
        int[] codes = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            codes[row] = Arrays.binarySearch(categories, values[row]);
        }
        return codes;
    }

    @Override
    public TextColumn select(int[] rows) {
        String[] selected = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[Objects.checkIndex(rows[i], values.length)];
        }
        return new TextColumn(name, selected);
    }

    @Override
    public String toString() {
        return "TextColumn[" + name + ", " + values.length + " values]";
    }
}
