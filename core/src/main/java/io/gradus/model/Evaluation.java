package io.gradus.model;

import io.gradus.data.Table;
import io.gradus.metric.ClassificationMetrics;
import io.gradus.metric.Metric;
import io.gradus.metric.RegressionMetrics;
import io.gradus.metric.Scored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How well a model predicts rows whose targets are known.
///
/// @param rows how many
/// @param classes the classes, in the order of the confusion matrix; empty for numbers
/// @param outputs what each output stands for: the classes, or the columns that are predicted
/// @param classification the usual metrics of classes; null for numbers
/// @param regression the usual metrics of numbers, in the units of the data; null for classes
/// @param scored the rows and predictions themselves, for every other metric: [#value]
public record Evaluation(
        int rows,
        List<String> classes,
        List<String> outputs,
        @Nullable ClassificationMetrics classification,
        @Nullable RegressionMetrics regression,
        Scored scored) {
    public Evaluation {
        classes = List.copyOf(classes);
        outputs = List.copyOf(outputs);
    }

    /// Any metric of these predictions; NaN where it is undefined.
    ///
    /// @throws IllegalArgumentException if it does not judge predictions of this kind
    public double value(Metric metric) {
        return metric.of(scored);
    }

    /// @param weights one a row; null if all rows count alike
    static Evaluation of(Model model, Table table, double @Nullable [] weights) {
        Truth truth = new Truth(model, table, weights);
        double[] y = model.predict(table).values();
        Scored scored = truth.scored(y);
        List<String> outputs = model.preprocessing().target().outputNames();
        if (scored instanceof Scored.Classes classes) {
            return new Evaluation(table.rows(), outputs, outputs, ClassificationMetrics.of(classes), null, scored);
        }
        return new Evaluation(table.rows(), List.of(), outputs, null, RegressionMetrics.of(truth.numbers(y)), scored);
    }
}
