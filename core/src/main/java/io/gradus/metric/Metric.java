package io.gradus.metric;

import io.gradus.metric.Scored.Classes;
import io.gradus.metric.Scored.Kind;
import io.gradus.metric.Scored.Labels;
import io.gradus.metric.Scored.Numbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// One number that says how good predictions are, found by its name: [#named].
///
/// It tells whether larger is better and which kinds of predictions it judges. The metrics, with the averages over
/// classes "macro" (each class counts alike) unless said otherwise:
///
/// | of classes | |
/// | --- | --- |
/// | `accuracy`, `balanced_accuracy`, `cohen_kappa`, `mcc` | see [ConfusionMatrix] |
/// | `precision`, `recall`, `f1`; with `_weighted` behind, weighted by the classes' frequency | see [ConfusionMatrix] |
/// | `top_k_accuracy:k` | the actual class is among the k most probable ones |
/// | `roc_auc` | see [ClassificationMetrics#rocAuc] |
/// | `average_precision` | area under the curve of precision against recall, in steps; of two classes the second's |
/// | `log_loss` | see [ClassificationMetrics#logLoss] |
/// | `brier` | mean of Σ (p - o)² over classes (Brier 1950; 0 to 2); of two classes (p - o)² of the second (0 to 1) |
/// | `calibration_error` | see [Calibration#expectedError], with [Calibration#BINS] bins |
///
/// | of numbers | |
/// | --- | --- |
/// | `rmse`, `mae`, `r2` | see [RegressionMetrics] |
/// | `mse` | mean of (t - y)² |
/// | `mape` | mean of \|t - y\| / \|t\|, a fraction; undefined if a target is 0 |
/// | `pinball:α` | mean of max(α·(t - y), (α - 1)·(t - y)) |
/// | `poisson_deviance` | mean of 2·(t·ln(t / y) - t + y); undefined if a t < 0 or a y ≤ 0 |
///
/// Labels have `accuracy` (all labels of a row right), `hamming_loss` (the part of labels that is wrong), and the means
/// over the labels of `precision`, `recall`, `f1`, `roc_auc`, `average_precision`, `log_loss`, `brier`; all as
/// scikit-learn has them for multi-label targets.
///
/// Immutable and thread-safe.
public final class Metric {
    private final String name;
    private final boolean largerIsBetter;
    private final Map<Kind, ToDoubleFunction<Scored>> formulas = new EnumMap<>(Kind.class);

    Metric(String name, boolean largerIsBetter) {
        this.name = name;
        this.largerIsBetter = largerIsBetter;
    }

    Metric classes(ToDoubleFunction<Classes> formula) {
        formulas.put(Kind.CLASSES, scored -> formula.applyAsDouble((Classes) scored));
        return this;
    }

    Metric labels(ToDoubleFunction<Labels> formula) {
        formulas.put(Kind.LABELS, scored -> formula.applyAsDouble((Labels) scored));
        return this;
    }

    Metric numbers(ToDoubleFunction<Numbers> formula) {
        formulas.put(Kind.NUMBERS, scored -> formula.applyAsDouble((Numbers) scored));
        return this;
    }

    /// A metric by its name.
    ///
    /// @param name one of [#all]; where it has a parameter, `name:value` for another than the default:
    ///     `top_k_accuracy:5` (k, a whole number from 1; 2), `pinball:0.9` (the quantile, between 0 and 1; 0.5)
    /// @throws IllegalArgumentException if there is none, or its parameter is out of range; the message lists them all
    public static Metric named(String name) {
        return Catalogue.named(name);
    }

    /// Every metric, those with a parameter at its default.
    public static List<Metric> all() {
        return Catalogue.ALL;
    }

    /// The metrics that judge a kind of predictions.
    public static List<Metric> all(Kind kind) {
        return Catalogue.ALL.stream().filter(metric -> metric.judges(kind)).toList();
    }

    /// Its name, with `:` and the parameter if that is not the default.
    public String name() {
        return name;
    }

    /// Whether more of it is better, as of accuracy, or worse, as of an error.
    public boolean largerIsBetter() {
        return largerIsBetter;
    }

    /// Whether it can judge such predictions.
    public boolean judges(Kind kind) {
        return formulas.containsKey(kind);
    }

    /// Its value for these predictions; NaN where it is undefined (an area under a curve without a positive row, say),
    /// and never else.
    ///
    /// @throws IllegalArgumentException if it does not judge this kind of predictions
    public double of(Scored scored) {
        ToDoubleFunction<Scored> formula = formulas.get(scored.kind());
        if (formula == null) {
            throw new IllegalArgumentException("metric %s does not judge %s; those that do: %s"
                    .formatted(name, scored.kind().inWords(), names(all(scored.kind()))));
        }
        return formula.applyAsDouble(scored);
    }

    /// Whether one value is better than another. An undefined one (NaN) is worse than any other.
    public boolean isBetter(double value, double than) {
        if (Double.isNaN(value) || Double.isNaN(than)) {
            return !Double.isNaN(value);
        }
        return largerIsBetter ? value > than : value < than;
    }

    static String names(List<Metric> metrics) {
        return String.join(", ", metrics.stream().map(Metric::name).toList());
    }

    static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metric metric && metric.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
