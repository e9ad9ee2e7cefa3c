package io.gradus.exercise;

import java.util.BitSet;

/// Stands where the learner's own expression belongs.
public final class Blank {
    private static final BitSet REACHED = new BitSet();
    private static final int MOST_STEPS = 1000;

    private Blank() {}

    /// A blank that is not filled in yet.
    ///
    /// @param step the number of the step it belongs to
    /// @return NaN, so that nothing computed from it can be taken for a result
    public static double blank(int step) {
        if (step >= 0 && step < MOST_STEPS) {
            REACHED.set(step);
        }
        return Double.NaN;
    }

    /// The steps whose blanks were reached since the last call. For the check, not for exercises.
    public static int[] takeReached() {
        int[] steps = REACHED.stream().toArray();
        REACHED.clear();
        return steps;
    }
}
