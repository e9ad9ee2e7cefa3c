package io.gradus.data;

import java.util.Objects;

/// A column of numbers. Immutable.
public final class NumberColumn implements Column {
    private final String name;
    private final Numbers values;

    /// A column of numbers that are there already.
    ///
    /// @param name the column's name
    /// @param values one a row, copied; that they are finite is checked by [Table#of], which knows the place
    public static NumberColumn of(String name, double... values) {
        return new NumberColumn(name, values.clone());
    }

    /// Keeps the array, so the caller must give it away.
    NumberColumn(String name, double[] values) {
        this(name, new Numbers.Doubles(values));
    }

    NumberColumn(String name, Numbers values) {
        this.name = Objects.requireNonNull(name, "name");
        this.values = values;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return values.size();
    }

    /// The value of a row.
    ///
    /// @param row from 0
    public double value(int row) {
        return values.get(row);
    }

    /// A copy of all values.
    public double[] values() {
        return values.array().clone();
    }

    /// All values, not to be modified.
    double[] array() {
        return values.array();
    }

    @Override
    public NumberColumn select(int[] rows) {
        return new NumberColumn(name, values.select(rows));
    }

    @Override
    public String toString() {
        return "NumberColumn[" + name + ", " + size() + " values]";
    }
}
