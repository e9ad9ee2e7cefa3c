package io.gradus.engine;

import io.gradus.math.Sums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Softmax and its cross-entropy with the Vector API, with one row of the batch in each lane: the formulas of
/// [io.gradus.layer.Activation.Softmax] and [io.gradus.layer.Loss.CategoricalCrossEntropy], operation by operation, so
/// that the bits are the same.
///
/// A row often has few units, such as ten classes: too few to fill vectors, while a batch has rows enough. So a block of
/// as many rows as a vector has lanes is transposed first; every sum over a row is then a sum of vectors. Lanes without a
/// row compute on what was there before, and nobody reads them.
///
/// Legend: n units in a row; block [n × lanes].
final class VectorSoftmax {
    /// For fewer rows the formulas row by row are faster.
    static final int FEWEST_ROWS = 4;

    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();

    private double[] block = {};
    private double[] exponentials = {};
    private final double[] partialSums = new double[Sums.LANES * LANES];
    private final double[] largest = new double[LANES];
    private final double[] sums = new double[LANES];

    /// a = softmax(z) for the rows `from` to `to` - 1 of n units.
    void forward(double[] z, double[] a, int from, int to, int n) {
        ensureSize(n);
        for (int row = from; row < to; row += LANES) {
            int rows = Math.min(LANES, to - row);
            transpose(z, row * n, rows, n);
            exponentialsAndSums(n);
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, 0);
            for (int j = 0; j < n * LANES; j += LANES) {
                DoubleVector.fromArray(SPECIES, exponentials, j).div(sum).intoArray(exponentials, j);
            }
            for (int r = 0; r < rows; r++) {
                int at = (row + r) * n;
                for (int j = 0; j < n; j++) {
                    a[at + j] = exponentials[j * LANES + r];
                }
            }
        }
    }

    /// The losses Σ_j t_j (ln Σ_k e^z_k - z_j) of the rows `from` to `to` - 1 of n units.
    ///
    /// @param t0 index of the batch's first element in t
    void crossEntropy(double[] z, double[] t, int t0, int from, int to, int n, /* wide */ double[] losses) {
        ensureSize(n);
        for (int row = from; row < to; row += LANES) {
            int rows = Math.min(LANES, to - row);
            transpose(z, row * n, rows, n);
            exponentialsAndSums(n);
            VectorMath.log(sums, sums, 0, LANES);
            DoubleVector logOfSum =
                    DoubleVector.fromArray(SPECIES, sums, 0).add(DoubleVector.fromArray(SPECIES, largest, 0));
            for (int j = 0; j < n * LANES; j += LANES) {
                logOfSum.sub(DoubleVector.fromArray(SPECIES, block, j)).intoArray(exponentials, j);
            }
            transpose(t, t0 + row * n, rows, n);
            for (int j = 0; j < n * LANES; j += LANES) {
                DoubleVector.fromArray(SPECIES, block, j)
                        .mul(DoubleVector.fromArray(SPECIES, exponentials, j))
                        .intoArray(block, j);
            }
            sum(block, n);
            for (int r = 0; r < rows; r++) {
                losses[row + r] = sums[r];
            }
        }
    }

    /// delta_j = weight · (y_j Σ_k t_k - t_j) for the rows `from` to `to` - 1 of n units.
    ///
    /// @param t0 index of the batch's first element in t
    void crossEntropyGradient(double[] y, double[] t, int t0, int from, int to, int n, double weight, double[] delta) {
        ensureSize(n);
        for (int row = from; row < to; row += LANES) {
            int rows = Math.min(LANES, to - row);
            transpose(t, t0 + row * n, rows, n);
            sum(block, n);
            for (int r = 0; r < rows; r++) {
                double total = sums[r];
                int at = (row + r) * n;
                int target = t0 + at;
                for (int j = 0; j < n; j++) {
                    delta[at + j] = weight * Math.fma(y[at + j], total, -t[target + j]);
                }
            }
        }
    }

    private void ensureSize(int n) {
        if (block.length < n * LANES) {
            block = new double[n * LANES];
            exponentials = new double[n * LANES];
        }
    }

    /// block_jr = values_rj.
    private void transpose(double[] values, int first, int rows, int n) {
        double[] block = this.block;
        for (int r = 0; r < rows; r++) {
            int at = first + r * n;
            for (int j = 0; j < n; j++) {
                block[j * LANES + r] = values[at + j];
            }
        }
    }

    /// For each lane the largest element of the block, e^(element - largest), and the sum of these.
    private void exponentialsAndSums(int n) {
        DoubleVector largest = DoubleVector.fromArray(SPECIES, block, 0);
        for (int j = LANES; j < n * LANES; j += LANES) {
            largest = largest.max(DoubleVector.fromArray(SPECIES, block, j));
        }
        largest.intoArray(this.largest, 0);
        for (int j = 0; j < n * LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, block, j).sub(largest).intoArray(exponentials, j);
        }
        VectorMath.exp(exponentials, exponentials, 0, n * LANES);
        sum(exponentials, n);
    }

    /// The sum over the n vectors of a block, in the order of [Sums].
    private void sum(double[] values, int n) {
        double[] partial = partialSums;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int parts = Math.min(n, Sums.LANES);
        for (int part = 0; part < parts; part++) {
            DoubleVector sum = zero;
            for (int j = part; j < n; j += Sums.LANES) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, values, j * LANES));
            }
            sum.intoArray(partial, part * LANES);
        }
        for (int half = Sums.LANES / 2; half > 0; half /= 2) {
            for (int part = 0; part + half < parts; part++) {
                DoubleVector.fromArray(SPECIES, partial, part * LANES)
                        .add(DoubleVector.fromArray(SPECIES, partial, (part + half) * LANES))
                        .intoArray(partial, part * LANES);
            }
            parts = Math.min(parts, half);
        }
        System.arraycopy(partial, 0, sums, 0, LANES);
    }
}
