package io.gradus.metric;

import io.gradus.math.Sums;
import java.util.OptionalDouble;

/// How well numbers were predicted. With several outputs each metric is the mean over the outputs, equally weighted, as
/// scikit-learn's `multioutput="uniform_average"`.
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
        if (outputs < 1 || t.length == 0 || t.length % outputs != 0) {
            throw new IllegalArgumentException(
                    "t: expected at least one row of " + outputs + " outputs, got " + t.length + " values");
        }
        int rows = t.length / outputs;
        Arguments.matrix("t", t, rows, outputs);
        Arguments.matrix("y", y, rows, outputs);
        double[] rmse = new double[outputs];
        double[] mae = new double[outputs];
        double[] r2 = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            double[] target = column(t, output, outputs);
            double[] absolute = column(y, output, outputs);
            for (int row = 0; row < rows; row++) {
                absolute[row] = Math.abs(target[row] - absolute[row]);
            }
            double squares = sumOfSquares(absolute);
            rmse[output] = Math.sqrt(squares / rows);
            mae[output] = Sums.sum(absolute) / rows;
            r2[output] = r2(target, squares);
        }
        return new RegressionMetrics(
                mean(rmse), mean(mae), rows < 2 ? OptionalDouble.empty() : OptionalDouble.of(mean(r2)));
    }

    private static double r2(double[] target, double squares) {
        double mean = mean(target);
        double[] deviations = new double[target.length];
        boolean constant = true;
        for (int row = 0; row < deviations.length; row++) {
            deviations[row] = target[row] - mean;
            constant &= target[row] == target[0]; // exactly: the mean of equal numbers may be rounded
        }
        double total = sumOfSquares(deviations);
        if (constant || total == 0) { // 0: the squares fell below the smallest double
            return squares == 0 ? 1 : 0;
        }
        return 1 - squares / total;
    }

    private static double[] column(double[] matrix, int column, int width) {
        double[] values = new double[matrix.length / width];
        for (int row = 0; row < values.length; row++) {
            values[row] = matrix[row * width + column];
        }
        return values;
    }

    private static double sumOfSquares(double[] values) {
        return Sums.dot(values, 0, values, 0, values.length, new double[Sums.LANES]);
    }

    private static double mean(double[] values) {
        return Sums.sum(values) / values.length;
    }
}
