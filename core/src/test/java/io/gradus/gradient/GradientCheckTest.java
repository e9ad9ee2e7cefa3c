package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.gradient.GradientCheck.BlockResult;
import io.gradus.gradient.GradientCheck.Verdict;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private static final Architecture NETWORK =
            Architecture.of(2, Layer.dense(3, Activation.tanh()), Layer.dense(2, Activation.softmax()));
    private static final Batch BATCH =
            new Batch(new double[] {0.5, -1, 2, 0.3, -0.7, 1.1}, new double[] {1, 0, 0, 1, 0.5, 0.5}, 3);
    private static final Objective OBJECTIVE = new Objective(NETWORK, Loss.categoricalCrossEntropy(), 0.01, 0, 3);

    @Test
    void rightGradientsPassForManyWeights() {
        for (long seed = 0; seed < 100; seed++) {
            double[] p = Initializer.standardNormal().draw(NETWORK, seed);
            GradientCheck.Report report = GradientCheck.check(GradientMethod.backpropagation(), OBJECTIVE, p, BATCH);
            assertThat(report.verdict()).as("seed %d: %s", seed, report).isEqualTo(Verdict.PASS);
            assertThat(report.blocks())
                    .hasSize(4)
                    .allSatisfy(block -> assertThat(block.noiseFloor()).isLessThan(1e-6));
        }
    }

    @Test
    void plantedMistakesFailInTheirBlockAtTheirPlace() {
        assertFails(g -> g[4] = -g[4], "W1", 4);
        assertFails(g -> g[10] *= 1.001, "W2", 1);
        assertFails(g -> g[15] += 1e-6, "b2", 0);
        assertFails(g -> g[7] = Double.NaN, "b1", 1);
    }

    private static void assertFails(Consumer<double[]> mistake, String block, int index) {
        double[] p = Initializer.standardNormal().draw(NETWORK, 1);
        double[] g = new double[p.length];
        GradientMethod.backpropagation().lossAndGradient(OBJECTIVE, p, BATCH, 0, g);
        mistake.accept(g);
        GradientCheck.Report report = GradientCheck.check(g, OBJECTIVE, p, BATCH);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        for (BlockResult result : report.blocks()) {
            boolean wrong = result.block().name().equals(block);
            assertThat(result.verdict()).as(result.describe()).isEqualTo(wrong ? Verdict.FAIL : Verdict.PASS);
            if (wrong) {
                assertThat(result.worst()).isEqualTo(index);
                assertThat(result.describe()).startsWith(block + "[").contains("fail: analytic");
            }
        }
    }

    /// The hidden unit's sum is 0 to the bit: its derivative is 0 from one side and 1 from the other.
    @Test
    void kinkDoesNotPass() {
        Architecture kinked =
                Architecture.of(1, Layer.dense(1, Activation.relu()), Layer.dense(1, Activation.identity()));
        Objective objective = new Objective(kinked, Loss.mse(), 0, 0, 1);
        Batch batch = new Batch(new double[] {1}, new double[] {1}, 1);
        GradientCheck.Report report =
                GradientCheck.check(GradientMethod.backpropagation(), objective, new double[] {0.5, -0.5, 1, 0}, batch);
        assertThat(report.verdict()).isNotEqualTo(Verdict.PASS);
    }

    @Test
    void verdictHasTheWordOfTheReports() {
        assertThat(Verdict.INCONCLUSIVE.word()).isEqualTo("inconclusive");
    }
}
