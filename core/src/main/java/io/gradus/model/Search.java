package io.gradus.model;

import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.metric.Metric;
import io.gradus.metric.Scored.Kind;
import io.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Searches the best of several recipes by cross-validation.
///
/// ```java
/// List<Search.Candidate> candidates = new ArrayList<>();
/// for (int units : new int[] {8, 32, 128}) {
///     candidates.add(new Search.Candidate(units + " units", Recipe.builder("species").hidden(units).build()));
/// }
/// SearchResult result = new Search(Folds.stratified(5, 42)).run(candidates, table);
/// Recipe.Fitted fitted = result.best().candidate().recipe().fit(table); // on the training part; its test part is new to it
/// ```
///
/// The test part is cut off first and never looked at; all else is as in [CrossValidation], inside the training part. The
/// mean of the best is a little better than that recipe will do: it was chosen for it. The test part tells.
///
/// The same candidates, table and folds give the same result, bit for bit, on any number of threads, in one go or resumed. A
/// candidate whose training diverges is ranked last and stops nothing. Not thread-safe, and may be used again.
public final class Search {
    private final Folds folds;
    private @Nullable Metric metric;
    private @Nullable Halving halving;
    private @Nullable SearchState state;
    private FoldListener listener = FoldListener.NONE;
    private int threads = Trainer.cores();

    /// @param folds that judge every candidate
    public Search(Folds folds) {
        this.folds = Objects.requireNonNull(folds, "folds");
    }

    /// One of the recipes to choose from.
    ///
    /// @param name stands for it in errors
    public record Candidate(String name, Recipe recipe) {}

    /// Ranks by this metric. Without this call by `log_loss` for classes and labels, by `rmse` for numbers.
    public Search withMetric(@Nullable Metric newMetric) {
        metric = newMetric;
        return this;
    }

    /// Trains many candidates for few epochs and only the best of them for all. Without this call all for all.
    public Search withHalving(@Nullable Halving newHalving) {
        halving = newHalving;
        return this;
    }

    /// Keeps results in a file, to go on after an interruption.
    public Search withState(@Nullable SearchState newState) {
        state = newState;
        return this;
    }

    public Search withListener(FoldListener newListener) {
        listener = newListener;
        return this;
    }

    /// Trains so many folds at a time; without this call as many as there are cores.
    ///
    /// @param number at least 1
    public Search withThreads(int number) {
        threads = CrossValidation.requireThreads(number);
        return this;
    }

    /// How many folds of candidates [#run] trains at most.
    public int trainings(int candidates) {
        return rungs(candidates).stream().mapToInt(Halving.Rung::candidates).sum() * folds.k() * folds.repeats();
    }

    /// Judges all candidates. Each is checked before anything is trained.
    ///
    /// @param candidates at least one, all with the same target and test part
    /// @throws io.gradus.InputException if the table can't be used so, or the state belongs to another search
    /// @throws IllegalArgumentException if settings of a candidate contradict each other, or the metric does not judge what
    ///     it predicts
    /// @throws java.util.concurrent.CancellationException if the listener stopped it; the state, if any, is kept
    public SearchResult run(List<Candidate> candidates, Table table) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("candidates: expected at least 1, got none");
        }
        List<Metric> further = metric == null ? List.of() : List.of(metric);
        FoldTrainings trainings = FoldTrainings.of(candidates.getFirst().recipe(), table, folds, further);
        List<Halving.Rung> rungs = rungs(candidates.size());
        Checked checked = check(candidates, table, trainings, rungs.getFirst());
        SearchState.Kept kept = state == null ? null : state.open(trainings.table(), folds);
        SearchRounds rounds = new SearchRounds(candidates, trainings.size(), checked.metric(), threads);
        SearchRounds.Judge judge = (number, fold, epochs, stop) -> {
            String key =
                    kept == null ? "" : SearchState.key(checked.fingerprints().get(number), epochs, fold);
            List<Metric> metrics = trainings.metrics(checked.kinds().get(number));
            FoldResult known = kept == null ? null : kept.result(key, metrics);
            if (known == null) {
                Recipe recipe = candidates.get(number).recipe();
                BooleanSupplier ends = () -> stop.getAsBoolean() || listener.stopRequested();
                known = trainings.run(recipe, fold, epochs, ends);
                if (kept != null) {
                    kept.add(key, known);
                }
            }
            synchronized (trainings) {
                listener.done(known);
            }
            return known;
        };
        try {
            return new SearchResult(checked.metric(), rounds.run(rungs, judge));
        } finally {
            if (kept != null) {
                kept.save();
            }
        }
    }

    private List<Halving.Rung> rungs(int candidates) {
        return halving == null ? List.of(Halving.Rung.whole(candidates)) : halving.rungs(candidates);
    }

    /// What is known of the candidates before anything is trained.
    ///
    /// @param fingerprints of all that decides a candidate's results but the epochs; none if no state is kept
    private record Checked(Metric metric, List<Kind> kinds, List<String> fingerprints) {}

    private Checked check(List<Candidate> candidates, Table table, FoldTrainings trainings, Halving.Rung first) {
        Metric chosen = metric;
        List<Kind> kinds = new ArrayList<>();
        List<String> fingerprints = new ArrayList<>();
        int[] rows = Preparation.trainingRows(candidates.getFirst().recipe(), table);
        for (Candidate candidate : candidates) {
            Recipe recipe = candidate.recipe();
            FoldTrainings.requireAnew(recipe);
            if (!recipe.targets.equals(candidates.getFirst().recipe().targets)
                    || !Arrays.equals(rows, Preparation.trainingRows(recipe, table))) {
                throw wrong(candidate, "expected the same target and test part as the other candidates");
            }
            if (first.epochs(recipe) < 1) {
                throw wrong(
                        candidate,
                        "epochs: expected at least %d, as the first of %d candidates get a part of them, got %d"
                                .formatted(first.divisor(), candidates.size(), recipe.epochs));
            }
            PreparedData prepared = prepared(candidate, trainings);
            Kind kind = FoldTrainings.kind(prepared, trainings.table());
            kinds.add(kind);
            if (chosen == null) {
                chosen = Metric.named(kind == Kind.NUMBERS ? "rmse" : "log_loss");
            }
            if (!chosen.judges(kind)) {
                throw wrong(candidate, "metric: expected one of %s, got \"%s\"".formatted(Metric.all(kind), chosen));
            }
            if (state != null) {
                fingerprints.add(Fingerprint.of(prepared));
            }
        }
        for (int fold = 0; fold < trainings.size(); fold++) {
            PreparedData prepared = trainings.prepare(candidates.getFirst().recipe(), fold);
            prepared.preprocessing().apply(prepared.testRows()); // a category that no other fold has is told now
        }
        return new Checked(Objects.requireNonNull(chosen), kinds, fingerprints);
    }

    private static PreparedData prepared(Candidate candidate, FoldTrainings trainings) {
        try {
            Table training = trainings.table();
            return Preparation.prepare(candidate.recipe(), training, training.select(new int[0]));
        } catch (IllegalArgumentException e) {
            throw wrong(candidate, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException wrong(Candidate candidate, String what) {
        return new IllegalArgumentException(candidate.name() + ": " + what);
    }
}
