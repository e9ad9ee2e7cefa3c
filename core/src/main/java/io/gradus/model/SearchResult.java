package io.gradus.model;

import io.gradus.metric.Metric;
import java.util.List;

/// What a [Search] comes to. Immutable.
///
/// @param metric what the candidates are ranked by
/// @param trials one for each candidate, the best first
public record SearchResult(Metric metric, List<Trial> trials) {
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /// How one candidate did.
    ///
    /// @param number of the candidate, from 1, in the order they were given
    /// @param candidate its recipe
    /// @param epochs it was given at most: all that its recipe says, or fewer where it was out before the last rung
    /// @param rung the last one it took part in, from 1; always 1 without [Halving]
    /// @param scores its cross-validation there
    public record Trial(int number, Search.Candidate candidate, int epochs, int rung, CrossValidated scores) {}

    /// The best trial.
    ///
    /// @throws IllegalStateException if every one diverged
    public Trial best() {
        if (trials.getFirst().scores().diverged()) {
            throw new IllegalStateException("the training of every candidate diverged");
        }
        return trials.getFirst();
    }
}
