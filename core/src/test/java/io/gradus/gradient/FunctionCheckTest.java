package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.ParameterBlock.Kind;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// The check of any function, of a sample of entries, and of one layer.
class FunctionCheckTest {
    private static final double[] X = {0.5, -2, 1e-6, 3e7};

    private static final List<ParameterBlock> BLOCKS =
            List.of(new ParameterBlock("W1", Kind.WEIGHTS, 1, 2, 0), new ParameterBlock("b1", Kind.BIAS, 1, 2, 2));

    /// x0²·x1 + ln x2 + √x3.
    private static double f(double[] x) {
        return x[0] * x[0] * x[1] + StrictMath.log(x[2]) + Math.sqrt(x[3]);
    }

    private static double[] gradient() {
        return new double[] {2 * X[0] * X[1], X[0] * X[0], 1 / X[2], 0.5 / Math.sqrt(X[3])};
    }

    @Test
    void rightGradientPassesAndEachWrongEntryFails() {
        assertThat(GradientCheck.check(FunctionCheckTest::f, X, gradient()).verdict())
                .isEqualTo(Verdict.PASS);
        for (int i = 0; i < X.length; i++) {
            double[] g = gradient();
            g[i] *= 1 + 1e-5;
            BlockCheck block =
                    GradientCheck.check(FunctionCheckTest::f, X, g).blocks().getFirst();
            assertThat(block.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(block.worst()).isEqualTo(i);
            for (int j = 0; j < X.length; j++) {
                assertThat(block.verdict(j)).isEqualTo(j == i ? Verdict.FAIL : Verdict.PASS);
            }
            assertThat(block.describe()).startsWith("x[0,%d]: fail: analytic ".formatted(i));
        }
    }

    @Test
    void blocksAreJudgedByThemselves() {
        double[] g = gradient();
        g[3] = -g[3];
        GradientReport report = GradientCheck.check(FunctionCheckTest::f, X, g, BLOCKS);
        assertThat(report.blocks().stream().map(BlockCheck::verdict)).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(report.blocks().get(1).worst()).isEqualTo(1);
        assertThat(report.blocks().get(1).missProbability()).isZero();
    }

    @Test
    void functionThatWritesIntoItsArgumentIsCheckedAllTheSame() {
        GradientReport report = GradientCheck.check(
                x -> {
                    double value = f(x);
                    java.util.Arrays.fill(x, 7);
                    return value;
                },
                X,
                gradient());
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(X).containsExactly(0.5, -2, 1e-6, 3e7);
    }

    @Test
    void notANumberIsInconclusiveWithTheReason() {
        BlockCheck block = GradientCheck.check(x -> Double.NaN, new double[] {1}, new double[] {0})
                .blocks()
                .getFirst();
        assertThat(block.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(block.reasons()).containsExactly("the function is NaN at the point itself");
        assertThat(block.describe())
                .isEqualTo("x[0,0]: inconclusive: analytic 0.000000000, numeric NaN, error NaN of the block's largest, "
                        + "noise floor Infinity, step 0.0; the function is NaN at the point itself");
        // Beside an entry that has a derivative.
        block = GradientCheck.check(x -> x[0] + Math.sqrt(x[1]), new double[] {1, 0}, new double[] {1, 5})
                .blocks()
                .getFirst();
        assertThat(block.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(block.verdict(0)).isEqualTo(Verdict.PASS);
        assertThat(block.worst()).isEqualTo(1);
        block = GradientCheck.check(x -> x[0] + Math.sqrt(x[1]), new double[] {1, 0}, new double[] {2, 5})
                .blocks()
                .getFirst();
        assertThat(block.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(block.worst()).isZero();
    }

    @Test
    void noiseTooHighToTellIsInconclusive() {
        // Rounded to multiples of 2^-6, some 0.016: a slope near 1 has no four digits.
        double large = 0x1p46;
        ToDoubleFunction<double[]> rough = x -> StrictMath.sin(x[0]) + large - large;
        double[] x = {0.3};
        BlockCheck block = GradientCheck.check(rough, x, new double[] {StrictMath.cos(0.3)})
                .blocks()
                .getFirst();
        assertThat(block.verdict()).as(block.describe()).isEqualTo(Verdict.INCONCLUSIVE);
        block = GradientCheck.check(rough, x, new double[] {-9}).blocks().getFirst();
        assertThat(block.verdict()).as(block.describe()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void sampleChecksSoManyAndSaysSo() {
        double[] x = new double[1000];
        double[] g = new double[1000];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + i;
            g[i] = 2 * x[i];
        }
        List<ParameterBlock> blocks = List.of(
                new ParameterBlock("W1", Kind.WEIGHTS, 99, 10, 0), new ParameterBlock("b1", Kind.BIAS, 1, 10, 990));
        GradientReport report = GradientCheck.check(FunctionCheckTest::squares, x, g, blocks, Coverage.sampled(50, 7));
        BlockCheck weights = report.blocks().getFirst();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(weights.checked()).isEqualTo(50);
        assertThat(weights.of()).isEqualTo(990);
        assertThat(weights.missProbability()).isEqualTo(940.0 / 990);
        assertThat(weights.describe())
                .endsWith("; 50 of 990 entries checked: a single wrong one is missed with probability 0.95");
        assertThat(report.blocks().get(1).checked()).isEqualTo(10);
        assertThat(report.blocks().get(1).describe()).doesNotContain("missed");
        int missed = 0;
        for (int i = 0; i < 990; i++) {
            boolean checked = weights.isChecked(i);
            missed += checked ? 0 : 1;
            assertThat(Double.isNaN(weights.numeric(i))).isNotEqualTo(checked);
            assertThat(Double.isNaN(weights.floor(i))).isNotEqualTo(checked);
            assertThat(weights.verdict(i)).isEqualTo(checked ? Verdict.PASS : Verdict.INCONCLUSIVE);
            double[] wrong = g.clone();
            if (i % 97 == 0) {
                wrong[i] = -wrong[i];
                assertThat(GradientCheck.check(FunctionCheckTest::squares, x, wrong, blocks, Coverage.sampled(50, 7))
                                .verdict())
                        .isEqualTo(checked ? Verdict.FAIL : Verdict.PASS);
            }
        }
        assertThat(missed).isEqualTo(940);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coverage.sampled(0, 1))
                .withMessage("entries per block: expected at least 1, got 0");
    }

    private static double squares(double[] x) {
        double sum = 0;
        for (double entry : x) {
            sum += entry * entry;
        }
        return sum;
    }

    @Test
    void sampleOfANetworkIsWhatTheFullCheckSays() {
        RandomNetwork network = RandomNetwork.draw(3, List.of(Activation.tanh()));
        double[] g = network.gradient();
        GradientReport report =
                GradientCheck.check(g, network.objective(), network.p(), network.batch(), Coverage.sampled(2, 1));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.blocks()).allSatisfy(block -> {
            assertThat(block.checked()).isEqualTo(Math.min(2, block.of()));
        });
        for (int i = 0; i < g.length; i++) {
            g[i] = 2 * g[i] + 1;
        }
        assertThat(GradientCheck.check(g, network.objective(), network.p(), network.batch(), Coverage.sampled(2, 1))
                        .blocks())
                .allSatisfy(block -> assertThat(block.verdict()).isEqualTo(Verdict.FAIL));
    }

    @Test
    void rejectsLengthsThatDoNotMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.check(FunctionCheckTest::f, X, new double[3]))
                .withMessage("gradient: expected 4 entries, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.check(FunctionCheckTest::f, X, gradient(), BLOCKS.subList(0, 1)))
                .withMessage("blocks: expected 4 entries in all, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.check(FunctionCheckTest::f, X, gradient(), BLOCKS.subList(1, 2)))
                .withMessage("block b1: expected to begin at 0, where the one before it ends, got 2");
        Layer.Dense dense = Layer.dense(2, Activation.tanh());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.checkLayer(
                        dense, new double[8], new double[7], 2, new double[4], new double[7], new double[8]))
                .withMessage("inputs: expected a multiple of the 2 rows, got 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.checkLayer(
                        dense, new double[7], new double[6], 2, new double[4], new double[6], new double[7]))
                .withMessage("parameters: expected 8, got 7");
    }

    /// A dense layer with tanh, written as a learner would, and with mistakes on demand.
    private record MyLayer(String mistake) implements HandWrittenLayer {
        static final int INPUTS = 3;
        static final int OUTPUTS = 2;

        @Override
        public List<ParameterBlock> blocks() {
            return Architecture.of(INPUTS, Layer.dense(OUTPUTS, Activation.tanh()))
                    .blocks();
        }

        @Override
        public double[] forward(double[] p, double[] x, int rows) {
            double[] a = new double[rows * OUTPUTS];
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < OUTPUTS; j++) {
                    double z = p[INPUTS * OUTPUTS + j];
                    for (int i = 0; i < INPUTS; i++) {
                        z += x[r * INPUTS + i] * p[i * OUTPUTS + j];
                    }
                    a[r * OUTPUTS + j] = StrictMath.tanh(z);
                }
            }
            return a;
        }

