package io.gradus.model;

import io.gradus.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a model did on the fold that was held out from its training. Immutable.
///
/// @param repeat which dealing of the folds, from 1
/// @param fold which of its folds was held out, from 1
/// @param rows of that fold
/// @param epochs that training took
/// @param diverged whether training came to numbers that are infinite or not a number
/// @param scores each metric of the held-out rows; NaN where it is undefined, and all of them where training diverged
/// @param seconds for preparing, training and judging, as it was
public record FoldResult(
        int repeat, int fold, int rows, int epochs, boolean diverged, Map<Metric, Double> scores, double seconds) {
    public FoldResult {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /// The value of one metric; NaN where it is undefined.
    ///
    /// @throws IllegalArgumentException if it was not measured
    public double score(Metric metric) {
        Double score = scores.get(metric);
        if (score == null) {
            throw new IllegalArgumentException(
                    "metric: expected one of %s, got \"%s\"".formatted(scores.keySet(), metric));
        }
        return score;
    }
}
