package io.gradus.diagnosis;

import io.gradus.layer.Precision;
import java.util.Arrays;

/// The gradient to explain, and how exact an explanation has to be.
///
/// Immutable by convention.
final class Given {
    /// What two computations of the same block in double may differ by, as a share of its largest entry.
    private static final double SAME_IN_DOUBLE = 1e-10;

    private static final double SAME_IN_FLOAT = 2e-5;
    /// Unit roundoffs of the scale of an entry that two computations may differ by.
    private static final double ROUNDINGS = 64;

    private final Situation s;
    private final double[] g;
    /// What each entry may be off by, whatever the explanation: rounding; and noise, where the check let it pass.
    private final double[] least;

    /// @param least in the flat order
    Given(Situation s, double[] g, double[] least) {
        this.s = s;
        this.g = g;
        this.least = least;
    }

    /// The same tolerances for another gradient.
    Given with(double[] other) {
        return new Given(s, other, least);
    }

    /// One unit roundoff of the precision that the gradient was computed in.
    static double roundoff(Situation s) {
        return switch (s.precision()) {
            case DOUBLE -> 0x1p-53;
            case FLOAT -> 0x1p-24;
        };
    }

    /// What rounding may do to each entry of a gradient.
    ///
    /// @param scale of the terms that it is summed from, see [RoundingScale]
    static double[] rounding(Situation s, double[] scale) {
        return Matrices.scaled(ROUNDINGS * roundoff(s), scale);
    }

    double[] all() {
        return g;
    }

    double[] weights(int l) {
        return Arrays.copyOfRange(
                g, s.weights(l).offset(), s.weights(l).offset() + s.weights(l).size());
    }

    double[] bias(int l) {
        return Arrays.copyOfRange(
                g, s.bias(l).offset(), s.bias(l).offset() + s.bias(l).size());
    }

    /// What the entries of a block may be off by if it is explained as these numbers.
    ///
    /// @param explained the block as an explanation has it, at `offset` in the flat order
    double[] tolerance(double[] explained, int offset) {
        double share = s.precision() == Precision.DOUBLE ? SAME_IN_DOUBLE : SAME_IN_FLOAT;
        double largest = Matrices.largest(explained);
        double[] tolerance = new double[explained.length];
        for (int i = 0; i < tolerance.length; i++) {
            tolerance[i] = share * largest + least[offset + i];
        }
        return tolerance;
    }

    /// Whether numbers explain the block at this offset.
    boolean isExplained(double[] explained, int offset) {
        double[] tolerance = tolerance(explained, offset);
        for (int i = 0; i < explained.length; i++) {
            if (!(Math.abs(g[offset + i] - explained[i]) <= tolerance[i])) {
                return false;
            }
        }
        return true;
    }
}
