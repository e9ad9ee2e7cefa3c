package io.gradus.model;

import io.gradus.data.Target;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberTarget;
import io.gradus.metric.ClassificationMetrics;
import java.util.List;

/// What a model says about the rows of a table.
public final class Predictions {
    private final Target target;
    private final int rows;
    private final double[] values;

    /// @param y outputs of the network [rows × outputs], kept by reference
    Predictions(Target target, int rows, double[] y) {
        this.target = target;
        this.rows = rows;
        this.values = target instanceof NumberTarget numbers ? numbers.unscaled(y) : y;
    }

    public int rows() {
        return rows;
    }

    /// The name of each output: the classes, or the columns that are predicted.
    public List<String> outputNames() {
        return target.outputNames();
    }

    /// One output for one row: for classes the network's output, a probability if it ends in softmax; for numbers the
    /// prediction in the units of the data.
    public double value(int row, int output) {
        return values[row * target.outputs() + output];
    }

    /// A copy of all outputs [rows × outputs], row-major. See [#value].
    public double[] values() {
        return values.clone();
    }

    /// Whether classes are predicted rather than numbers.
    public boolean hasClasses() {
        return target instanceof ClassTarget;
    }

    /// The predicted class of each row: the index of the largest output, of equal ones the first.
    ///
    /// @throws IllegalStateException if numbers are predicted
    public int[] classes() {
        if (!(target instanceof ClassTarget classes)) {
            throw new IllegalStateException("the model predicts numbers, not classes");
        }
        return ClassificationMetrics.mostProbable(classes.outputs(), values);
    }

    /// The name of the predicted class of one row.
    public String label(int row) {
        int best = 0;
        for (int output = 1; output < target.outputs(); output++) {
            if (value(row, output) > value(row, best)) {
                best = output;
            }
        }
        return outputNames().get(best);
    }
}
