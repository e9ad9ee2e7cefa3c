package io.gradus.gradient;

import io.gradus.layer.Architecture;
import io.gradus.layer.ParameterBlock;
import java.util.Arrays;
import java.util.List;

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

    /// What a check comes to.
    public enum Verdict {
        /// Every entry agrees with its numeric value within the noise.
        PASS,
        /// Some entry lies further off than noise can explain.
        FAIL,
        /// The noise is too high to tell.
        INCONCLUSIVE;

        /// As the command line and its reports write it.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// The verdict on one block of parameters. Errors and floors are relative to the largest numeric entry of the
    /// block.
    ///
    /// @param block which
    /// @param maxRelativeError largest |analytic - numeric|
    /// @param noiseFloor largest uncertainty of a numeric entry
    /// @param worst index within the block of the entry that is off by most floors
    /// @param analytic the analytic value there
    /// @param numeric the numeric value there
    /// @param step h of the first difference there
    /// @param verdict on the block
    public record BlockResult(
            ParameterBlock block,
            double maxRelativeError,
            double noiseFloor,
            int worst,
            double analytic,
            double numeric,
            double step,
            Verdict verdict) {
        /// One line that says what was found, with the place of the worst entry.
        public String describe() {
            return "%s[%d,%d]: %s: analytic %.10g, numeric %.10g, error %.2g of the block's largest, noise floor %.2g, step %.2g"
                    .formatted(
                            block.name(),
                            worst / block.columns(),
                            worst % block.columns(),
                            verdict.word(),
                            analytic,
                            numeric,
                            maxRelativeError,
                            noiseFloor,
                            step);
        }
    }

    /// The verdicts on all blocks. Every entry was checked.
    ///
    /// @param blocks in the flat order
    public record Report(List<BlockResult> blocks) {
        public Report {
            blocks = List.copyOf(blocks);
        }

        /// Fail if a block fails, else inconclusive if a block is, else pass.
        public Verdict verdict() {
            List<Verdict> verdicts = blocks.stream().map(BlockResult::verdict).toList();
            return verdicts.contains(Verdict.FAIL)
                    ? Verdict.FAIL
                    : verdicts.contains(Verdict.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.PASS;
        }
    }

    private GradientCheck() {}

    /// Checks the gradient that a method gives.
    ///
    /// @param p parameters in the flat order, not modified
    public static Report check(GradientMethod method, Objective objective, double[] p, Batch batch) {
        double[] g = new double[p.length];
        double[] q = p.clone();
        method.lossAndGradient(objective, q, batch, 0, g);
        return check(g, objective, p, batch);
    }

    /// Checks a gradient.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    /// @param p the parameters it was taken at, not modified
    public static Report check(double[] g, Objective objective, double[] p, Batch batch) {
        objective.architecture().checkParameters(p);
        if (g.length != p.length) {
            throw new IllegalArgumentException("gradient: expected %d entries, got %d".formatted(p.length, g.length));
        }
        NumericGradient numeric = NumericGradient.of(objective, p, batch, Objective::lossAndRestartedGradient);
        return judge(g, numeric, objective.architecture());
    }

    /// Judges a gradient, all of it, by its numeric values.
    static Report judge(double[] g, NumericGradient numeric, Architecture architecture) {
        return new Report(architecture.blocks().stream()
                .map(block -> judge(block, g, numeric))
                .toList());
    }

    private static BlockResult judge(ParameterBlock block, double[] g, NumericGradient gradient) {
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
        int at = block.offset() + worst;
        return new BlockResult(block, maxError, maxFloor, worst, g[at], numeric[worst], gradient.step(at), verdict);
    }
}
