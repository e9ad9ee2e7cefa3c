package io.gradus.train;

import io.gradus.metric.Metric;
import io.gradus.metric.Scored;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A metric of the validation part that says which epoch is the best, in place of the loss.
///
/// @param metric what is measured
/// @param scored from the network's outputs [rows × outputs] on the validation part to rows with what is true of them
public record Monitor(Metric metric, Function<double[], Scored> scored) {
    /// Of classes, which the outputs are scores of.
    ///
    /// @param actual class of each row, kept
    public static Monitor classes(Metric metric, int classes, int[] actual) {
        return checked(metric, Scored.Kind.CLASSES, y -> Scored.classes(classes, actual, y));
    }

    /// Of labels, which the outputs are probabilities of.
    ///
    /// @param t 0 or 1 [rows × outputs], kept
    public static Monitor labels(Metric metric, int outputs, double[] t) {
        return checked(metric, Scored.Kind.LABELS, y -> Scored.labels(outputs, t, y));
    }

    /// Of numbers.
    ///
    /// @param t targets in the units that the metric is to have [rows × outputs], kept
    /// @param inUnits takes the outputs to those units
    public static Monitor numbers(Metric metric, int outputs, double[] t, UnaryOperator<double[]> inUnits) {
        return checked(metric, Scored.Kind.NUMBERS, y -> Scored.numbers(outputs, t, inUnits.apply(y)));
    }

    private static Monitor checked(Metric metric, Scored.Kind kind, Function<double[], Scored> scored) {
        if (!metric.judges(kind)) {
            throw new IllegalArgumentException("metric: expected one of %s, got \"%s\""
                    .formatted(
                            String.join(
                                    ", ",
                                    Metric.all(kind).stream().map(Metric::name).toList()),
                            metric.name()));
        }
        return new Monitor(metric, scored);
    }

    /// The metric's value.
    ///
    /// @param y outputs of the network
    /// @throws IllegalArgumentException if it is undefined
    double score(double[] y) {
        double score = metric.of(scored.apply(y));
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException(
                    "metric: %s is undefined on the validation part".formatted(metric.name()));
        }
        return score;
    }

    /// The score with the sign that makes less better.
    double toBeMinimised(double score) {
        return metric.largerIsBetter() ? -score : score;
    }
}
