package io.gradus.model;

import java.util.ArrayList;
import java.util.List;

/// Successive halving: many candidates are trained for few epochs, the best part of them for more, and so on, until the
/// last few are trained for all their epochs.
///
/// With n candidates, the factor η and K = ⌈log_η n⌉ rungs, rung i = 0 … K - 1 trains ⌈n / η^i⌉ candidates for
/// ⌊epochs / η^(K - 1 - i)⌋ epochs each: every rung but the last costs about as much, and the last decides among 2 to η.
/// Each rung trains anew from the same seed, so a candidate's result depends on its epochs alone, not on the search.
///
/// K. Jamieson, A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016,
/// algorithm 1; there η = 2, n / η is cut down to a whole number, and training goes on where the last rung left it.
///
/// @param factor η, at least 2
public record Halving(int factor) {
    /// @throws IllegalArgumentException if the factor is out of range
    public Halving {
        if (factor < 2) {
            throw new IllegalArgumentException("factor: expected at least 2, got " + factor);
        }
    }

    /// One round of the search.
    ///
    /// @param candidates how many take part, the best of the round before
    /// @param divisor each is trained for its own epochs divided by this, cut down to a whole number
    public record Rung(int candidates, int divisor) {
        /// Every candidate, all its epochs.
        static Rung whole(int candidates) {
            return new Rung(candidates, 1);
        }

        int epochs(Recipe recipe) {
            return recipe.epochs / divisor;
        }
    }

    /// The rungs for so many candidates, at least one.
    public List<Rung> rungs(int candidates) {
        List<Integer> sizes = new ArrayList<>();
        int divisor = 1;
        for (int left = candidates; sizes.isEmpty() || left > 1; left = Math.ceilDiv(left, factor)) {
            divisor = sizes.isEmpty() ? 1 : divisor * factor; // stays below the number of candidates
            sizes.add(left);
        }
        List<Rung> rungs = new ArrayList<>();
        for (int size : sizes) {
            rungs.add(new Rung(size, divisor));
            divisor /= factor;
        }
        return rungs;
    }
}
