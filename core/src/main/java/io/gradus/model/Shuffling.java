package io.gradus.model;

import io.gradus.data.InputColumn;
import io.gradus.data.Table;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.metric.Metric;
import io.gradus.metric.Scored;
import io.gradus.model.PermutationImportance.ColumnImportance;
import io.gradus.model.PermutationImportance.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A model's predictions with one column shuffled among the rows.
///
/// The rows become inputs once; a column of the table is then the same few inputs of every row, so shuffling these is
/// shuffling it.
final class Shuffling {
    // B rows, I inputs

    final Metric metric;
    private final Model model;
    private final Settings settings;
    private final Truth truth;
    private final double[] x; // inputs [B × I]
    private final double[] shuffled; // the same but for the column that is looked at
    private final int rows;

    Shuffling(Model model, Table table, Settings settings, double @Nullable [] weights) {
        this.model = model;
        this.settings = settings;
        rows = table.rows();
        x = model.preprocessing().inputs(table);
        shuffled = x.clone();
        truth = new Truth(model, table, weights);
        Scored scored = scored(x);
        metric = settings.metric() != null
                ? settings.metric()
                : Metric.named(scored.kind() == Scored.Kind.NUMBERS ? "r2" : "accuracy");
    }

    /// The metric with all columns as they are.
    double baseline() {
        double value = metric.of(scored(x));
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "metric %s: expected one that is defined on these %d rows".formatted(metric.name(), rows));
        }
        return value;
    }

    /// @param number of the column; each gets random numbers of its own
    /// @param at index of its first input in a row
    ColumnImportance importance(int number, InputColumn column, int at, double baseline) {
        int inputs = x.length / rows;
        CounterRandom random = new CounterRandom(settings.seed());
        List<Double> losses = new ArrayList<>();
        for (int repeat = 0; repeat < settings.repeats(); repeat++) {
            int[] order = IntStream.range(0, rows).toArray();
            random.shuffle(order, Purpose.PERMUTED_COLUMN, (long) number * settings.repeats() + repeat, 0);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(x, order[row] * inputs + at, shuffled, row * inputs + at, column.width());
            }
            double value = metric.of(scored(shuffled));
            losses.add(metric.largerIsBetter() ? baseline - value : value - baseline);
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * inputs + at, shuffled, row * inputs + at, column.width());
        }
        return new ColumnImportance(column.name(), losses);
    }

    private Scored scored(double[] inputs) {
        double[] y = model.network().predict(inputs, rows);
        return truth.scored(new Predictions(model.preprocessing().target(), rows, y).values());
    }
}
