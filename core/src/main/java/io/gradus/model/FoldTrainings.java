package io.gradus.model;

import io.gradus.data.Folds;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import io.gradus.layer.Loss;
import io.gradus.metric.Metric;
import io.gradus.metric.Scored;
import io.gradus.metric.Scored.Kind;
import io.gradus.train.TrainingDiverged;
import io.gradus.train.TrainingListener;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The trainings of a cross-validation inside the training part of a table: one for each fold, on all rows but its own.
///
/// What belongs to a training (preprocessing, validation rows, weights) comes from its rows alone; the fold held out is
/// looked at once, to judge. The test part is in none of it. Thread-safe.
final class FoldTrainings {
    private final Table table;
    private final Folds folds;
    private final List<Split.Parts> parts;
    private final List<Metric> further;

    private FoldTrainings(Table table, Folds folds, List<Split.Parts> parts, List<Metric> further) {
        this.table = table;
        this.folds = folds;
        this.parts = parts;
        this.further = further;
    }

    /// @param recipe says what the test part and the target are
    /// @param further metrics to measure besides all that judge such predictions with their usual parameters
    /// @throws io.gradus.InputException if the table can't be used so
    static FoldTrainings of(Recipe recipe, Table table, Folds folds, List<Metric> further) {
        requireAnew(recipe);
        Table training = table.select(Preparation.trainingRows(recipe, table));
        return new FoldTrainings(
                training, folds, folds.parts(training, recipe.targets.getFirst()), List.copyOf(further));
    }

    /// A model that training goes on from may have seen the rows held out.
    static void requireAnew(Recipe recipe) {
        if (recipe.from != null) {
            throw new IllegalArgumentException(
                    "cross-validation: expected a recipe that starts anew, not one that goes on from a model, which may have"
                            + " learned the rows held out");
        }
    }

    int size() {
        return parts.size();
    }

    /// All rows that are not the test part.
    Table table() {
        return table;
    }

    /// Everything that a recipe makes of all rows but one fold, which is the test part there.
    PreparedData prepare(Recipe recipe, int number) {
        Split.Parts fold = parts.get(number);
        return Preparation.prepare(recipe, table.select(fold.training()), table.select(fold.heldOut()));
    }

    /// Trains and judges.
    ///
    /// @param number of the fold, from 0
    /// @param epochs at most
    /// @param stop asked before each step
    /// @throws CancellationException if it was to stop
    FoldResult run(Recipe recipe, int number, int epochs, BooleanSupplier stop) {
        long start = System.nanoTime();
        PreparedData prepared = prepare(recipe, number).withEpochs(epochs);
        Kind kind = kind(prepared, table);
        int run;
        boolean diverged = false;
        double[] y = {};
        try {
            Recipe.Fitted fitted = recipe.fit(prepared, stopping(stop), null, 1);
            if (fitted.trained().interrupted()) {
                throw new CancellationException("interrupted");
            }
            run = fitted.trained().history().epochs().size();
            y = fitted.model().predict(prepared.testRows()).values();
            diverged = !Arrays.stream(y).allMatch(Double::isFinite);
        } catch (TrainingDiverged e) {
            run = e.history().epochs().size();
            diverged = true;
        }
        Scored scored = diverged ? null : scored(kind, prepared, y);
        Map<Metric, Double> scores = new LinkedHashMap<>();
        for (Metric metric : metrics(kind)) {
            scores.put(metric, scored == null ? Double.NaN : metric.of(scored));
        }
        return new FoldResult(
                number / folds.k() + 1,
                number % folds.k() + 1,
                prepared.testRows().rows(),
                run,
                diverged,
                scores,
                (System.nanoTime() - start) / 1e9);
    }

    /// What is measured of predictions of a kind.
    List<Metric> metrics(Kind kind) {
        Map<Metric, Metric> metrics = new LinkedHashMap<>();
        Metric.all(kind).forEach(metric -> metrics.put(metric, metric));
        further.stream().filter(metric -> metric.judges(kind)).forEach(metric -> metrics.put(metric, metric));
        return List.copyOf(metrics.keySet());
    }

    /// What a recipe predicts. Numbers that are all 0 or 1, learned by binary cross-entropy, are labels.
    static Kind kind(PreparedData prepared, Table table) {
        if (prepared.preprocessing().target() instanceof ClassTarget) {
            return Kind.CLASSES;
        }
        boolean labels = prepared.settings().loss() instanceof Loss.BinaryCrossEntropy
                && Arrays.stream(prepared.preprocessing().numbers(table)).allMatch(t -> t == 0 || t == 1);
        return labels ? Kind.LABELS : Kind.NUMBERS;
    }

    /// @param y predictions for the rows held out, numbers in the units of the data
    private static Scored scored(Kind kind, PreparedData prepared, double[] y) {
        int outputs = prepared.preprocessing().target().outputs();
        Table rows = prepared.testRows();
        return switch (kind) {
            case CLASSES -> Scored.classes(outputs, prepared.preprocessing().classes(rows), y);
            case LABELS -> Scored.labels(outputs, prepared.preprocessing().numbers(rows), y);
            case NUMBERS -> Scored.numbers(outputs, prepared.preprocessing().numbers(rows), y);
        };
    }

    private static TrainingListener stopping(BooleanSupplier stop) {
        return new TrainingListener() {
            @Override
            public boolean stopRequested() {
                return stop.getAsBoolean();
            }
        };
    }
}
