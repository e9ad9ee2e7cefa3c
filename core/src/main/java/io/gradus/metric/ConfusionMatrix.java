package io.gradus.metric;

import io.gradus.math.Sums;

/// How often each class was taken for each: rows are the actual classes, columns the predicted ones. Immutable.
public final class ConfusionMatrix {
    private final int[][] counts;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /// Counts the predictions of each class.
    ///
    /// @param classes number of classes, at least 2
    /// @param actual class of each row, 0 to classes - 1; at least one row; not modified
    /// @param predicted class predicted for each row, likewise
    /// @throws IllegalArgumentException if the lengths differ, there are no rows, or a class is out of range
    public static ConfusionMatrix of(int classes, int[] actual, int[] predicted) {
        Arguments.classes(classes, actual);
        if (predicted.length != actual.length) {
            throw new IllegalArgumentException(
                    "predicted: expected " + actual.length + " rows, got " + predicted.length);
        }
        int[][] counts = new int[classes][classes];
        for (int row = 0; row < actual.length; row++) {
            Arguments.inRange("predicted", row, predicted[row], classes);
            counts[actual[row]][predicted[row]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /// Number of classes.
    public int classes() {
        return counts.length;
    }

    /// How many rows of one class were predicted as another.
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /// A copy of all counts, `[actual][predicted]`.
    public int[][] counts() {
        int[][] copy = new int[counts.length][];
        for (int actual = 0; actual < copy.length; actual++) {
            copy[actual] = counts[actual].clone();
        }
        return copy;
    }

    /// Number of rows.
    public int total() {
        int total = 0;
        for (int actual = 0; actual < counts.length; actual++) {
            total += ofActual(actual);
        }
        return total;
    }

    /// The part of rows whose class was predicted: the diagonal's sum / [#total].
    public double accuracy() {
        int right = 0;
        for (int c = 0; c < counts.length; c++) {
            right += counts[c][c];
        }
        return (double) right / total();
    }

    /// Macro F1: the mean over classes of F1 = 2·both / (actual + predicted), the harmonic mean of precision and
    /// recall.
    ///
    /// A class that was never predicted, or is never actual, counts as 0. One that is neither has no F1 and is left
    /// out of the mean, as scikit-learn's `f1_score(average="macro")` does.
    public double macroF1() {
        double[] f1 = new double[counts.length];
        int seen = 0;
        for (int c = 0; c < counts.length; c++) {
            int either = ofActual(c) + ofPredicted(c);
            if (either > 0) {
                f1[seen++] = 2.0 * counts[c][c] / either;
            }
        }
        return Sums.sum(f1) / seen; // behind the classes seen, f1 is 0
    }

    private int ofActual(int actual) {
        int sum = 0;
        for (int count : counts[actual]) {
            sum += count;
        }
        return sum;
    }

    private int ofPredicted(int predicted) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[predicted];
        }
        return sum;
    }
}
