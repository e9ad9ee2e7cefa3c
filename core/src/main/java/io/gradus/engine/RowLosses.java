package io.gradus.engine;

import io.gradus.math.Sums;

/// The losses of a batch's rows, which are double in both precisions.
final class RowLosses {
    private RowLosses() {}

    /// Their mean, summed in the order of `Sums`.
    ///
    /// @param n rows, at least 1; the array may be longer
    static double mean(double[] losses, int n) {
        return mean(losses, 0, n);
    }

    /// The same for rows that begin within an array.
    static double mean(double[] losses, int from, int n) {
        return Sums.sum(losses, from, n) / n;
    }

    static boolean isFinite(double loss) {
        return Double.isFinite(loss);
    }
}
