package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.List;

/// Mistakes that together reproduce a gradient as far as the replay has come, layer by layer from the output.
///
/// @param given the gradient to explain, mistakes of [Step#GRADIENT] undone; not modified
/// @param pass the backward pass with these mistakes
/// @param mistakes in the order of the pass
/// @param cost how far-fetched they are together: the lower the better
record Explanation(Given given, BackwardPass pass, List<Mistake> mistakes, double cost) {
    Explanation {
        mistakes = List.copyOf(mistakes);
    }

    /// This one, with more mistakes.
    ///
    /// @param further that happened after those there are
    Explanation and(BackwardPass newPass, List<Mistake> further, double more) {
        List<Mistake> all = new ArrayList<>(mistakes);
        all.addAll(further);
        return new Explanation(given, newPass, all, cost + more);
    }

    /// How far-fetched further mistakes are after those there are: one that is made in every layer is one habit.
    double costOf(List<Mistake> further) {
        return Plausibility.cost(further, mistakes);
    }
}
