package io.gradus.gradient;

import static io.gradus.Tolerances.CENTRAL_DIFFERENCE;
import static io.gradus.Tolerances.PENALTY_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradus.gradient.CentralDifferenceTest.Case;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Restarted forward passes against whole ones: every case of [CentralDifferenceTest], and batches around the size of
/// what goes through the layers together.
class RestartedDifferentiationTest {
    private static final double H = 1e-5;
    private static final long STEP = 9;

    static List<Case> cases() {
        return CentralDifferenceTest.cases();
    }

    static List<Case> penalised() {
        List<Case> cases = new ArrayList<>();
        for (Case c : cases()) {
            if (c.l2() > 0) {
                cases.add(c);
            }
        }
        return cases;
    }

    /// Dropout too: each copy of a row has the row's mask.
    @ParameterizedTest
    @MethodSource("cases")
    void givesTheBitsOfWholePasses(Case c) {
        assertSameBits(new Case(c.architecture(), c.loss(), c.batch(), 0));
    }

    @ParameterizedTest
    @MethodSource("penalised")
    void agreesWithWholePassesUnderAPenalty(Case c) {
        double[] p = c.parameters();
        double[] kept = p.clone();
        double[] whole = new double[p.length];
        double[] restarted = new double[p.length];
        double loss =
                GradientMethod.numericalDifferentiation(H).lossAndGradient(c.objective(), p, c.rows(), STEP, whole);

        assertThat(GradientMethod.restartedDifferentiation(H)
                        .lossAndGradient(c.objective(), p, c.rows(), STEP, restarted))
                .isEqualTo(loss);
        assertThat(p).containsExactly(kept);
        assertThat(restarted).containsExactly(whole, within(PENALTY_DIFFERENCE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithBackpropagation(Case c) {
        double[] p = c.parameters();
        double[] exact = new double[p.length];
        double[] restarted = new double[p.length];
        double loss = GradientMethod.backpropagation().lossAndGradient(c.objective(), p, c.rows(), STEP, exact);
        GradientMethod.restartedDifferentiation(H).lossAndGradient(c.objective(), p, c.rows(), STEP, restarted);
        double largest = 1e-3 * Math.max(1, loss); // a dead network has a gradient of zeros; its noise is the loss's
        for (double entry : exact) {
            largest = Math.max(largest, Math.abs(entry));
        }
        assertThat(restarted).containsExactly(exact, within(CENTRAL_DIFFERENCE * largest));
    }

    /// 256 rows go through the layers together: two moves of 100 rows, one of 256, one of 300 in two parts.
    @ParameterizedTest
    @ValueSource(ints = {100, 255, 256, 257, 300})
    void batchOfAnySizeGivesTheBitsOfWholePasses(int batch) {
        Architecture architecture = Architecture.of(
                2,
                Layer.dense(9, Activation.tanh()),
                Layer.dropout(0.3),
                Layer.dense(3, Activation.softmax()),
                Layer.dense(2, Activation.softmax()));
        assertSameBits(new Case(architecture, Loss.categoricalCrossEntropy(), batch, 0));
    }

    /// The last batch of an epoch is smaller than the buffers, and follows a larger one.
    @Test
    void smallerBatchAfterALargerOneGivesTheBitsOfWholePasses() {
        Architecture architecture =
                Architecture.of(3, Layer.dense(10, Activation.tanh()), Layer.dense(2, Activation.identity()));
        Case large = new Case(architecture, Loss.mse(), 7, 0);
        Objective objective = large.objective();
        double[] p = large.parameters();
        double[] restarted = new double[p.length];
        GradientMethod method = GradientMethod.restartedDifferentiation(H);
        method.lossAndGradient(objective, p, large.rows(), STEP, restarted);
        for (int batch : new int[] {3, 1}) {
            Batch rows = new Case(architecture, Loss.mse(), batch, 0).rows();
            double[] whole = new double[p.length];
            GradientMethod.numericalDifferentiation(H).lossAndGradient(objective, p, rows, STEP, whole);
            method.lossAndGradient(objective, p, rows, STEP, restarted);
            assertThat(restarted).containsExactly(whole);
        }
    }

    @Test
    void countsPartsOfPassesByTheirMultiplyAdds() {
        Architecture notebook =
                Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
        // 8 multiply-adds a pass; 2·(6·(2 + 4) + 6·2) = 96 for all moves; and one pass for the loss.
        assertThat(GradientMethod.restartedDifferentiation(H).forwardPasses(notebook))
                .isEqualTo(12 + 1);
        assertThat(GradientMethod.numericalDifferentiation(H).forwardPasses(notebook))
                .isEqualTo(2 * 12 + 1);
        assertThat(GradientMethod.backpropagation().forwardPasses(notebook)).isEqualTo(1);
        Architecture equal =
                Architecture.of(224, Layer.dense(224, Activation.sigmoid()), Layer.dense(224, Activation.sigmoid()));
        // 2·(50,400·(224 + 50,176) + 50,400·224) = 5,102,899,200 of 100,352, rounded up: a quarter of 2·100,800 passes.
        assertThat(GradientMethod.restartedDifferentiation(H).forwardPasses(equal))
                .isEqualTo(50_850 + 1);
        Architecture digits = Architecture.of(
                784, Layer.dense(128, Activation.tanh()), Layer.dropout(0.2), Layer.dense(10, Activation.softmax()));
        // 2·(100,480·(784 + 1,280) + 1,290·128) / 101,632, rounded up.
        assertThat(GradientMethod.restartedDifferentiation(H).forwardPasses(digits))
                .isEqualTo(4085 + 1);
    }

    @Test
    void rejectsAStepThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientMethod.restartedDifferentiation(0))
                .withMessage("step h: expected a finite number above 0, got 0.0");
    }

    @Test
    void namesItself() {
        assertThat(GradientMethod.restartedDifferentiation(H).name()).isEqualTo("restarted differentiation");
    }

    private static void assertSameBits(Case c) {
        double[] p = c.parameters();
        double[] kept = p.clone();
        double[] whole = new double[p.length];
        double[] restarted = new double[p.length];
        double loss =
                GradientMethod.numericalDifferentiation(H).lossAndGradient(c.objective(), p, c.rows(), STEP, whole);
        double again =
                GradientMethod.restartedDifferentiation(H).lossAndGradient(c.objective(), p, c.rows(), STEP, restarted);

        assertThat(again).isEqualTo(loss);
        assertThat(p).containsExactly(kept);
        assertThat(restarted).containsExactly(whole);
    }
}
