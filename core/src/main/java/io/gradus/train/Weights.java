package io.gradus.train;

import io.gradus.math.Sums;

/// Weights of rows.
final class Weights {
    private Weights() {}

    /// w_r · rows / Σ w: so weights change what counts, not how large steps are. Scaled once, over all training rows; the mean
    /// over a batch is what it happens to be.
    ///
    /// @param weights at least 0, their sum above 0; not modified
    static double[] ofMeanOne(double[] weights) {
        double mean = Sums.sum(weights) / weights.length;
        double[] scaled = weights.clone();
        for (int row = 0; row < scaled.length; row++) {
            scaled[row] /= mean;
        }
        return scaled;
    }
}
