package io.gradus.metric;

import static io.gradus.metric.Metric.orNaN;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Every metric there is: its name, what it judges and by which formula.
final class Catalogue {
    private static final boolean LARGER = true;
    private static final boolean SMALLER = false;

    private static final String TOP_K = "top_k_accuracy";
    private static final int TOP_K_DEFAULT = 2; // scikit-learn's
    private static final String PINBALL = "pinball";
    private static final double PINBALL_DEFAULT = 0.5;

    static final List<Metric> ALL = List.of(
            new Metric("accuracy", LARGER)
                    .classes(scored -> scored.confusion().accuracy())
                    .labels(LabelScores::accuracy),
            new Metric("balanced_accuracy", LARGER)
                    .classes(scored -> scored.confusion().balancedAccuracy()),
            new Metric("precision", LARGER)
                    .classes(scored -> scored.confusion().macroPrecision())
                    .labels(scored -> LabelScores.ofPredictions(scored, label -> label.precision(1))),
            new Metric("recall", LARGER)
                    .classes(scored -> scored.confusion().macroRecall())
                    .labels(scored -> LabelScores.ofPredictions(scored, label -> label.recall(1))),
            new Metric("f1", LARGER)
                    .classes(scored -> scored.confusion().macroF1())
                    .labels(scored -> LabelScores.ofPredictions(scored, label -> label.f1(1))),
            new Metric("precision_weighted", LARGER)
                    .classes(scored -> scored.confusion().weightedPrecision()),
            new Metric("recall_weighted", LARGER)
                    .classes(scored -> scored.confusion().weightedRecall()),
            new Metric("f1_weighted", LARGER)
                    .classes(scored -> scored.confusion().weightedF1()),
            new Metric("cohen_kappa", LARGER)
                    .classes(scored -> orNaN(scored.confusion().cohenKappa())),
            new Metric("mcc", LARGER).classes(scored -> scored.confusion().matthewsCorrelation()),
            topK(TOP_K_DEFAULT),
            new Metric("roc_auc", LARGER)
                    .classes(scored -> orNaN(ClassScores.rocAuc(scored)))
                    .labels(scored -> orNaN(LabelScores.ofRankings(scored, Ranking::rocArea))),
            new Metric("average_precision", LARGER)
                    .classes(scored -> orNaN(ClassScores.averagePrecision(scored)))
                    .labels(scored -> orNaN(LabelScores.ofRankings(scored, Ranking::averagePrecision))),
            new Metric("log_loss", SMALLER).classes(ClassScores::logLoss).labels(LabelScores::logLoss),
            new Metric("brier", SMALLER).classes(ClassScores::brier).labels(LabelScores::brier),
            new Metric("calibration_error", SMALLER)
                    .classes(scored -> calibrationError(Calibration.of(scored, Calibration.BINS)))
                    .labels(scored -> calibrationError(Calibration.of(scored, Calibration.BINS))),
            new Metric("hamming_loss", SMALLER).labels(LabelScores::hammingLoss),
            new Metric("rmse", SMALLER).numbers(NumberScores::rmse),
            new Metric("mse", SMALLER).numbers(NumberScores::mse),
            new Metric("mae", SMALLER).numbers(NumberScores::mae),
            new Metric("r2", LARGER).numbers(NumberScores::r2),
            new Metric("mape", SMALLER).numbers(NumberScores::mape),
            pinball(PINBALL_DEFAULT),
            new Metric("poisson_deviance", SMALLER).numbers(NumberScores::poissonDeviance));

    private Catalogue() {}

    static Metric named(String name) {
        int colon = name.indexOf(':');
        String parameter = name.substring(colon + 1);
        String family = colon < 0 ? "" : name.substring(0, colon);
        if (family.equals(TOP_K)) {
            return topK(parameter(TOP_K, "a whole number from 1", parameter, Integer::valueOf, k -> k >= 1));
        }
        if (family.equals(PINBALL)) {
            return pinball(
                    parameter(PINBALL, "a number between 0 and 1", parameter, Double::valueOf, a -> a > 0 && a < 1));
        }
        for (Metric metric : ALL) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("metric: expected one of %s, got \"%s\"".formatted(Metric.names(ALL), name));
    }

    private static Metric topK(int k) {
        String name = k == TOP_K_DEFAULT ? TOP_K : TOP_K + ":" + k;
        return new Metric(name, LARGER).classes(scored -> ClassScores.topK(scored, k));
    }

    private static Metric pinball(double alpha) {
        String name = alpha == PINBALL_DEFAULT ? PINBALL : PINBALL + ":" + alpha;
        return new Metric(name, SMALLER).numbers(scored -> NumberScores.pinball(scored, alpha));
    }

    private static <T> T parameter(
            String metric, String expected, String text, Function<String, T> parse, Predicate<T> inRange) {
        try {
            T value = parse.apply(text);
            if (inRange.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException(
                "metric %s:VALUE: expected %s, got \"%s\"".formatted(metric, expected, text));
    }

    private static double calibrationError(Optional<Calibration> calibration) {
        return calibration.map(Calibration::expectedError).orElse(Double.NaN);
    }
}
