package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Assertions for tests, of any framework: a gradient that does not pass its check ends the test with the full report.
///
/// What can't be judged does not pass either; the message says so. Each method throws an `AssertionError` whose message
/// has, for every block, its worst entry with the numeric value, that value's estimate of error, and the step; and under
/// it the entries that do not pass.
public final class GradientAssertions {
    /// Entries a block that a message lists.
    private static final int LISTED = 8;

    private GradientAssertions() {}

    /// The gradient of any function: see [GradientCheck#check(ToDoubleFunction, double[], double[])].
    public static void assertGradient(ToDoubleFunction<double[]> f, double[] x, double[] g) {
        assertPasses(GradientCheck.check(f, x, g));
    }

    /// The gradient of any function whose argument has named blocks.
    public static void assertGradient(
            ToDoubleFunction<double[]> f, double[] x, double[] g, List<ParameterBlock> blocks) {
        assertPasses(GradientCheck.check(f, x, g, blocks));
    }

    /// The gradient that a function gives along with its loss, at p.
    public static void assertGradient(GradientFunction function, double[] p) {
        double[] g = new double[p.length];
        function.lossAndGradient(p.clone(), g);
        assertGradient(q -> function.lossAndGradient(q, new double[q.length]), p, g);
    }

    /// A gradient of a network's loss.
    public static void assertGradient(double[] g, Objective objective, double[] p, Batch batch) {
        assertPasses(GradientCheck.check(g, objective, p, batch));
    }

    /// The backward pass of a layer: see [GradientCheck#checkLayer(HandWrittenLayer, double[], double[], int, double[])].
    public static void assertLayer(HandWrittenLayer layer, double[] p, double[] x, int rows, double[] da) {
        assertPasses(GradientCheck.checkLayer(layer, p, x, rows, da));
    }

    /// Everything that a contract says.
    public static void assertContract(GradientContract contract) {
        ContractReport report = contract.check();
        if (report.verdict() != Verdict.PASS) {
            throw new AssertionError(report.describe() + entries(report.gradient()) + hint(report.verdict()));
        }
    }

    /// A report that is there already.
    public static void assertPasses(GradientReport report) {
        if (report.verdict() != Verdict.PASS) {
            throw new AssertionError(report.describe() + entries(report) + hint(report.verdict()));
        }
    }

    private static String hint(Verdict verdict) {
        return verdict == Verdict.INCONCLUSIVE
                ? "\nInconclusive is not a pass: nothing is shown to be wrong, but entries could not be judged. "
                        + "Hint: check at another point, away from kinks, or compute the loss with less rounding."
                : "";
    }

    private static String entries(GradientReport report) {
        StringBuilder lines = new StringBuilder();
        for (BlockCheck block : report.blocks()) {
            int listed = 0;
            int more = 0;
            for (int i = 0; i < block.of(); i++) {
                if (block.isChecked(i) && block.verdict(i) != Verdict.PASS) {
                    if (listed < LISTED) {
                        lines.append(String.format(
                                Locale.ROOT,
                                "%n    %s[%d,%d]: %s: analytic %.10g, numeric %.10g ± %.2g, step %.2g",
                                block.block().name(),
                                i / block.block().columns(),
                                i % block.block().columns(),
                                block.verdict(i).word(),
                                block.analytic(i),
                                block.numeric(i),
                                block.floor(i),
                                block.step(i)));
                        listed++;
                    } else {
                        more++;
                    }
                }
            }
            if (more > 0) {
                lines.append("\n    … and %d more of %s"
                        .formatted(more, block.block().name()));
            }
        }
        return lines.toString().replace(System.lineSeparator(), "\n");
    }
}
