package io.gradus.app;

import io.gradus.metric.ClassificationMetrics;
import io.gradus.metric.RegressionMetrics;
import io.gradus.model.Evaluation;
import io.gradus.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Results as trees for JSON, and as text for people.
final class Reports {
    private Reports() {}

    /// The keys `rows`, `metrics`, and for classes `confusion` and `classes`.
    static Map<String, @Nullable Object> json(@Nullable Evaluation evaluation) {
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
        }
        RegressionMetrics numbers = evaluation.regression();
        if (numbers != null) {
            metrics.put("rmse", numbers.rmse());
            metrics.put("mae", numbers.mae());
            metrics.put("r2", orNull(numbers.r2()));
        }
        return report;
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

    /// Metrics and confusion matrix.
    static void print(Console console, Evaluation evaluation) {
        ClassificationMetrics classes = evaluation.classification();
        if (classes != null) {
            console.table(List.of(
                    List.of("accuracy", number(classes.accuracy())),
                    List.of("F1 (macro)", number(classes.f1())),
                    List.of("log loss", number(classes.logLoss())),
                    List.of("ROC-AUC", number(classes.rocAuc()))));
            console.print("");
            console.print("Confusion (rows: actual, columns: predicted)");
            List<List<String>> rows = new ArrayList<>();
            List<String> header = new ArrayList<>(List.of(""));
            header.addAll(evaluation.classes());
            rows.add(header);
            for (int actual = 0; actual < evaluation.classes().size(); actual++) {
                List<String> row = new ArrayList<>(List.of(evaluation.classes().get(actual)));
                for (int predicted = 0; predicted < evaluation.classes().size(); predicted++) {
                    row.add(Integer.toString(classes.confusion().count(actual, predicted)));
                }
                rows.add(row);
            }
            console.table(rows);
        }
        RegressionMetrics numbers = evaluation.regression();
        if (numbers != null) {
            console.table(List.of(
                    List.of("RMSE", number(numbers.rmse())),
                    List.of("MAE", number(numbers.mae())),
                    List.of("R²", number(numbers.r2()))));
        }
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "undefined";
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
