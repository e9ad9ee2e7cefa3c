package io.gradus.diagnosis;

/// A matrix of a pass, with its name.
///
/// Immutable; the array is copied.
public final class Quantity {
    private final String name;
    private final int rows;
    private final int columns;
    private final double[] values;

    /// @param values [rows × columns]
    Quantity(String name, int rows, int columns, double[] values) {
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.values = values.clone();
    }

    /// Such as `a1`.
    public String name() {
        return name;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /// One number.
    public double value(int row, int column) {
        return values[row * columns + column];
    }
}
