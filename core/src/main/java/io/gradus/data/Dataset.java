package io.gradus.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a network learns from: inputs x [rows × inputs] and targets t [rows × outputs], row-major; and, if rows are not to
/// count alike, a weight for each.
///
/// **The arrays of [#x], [#t] and [#weights] are the data set's own, not copies, and must not be modified**: training reads them in
/// its innermost loop. With that kept, immutable and thread-safe.
public final class Dataset {
    private final int rows;
    private final int inputs;
    private final int outputs;
    private final double[] x;
    private final double[] t;
    private final double @Nullable [] weights;

    /// Keeps the arrays, so the caller must give them away; all values are finite.
    Dataset(int rows, int inputs, int outputs, double[] x, double[] t) {
        this(rows, inputs, outputs, x, t, null);
    }

    private Dataset(int rows, int inputs, int outputs, double[] x, double[] t, double @Nullable [] weights) {
        this.rows = rows;
        this.inputs = inputs;
        this.outputs = outputs;
        this.x = x;
        this.t = t;
        this.weights = weights;
    }

    /// A data set of rows.
    ///
    /// @param x inputs, one row each; at least one row, all of one length from 1 on; copied
    /// @param t targets, likewise, as many rows
    /// @throws IllegalArgumentException if the shapes differ or a value is not finite
    public static Dataset of(double[][] x, double[][] t) {
        if (x.length == 0 || t.length != x.length) {
            throw new IllegalArgumentException(
                    "rows of x and t: expected equally many, at least 1, got " + x.length + " and " + t.length);
        }
        return of(x.length, x[0].length, t[0].length, flat("x", x), flat("t", t));
    }

    /// A data set of row-major matrices.
    ///
    /// @param rows from 0
    /// @param inputs from 1
    /// @param outputs from 1
    /// @param x inputs [rows × inputs], row-major, copied
    /// @param t targets [rows × outputs], row-major, copied
    /// @throws IllegalArgumentException if a length does not fit or a value is not finite
    public static Dataset of(int rows, int inputs, int outputs, double[] x, double[] t) {
        if (rows < 0 || inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "shape: expected rows ≥ 0, inputs ≥ 1, outputs ≥ 1, got " + rows + ", " + inputs + ", " + outputs);
        }
        return new Dataset(rows, inputs, outputs, copy("x", x, rows, inputs), copy("t", t, rows, outputs));
    }

    /// The same rows with a weight each. What counts is their ratio: in training they are scaled to mean 1, and a row of
    /// weight 2 counts as if it were there twice, a row of weight 0 as if it were not.
    ///
    /// @param weights [rows], copied
    /// @throws IllegalArgumentException if the length does not fit, a weight is negative or not finite, or all are 0
    public Dataset withWeights(double[] weights) {
        if (weights.length != rows) {
            throw new IllegalArgumentException("weights: expected " + rows + ", one a row, got " + weights.length);
        }
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights[" + row + "]: expected a finite number of at least 0, got " + weights[row]);
            }
            sum += weights[row];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights: expected a finite sum above 0, got " + sum);
        }
        return new Dataset(rows, inputs, outputs, x, t, weights.clone());
    }

    /// Number of samples.
    public int rows() {
        return rows;
    }

    /// Numbers a sample has.
    public int inputs() {
        return inputs;
    }

    /// Numbers its target has.
    public int outputs() {
        return outputs;
    }

    /// The inputs [rows × inputs], row-major: the array itself, not to be modified.
    public double[] x() {
        return x;
    }

    /// The targets [rows × outputs], row-major: the array itself, not to be modified.
    public double[] t() {
        return t;
    }

    /// The weights [rows]: the array itself, not to be modified; null where rows count alike.
    public double @Nullable [] weights() {
        return weights;
    }

    /// A data set of some rows, in the order asked for, with their weights.
    ///
    /// @param rows indices from 0; may repeat; not modified
    /// @throws IndexOutOfBoundsException if an index is outside
    public Dataset select(int[] rows) {
        double[] selectedX = new double[Math.multiplyExact(rows.length, inputs)];
        double[] selectedT = new double[Math.multiplyExact(rows.length, outputs)];
        double[] selectedWeights = weights == null ? null : new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int row = Objects.checkIndex(rows[i], this.rows);
            System.arraycopy(x, row * inputs, selectedX, i * inputs, inputs);
            System.arraycopy(t, row * outputs, selectedT, i * outputs, outputs);
            if (weights != null && selectedWeights != null) {
                selectedWeights[i] = weights[row];
            }
        }
        return new Dataset(rows.length, inputs, outputs, selectedX, selectedT, selectedWeights);
    }

    private static double[] flat(String name, double[][] matrix) {
        int width = matrix[0].length;
        double[] flat = new double[Math.multiplyExact(matrix.length, width)];
        for (int row = 0; row < matrix.length; row++) {
            if (matrix[row].length != width) {
                throw new IllegalArgumentException(name + "[" + row + "]: expected " + width + " values as in " + name
                        + "[0], got " + matrix[row].length);
            }
            System.arraycopy(matrix[row], 0, flat, row * width, width);
        }
        return flat;
    }

    private static double[] copy(String name, double[] values, int rows, int width) {
        if (values.length != (long) rows * width) {
            throw new IllegalArgumentException(name + ": expected " + (long) rows * width + " values (" + rows + " × "
                    + width + "), got " + values.length);
        }
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                throw new IllegalArgumentException(
                        name + "[" + i / width + "][" + i % width + "]: expected a finite number, got " + copy[i]);
            }
        }
        return copy;
    }

    @Override
    public String toString() {
        return "Dataset[" + rows + " rows, " + inputs + " inputs, " + outputs + " outputs]";
    }
}
