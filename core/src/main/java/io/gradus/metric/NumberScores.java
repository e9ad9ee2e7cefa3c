package io.gradus.metric;

import io.gradus.math.Log;
import io.gradus.math.Sums;
import io.gradus.metric.Scored.Numbers;

/// Metrics of numbers. With several outputs each is the mean over the outputs, counted alike, as scikit-learn's
/// `multioutput="uniform_average"`. NaN where a metric is undefined.
final class NumberScores {
    // t targets, y predictions of one output [rows]

    private NumberScores() {}

    /// A metric of one output.
    private interface OfOutput {
        double of(double[] t, double[] y, Weights weights);
    }

    /// What one row contributes to a mean.
    private interface OfRow {
        double of(double t, double y);
    }

    /// Mean of (t - y)².
    static double mse(Numbers scored) {
        return overOutputs(scored, NumberScores::meanSquare);
    }

    /// Root of [#mse] of each output, in its units.
    static double rmse(Numbers scored) {
        return overOutputs(scored, (t, y, weights) -> Math.sqrt(meanSquare(t, y, weights)));
    }

    /// Mean of |t - y|.
    static double mae(Numbers scored) {
        return meanOfRows(scored, (t, y) -> Math.abs(t - y));
    }

    /// Mean of |t - y| / |t|, as a fraction. NaN if a target is 0, of whatever weight: there it says nothing.
    /// (scikit-learn divides by 2.2e-16 then.)
    static double mape(Numbers scored) {
        return meanOfRows(scored, (t, y) -> t == 0 ? Double.NaN : Math.abs((t - y) / t));
    }

    /// Mean of max(α·(t - y), (α - 1)·(t - y)), least where y is the α-quantile of t; with α = ½ half of [#mae].
    ///
    /// R. Koenker, G. Bassett, Econometrica 46 (1978) 33.
    static double pinball(Numbers scored, double alpha) {
        return meanOfRows(scored, (t, y) -> Math.max(alpha * (t - y), (alpha - 1) * (t - y)));
    }

    /// Mean of 2·(t·ln(t / y) - t + y), where 0·ln 0 = 0: P. McCullagh, J. A. Nelder, "Generalized linear models"
    /// (1989), section 2.3. NaN if a target is below 0, or a prediction not above 0.
    static double poissonDeviance(Numbers scored) {
        return meanOfRows(scored, (t, y) -> {
            if (t < 0 || y <= 0) {
                return Double.NaN;
            }
            return 2 * ((t == 0 ? 0 : t * Log.log(t / y)) - t + y);
        });
    }

    /// 1 - Σ(t - y)² / Σ(t - mean t)²; a constant target gives 1 if predicted exactly, else 0; NaN for a single row.
    static double r2(Numbers scored) {
        return scored.rows() < 2 ? Double.NaN : overOutputs(scored, NumberScores::r2);
    }

    private static double r2(double[] t, double[] y, Weights weights) {
        double squares = weights.sumOfSquares(differences(t, y));
        double mean = weights.mean(t);
        double[] deviations = new double[t.length];
        double first = Double.NaN; // of the rows that count
        boolean constant = true;
        for (int row = 0; row < deviations.length; row++) {
            deviations[row] = t[row] - mean;
            if (weights.of(row) > 0) {
                first = Double.isNaN(first) ? t[row] : first;
                constant &= t[row] == first; // exactly: the mean of equal numbers may be rounded
            }
        }
        double total = weights.sumOfSquares(deviations);
        if (constant || total == 0) { // 0: the squares fell below the smallest double
            return squares == 0 ? 1 : 0;
        }
        return 1 - squares / total;
    }

    private static double meanSquare(double[] t, double[] y, Weights weights) {
        return weights.sumOfSquares(differences(t, y)) / weights.total(t.length);
    }

    private static double[] differences(double[] t, double[] y) {
        double[] differences = new double[t.length];
        for (int row = 0; row < differences.length; row++) {
            differences[row] = Math.abs(t[row] - y[row]);
        }
        return differences;
    }

    private static double meanOfRows(Numbers scored, OfRow ofRow) {
        return overOutputs(scored, (t, y, weights) -> {
            double[] values = new double[t.length];
            for (int row = 0; row < values.length; row++) {
                values[row] = ofRow.of(t[row], y[row]);
            }
            return weights.mean(values);
        });
    }

    private static double overOutputs(Numbers scored, OfOutput metric) {
        double[] values = new double[scored.outputs];
        for (int output = 0; output < values.length; output++) {
            double[] t = column(scored.t, output, values.length);
            double[] y = column(scored.y, output, values.length);
            values[output] = metric.of(t, y, scored.weights);
        }
        return Sums.sum(values) / values.length;
    }

    private static double[] column(double[] matrix, int column, int width) {
        double[] values = new double[matrix.length / width];
        for (int row = 0; row < values.length; row++) {
            values[row] = matrix[row * width + column];
        }
        return values;
    }
}
