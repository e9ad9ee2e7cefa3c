package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.gradient.Batch;
import io.gradus.gradient.Objective;
import io.gradus.layer.Architecture;
import io.gradus.layer.Loss;
import io.gradus.math.Sums;
import org.jspecify.annotations.Nullable;

/// The mean loss over rows that are not trained on, without penalty, random layers at rest, with running statistics; where they have weights, the
/// weighted mean Σ w·loss / Σ w.
final class ValidationLoss {
    /// Rows at a time; part of the order in which losses are summed.
    private static final int ROWS_AT_A_TIME = 256;

    private final Dataset rows;
    private final Objective objective;
    private final int batchSize;
    private final double[] x;
    private final double[] t;
    private final double @Nullable [] weights;
    private final double total;

    ValidationLoss(Architecture architecture, Loss loss, Dataset rows) {
        this.rows = rows;
        batchSize = Math.min(ROWS_AT_A_TIME, rows.rows());
        objective = new Objective(architecture, loss, 0, 0, batchSize);
        x = new double[batchSize * rows.inputs()];
        t = new double[batchSize * rows.outputs()];
        weights = rows.weights() == null ? null : new double[batchSize];
        total = rows.weights() == null ? rows.rows() : Sums.sum(rows.weights());
    }

    /// @param running statistics, not modified
    double of(double[] parameters, double[] running) {
        objective.setState(running);
        double sum = 0;
        for (int from = 0; from < rows.rows(); from += batchSize) {
            int n = Math.min(batchSize, rows.rows() - from);
            System.arraycopy(rows.x(), from * rows.inputs(), x, 0, n * rows.inputs());
            System.arraycopy(rows.t(), from * rows.outputs(), t, 0, n * rows.outputs());
            if (rows.weights() != null && weights != null) {
                System.arraycopy(rows.weights(), from, weights, 0, n);
            }
            sum += objective.evaluationLoss(parameters, new Batch(x, t, n, weights)) * n;
        }
        return sum / total;
    }
}
