package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The check of a network of the size that digits take: 784-128-10, all of its 101,770 parameters.
class FullCheckTest {
    private static final Architecture DIGITS =
            Architecture.of(784, Layer.dense(128, Activation.tanh()), Layer.dense(10, Activation.softmax()));

    /// The mistake that is planted, as a share of the block's largest entry.
    private static final double MISTAKE = 1e-6;

    /// Planted one by one: every so many entries, and the first and the last of each block.
    private static final int EVERY = 997;

    private static double[] exact;
    private static NumericGradient numeric;

    @BeforeAll
    static void computeBothGradients() {
        CounterRandom random = new CounterRandom(4);
        double[] x = new double[784];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
        }
        double[] t = new double[10];
        t[7] = 1;
        Objective objective = new Objective(DIGITS, Loss.categoricalCrossEntropy(), 0, 0, 1);
        double[] p = Initializer.glorotUniform().draw(DIGITS, 6);
        exact = new double[p.length];
        Batch batch = new Batch(x, t, 1);
        GradientMethod.backpropagation().lossAndGradient(objective, p, batch, 0, exact);
        numeric = NumericGradient.of(objective, p, batch, Objective::lossAndRestartedGradient);
    }

    @Test
    void backpropagationPassesInEveryParameter() {
        GradientReport report = GradientCheck.judge(exact, numeric, DIGITS);
        assertThat(exact).hasSize(101_770);
        assertThat(report.blocks())
                .hasSize(4)
                .allSatisfy(block ->
                        assertThat(block.verdict()).as(block.describe()).isEqualTo(Verdict.PASS));
    }

    @Test
    void mistakeIsFoundAndNamedWhereverItIsPlanted() {
        double[] g = exact.clone();
        for (ParameterBlock block : DIGITS.blocks()) {
            double mistake = MISTAKE * largest(block);
            for (int next = 0; next < block.size() + EVERY; next += EVERY) {
                int i = Math.min(next, block.size() - 1);
                int at = block.offset() + i;
                g[at] += mistake;
                GradientReport report = GradientCheck.judge(g, numeric, DIGITS);
                g[at] = exact[at];
                List<BlockCheck> failing = report.blocks().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .toList();
                assertThat(failing).as("%s, entry %d", block.name(), i).hasSize(1);
                assertThat(failing.getFirst().block()).isEqualTo(block);
                assertThat(failing.getFirst().worst()).isEqualTo(i);
            }
        }
    }

    /// The same for each single entry, by what makes a block fail: so many noise floors.
    @Test
    void noEntrysNoiseWouldHideTheMistake() {
        for (ParameterBlock block : DIGITS.blocks()) {
            double mistake = MISTAKE * largest(block);
            for (int at = block.offset(); at < block.offset() + block.size(); at++) {
                double error = Math.min(
                        Math.abs(exact[at] + mistake - numeric.values()[at]),
                        Math.abs(exact[at] - mistake - numeric.values()[at]));
                if (!(error > GradientCheck.ALLOWED_FLOORS * numeric.floors()[at])) {
                    assertThat(error)
                            .as("%s, entry %d", block.name(), at - block.offset())
                            .isGreaterThan(GradientCheck.ALLOWED_FLOORS * numeric.floors()[at]);
                }
            }
        }
    }

    private static double largest(ParameterBlock block) {
        double largest = 0;
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            largest = Math.max(largest, Math.abs(exact[i]));
        }
        return largest;
    }
}
