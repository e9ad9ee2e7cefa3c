package io.gradus.metric;

import io.gradus.math.Sums;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/// How often each class was taken for each: rows are the actual classes, columns the predicted ones. Immutable.
///
/// All that depends on the predicted classes alone is computed from it. Where rows have weights, [#count], [#counts],
/// [#support] and [#total] still count rows; every other method counts their weights.
public final class ConfusionMatrix {
    // C classes; n[a][p] weight of the rows of class a that were predicted as p, N all of it

    private final int[][] counts;
    private final double[][] n;

    private ConfusionMatrix(int[][] counts, double[][] n) {
        this.counts = counts;
        this.n = n;
    }

    /// Counts the predictions of each class.
    ///
    /// @param classes number of classes, at least 2
    /// @param actual class of each row, 0 to classes - 1; at least one row; not modified
    /// @param predicted class predicted for each row, likewise
    /// @throws IllegalArgumentException if the lengths differ, there are no rows, or a class is out of range
    public static ConfusionMatrix of(int classes, int[] actual, int[] predicted) {
        return of(classes, actual, predicted, Weights.EQUAL);
    }

    static ConfusionMatrix of(int classes, int[] actual, int[] predicted, Weights weights) {
        Arguments.classes(classes, actual);
        if (predicted.length != actual.length) {
            throw new IllegalArgumentException(
                    "predicted: expected " + actual.length + " rows, got " + predicted.length);
        }
        int[][] counts = new int[classes][classes];
        double[][] n = new double[classes][classes];
        for (int row = 0; row < actual.length; row++) {
            Arguments.inRange("predicted", row, predicted[row], classes);
            counts[actual[row]][predicted[row]]++;
            n[actual[row]][predicted[row]] += weights.of(row);
        }
        return new ConfusionMatrix(counts, n);
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

    /// Number of rows of one class.
    public int support(int actual) {
        int sum = 0;
        for (int count : counts[actual]) {
            sum += count;
        }
        return sum;
    }

    /// Number of rows.
    public int total() {
        int total = 0;
        for (int actual = 0; actual < counts.length; actual++) {
            total += support(actual);
        }
        return total;
    }

    /// The part of rows whose class was predicted: the diagonal's sum / N.
    public double accuracy() {
        return diagonal() / all();
    }

    /// Balanced accuracy: the mean recall of the classes that are actual. What always saying one of C classes gets is
    /// 1 / C, however frequent that class is.
    public double balancedAccuracy() {
        double[] recalls = new double[counts.length];
        int seen = 0;
        for (int c = 0; c < counts.length; c++) {
            OptionalDouble recall = recall(c);
            if (recall.isPresent()) {
                recalls[seen++] = recall.getAsDouble();
            }
        }
        return Sums.sum(recalls) / seen; // behind the classes seen, recalls are 0
    }

    /// Precision of a class: the part of the rows predicted as it that are it. Empty if it was never predicted.
    public OptionalDouble precision(int c) {
        return ratio(n[c][c], ofPredicted(c));
    }

    /// Recall of a class: the part of its rows that were predicted as it. Empty if it is never actual.
    public OptionalDouble recall(int c) {
        return ratio(n[c][c], ofActual(c));
    }

    /// F1 of a class: 2·both / (actual + predicted), the harmonic mean of precision and recall. Empty if it is neither
    /// actual nor predicted.
    public OptionalDouble f1(int c) {
        return ratio(2 * n[c][c], ofActual(c) + ofPredicted(c));
    }

    /// Macro precision: the mean over classes, each counted alike. See [#macroF1] for classes without a value.
    public double macroPrecision() {
        return macro(this::precision);
    }

    /// Macro recall: likewise.
    public double macroRecall() {
        return macro(this::recall);
    }

    /// Macro F1: likewise.
    ///
    /// A class that was never predicted, or is never actual, counts as 0. One that is neither is left out of the mean,
    /// as scikit-learn's `f1_score(average="macro")` does.
    public double macroF1() {
        return macro(this::f1);
    }

    /// Weighted precision: the mean over classes, each counted as often as it is actual. A class that was never
    /// predicted counts as 0.
    public double weightedPrecision() {
        return weighted(this::precision);
    }

    /// Weighted recall: likewise. It is the accuracy.
    public double weightedRecall() {
        return weighted(this::recall);
    }

    /// Weighted F1: likewise.
    public double weightedF1() {
        return weighted(this::f1);
    }

    /// Cohen's kappa, (a - e) / (1 - e): how far the accuracy a is above e, what would agree by chance if the same
    /// number of rows of each class were predicted at random. 1 is perfect, 0 no better than chance.
    ///
    /// J. Cohen, Educational and Psychological Measurement 20 (1960) 37. Empty if e = 1: all rows are of one class, and
    /// predicted as it.
    public OptionalDouble cohenKappa() {
        double all = all();
        double chance = byChance();
        // Both sides of the fraction times N²: whole numbers, where rows have no weights.
        return ratio(all * diagonal() - chance, all * all - chance);
    }

    /// The correlation of actual and predicted classes (Matthews' coefficient, for two classes and more), from -1 to 1:
    /// (N·Σₖ nₖₖ - Σₖ aₖ·pₖ) / √((N² - Σₖ aₖ²)·(N² - Σₖ pₖ²)) with aₖ rows of class k and pₖ predicted as it.
    ///
    /// B. W. Matthews, Biochimica et Biophysica Acta 405 (1975) 442; J. Gorodkin, Computational Biology and Chemistry
    /// 28 (2004) 367, equation 8. 0 if only one class is actual, or only one was predicted, as in scikit-learn.
    public double matthewsCorrelation() {
        double squaredAll = all() * all();
        double actual = squaredAll;
        double predicted = squaredAll;
        for (int c = 0; c < counts.length; c++) {
            actual -= ofActual(c) * ofActual(c);
            predicted -= ofPredicted(c) * ofPredicted(c);
        }
        // The roots apart: the product could overflow.
        double deviations = Math.sqrt(Math.max(actual, 0)) * Math.sqrt(Math.max(predicted, 0));
        return deviations == 0 ? 0 : (all() * diagonal() - byChance()) / deviations;
    }

    private static OptionalDouble ratio(double part, double whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
    }

    private double macro(IntFunction<OptionalDouble> ofClass) {
        double[] values = new double[counts.length];
        int seen = 0;
        for (int c = 0; c < counts.length; c++) {
            if (f1(c).isPresent()) {
                values[seen++] = ofClass.apply(c).orElse(0);
            }
        }
        return Sums.sum(values) / seen; // behind the classes seen, values are 0
    }

    private double weighted(IntFunction<OptionalDouble> ofClass) {
        double[] values = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            values[c] = ofClass.apply(c).orElse(0) * ofActual(c);
        }
        return Sums.sum(values) / all();
    }

    private double diagonal() {
        double sum = 0;
        for (int c = 0; c < n.length; c++) {
            sum += n[c][c];
        }
        return sum;
    }

    /// Σₖ aₖ·pₖ.
    private double byChance() {
        double sum = 0;
        for (int c = 0; c < n.length; c++) {
            sum += ofActual(c) * ofPredicted(c);
        }
        return sum;
    }

    private double all() {
        double sum = 0;
        for (int c = 0; c < n.length; c++) {
            sum += ofActual(c);
        }
        return sum;
    }

    private double ofActual(int actual) {
        double sum = 0;
        for (double weight : n[actual]) {
            sum += weight;
        }
        return sum;
    }

    private double ofPredicted(int predicted) {
        double sum = 0;
        for (double[] row : n) {
            sum += row[predicted];
        }
        return sum;
    }
}
