package io.gradus.gradient;

import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.ParameterBlock.Kind;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Judges a gradient by numerical differentiation, each parameter, against a measured noise floor: that of a network, of
/// one layer, or of any function.
///
/// Each numeric entry has an estimate of its own error, its noise floor; so a verdict is not a matter of a tolerance that
/// somebody chose. Of a function every entry is an extrapolated central difference at the step that suits it. Of a network
/// most come from forward passes that restart at the parameter's layer, six a parameter ([RestartedDifferentiation]), and
/// those that three fixed steps leave open from others. Every entry is checked unless a [Coverage] says otherwise.
///
/// Where the function has a kink, as ReLU has, smaller steps that avoid it are taken. If it lies at the point itself, an
/// entry between the derivatives of the two sides is inconclusive, and any other fails.
public final class GradientCheck {
    /// An analytic entry may lie this many noise floors away from the numeric one.
    static final double ALLOWED_FLOORS = Judge.ALLOWED_FLOORS;

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
        return check(g, objective, p, batch, Coverage.full());
    }

    /// Checks a gradient, or a sample of its entries.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    /// @param p the parameters it was taken at, not modified
    public static GradientReport check(double[] g, Objective objective, double[] p, Batch batch, Coverage coverage) {
        return check(g, new double[g.length], objective, p, batch, coverage);
    }

    /// Checks a gradient that was computed with less than double's precision.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    /// @param rounding what rounding may have done to each entry of g, at least 0; added to the noise floor; not
    ///     modified
    /// @param p the parameters it was taken at, not modified
    public static GradientReport check(double[] g, double[] rounding, Objective objective, double[] p, Batch batch) {
        return check(g, rounding, objective, p, batch, Coverage.full());
    }

    private static GradientReport check(
            double[] g, double[] rounding, Objective objective, double[] p, Batch batch, Coverage coverage) {
        objective.architecture().checkParameters(p);
        requireGradient(g, p.length);
        List<ParameterBlock> blocks = objective.architecture().blocks();
        boolean all = blocks.stream().allMatch(block -> block.size() <= coverage.perBlock());
        NumericGradient numeric = all
                ? Refinement.of(g, rounding, objective, p, batch)
                : Refinement.sampled(g, rounding, objective, p, batch, coverage);
        return Judge.report(g, numeric, blocks);
    }

    /// Checks the gradient of any function, as one block named `x`.
    ///
    /// @param f the function, defined around x
    /// @param x the point, not modified
    /// @param g the gradient to judge, as long as x, not modified
    public static GradientReport check(ToDoubleFunction<double[]> f, double[] x, double[] g) {
        return check(f, x, g, List.of(new ParameterBlock("x", Kind.WEIGHTS, 1, x.length, 0)));
    }

    /// Checks the gradient of any function whose argument has named blocks.
    ///
    /// @param blocks of x, one after the other
    public static GradientReport check(
            ToDoubleFunction<double[]> f, double[] x, double[] g, List<ParameterBlock> blocks) {
        return check(f, x, g, blocks, Coverage.full());
    }

    /// The same, or a sample of the entries of each block.
    ///
    /// @param blocks of x, one after the other
    /// @throws IllegalArgumentException if lengths do not match
    public static GradientReport check(
            ToDoubleFunction<double[]> f, double[] x, double[] g, List<ParameterBlock> blocks, Coverage coverage) {
        requireGradient(g, x.length);
        requireBlocks(blocks, x.length);
        return Judge.report(g, FunctionGradient.of(f, x, blocks, coverage), blocks);
    }

    /// Checks the backward pass of a layer: the derivatives of Σ da ⊙ a with respect to its inputs, a block named `x`, and
    /// to each block of its parameters.
    ///
    /// @param p parameters, not modified
    /// @param x inputs [rows × in], not modified
    /// @param da what comes back from the layer after [rows × out], not modified
    /// @throws IllegalArgumentException if lengths do not match
    public static GradientReport checkLayer(HandWrittenLayer layer, double[] p, double[] x, int rows, double[] da) {
        List<ParameterBlock> blocks = layer.blocks();
        LayerCheck.requireRows(x, rows);
        requireBlocks(blocks, p.length);
        double[] dx = new double[x.length];
        double[] dp = new double[p.length];
        layer.forward(p.clone(), x.clone(), rows);
        layer.backward(p.clone(), x.clone(), rows, da.clone(), dx, dp);
        return LayerCheck.check((q, y) -> layer.forward(q, y, rows), blocks, p, x, rows, da, dx, dp);
    }

    /// Checks the derivatives of a dense layer that somebody else computed.
    ///
    /// @param p W [in × units], then b [units], not modified
    /// @param x inputs [rows × in], not modified
    /// @param da what comes back from the layer after [rows × units], not modified
    /// @param dx to be judged [rows × in], not modified
    /// @param dp to be judged, dW and then db, not modified
    /// @throws IllegalArgumentException if lengths do not match
    public static GradientReport checkLayer(
            Layer.Dense layer, double[] p, double[] x, int rows, double[] da, double[] dx, double[] dp) {
        LayerCheck.requireRows(x, rows);
        int inputs = x.length / rows;
        int units = layer.units();
        LayerCheck.requireLength("parameters", p, (inputs + 1) * units);
        LayerCheck.requireLength("da", da, rows * units);
        LayerCheck.requireLength("dx", dx, x.length);
        requireGradient(dp, p.length);
        List<ParameterBlock> blocks = List.of(
                new ParameterBlock("W", Kind.WEIGHTS, inputs, units, 0),
                new ParameterBlock("b", Kind.BIAS, 1, units, inputs * units));
        return LayerCheck.check((q, y) -> LayerCheck.dense(layer, q, y, rows), blocks, p, x, rows, da, dx, dp);
    }

    /// How far an analytic entry may lie from the numeric one.
    ///
    /// @param floor noise floor of the numeric entry
    public static double allowed(double floor) {
        return ALLOWED_FLOORS * floor;
    }

    /// Judges a gradient, all of it, by its numeric values.
    static GradientReport judge(double[] g, NumericGradient numeric, Architecture architecture) {
        return Judge.report(g, numeric, architecture.blocks());
    }

    static void requireGradient(double[] g, int length) {
        if (g.length != length) {
            throw new IllegalArgumentException("gradient: expected %d entries, got %d".formatted(length, g.length));
        }
    }

    /// Refuses blocks that leave entries out or share some.
    static void requireBlocks(List<ParameterBlock> blocks, int length) {
        int next = 0;
        for (ParameterBlock block : blocks) {
            if (block.offset() != next) {
                throw new IllegalArgumentException(
                        "block %s: expected to begin at %d, where the one before it ends, got %d"
                                .formatted(block.name(), next, block.offset()));
            }
            next += block.size();
        }
        if (next != length) {
            throw new IllegalArgumentException("blocks: expected %d entries in all, got %d".formatted(length, next));
        }
    }
}
