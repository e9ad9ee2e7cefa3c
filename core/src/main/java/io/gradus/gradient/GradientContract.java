package io.gradus.gradient;

import io.gradus.gradient.ContractReport.Line;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.ParameterBlock.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a hand-written gradient promises beyond its numbers, checked.
///
/// | line | checks |
/// | --- | --- |
/// | `gradient` | the numbers: [GradientCheck] |
/// | `output` | g is overwritten, or added to: one of the two, everywhere |
/// | `inputs` | parameters, and the arrays of [#withInputs], are left as they are |
/// | `repeatable` | the same call gives the same bits |
/// | `data gradient`, `penalty value`, `penalty gradient` | loss and penalty apart: [#withPenalty] |
/// | `step`, `descent` | p moves by -learningRate·g; each block moves downhill by what first order predicts: [#withUpdate] |
///
/// Immutable, but for what the function itself does.
public final class GradientContract {
    private final GradientFunction function;
    private final double[] p;
    private final List<ParameterBlock> blocks;
    private final List<double[]> inputs;
    private final @Nullable Penalty penalty;
    private final @Nullable Update update;

    private record Penalty(double l2, GradientFunction without) {}

    private record Update(ParameterUpdate step, double learningRate) {}

    private GradientContract(
            GradientFunction function,
            double[] p,
            List<ParameterBlock> blocks,
            List<double[]> inputs,
            @Nullable Penalty penalty,
            @Nullable Update update) {
        this.function = function;
        this.p = p;
        this.blocks = blocks;
        this.inputs = inputs;
        this.penalty = penalty;
        this.update = update;
    }

    /// The contract of a function at a point, as one block named `p`.
    ///
    /// @param p parameters, copied
    public static GradientContract of(GradientFunction function, double[] p) {
        return new GradientContract(
                function,
                p.clone(),
                List.of(new ParameterBlock("p", Kind.WEIGHTS, 1, p.length, 0)),
                List.of(),
                null,
                null);
    }

    /// The same with named blocks.
    ///
    /// @param newBlocks of p, one after the other
    /// @throws IllegalArgumentException if they leave entries out or share some
    public GradientContract withBlocks(List<ParameterBlock> newBlocks) {
        GradientCheck.requireBlocks(newBlocks, p.length);
        return new GradientContract(function, p, List.copyOf(newBlocks), inputs, penalty, update);
    }

    /// The same, with arrays that the function reads and must not change: inputs, targets.
    ///
    /// @param arrays kept by reference
    public GradientContract withInputs(double[]... arrays) {
        return new GradientContract(function, p, blocks, List.of(arrays), penalty, update);
    }

    /// The same, with a penalty (λ/2)·Σ w² over the blocks of weights, in loss and gradient, to be checked apart from the
    /// data.
    ///
    /// @param l2 λ, above 0
    /// @param without the same function with λ = 0
    public GradientContract withPenalty(double l2, GradientFunction without) {
        if (!(l2 > 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2: expected a finite number above 0, got " + l2);
        }
        return new GradientContract(function, p, blocks, inputs, new Penalty(l2, without), update);
    }

    /// The same, with the step of gradient descent that follows.
    ///
    /// @param learningRate above 0
    public GradientContract withUpdate(ParameterUpdate step, double learningRate) {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate: expected a finite number above 0, got " + learningRate);
        }
        return new GradientContract(function, p, blocks, inputs, penalty, new Update(step, learningRate));
    }

    /// Checks every part of the contract.
    public ContractReport check() {
        double[] g = new double[p.length];
        double[] q = p.clone();
        List<double[]> kept = inputs.stream().map(double[]::clone).toList();
        double loss = function.lossAndGradient(q, g);
        List<Line> lines = new ArrayList<>();
        GradientReport report = GradientCheck.check(v -> loss(function, v), p, g, blocks);
        lines.add(new Line("gradient", report.verdict(), summary(report)));
        lines.add(output(g));
        lines.add(unmodified(q, kept));
        lines.add(repeatable(loss, g));
        if (penalty != null) {
            addPenalty(lines, penalty, loss, g);
        }
        if (update != null) {
            addUpdate(lines, update, g);
        }
        return new ContractReport(lines, report);
    }

    private double loss(GradientFunction of, double[] at) {
        return of.lossAndGradient(at, new double[p.length]);
    }

