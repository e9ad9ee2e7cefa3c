package io.gradus.metric;

import io.gradus.math.Sums;
import org.jspecify.annotations.Nullable;

/// How much each row counts in a mean. With weights of 1 the bits are those of no weights at all.
///
/// Immutable, as long as the array that it was given is left alone.
final class Weights {
    /// Every row counts alike.
    static final Weights EQUAL = new Weights(null);

    private final double @Nullable [] w; // [rows]

    private Weights(double @Nullable [] w) {
        this.w = w;
    }

    /// @param rows how many weights there have to be
    /// @param w finite, none negative, not all 0; kept, not copied
    /// @throws IllegalArgumentException if they are not so
    static Weights of(int rows, double[] w) {
        if (w.length != rows) {
            throw new IllegalArgumentException("weights: expected one a row, " + rows + ", got " + w.length);
        }
        for (int row = 0; row < rows; row++) {
            if (!(w[row] >= 0 && w[row] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "weight of row " + row + ": expected a finite number, not negative, got " + w[row]);
            }
        }
        if (!(Sums.sum(w) > 0)) {
            throw new IllegalArgumentException("weights: expected at least one above 0, got none");
        }
        return new Weights(w);
    }

    double of(int row) {
        return w == null ? 1 : w[row];
    }

    /// Σ w·v / Σ w.
    ///
    /// @param values one a row, not modified
    double mean(double[] values) {
        return w == null ? Sums.sum(values) / values.length : Sums.sum(times(values)) / Sums.sum(w);
    }

    /// Σ w·v².
    ///
    /// @param values one a row, not modified
    double sumOfSquares(double[] values) {
        return Sums.dot(w == null ? values : times(values), 0, values, 0, values.length);
    }

    /// Σ w.
    double total(int rows) {
        return w == null ? rows : Sums.sum(w);
    }

    private double[] times(double[] values) {
        double[] products = values.clone();
        for (int row = 0; row < products.length; row++) {
            products[row] *= of(row);
        }
        return products;
    }
}
