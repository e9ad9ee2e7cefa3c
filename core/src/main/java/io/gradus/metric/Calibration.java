package io.gradus.metric;

import io.gradus.math.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether probabilities mean what they say: of all rows given 80 %, are 80 % so?
///
/// The rows are sorted into bins of equal width by the probability; in each, its mean is compared with how often what
/// it was said of was true (the reliability diagram of M. H. DeGroot, S. E. Fienberg, The Statistician 32 (1983) 12).
/// What the probability is of:
///
/// - two classes: that the row is of the second (as scikit-learn's `calibration_curve`);
/// - more classes: that the predicted class, the one with the highest output, is the actual one (C. Guo et al., "On
///   calibration of modern neural networks", ICML 2017);
/// - labels: that the label holds; every row counts once for each label.
///
/// Immutable.
public final class Calibration {
    /// Number of bins if nothing else is asked for.
    public static final int BINS = 10;

    private final List<Bin> bins;

    private Calibration(List<Bin> bins) {
        this.bins = bins;
    }

    /// The cases whose probability is in (from, to]; the first bin holds 0 as well.
    ///
    /// @param from its lower end
    /// @param to its upper end
    /// @param cases how many; never 0, for empty bins are left out
    /// @param weight all of their weights; their number if they have none
    /// @param predicted their mean probability
    /// @param observed how often it was so
    public record Bin(double from, double to, int cases, double weight, double predicted, double observed) {}

    /// The bins that hold something, in ascending order.
    public List<Bin> bins() {
        return bins;
    }

    /// Expected calibration error: Σ |observed - predicted| · weight / all weights over the bins. 0 is perfect.
    /// It depends on the bins; compare it only among equally many.
    ///
    /// M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI 2015.
    public double expectedError() {
        double[] weights = new double[bins.size()];
        double[] errors = new double[bins.size()];
        for (int i = 0; i < errors.length; i++) {
            Bin bin = bins.get(i);
            weights[i] = bin.weight;
            errors[i] = bin.weight * Math.abs(bin.observed - bin.predicted);
        }
        return Sums.sum(errors) / Sums.sum(weights);
    }

    /// Calibration of classes.
    ///
    /// @param count number of bins, 1 to 1,000
    /// @return empty if an output is outside of [0, 1]: then it is no probability
    /// @throws IllegalArgumentException if the number of bins is out of range
    public static Optional<Calibration> of(Scored.Classes scored, int count) {
        Binning binning = new Binning(count);
        int[] predicted = ClassificationMetrics.mostProbable(scored.classes, scored.p);
        for (int row = 0; row < predicted.length; row++) {
            int claimed = scored.classes == 2 ? 1 : predicted[row];
            double p = scored.p[row * scored.classes + claimed];
            if (!(p >= 0 && p <= 1)) {
                return Optional.empty();
            }
            binning.add(p, scored.actual[row] == claimed, scored.weights.of(row));
        }
        return Optional.of(binning.done());
    }

    /// Calibration of labels; as [#of(Scored.Classes, int)].
    public static Optional<Calibration> of(Scored.Labels scored, int count) {
        Binning binning = new Binning(count);
        for (int i = 0; i < scored.t.length; i++) {
            if (!(scored.p[i] >= 0 && scored.p[i] <= 1)) {
                return Optional.empty();
            }
            binning.add(scored.p[i], scored.t[i] == 1, scored.weights.of(i / scored.outputs));
        }
        return Optional.of(binning.done());
    }

    /// Sums of each bin.
    private static final class Binning {
        private final int[] cases;
        private final double[] weight;
        private final double[] predicted;
        private final double[] observed;

        Binning(int count) {
            if (count < 1 || count > 1000) {
                throw new IllegalArgumentException("bins: expected 1 to 1000, got " + count);
            }
            cases = new int[count];
            weight = new double[count];
            predicted = new double[count];
            observed = new double[count];
        }

        void add(double p, boolean isSo, double w) {
            int bin = 0;
            while (p > end(bin)) {
                bin++;
            }
            cases[bin]++;
            weight[bin] += w;
            predicted[bin] = Math.fma(w, p, predicted[bin]);
            observed[bin] += isSo ? w : 0;
        }

        private double end(int bin) {
            return (bin + 1.0) / cases.length;
        }

        Calibration done() {
            List<Bin> bins = new ArrayList<>();
            for (int i = 0; i < cases.length; i++) {
                if (weight[i] > 0) {
                    double mean = predicted[i] / weight[i];
                    bins.add(new Bin(
                            (double) i / cases.length, end(i), cases[i], weight[i], mean, observed[i] / weight[i]));
                }
            }
            return new Calibration(List.copyOf(bins));
        }
    }
}
