package io.gradus.gradient;

/// Some rows to compute a loss on.
///
/// It refers to the caller's arrays and copies nothing: a training loop fills them anew for each step.
public final class Batch {
    private final double[] x;
    private final double[] t;
    private final int rows;

    /// @param x inputs [rows × in], row-major, kept by reference
    /// @param t targets [rows × out], row-major, kept by reference
    /// @param rows at least 1; the arrays may be longer
    public Batch(double[] x, double[] t, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows: expected at least 1, got " + rows);
        }
        this.x = x;
        this.t = t;
        this.rows = rows;
    }

    double[] x() {
        return x;
    }

    double[] t() {
        return t;
    }

    public int rows() {
        return rows;
    }
}
