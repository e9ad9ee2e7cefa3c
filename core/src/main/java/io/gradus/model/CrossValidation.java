package io.gradus.model;

import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.metric.Metric;
import io.gradus.train.Trainer;
import java.util.List;
import java.util.Objects;

/// Judges a recipe by cross-validation: for each fold a model is trained on all other folds, and judged on this one.
///
/// ```java
/// CrossValidated result = new CrossValidation(Folds.stratified(10, 42)).run(recipe, table);
/// double accuracy = result.mean(Metric.named("accuracy"));
/// ```
///
/// All happens inside the training part: the recipe's test part is cut off first and looked at by nobody. For each fold
/// everything is fitted anew on the other folds alone, preprocessing included; the validation part that tells when to
/// stop is cut from them, so that the fold held out decides nothing. A recipe without test part is judged on the
/// whole table.
///
/// The same recipe, table and folds give the same results, bit for bit, on any number of threads: each fold is trained
/// on one thread. Not thread-safe, and may be used again.
public final class CrossValidation {
    private final Folds folds;
    private List<Metric> further = List.of();
    private FoldListener listener = FoldListener.NONE;
    private int threads = Trainer.cores();

    public CrossValidation(Folds folds) {
        this.folds = Objects.requireNonNull(folds, "folds");
    }

    /// Measures these too, besides all metrics that judge such predictions with their usual parameters.
    public CrossValidation withMetrics(Metric... metrics) {
        further = List.of(metrics);
        return this;
    }

    public CrossValidation withListener(FoldListener newListener) {
        listener = newListener;
        return this;
    }

    /// Trains so many folds at a time; without this call as many as there are cores.
    ///
    /// @param number at least 1
    public CrossValidation withThreads(int number) {
        threads = requireThreads(number);
        return this;
    }

    /// Trains and judges all folds.
    ///
    /// @throws io.gradus.InputException if the table can't be used so, such as a category that is in one fold only,
    ///     or stratified folds meet numbers
    /// @throws IllegalArgumentException if settings contradict each other
    /// @throws java.util.concurrent.CancellationException if the listener stopped it
    public CrossValidated run(Recipe recipe, Table table) {
        FoldTrainings trainings = FoldTrainings.of(recipe, table, folds, further);
        return new CrossValidated(ParallelTasks.run(trainings.size(), threads, (number, stop) -> {
            FoldResult result =
                    trainings.run(recipe, number, recipe.epochs, () -> stop.getAsBoolean() || listener.stopRequested());
            synchronized (trainings) {
                listener.done(result);
            }
            return result;
        }));
    }

    static int requireThreads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, got " + number);
        }
        return number;
    }
}
