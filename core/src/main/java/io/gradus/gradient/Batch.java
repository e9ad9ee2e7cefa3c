package io.gradus.gradient;

import org.jspecify.annotations.Nullable;

/// Some rows to compute a loss on.
///
/// It refers to the caller's arrays and copies nothing: a training loop fills them anew for each step.
public final class Batch {
    private final double[] x;
    private final double[] t;
    private final int rows;
    private final double @Nullable [] weights;

    /// Rows that count alike.
    ///
    /// @param x inputs [rows × in], row-major, kept by reference
    /// @param t targets [rows × out], row-major, kept by reference
    /// @param rows at least 1; the arrays may be longer
    public Batch(double[] x, double[] t, int rows) {
        this(x, t, rows, null);
    }

    /// Rows with a weight each: the loss is Σ_r w_r · loss of row r, over the number of rows.
    ///
    /// @param x inputs [rows × in], row-major, kept by reference
    /// @param t targets [rows × out], row-major, kept by reference
    /// @param rows at least 1; the arrays may be longer
    /// @param weights [rows], at least 0, kept by reference; null: all are 1
    public Batch(double[] x, double[] t, int rows, double @Nullable [] weights) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows: expected at least 1, got " + rows);
        }
        this.x = x;
        this.t = t;
        this.rows = rows;
        this.weights = weights;
    }

    double[] x() {
        return x;
    }

    double[] t() {
        return t;
    }

    double @Nullable [] weights() {
        return weights;
    }

    public int rows() {
        return rows;
    }
}
