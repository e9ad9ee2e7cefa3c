package io.gradus.metric;

import java.util.OptionalDouble;

/// How well numbers were predicted. With several outputs each metric is the mean over the outputs, equally weighted, as
/// scikit-learn's `multioutput="uniform_average"`.
///
/// These are the three that are always wanted; [Metric] has more.
///
/// @param rmse root of the mean squared error, in the units of the target; of each output on its own, then the mean
/// @param mae mean absolute error
/// @param r2 coefficient of determination, 1 - Σ(t - y)² / Σ(t - mean t)²: 1 is perfect, 0 no better than the mean. A
///     constant target gives 1 if predicted exactly, else 0. Empty for a single row
public record RegressionMetrics(double rmse, double mae, OptionalDouble r2) {
    // O outputs; t targets, y predictions [rows × O]

    /// All metrics of one set of predictions.
    ///
    /// @param outputs number of outputs O, at least 1
    /// @param t targets [rows × O], row-major, at least one row, not modified
    /// @param y predictions [rows × O], row-major, not modified
    /// @throws IllegalArgumentException if a length does not fit or a value is not finite
    public static RegressionMetrics of(int outputs, double[] t, double[] y) {
        return of(Scored.numbers(outputs, t, y));
    }

    /// All metrics of one set of predictions.
    public static RegressionMetrics of(Scored.Numbers scored) {
        double r2 = NumberScores.r2(scored);
        return new RegressionMetrics(
                NumberScores.rmse(scored),
                NumberScores.mae(scored),
                Double.isNaN(r2) ? OptionalDouble.empty() : OptionalDouble.of(r2));
    }
}
