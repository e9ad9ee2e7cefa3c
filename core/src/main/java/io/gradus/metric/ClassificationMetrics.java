package io.gradus.metric;

import java.util.OptionalDouble;

/// How well classes were predicted. Definitions are scikit-learn's.
///
/// These are the ones that are always wanted; [Metric] has more.
///
/// @param accuracy the part of rows whose most probable class is the actual one
/// @param f1 macro F1; see [ConfusionMatrix#macroF1]
/// @param logLoss see [#logLoss]
/// @param rocAuc see [#rocAuc]; empty if undefined
/// @param confusion counts of actual and predicted classes
public record ClassificationMetrics(
        double accuracy, double f1, double logLoss, OptionalDouble rocAuc, ConfusionMatrix confusion) {
    // C classes; p probabilities [rows × C]

    /// Probabilities are kept within this of 0 and 1 in the log loss: 2^-52, the distance of 1 from the next
    /// double. One row that was predicted with 0 costs about 36.
    public static final double CLIP = 0x1p-52;

    /// All metrics of one set of predictions.
    ///
    /// @param classes number of classes C, at least 2
    /// @param actual class of each row, 0 to C - 1; at least one row; not modified
    /// @param p probability of each class [rows × C], row-major, not modified; any finite outputs will do, for
    ///     [#logLoss] divides them by their sum
    /// @throws IllegalArgumentException if a length does not fit, a class is out of range or a value is not finite
    public static ClassificationMetrics of(int classes, int[] actual, double[] p) {
        return of(Scored.classes(classes, actual, p));
    }

    /// All metrics of one set of predictions.
    public static ClassificationMetrics of(Scored.Classes scored) {
        ConfusionMatrix confusion = scored.confusion();
        return new ClassificationMetrics(
                confusion.accuracy(),
                confusion.macroF1(),
                ClassScores.logLoss(scored),
                ClassScores.rocAuc(scored),
                confusion);
    }

    /// The class of each row with the highest probability; of equal ones the first.
    ///
    /// @param p probabilities [rows × classes], row-major, not modified
    public static int[] mostProbable(int classes, double[] p) {
        if (classes < 1 || p.length % classes != 0) {
            throw new IllegalArgumentException("p: expected a multiple of " + classes + " values, got " + p.length);
        }
        int[] predicted = new int[p.length / classes];
        for (int row = 0; row < predicted.length; row++) {
            for (int c = 1; c < classes; c++) {
                if (p[row * classes + c] > p[row * classes + predicted[row]]) {
                    predicted[row] = c;
                }
            }
        }
        return predicted;
    }

    /// Log loss: the mean over rows of -ln of the actual class's probability.
    ///
    /// Each probability is first brought into [[#CLIP], 1 - CLIP], then divided by the sum of its row, so that
    /// outputs that do not add up to 1 (independent sigmoids) are comparable with those that do.
    ///
    /// Parameters and exceptions as in [#of].
    public static double logLoss(int classes, int[] actual, double[] p) {
        return ClassScores.logLoss(Scored.classes(classes, actual, p));
    }

    /// Area under the ROC curve, equal scores counted half.
    ///
    /// Two classes: the second is the positive one, its probability the score. More: the mean over classes of the
    /// area of each against all others, each with its own column as score (macro, one-vs-rest). The columns are
    /// used as they are.
    ///
    /// Parameters and exceptions as in [#of].
    ///
    /// @return empty if a class has no rows or all of them: then there is nothing to rank it against
    public static OptionalDouble rocAuc(int classes, int[] actual, double[] p) {
        return ClassScores.rocAuc(Scored.classes(classes, actual, p));
    }
}
