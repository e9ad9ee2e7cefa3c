package io.gradus.model;

import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberTarget;
import io.gradus.layer.Loss;
import io.gradus.metric.Scored;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is true of the rows of a table, ready to be compared with what a model says about them.
///
/// Numbers that are all 0 or 1, learned by binary cross-entropy, are labels: yes or no of each column.
final class Truth {
    private final Preprocessing preprocessing;
    private final int[] classes; // of each row; none if numbers are predicted
    private final double[] numbers; // [rows × outputs]; none if classes are predicted
    private final boolean labels;
    private final double @Nullable [] weights;

    /// @param weights one a row; null if all rows count alike
    Truth(Model model, Table table, double @Nullable [] weights) {
        preprocessing = model.preprocessing();
        boolean isClasses = preprocessing.target() instanceof ClassTarget;
        classes = isClasses ? preprocessing.classes(table) : new int[0];
        numbers = isClasses ? new double[0] : preprocessing.numbers(table);
        labels = model.loss().equals(Loss.binaryCrossEntropy())
                && Arrays.stream(numbers).allMatch(t -> t == 0 || t == 1);
        this.weights = weights;
    }

    /// Compares.
    ///
    /// @param y outputs of the model, numbers in the units of the data [rows × outputs]
    Scored scored(double[] y) {
        Scored scored = unweighted(y);
        return weights == null ? scored : scored.weighted(weights);
    }

    private Scored unweighted(double[] y) {
        int outputs = preprocessing.target().outputs();
        return switch (preprocessing.target()) {
            case ClassTarget _ -> Scored.classes(outputs, classes, y);
            case NumberTarget _ -> labels ? Scored.labels(outputs, numbers, y) : Scored.numbers(outputs, numbers, y);
        };
    }

    /// As [#scored], but labels are judged as the numbers 0 and 1.
    Scored.Numbers numbers(double[] y) {
        Scored.Numbers scored = Scored.numbers(preprocessing.target().outputs(), numbers, y);
        return weights == null ? scored : scored.weighted(weights);
    }
}
