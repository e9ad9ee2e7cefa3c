package io.gradus.model;

import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import io.gradus.metric.ClassificationMetrics;
import io.gradus.metric.RegressionMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How well a model predicts rows whose targets are known.
///
/// @param rows how many
/// @param classes the classes, in the order of the confusion matrix; empty for numbers
/// @param classification metrics of classes; null for numbers
/// @param regression metrics of numbers, in the units of the data; null for classes
public record Evaluation(
        int rows,
        List<String> classes,
        @Nullable ClassificationMetrics classification,
        @Nullable RegressionMetrics regression) {
    public Evaluation {
        classes = List.copyOf(classes);
    }

    static Evaluation of(Model model, Table table) {
        Predictions predictions = model.predict(table);
        if (model.preprocessing().target() instanceof ClassTarget classes) {
            int[] actual = model.preprocessing().classes(table);
            ClassificationMetrics metrics = ClassificationMetrics.of(classes.outputs(), actual, predictions.values());
            return new Evaluation(table.rows(), classes.classes(), metrics, null);
        }
        double[] actual = model.preprocessing().numbers(table);
        int outputs = model.preprocessing().target().outputs();
        return new Evaluation(
                table.rows(), List.of(), null, RegressionMetrics.of(outputs, actual, predictions.values()));
    }
}
