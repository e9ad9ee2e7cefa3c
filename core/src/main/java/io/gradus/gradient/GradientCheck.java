package io.gradus.gradient;

import io.gradus.layer.Architecture;
import io.gradus.layer.ParameterBlock;
import java.util.Arrays;

/// Judges a gradient by numerical differentiation, each parameter, against a measured noise floor.
///
/// Each numeric entry is an extrapolated central difference with a noise floor of its own, see [NumericGradient]; so a
/// verdict is not a matter of a tolerance that somebody chose. The numeric values come from forward passes alone, those
/// of [RestartedDifferentiation]: six a parameter, which restart at the parameter's layer.
public final class GradientCheck {
    /// An analytic entry may lie this many noise floors away from the numeric one.
    static final double ALLOWED_FLOORS = 10;

    /// A block whose floor is above this share of its largest entry can't be judged.
    static final double HIGHEST_FLOOR = 1e-4;

    private GradientCheck() {}

    /// Checks the gradient that a method gives.
    ///
    /// @param p parameters in the flat order, not modified
    public static GradientReport check(GradientMethod method, Objective objective, double[] p, Batch batch) {
        double[] g = new double[p.length];
        double[] q = p.clone();
        method.lossAndGradient(objective, q, batch, 0, g);
        return check(g, objective, p, batch);
    }

    /// Checks a gradient.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    /// @param p the parameters it was taken at, not modified
    public static GradientReport check(double[] g, Objective objective, double[] p, Batch batch) {
        return check(g, new double[g.length], objective, p, batch);
    }

    /// Checks a gradient that was computed with less than double's precision.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    /// @param rounding what rounding may have done to each entry of g, at least 0; added to the noise floor; not
    ///     modified
    /// @param p the parameters it was taken at, not modified
    public static GradientReport check(double[] g, double[] rounding, Objective objective, double[] p, Batch batch) {
        objective.architecture().checkParameters(p);
        if (g.length != p.length) {
            throw new IllegalArgumentException("gradient: expected %d entries, got %d".formatted(p.length, g.length));
        }
        NumericGradient numeric = NumericGradient.of(objective, p, batch, Objective::lossAndRestartedGradient);
        for (int i = 0; i < p.length; i++) {
            numeric.floors()[i] += rounding[i];
        }
        return judge(g, numeric, objective.architecture());
    }

    /// How far an analytic entry may lie from the numeric one.
    ///
    /// @param floor noise floor of the numeric entry
    public static double allowed(double floor) {
        return ALLOWED_FLOORS * floor;
    }

    /// Judges a gradient, all of it, by its numeric values.
    static GradientReport judge(double[] g, NumericGradient numeric, Architecture architecture) {
        return new GradientReport(architecture.blocks().stream()
                .map(block -> judge(block, g, numeric))
                .toList());
    }

    private static BlockCheck judge(ParameterBlock block, double[] g, NumericGradient gradient) {
        int n = block.size();
        double[] numeric = Arrays.copyOfRange(gradient.values(), block.offset(), block.offset() + n);
        double[] floors = Arrays.copyOfRange(gradient.floors(), block.offset(), block.offset() + n);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(numeric[i]));
        }
        double scale = Math.max(largest, Double.MIN_NORMAL);
        double maxError = 0;
        double maxFloor = 0;
        double mostFloors = -1;
        int worst = 0;
        boolean fails = false;
        for (int i = 0; i < n; i++) {
            double error = Math.abs(g[block.offset() + i] - numeric[i]);
            double inFloors = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / floors[i];
            fails |= inFloors > ALLOWED_FLOORS;
            maxError = Math.max(maxError, error / scale); // NaN stays
            maxFloor = Math.max(maxFloor, floors[i] / scale);
            if (inFloors > mostFloors) {
                mostFloors = inFloors;
                worst = i;
            }
        }
        // A block of zeros is judged by its absolute values: its floor has nothing to be a share of.
        boolean unclear = maxFloor > HIGHEST_FLOOR && largest > floors[worst] * ALLOWED_FLOORS;
        Verdict verdict =
                fails ? Verdict.FAIL : unclear || Double.isNaN(maxFloor) ? Verdict.INCONCLUSIVE : Verdict.PASS;
        double[] analytic = Arrays.copyOfRange(g, block.offset(), block.offset() + n);
        double[] steps = Arrays.copyOfRange(gradient.steps(), block.offset(), block.offset() + n);
        return new BlockCheck(block, analytic, numeric, floors, steps, maxError, maxFloor, worst, verdict);
    }
}
