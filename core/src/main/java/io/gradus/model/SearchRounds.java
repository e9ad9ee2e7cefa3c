package io.gradus.model;

import io.gradus.metric.Metric;
import io.gradus.model.SearchResult.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The rounds of a search: who takes part in each, and who goes on. How a fold is judged is somebody else's.
final class SearchRounds {
    /// Judges a candidate on one fold.
    interface Judge {
        /// What a candidate comes to on one fold.
        ///
        /// @param candidate from 0
        /// @param fold from 0
        /// @param epochs at most
        /// @param stop asked before each step
        FoldResult judge(int candidate, int fold, int epochs, BooleanSupplier stop);
    }

    private final List<Search.Candidate> candidates;
    private final int folds;
    private final int threads;
    private final Comparator<Trial> bestFirst;

    /// @param folds of all repeats
    SearchRounds(List<Search.Candidate> candidates, int folds, Metric metric, int threads) {
        this.candidates = candidates;
        this.folds = folds;
        this.threads = threads;
        // An undefined mean before a training that diverged; of equal ones the candidate that was given first.
        bestFirst = Comparator.comparing((Trial trial) -> trial.scores().diverged())
                .thenComparing((a, b) -> {
                    double meanOfA = a.scores().mean(metric);
                    double meanOfB = b.scores().mean(metric);
                    return metric.isBetter(meanOfA, meanOfB) ? -1 : metric.isBetter(meanOfB, meanOfA) ? 1 : 0;
                })
                .thenComparingInt(Trial::number);
    }

    /// Lets all candidates take part in the first round, and the best of each round in the next.
    ///
    /// @return of each candidate its last round: first those of the last one, within each the best first
    List<Trial> run(List<Halving.Rung> rungs, Judge judge) {
        Map<Integer, Trial> trials = new LinkedHashMap<>();
        List<Integer> taking = IntStream.range(0, candidates.size()).boxed().toList();
        for (int r = 0; r < rungs.size(); r++) {
            List<Trial> round = round(rungs.get(r), r + 1, taking, judge);
            round.forEach(trial -> trials.put(trial.number(), trial));
            int left = r + 1 < rungs.size() ? rungs.get(r + 1).candidates() : 0;
            // In the order they were given, so that what a round trains does not depend on how close scores are.
            taking = round.stream()
                    .limit(left)
                    .map(trial -> trial.number() - 1)
                    .sorted()
                    .toList();
        }
        return trials.values().stream()
                .sorted(Comparator.comparingInt((Trial trial) -> -trial.rung()).thenComparing(bestFirst))
                .toList();
    }

    private List<Trial> round(Halving.Rung rung, int number, List<Integer> taking, Judge judge) {
        List<FoldResult> results = ParallelTasks.run(taking.size() * folds, threads, (task, stop) -> {
            int candidate = taking.get(task / folds);
            return judge.judge(candidate, task % folds, epochs(rung, candidate), stop);
        });
        List<Trial> round = new ArrayList<>();
        for (int i = 0; i < taking.size(); i++) {
            int candidate = taking.get(i);
            round.add(new Trial(
                    candidate + 1,
                    candidates.get(candidate),
                    epochs(rung, candidate),
                    number,
                    new CrossValidated(results.subList(i * folds, (i + 1) * folds))));
        }
        round.sort(bestFirst);
        return round;
    }

    private int epochs(Halving.Rung rung, int candidate) {
        return rung.epochs(candidates.get(candidate).recipe());
    }
}
