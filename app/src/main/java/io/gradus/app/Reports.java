package io.gradus.app;

import io.gradus.layer.Loss;
import io.gradus.metric.Calibration;
import io.gradus.metric.ClassificationMetrics;
import io.gradus.metric.ConfusionMatrix;
import io.gradus.metric.Metric;
import io.gradus.metric.RegressionMetrics;
import io.gradus.metric.Scored;
import io.gradus.model.Evaluation;
import io.gradus.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Results as trees for JSON, and as text for people.
final class Reports {
    private Reports() {}

    /// The keys `rows`, `metrics`, and for classes `confusion`, `classes` and `perClass`, for labels `perLabel`; `calibration` where there are
    /// probabilities.
    ///
    /// @param further metrics besides those that are always there
    static Map<String, @Nullable Object> json(@Nullable Evaluation evaluation, List<Metric> further) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("rows", evaluation == null ? 0 : evaluation.rows());
        if (evaluation == null) {
            report.put("metrics", null);
            return report;
        }
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        report.put("metrics", metrics);
        ClassificationMetrics classes = evaluation.classification();
        if (classes != null) {
            metrics.put("accuracy", classes.accuracy());
            metrics.put("f1", classes.f1());
            metrics.put("logLoss", classes.logLoss());
            metrics.put("rocAuc", orNull(classes.rocAuc()));
            report.put("confusion", classes.confusion().counts());
            report.put("classes", evaluation.classes());
            report.put("perClass", perClass(evaluation.classes(), classes.confusion()));
        }
        if (evaluation.scored() instanceof Scored.Labels labels) {
            report.put("perLabel", perLabel(evaluation.outputs(), labels));
        }
        RegressionMetrics numbers = evaluation.regression();
        if (numbers != null) {
            metrics.put("rmse", numbers.rmse());
            metrics.put("mae", numbers.mae());
            metrics.put("r2", orNull(numbers.r2()));
        }
        List<Metric> all = new ArrayList<>(Metric.all(evaluation.scored().kind()));
        all.addAll(further);
        for (Metric metric : all) {
            double value = evaluation.value(metric);
            metrics.put(key(metric), Double.isNaN(value) ? null : value);
        }
        calibration(evaluation.scored())
                .ifPresent(calibration -> report.put(
                        "calibration",
                        calibration.bins().stream().map(Reports::bin).toList()));
        return report;
    }

    /// The metric that a loss with a parameter asks for: the quantile's own.
    static List<Metric> ofLoss(Loss loss) {
        return loss.name().startsWith("quantile")
                ? List.of(Metric.named(loss.name().replace("quantile", "pinball")))
                : List.of();
    }

    /// A metric's name as a key of JSON: `rocAuc` for `roc_auc`; a parameter stays behind its colon.
    static String key(Metric metric) {
        StringBuilder key = new StringBuilder();
        boolean upper = false;
        for (char c : metric.name().toCharArray()) {
            if (c != '_') {
                key.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return key.toString();
    }

    /// Empty if numbers are predicted, or the outputs are no probabilities.
    static Optional<Calibration> calibration(Scored scored) {
        return switch (scored) {
            case Scored.Classes classes -> Calibration.of(classes, Calibration.BINS);
            case Scored.Labels labels -> Calibration.of(labels, Calibration.BINS);
            case Scored.Numbers _ -> Optional.empty();
        };
    }

    private static Map<String, Object> bin(Calibration.Bin bin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", bin.from());
        json.put("to", bin.to());
        json.put("cases", bin.cases());
        json.put("predicted", bin.predicted());
        json.put("observed", bin.observed());
        return json;
    }

    private static List<Map<String, @Nullable Object>> perClass(List<String> names, ConfusionMatrix confusion) {
        List<Map<String, @Nullable Object>> classes = new ArrayList<>();
        for (int c = 0; c < confusion.classes(); c++) {
            classes.add(counted("class", names.get(c), confusion, c));
        }
        return classes;
    }

    private static List<Map<String, @Nullable Object>> perLabel(List<String> names, Scored.Labels scored) {
        List<Map<String, @Nullable Object>> labels = new ArrayList<>();
        for (int label = 0; label < names.size(); label++) {
            labels.add(counted("label", names.get(label), scored.confusion(label), 1));
        }
        return labels;
    }

    private static Map<String, @Nullable Object> counted(String key, String name, ConfusionMatrix confusion, int c) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(key, name);
        json.put("precision", orNull(confusion.precision(c)));
        json.put("recall", orNull(confusion.recall(c)));
        json.put("f1", orNull(confusion.f1(c)));
        json.put("rows", confusion.support(c));
        return json;
    }

    static List<Map<String, @Nullable Object>> json(History history) {
        List<Map<String, @Nullable Object>> epochs = new ArrayList<>();
        for (History.Epoch epoch : history.epochs()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("epoch", epoch.number());
            entry.put("loss", epoch.loss());
            entry.put("validationLoss", epoch.validationLoss());
            if (!Double.isNaN(epoch.score())) {
                entry.put("score", epoch.score());
            }
            entry.put("learningRate", epoch.learningRate());
            epochs.add(entry);
        }
        return epochs;
    }

    /// Metrics, classes and confusion matrix.
    static void print(Console console, Evaluation evaluation, List<Metric> further) {
        new MetricTable(console, evaluation).print(further);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
