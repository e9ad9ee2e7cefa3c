package io.gradus.metric;

import io.gradus.math.Log;
import io.gradus.math.Sums;
import io.gradus.metric.Scored.Classes;
import java.util.OptionalDouble;
import java.util.function.Function;

/// What the outputs for classes are worth as probabilities and scores, beyond the class that they predict.
final class ClassScores {
    // C classes; p outputs [rows × C]; k the actual class of a row

    private ClassScores() {}

    /// The mean of -ln p[k], with p in [[ClassificationMetrics#CLIP], 1 - CLIP], then divided by the sum of its row.
    static double logLoss(Classes scored) {
        double[] losses = new double[scored.rows()];
        double[] row = new double[scored.classes];
        for (int i = 0; i < losses.length; i++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = clipped(scored.p[i * row.length + c]);
            }
            losses[i] = -Log.log(row[scored.actual[i]] / Sums.sum(row, 0, row.length));
        }
        return scored.weights.mean(losses);
    }

    static double clipped(double p) {
        return Math.clamp(p, ClassificationMetrics.CLIP, 1 - ClassificationMetrics.CLIP);
    }

    /// The mean of Σ (p - o)² over the classes, o 1 for the actual one and 0 for the others: G. W. Brier, Monthly
    /// Weather Review 78 (1950) 1, equation 2; from 0 to 2. For two classes (p - o)² of the second alone, from 0 to 1,
    /// as is usual and as scikit-learn's `brier_score_loss`: half of Brier's where p adds up to 1.
    static double brier(Classes scored) {
        double[] scores = new double[scored.rows()];
        int first = scored.classes == 2 ? 1 : 0;
        for (int row = 0; row < scores.length; row++) {
            for (int c = first; c < scored.classes; c++) {
                double error = scored.p[row * scored.classes + c] - (scored.actual[row] == c ? 1 : 0);
                scores[row] = Math.fma(error, error, scores[row]);
            }
        }
        return scored.weights.mean(scores);
    }

    /// The part of rows whose actual class is among the k highest outputs; of equal ones the first is the higher, so
    /// that k = 1 is the accuracy. From C on, 1.
    static double topK(Classes scored, int k) {
        double[] hits = new double[scored.rows()];
        for (int row = 0; row < hits.length; row++) {
            int from = row * scored.classes;
            int actual = from + scored.actual[row];
            int higher = 0;
            for (int i = from; i < from + scored.classes; i++) {
                boolean above = scored.p[i] > scored.p[actual] || scored.p[i] == scored.p[actual] && i < actual;
                higher += above ? 1 : 0;
            }
            hits[row] = higher < k ? 1 : 0;
        }
        return scored.weights.mean(hits);
    }

    /// See [ClassificationMetrics#rocAuc].
    static OptionalDouble rocAuc(Classes scored) {
        return ofPositiveOrEach(scored, Ranking::rocArea);
    }

    /// Average precision; of more than two classes the mean over the classes, each against all others.
    static OptionalDouble averagePrecision(Classes scored) {
        return ofPositiveOrEach(scored, Ranking::averagePrecision);
    }

    private static OptionalDouble ofPositiveOrEach(Classes scored, Function<Ranking, OptionalDouble> value) {
        if (scored.classes == 2) {
            return value.apply(ranking(scored, 1));
        }
        double[] values = new double[scored.classes];
        for (int c = 0; c < values.length; c++) {
            OptionalDouble ofClass = value.apply(ranking(scored, c));
            if (ofClass.isEmpty()) {
                return ofClass;
            }
            values[c] = ofClass.getAsDouble();
        }
        return OptionalDouble.of(Sums.sum(values) / values.length);
    }

    private static Ranking ranking(Classes scored, int positive) {
        return new Ranking(scored.p, scored.classes, positive, row -> scored.actual[row] == positive, scored.weights);
    }
}