    private static String summary(GradientReport report) {
        List<String> wrong = report.blocks().stream()
                .filter(block -> block.verdict() != Verdict.PASS)
                .map(block -> block.block().name())
                .toList();
        return switch (report.verdict()) {
            case PASS -> "every entry agrees with its numeric value";
            case FAIL -> "entries differ from their numeric values in " + String.join(", ", wrong);
            case INCONCLUSIVE -> "entries can't be judged in " + String.join(", ", wrong);
        };
    }

    /// What happens to what stood in g before: nothing is left of it, or all of it.
    private Line output(double[] g) {
        double[] before = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            before[i] = (i % 2 == 0 ? 1 : -2) * (1 + Math.abs(g[i])); // of the size of g, and nowhere 0
            if (!Double.isFinite(before[i])) {
                before[i] = 1;
            }
        }
        double[] after = before.clone();
        function.lossAndGradient(p.clone(), after);
        int overwritten = 0;
        int added = 0;
        int other = -1;
        for (int i = 0; i < g.length; i++) {
            double sum = before[i] + g[i];
            if (same(after[i], g[i])) {
                overwritten++;
            } else if (Math.abs(after[i] - sum) <= 16 * Math.ulp(Math.abs(before[i]) + Math.abs(g[i]))) {
                added++;
            } else if (other < 0) {
                other = i;
            }
        }
        if (other >= 0) {
            return new Line(
                    "output",
                    Verdict.FAIL,
                    "%s was %s and became %s, which is neither the gradient %s nor the sum"
                            .formatted(place(other), before[other], after[other], g[other]));
        }
        if (overwritten == g.length) {
            return new Line("output", Verdict.PASS, "g is overwritten");
        }
        if (added == g.length) {
            return new Line(
                    "output", Verdict.PASS, "the gradient is added to what stands in g: clear it before each call");
        }
        return new Line(
                "output",
                Verdict.FAIL,
                "%d entries of g are overwritten, %d are added to".formatted(overwritten, added));
    }

    private Line unmodified(double[] q, List<double[]> kept) {
        for (int i = 0; i < p.length; i++) {
            if (!same(p[i], q[i])) {
                return new Line(
                        "inputs", Verdict.FAIL, "parameter %s was %s and became %s".formatted(place(i), p[i], q[i]));
            }
        }
        for (int a = 0; a < kept.size(); a++) {
            for (int i = 0; i < kept.get(a).length; i++) {
                if (!same(kept.get(a)[i], inputs.get(a)[i])) {
                    return new Line(
                            "inputs",
                            Verdict.FAIL,
                            "entry %d of input array %d was %s and became %s"
                                    .formatted(i, a + 1, kept.get(a)[i], inputs.get(a)[i]));
                }
            }
        }
        return new Line("inputs", Verdict.PASS, "parameters and %d input arrays are unchanged".formatted(kept.size()));
    }

    private Line repeatable(double loss, double[] g) {
        double[] again = new double[g.length];
        double lossAgain = function.lossAndGradient(p.clone(), again);
        if (!same(loss, lossAgain)) {
            return new Line("repeatable", Verdict.FAIL, "the loss was %s, then %s".formatted(loss, lossAgain));
        }
        for (int i = 0; i < g.length; i++) {
            if (!same(g[i], again[i])) {
                return new Line(
                        "repeatable",
                        Verdict.FAIL,
                        "the gradient of %s was %s, then %s".formatted(place(i), g[i], again[i]));
            }
        }
        return new Line("repeatable", Verdict.PASS, "the same call gives the same bits");
    }

    // The penalty: what is left of loss and gradient without those of the data must be λ/2·Σ w² and λ·w.

    private void addPenalty(List<Line> lines, Penalty l2, double loss, double[] g) {
        double[] data = new double[g.length];
        double dataLoss = l2.without.lossAndGradient(p.clone(), data);
        GradientReport report = GradientCheck.check(v -> loss(l2.without, v), p, data, blocks);
        lines.add(new Line("data gradient", report.verdict(), summary(report)));
        double squares = 0;
        for (ParameterBlock block : blocks) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                squares += block.kind() == Kind.WEIGHTS ? p[i] * p[i] : 0;
            }
        }
        double expected = l2.l2 / 2 * squares;
        double got = loss - dataLoss;
        double noise = 0x1p-48 * (Math.abs(loss) + Math.abs(dataLoss) + expected);
        lines.add(new Line(
                "penalty value",
                Math.abs(got - expected) <= noise ? Verdict.PASS : Verdict.FAIL,
                "expected λ/2·Σ w² = %s, got %s".formatted(expected, got)));
        lines.add(penaltyGradient(l2.l2, data, g));
    }

    private Line penaltyGradient(double lambda, double[] data, double[] g) {
        for (ParameterBlock block : blocks) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                double expected = block.kind() == Kind.WEIGHTS ? lambda * p[i] : 0;
                double got = g[i] - data[i];
                double noise = 0x1p-48 * (Math.abs(g[i]) + Math.abs(data[i]) + Math.abs(expected));
                if (!(Math.abs(got - expected) <= noise)) {
                    String what = block.kind() == Kind.WEIGHTS ? "λ·w = " + expected : "none on a bias";
                    return new Line(
                            "penalty gradient",
                            Verdict.FAIL,
                            "%s: expected %s, got %s, %s times λ·p"
                                    .formatted(place(i), what, got, (float) (got / (lambda * p[i]))));
                }
            }
        }
        return new Line("penalty gradient", Verdict.PASS, "λ·w on weights, none on biases");
    }

    // The update.

    private void addUpdate(List<Line> lines, Update sgd, double[] g) {
        double[] moved = p.clone();
        sgd.step.update(moved, g.clone(), sgd.learningRate);
        Line step = new Line("step", Verdict.PASS, "p moves by -%s·g".formatted(sgd.learningRate));
        for (int i = p.length - 1; i >= 0; i--) {
            double expected = p[i] - sgd.learningRate * g[i];
            double noise = 4 * Math.ulp(Math.abs(p[i]) + Math.abs(sgd.learningRate * g[i]));
            if (!(Math.abs(moved[i] - expected) <= noise)) {
                step = new Line(
                        "step",
                        Verdict.FAIL,
                        "%s: expected %s - %s·%s = %s, got %s"
                                .formatted(place(i), p[i], sgd.learningRate, g[i], expected, moved[i]));
            }
        }
        lines.add(step);
        lines.add(descent(sgd.learningRate, g, moved));
    }

    /// Along the move of each block, from p: the slope of the loss must be -learningRate·|g|², as it is along -g.
    private Line descent(double learningRate, double[] g, double[] moved) {
        List<String> wrong = new ArrayList<>();
        Verdict verdict = Verdict.PASS;
        for (ParameterBlock block : blocks) {
            double predicted = 0;
            double rounding = 0; // of the moves
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                predicted -= learningRate * g[i] * g[i];
                rounding += Math.abs(g[i]) * Math.ulp(Math.max(Math.abs(moved[i]), Math.abs(p[i])));
            }
            Derivative slope = AdaptiveDerivative.of(
                    s -> {
                        double[] q = p.clone();
                        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                            q[i] += s * (moved[i] - p[i]);
                        }
                        return loss(function, q);
                    },
                    0);
            double noise = Judge.ALLOWED_FLOORS * slope.error() + 4 * rounding + 0x1p-40 * Math.abs(predicted);
            if (!slope.reason().isEmpty()) {
                verdict = Verdict.of(List.of(verdict, Verdict.INCONCLUSIVE));
                wrong.add("%s can't be judged: %s".formatted(block.name(), slope.reason()));
            } else if (!(Math.abs(slope.value() - predicted) <= noise)) {
                verdict = Verdict.FAIL;
                wrong.add("%s moves %s: the loss changes by %.4g a step to first order, where -lr·|g|² is %.4g"
                        .formatted(block.name(), direction(slope), slope.value(), predicted));
            }
        }
        return new Line(
                "descent",
                verdict,
                wrong.isEmpty() ? "each block moves downhill by lr·|g|² to first order" : String.join("; ", wrong));
    }

    private static String direction(Derivative slope) {
        return slope.value() > slope.error() ? "uphill" : slope.value() < -slope.error() ? "downhill" : "nowhere";
    }

    private String place(int i) {
        for (ParameterBlock block : blocks) {
            int at = i - block.offset();
            if (at >= 0 && at < block.size()) {
                return "%s[%d,%d]".formatted(block.name(), at / block.columns(), at % block.columns());
            }
        }
        throw new AssertionError("no block has entry " + i); // requireBlocks
    }

    /// To the bit; any NaN is like any other.
    private static boolean same(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }
}
