package io.gradus.diagnosis;

import java.util.List;

/// How far-fetched a mistake is: about minus the logarithm of how often it is made. The steps between kinds are small,
/// so that the number of mistakes decides, and the kind only among explanations with equally many.
final class Plausibility {
    /// Nothing in the catalogue: dearer than any two mistakes. (A delta that nothing explains, with blocks that follow from it,
    /// is one such mistake.)
    static final double UNKNOWN = 12;

    /// Explanations that cost no more than this above the simplest explain the numbers as well.
    static final double AS_GOOD = 2;

    /// Explanations that cost more than this above the simplest are not even looked for.
    static final double CONSIDERED = 4;

    /// A mistake made again in another layer, as a share of the first time.
    private static final double AGAIN = 0.4;

    private Plausibility() {}

    /// How far-fetched mistakes are together.
    ///
    /// @param before the mistakes of the explanation so far
    static double cost(List<Mistake> mistakes, List<Mistake> before) {
        double cost = 0;
        for (Mistake mistake : mistakes) {
            cost += cost(mistake, before);
        }
        return cost;
    }

    private static double cost(Mistake mistake, List<Mistake> before) {
        boolean again = before.stream()
                .anyMatch(other -> other.kind() == mistake.kind()
                        && other.variant().equals(mistake.variant())
                        && mistake.kind() != MistakeKind.UNKNOWN);
        return (again ? AGAIN : 1) * cost(mistake);
    }

    private static double cost(Mistake mistake) {
        return switch (mistake.kind()) {
            case SIGN, TRANSPOSE, MISSING_ACTIVATION_DERIVATIVE, WEIGHTS_NOT_TRANSPOSED, ZERO, NOT_FINITE -> 3;
            case INNER_PRODUCT, BIAS_NOT_SUMMED, BIAS_AVERAGED, PENALTY -> 3.1;
            case UPDATED_WEIGHTS_USED, LAST_SAMPLE_ONLY, MISSING_UPSTREAM, SOFTMAX_OVER_BATCH -> 3.2;
            case FACTOR -> mistake.variant().equals(Mistake.NO_NAME) ? 6 : 3.3;
            case MISSING_LOSS_DERIVATIVE, WRONG_LOSS_DERIVATIVE -> 3.4;
            case DERIVATIVE_AT_WRONG_VALUE, WRONG_LAYER_INPUT, BIAS_FROM_WEIGHTS -> 3.5;
            case WRONG_ACTIVATION_DERIVATIVE, SWAPPED_LAYERS, ACCUMULATED -> 3.6;
            case PERMUTED -> 3.9;
            case LOST_PRECISION -> mistake.variant().equals(Mistake.FLOAT_SOMEWHERE) ? 7 : 5;
            case UNKNOWN, CONSEQUENCE -> UNKNOWN;
        };
    }
}