        @Override
        public void backward(double[] p, double[] x, int rows, double[] da, double[] dx, double[] dp) {
            double[] a = forward(p, x, rows);
            java.util.Arrays.fill(dx, 0);
            java.util.Arrays.fill(dp, 0);
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < OUTPUTS; j++) {
                    int at = r * OUTPUTS + j;
                    double delta = da[at] * (1 - a[at] * a[at]);
                    for (int i = 0; i < INPUTS; i++) {
                        dx[r * INPUTS + i] += delta * p[i * OUTPUTS + j] * (mistake.equals("x") ? 0.5 : 1);
                        dp[i * OUTPUTS + j] += delta * x[r * INPUTS + i] * (mistake.equals("W1") ? -1 : 1);
                    }
                    dp[INPUTS * OUTPUTS + j] = mistake.equals("b1") ? delta : dp[INPUTS * OUTPUTS + j] + delta;
                }
            }
        }
    }

    private static final double[] P = {0.1, -0.4, 0.7, 0.2, -0.3, 0.5, 0.05, -0.15};
    private static final double[] INPUTS = {1, -0.5, 2, 0.3, 0.8, -1.1};
    private static final double[] DA = {1, -2, 0.5, 3};

    @Test
    void layersBackwardPassIsJudgedBlockByBlockInputsIncluded() {
        assertThat(GradientCheck.checkLayer(new MyLayer(""), P, INPUTS, 2, DA).verdict())
                .isEqualTo(Verdict.PASS);
        for (String mistake : List.of("x", "W1", "b1")) {
            GradientReport report = GradientCheck.checkLayer(new MyLayer(mistake), P, INPUTS, 2, DA);
            assertThat(report.blocks().stream().map(block -> block.block().name()))
                    .containsExactly("x", "W1", "b1");
            assertThat(report.blocks())
                    .allSatisfy(block -> assertThat(block.verdict())
                            .isEqualTo(block.block().name().equals(mistake) ? Verdict.FAIL : Verdict.PASS));
        }
    }

    @Test
    void numbersOfADenseLayerAreJudgedWithoutItsCode() {
        double[] dx = new double[6];
        double[] dp = new double[8];
        new MyLayer("").backward(P, INPUTS, 2, DA, dx, dp);
        Layer.Dense dense = Layer.dense(2, Activation.tanh());
        assertThat(GradientCheck.checkLayer(dense, P, INPUTS, 2, DA, dx, dp).verdict())
                .isEqualTo(Verdict.PASS);
        dp[7] += 1e-6;
        GradientReport report = GradientCheck.checkLayer(dense, P, INPUTS, 2, DA, dx, dp);
        assertThat(report.blocks().stream().map(BlockCheck::verdict))
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.FAIL);
        assertThat(report.blocks().get(2).worst()).isEqualTo(1);
        // Softmax takes a row as a whole; backpropagation through one layer is the oracle.
        Layer.Dense softmax = Layer.dense(2, Activation.softmax());
        Objective objective = new Objective(Architecture.of(3, softmax), Loss.mse(), 0, 0, 2);
        Batch batch = new Batch(INPUTS, new double[4], 2);
        double[] g = new double[8];
        GradientMethod.backpropagation().lossAndGradient(objective, P.clone(), batch, 0, g);
        double[] a = LayerCheck.dense(softmax, P, INPUTS, 2);
        double[] da = new double[4];
        for (int i = 0; i < 4; i++) {
            da[i] = 2 * a[i] / 2 / 2;
        }
        report = GradientCheck.checkLayer(softmax, P, INPUTS, 2, da, new double[6], g);
        assertThat(report.blocks().stream().map(BlockCheck::verdict))
                .containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.PASS);
    }
}
