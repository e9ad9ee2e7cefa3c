package io.gradus.app;

import io.gradus.metric.Metric;
import io.gradus.model.CrossValidated;
import io.gradus.model.FoldResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cross-validation as text for people and as a tree for JSON.
final class FoldReport {
    /// What people look at first; all others are in the JSON.
    private static final List<String> FIRST =
            List.of("accuracy", "balanced_accuracy", "f1", "log_loss", "roc_auc", "hamming_loss", "rmse", "mae", "r2");

    private FoldReport() {}

    static void print(Console console, CrossValidated result) {
        console.print(
                "Cross-validation, %d trainings: mean ± standard deviation",
                result.folds().size());
        if (result.diverged()) {
            console.print(
                    "diverged in %d of them",
                    result.folds().stream().filter(FoldResult::diverged).count());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : result.metrics()) {
            if (FIRST.contains(metric.name())) {
                rows.add(List.of(metric.name(), value(result, metric)));
            }
        }
        console.table(rows);
    }

    /// `0.9583 ± 0.0295`.
    static String value(CrossValidated result, Metric metric) {
        if (result.diverged()) {
            return "diverged";
        }
        double mean = result.mean(metric);
        return Double.isNaN(mean) ? "undefined" : short4(mean) + " ± " + short4(result.deviation(metric));
    }

    private static String short4(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 0.001 || Math.abs(value) >= 1e5 ? "%.3g" : "%.4f", value);
    }

    static Map<String, @Nullable Object> json(CrossValidated result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("trainings", result.folds().size());
        json.put("diverged", result.diverged());
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (Metric metric : result.metrics()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("mean", result.mean(metric));
            values.put("deviation", result.deviation(metric));
            metrics.put(Reports.key(metric), values);
        }
        json.put("metrics", metrics);
        json.put("epochs", result.epochs());
        json.put("seconds", result.seconds());
        json.put("results", result.folds().stream().map(FoldReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(FoldResult fold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("repeat", fold.repeat());
        json.put("fold", fold.fold());
        json.put("rows", fold.rows());
        json.put("epochs", fold.epochs());
        json.put("diverged", fold.diverged());
        Map<String, Object> metrics = new LinkedHashMap<>();
        fold.scores().forEach((metric, score) -> metrics.put(Reports.key(metric), score));
        json.put("metrics", metrics);
        return json;
    }
}
