package io.gradus.model;

import io.gradus.data.InputColumn;
import io.gradus.data.Table;
import io.gradus.math.Sums;
import io.gradus.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How much a model relies on each column: how much worse a metric becomes when the column's values are shuffled among
/// the rows, so that it tells nothing any more.
///
/// L. Breiman, "Random forests", Machine Learning 45 (2001) 5, section 10; means and deviations as scikit-learn's
/// `permutation_importance`. A whole column of the table is shuffled, all categories of it together. Of columns that
/// say the same, each can be missed while the others stay: all of them may look unimportant. On rows that the model was
/// trained on, it tells what the model learned by heart as well; so take others.
///
/// The same rows, seed and model give the same bits. Immutable.
///
/// @param metric the one that is watched
/// @param baseline its value with all columns as they are
/// @param repeats how often each column was shuffled
/// @param columns in the order of the inputs
public record PermutationImportance(Metric metric, double baseline, int repeats, List<ColumnImportance> columns) {
    /// Shuffles of a column if nothing else is asked for; scikit-learn's default.
    public static final int REPEATS = 5;

    public PermutationImportance {
        columns = List.copyOf(columns);
    }

    /// What one column is worth.
    ///
    /// @param column its name in the table
    /// @param losses what was lost in each repetition: baseline - value where larger is better, value - baseline else;
    ///     below 0 where shuffling happened to help
    public record ColumnImportance(String column, List<Double> losses) {
        public ColumnImportance {
            losses = List.copyOf(losses);
        }

        /// The mean loss: the importance.
        public double mean() {
            return Sums.sum(array()) / losses.size();
        }

        /// The standard deviation of the losses (divided by their number, as scikit-learn's).
        public double deviation() {
            double mean = mean();
            double[] deviations =
                    Arrays.stream(array()).map(loss -> loss - mean).toArray();
            return Math.sqrt(Sums.dot(deviations, 0, deviations, 0, deviations.length) / deviations.length);
        }

        private double[] array() {
            return losses.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /// What is watched, and how often. Change what differs from [#DEFAULTS].
    ///
    /// @param metric null: accuracy for classes and labels, R² for numbers
    /// @param repeats how often each column is shuffled, at least 1
    /// @param seed of the shuffling
    public record Settings(@Nullable Metric metric, int repeats, long seed) {
        /// The usual metric, [#REPEATS] shuffles, seed 42.
        public static final Settings DEFAULTS = new Settings(null, REPEATS, 42);

        /// @throws IllegalArgumentException if there are no repeats
        public Settings {
            if (repeats < 1) {
                throw new IllegalArgumentException("repeats: expected at least 1, got " + repeats);
            }
        }
    }

    /// The importance of each column, all rows counted alike. See [#of(Model, Table, Settings, double[], Consumer)].
    public static PermutationImportance of(Model model, Table table, Settings settings) {
        return of(model, table, settings, null, _ -> {});
    }

    /// The importance of each column. Takes columns × repeats predictions of the whole table.
    ///
    /// @param table rows with their targets, at least 2; rows that the model was not trained on
    /// @param weights one a row, not modified; null if all rows count alike
    /// @param done called after each column, in this thread; what it throws ends the computation
    /// @throws io.gradus.InputException as in [Model#evaluate(Table)]
    /// @throws IllegalArgumentException if there are too few rows, the weights are none, or the metric does not judge
    ///     what the model predicts or is undefined on these rows
    public static PermutationImportance of(
            Model model, Table table, Settings settings, double @Nullable [] weights, Consumer<ColumnImportance> done) {
        if (table.rows() < 2) {
            throw new IllegalArgumentException("rows: expected at least 2, which can be shuffled, got " + table.rows());
        }
        Shuffling shuffling = new Shuffling(model, table, settings, weights);
        double baseline = shuffling.baseline();
        List<ColumnImportance> columns = new ArrayList<>();
        int at = 0; // index of the column's first input in a row
        for (InputColumn input : model.preprocessing().inputColumns()) {
            ColumnImportance column = shuffling.importance(columns.size(), input, at, baseline);
            columns.add(column);
            done.accept(column);
            at += input.width();
        }
        return new PermutationImportance(shuffling.metric, baseline, settings.repeats, columns);
    }
}
