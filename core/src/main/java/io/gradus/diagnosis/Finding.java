package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with one block of a gradient.
///
/// @param block name of the block, such as `W2`, in the situation's numbering
/// @param kind of the mistake
/// @param message one sentence for the person who wrote the gradient: what was done, what belongs there
/// @param evidence what in the numbers shows it
/// @param formula the step as it should be, such as `dW2 = a1ᵀ · delta2`; "" where there is none
/// @param confidence from 0 to 1: the share of this explanation among all that were tried
/// @param alternatives kinds that explain the numbers as well
/// @param of the block whose mistake this is a consequence of; null for all other kinds
/// @param factor what the block is off by, for [MistakeKind#FACTOR], else NaN
/// @param factorName what that number is, such as `1/batch`; "" where it has no name
/// @param further kinds of further mistakes in the same block, which the message tells of too
public record Finding(
        String block,
        MistakeKind kind,
        String message,
        String evidence,
        String formula,
        double confidence,
        List<MistakeKind> alternatives,
        @Nullable String of,
        double factor,
        String factorName,
        List<MistakeKind> further) {
    public Finding {
        alternatives = List.copyOf(alternatives);
        further = List.copyOf(further);
    }

    /// The kinds of all mistakes in this block.
    public List<MistakeKind> kinds() {
        List<MistakeKind> all = new ArrayList<>(further);
        all.addFirst(kind);
        return List.copyOf(all);
    }
}
