package io.gradus.metric;

import io.gradus.math.Log;
import io.gradus.math.Sums;
import io.gradus.metric.Scored.Labels;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Metrics of several outputs of yes or no. An output above ½ predicts yes.
///
/// Definitions are those of scikit-learn for multi-label targets: the accuracy is that of whole rows; what is defined
/// for one label is averaged over the labels, each counted alike (macro). With one output all of it is about two
/// classes, the second being positive.
final class LabelScores {
    // L labels; t targets, p outputs [rows × L]

    /// Above it, an output predicts yes.
    private static final double THRESHOLD = 0.5;

    private LabelScores() {}

    /// The part of rows whose labels are all right (subset accuracy).
    static double accuracy(Labels scored) {
        double[] right = new double[scored.rows()];
        for (int row = 0; row < right.length; row++) {
            right[row] = mistakes(scored, row) == 0 ? 1 : 0;
        }
        return scored.weights.mean(right);
    }

    /// The part of all rows × L labels that are wrong.
    static double hammingLoss(Labels scored) {
        double[] wrong = new double[scored.rows()];
        for (int row = 0; row < wrong.length; row++) {
            wrong[row] = mistakes(scored, row) / (double) scored.outputs;
        }
        return scored.weights.mean(wrong);
    }

    private static int mistakes(Labels scored, int row) {
        int mistakes = 0;
        for (int i = row * scored.outputs; i < (row + 1) * scored.outputs; i++) {
            mistakes += (scored.p[i] > THRESHOLD) == (scored.t[i] == 1) ? 0 : 1;
        }
        return mistakes;
    }

    /// The mean over rows and labels of -t·ln p - (1 - t)·ln(1 - p), p clipped as in [ClassificationMetrics#logLoss].
    static double logLoss(Labels scored) {
        return meanOfElements(scored, (t, p) -> {
            double clipped = ClassScores.clipped(p);
            return -Log.log(t == 1 ? clipped : 1 - clipped);
        });
    }

    /// The mean over rows and labels of (p - t)².
    static double brier(Labels scored) {
        return meanOfElements(scored, (t, p) -> (p - t) * (p - t));
    }

    private interface Element {
        double of(double t, double p);
    }

    private static double meanOfElements(Labels scored, Element element) {
        double[] ofRows = new double[scored.rows()];
        double[] row = new double[scored.outputs];
        for (int i = 0; i < ofRows.length; i++) {
            for (int label = 0; label < row.length; label++) {
                int at = i * row.length + label;
                row[label] = element.of(scored.t[at], scored.p[at]);
            }
            ofRows[i] = Sums.sum(row) / row.length;
        }
        return scored.weights.mean(ofRows);
    }

    /// Actual and predicted, class 1 where the label holds.
    static ConfusionMatrix confusion(Labels scored, int label) {
        int[] actual = new int[scored.rows()];
        int[] predicted = new int[scored.rows()];
        for (int row = 0; row < actual.length; row++) {
            actual[row] = scored.t[row * scored.outputs + label] == 1 ? 1 : 0;
            predicted[row] = scored.p[row * scored.outputs + label] > THRESHOLD ? 1 : 0;
        }
        return ConfusionMatrix.of(2, actual, predicted, scored.weights);
    }

    /// The mean over labels of what is known of their predictions; one without a value counts as 0.
    static double ofPredictions(Labels scored, Function<ConfusionMatrix, OptionalDouble> value) {
        double[] values = new double[scored.outputs];
        for (int label = 0; label < values.length; label++) {
            values[label] = value.apply(confusion(scored, label)).orElse(0);
        }
        return Sums.sum(values) / values.length;
    }

    /// The mean over labels of what a ranking gives; empty if it is for one of them.
    static OptionalDouble ofRankings(Labels scored, Function<Ranking, OptionalDouble> value) {
        double[] values = new double[scored.outputs];
        for (int label = 0; label < values.length; label++) {
            int column = label;
            OptionalDouble ofLabel = value.apply(new Ranking(
                    scored.p,
                    scored.outputs,
                    label,
                    row -> scored.t[row * scored.outputs + column] == 1,
                    scored.weights));
            if (ofLabel.isEmpty()) {
                return ofLabel;
            }
            values[label] = ofLabel.getAsDouble();
        }
        return OptionalDouble.of(Sums.sum(values) / values.length);
    }
}
