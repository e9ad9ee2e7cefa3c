package io.gradus.diagnosis;

import java.util.Arrays;

/// The few matrix operations of a backward pass, as plain loops. Matrices are row-major arrays; every result is new.
///
/// Legend: B rows of the batch, I inputs, O outputs; x [B × I], w [I × O], d [B × O].
final class Matrices {
    private Matrices() {}

    /// x·w + b [B × O].
    static double[] affine(double[] x, double[] w, double[] b, int batch, int inputs, int outputs) {
        double[] z = new double[batch * outputs];
        for (int r = 0; r < batch; r++) {
            System.arraycopy(b, 0, z, r * outputs, outputs);
            for (int i = 0; i < inputs; i++) {
                double xi = x[r * inputs + i];
                for (int j = 0; j < outputs; j++) {
                    z[r * outputs + j] += xi * w[i * outputs + j];
                }
            }
        }
        return z;
    }

    /// xᵀ·d [I × O]: the outer products of the rows, summed over the batch.
    static double[] outer(double[] x, double[] d, int batch, int inputs, int outputs) {
        double[] product = new double[inputs * outputs];
        for (int r = 0; r < batch; r++) {
            for (int i = 0; i < inputs; i++) {
                double xi = x[r * inputs + i];
                for (int j = 0; j < outputs; j++) {
                    product[i * outputs + j] += xi * d[r * outputs + j];
                }
            }
        }
        return product;
    }

    /// d·wᵀ [B × I].
    static double[] timesTransposed(double[] d, double[] w, int batch, int inputs, int outputs) {
        double[] product = new double[batch * inputs];
        for (int r = 0; r < batch; r++) {
            for (int i = 0; i < inputs; i++) {
                double sum = 0;
                for (int j = 0; j < outputs; j++) {
                    sum += d[r * outputs + j] * w[i * outputs + j];
                }
                product[r * inputs + i] = sum;
            }
        }
        return product;
    }

    /// wᵀ [columns × rows].
    static double[] transpose(double[] w, int rows, int columns) {
        double[] transposed = new double[w.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = w[i * columns + j];
            }
        }
        return transposed;
    }

    /// Σ over the rows [columns].
    static double[] columnSums(double[] d, int rows, int columns) {
        double[] sums = new double[columns];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                sums[j] += d[r * columns + j];
            }
        }
        return sums;
    }

    /// Σ over the columns [rows].
    static double[] rowSums(double[] d, int rows, int columns) {
        double[] sums = new double[rows];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                sums[r] += d[r * columns + j];
            }
        }
        return sums;
    }

    /// u + s·v.
    static double[] plus(double[] u, double s, double[] v) {
        double[] sum = u.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += s * v[i];
        }
        return sum;
    }

    /// s·v.
    static double[] scaled(double s, double[] v) {
        double[] product = v.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= s;
        }
        return product;
    }

    /// u ⊙ v, element by element.
    static double[] hadamard(double[] u, double[] v) {
        double[] product = u.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= v[i];
        }
        return product;
    }

    /// An array of one number.
    static double[] filled(double value, int length) {
        double[] same = new double[length];
        Arrays.fill(same, value);
        return same;
    }

    static double[] absolute(double[] v) {
        double[] absolute = v.clone();
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] = Math.abs(absolute[i]);
        }
        return absolute;
    }

    /// The largest absolute value.
    static double largest(double[] v) {
        double largest = 0;
        for (double value : v) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static double dot(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += u[i] * v[i];
        }
        return sum;
    }

    static boolean isFinite(double[] v) {
        for (double value : v) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// All rows but the last set to zero.
    static double[] lastRow(double[] d, int rows) {
        double[] last = d.clone();
        Arrays.fill(last, 0, d.length / rows * (rows - 1), 0);
        return last;
    }
}
