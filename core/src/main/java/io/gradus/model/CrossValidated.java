package io.gradus.model;

import io.gradus.metric.Metric;
import java.util.List;

/// What a cross-validation comes to: a result for each fold, their mean and how far they spread. Immutable.
///
/// @param folds the folds of the first repeat in order, then those of the second, …; at least one
public record CrossValidated(List<FoldResult> folds) {
    public CrossValidated {
        folds = List.copyOf(folds);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("folds: expected at least 1 result, got none");
        }
    }

    /// The metrics that were measured.
    public List<Metric> metrics() {
        return List.copyOf(folds.getFirst().scores().keySet());
    }

    /// Whether the training of any fold diverged.
    public boolean diverged() {
        return folds.stream().anyMatch(FoldResult::diverged);
    }

    /// Mean of a metric over the folds of all repeats; NaN if it is undefined in any.
    ///
    /// @throws IllegalArgumentException if it was not measured
    public double mean(Metric metric) {
        double sum = 0;
        for (FoldResult fold : folds) {
            sum += fold.score(metric);
        }
        return sum / folds.size();
    }

    /// Standard deviation of a metric over the folds of all repeats: √(Σ (x - mean)² / (n - 1)); NaN for a single fold, or if
    /// it is undefined in any. Not the error of the mean: the folds share most of their training rows, and are no
    /// independent draws (Y. Bengio, Y. Grandvalet, "No unbiased estimator of the variance of k-fold
    /// cross-validation", JMLR 5 (2004) 1089-1105).
    ///
    /// @throws IllegalArgumentException if it was not measured
    public double deviation(Metric metric) {
        double mean = mean(metric);
        double squares = 0;
        for (FoldResult fold : folds) {
            double difference = fold.score(metric) - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /// Mean number of epochs that the trainings took.
    public double epochs() {
        double sum = 0;
        for (FoldResult fold : folds) {
            sum += fold.epochs();
        }
        return sum / folds.size();
    }

    /// Seconds of all folds together, as if one had followed the other.
    public double seconds() {
        double sum = 0;
        for (FoldResult fold : folds) {
            sum += fold.seconds();
        }
        return sum;
    }
}
