package io.gradus.gradient;

import static io.gradus.Tolerances.PENALTY_DIFFERENCE;
import static io.gradus.Tolerances.PENALTY_EXTRAPOLATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checker checked: right gradients pass, planted errors are found and named.
class GradientCheckTest {
    private static final int ROWS = 5;

    record Case(Architecture architecture, Loss loss, double l2) {}

    static List<Case> smooth() {
        return List.of(
                new Case(
                        Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid())),
                        Loss.mse(),
                        0),
                new Case(
                        Architecture.of(3, Layer.dense(7, Activation.tanh()), Layer.dense(4, Activation.softmax())),
                        Loss.categoricalCrossEntropy(),
                        0.01),
                new Case(
                        Architecture.of(
                                4,
                                Layer.dense(5, Activation.sigmoid()),
                                Layer.dense(3, Activation.tanh()),
                                Layer.dense(2, Activation.sigmoid())),
                        Loss.binaryCrossEntropy(),
                        0),
                new Case(
                        Architecture.of(
                                3,
                                Layer.dense(6, Activation.tanh()),
                                Layer.dropout(0.3),
                                Layer.dense(1, Activation.identity())),
                        Loss.mse(),
                        0.1),
                new Case(Architecture.of(1, Layer.dense(3, Activation.softmax())), Loss.mse(), 0));
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void passesTheGradientOfBackpropagation(Case right) {
        for (long seed = 0; seed < 4; seed++) {
            GradientReport report = GradientCheck.check(
                    GradientMethod.backpropagation(), objective(right), parameters(right, seed), batch(right, seed));
            assertThat(report.blocks())
                    .allSatisfy(block ->
                            assertThat(block.verdict()).as(block.describe()).isEqualTo(Verdict.PASS))
                    .hasSameSizeAs(right.architecture.blocks());
            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        }
    }

    /// The numeric values restart forward passes; whole ones are their oracle. Without a penalty every number of the
    /// report is the same.
    @ParameterizedTest
    @MethodSource("smooth")
    void judgesAsWholeForwardPassesDo(Case right) {
        double[] p = parameters(right, 1);
        double[] g = gradient(right, p);
        g[p.length - 1] *= 1.001;
        NumericGradient oracle =
                NumericGradient.of(objective(right), p, batch(right, 1), GradientCheckTest::byWholePasses);
        GradientReport expected = GradientCheck.judge(g, oracle, right.architecture);
        NumericGradient restarted = NumericGradient.restarted(objective(right), p, batch(right, 1), 1);
        GradientReport report = GradientCheck.check(g, objective(right), p, batch(right, 1));

        assertThat(expected.verdict()).isEqualTo(Verdict.FAIL);
        if (right.l2 == 0) {
            assertThat(GradientCheck.judge(g, restarted, right.architecture).describe())
                    .isEqualTo(expected.describe());
        }
        for (int b = 0; b < report.blocks().size(); b++) {
            BlockCheck block = report.blocks().get(b);
            assertThat(block.verdict()).isEqualTo(expected.blocks().get(b).verdict());
        }
        assertThat(restarted.values()).containsExactly(oracle.values(), within(PENALTY_EXTRAPOLATED));
    }

    private static double byWholePasses(
            Objective objective, double[] p, Batch batch, long step, double[] h, double[] g) {
        for (int i = 0; i < p.length; i++) {
            g[i] = new NumericalDifferentiation(h[i]).partial(objective, p, i, batch, step);
        }
        return objective.loss(p, batch, step);
    }

    /// One entry off by so little that a comparison of whole vectors would not see it: it fails and is named.
    @ParameterizedTest
    @MethodSource("smooth")
    void namesAnEntryThatIsOffByAMillionthOfTheLargest(Case right) {
        double[] p = parameters(right, 1);
        for (ParameterBlock block : right.architecture.blocks()) {
            for (int i = 0; i < block.size(); i++) {
                double[] g = gradient(right, p);
                g[block.offset() + i] += 1e-6 * largest(g, block);
                assertNamed(GradientCheck.check(g, objective(right), p, batch(right, 1)), block, i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void namesAWrongSign(Case right) {
        assertLargestEntryNamed(right, -1);
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void namesAWrongFactor(Case right) {
        assertLargestEntryNamed(right, 1.001);
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void namesAnEntryThatIsNotANumber(Case right) {
        assertLargestEntryNamed(right, Double.NaN);
    }

    private static void assertLargestEntryNamed(Case right, double factor) {
        double[] p = parameters(right, 1);
        for (ParameterBlock block : right.architecture.blocks()) {
            double[] g = gradient(right, p);
            int index = indexOfLargest(g, block);
            g[block.offset() + index] *= factor;
            assertNamed(GradientCheck.check(g, objective(right), p, batch(right, 1)), block, index);
        }
    }

    private static void assertNamed(GradientReport report, ParameterBlock block, int index) {
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        for (BlockCheck result : report.blocks()) {
            boolean planted = result.block().equals(block);
            assertThat(result.verdict()).as(result.describe()).isEqualTo(planted ? Verdict.FAIL : Verdict.PASS);
            if (planted) {
                assertThat(result.worst()).as(result.describe()).isEqualTo(index);
                String place = "%s[%d,%d]: fail: analytic "
                        .formatted(block.name(), index / block.columns(), index % block.columns());
                assertThat(result.describe()).startsWith(place);
            }
        }
    }

    /// All of a block wrong by the same factor: the mean squared error without its 2.
    @Test
    void failsAForgottenFactorInAllBlocks() {
        Case right = smooth().getFirst();
        double[] p = parameters(right, 1);
        double[] g = gradient(right, p);
        for (int i = 0; i < g.length; i++) {
            g[i] /= 2;
        }
        assertThat(GradientCheck.check(g, objective(right), p, batch(right, 1)).blocks())
                .allSatisfy(block -> assertThat(block.verdict()).isEqualTo(Verdict.FAIL));
    }

    /// z = w·x + b is 0 for w = b = 0: the loss (max(z, 0) - 1)² has the derivatives 0 from below and -2 from above. What
    /// lies between them is a matter of convention; PyTorch takes 0.
    @ParameterizedTest
    @CsvSource({"0, INCONCLUSIVE", "-1, INCONCLUSIVE", "-2, INCONCLUSIVE", "0.001, FAIL", "-2.001, FAIL", "NaN, FAIL"})
    void isInconclusiveBetweenTheDerivativesOfBothSidesOfAKink(double entry, Verdict expected) {
        GradientReport report = GradientCheck.check(
                new double[] {entry, entry},
                oneRelu(),
                new double[] {0, 0},
                new Batch(new double[] {1}, new double[] {1}, 1));
        for (BlockCheck block : report.blocks()) {
            assertThat(block.verdict()).as(block.describe()).isEqualTo(expected);
            assertThat(block.kinks()).hasSize(1);
            Kink kink = block.kinks().getFirst();
            assertThat(kink).isEqualTo(new Kink(0, 1, 1, 1, kink.step()));
            assertThat(kink.describe()).startsWith("unit 1 of layer 1 crosses 0 in row 1 within the step ");
            assertThat(block.describe()).endsWith("; " + kink.describe());
            assertThat(block.reasons()).containsExactly("the function has a kink at the point");
        }
    }

    /// The kink lies within the first steps but not at the point: smaller ones avoid it.
    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 1e-3, -1e-3, 1e-5, -1e-5, 1e-7, -1e-7})
    void decidesNextToTheKinkOfRelu(double w) {
        Batch batch = new Batch(new double[] {1}, new double[] {1}, 1);
        double[] p = {w, 0};
        GradientReport report = GradientCheck.check(GradientMethod.backpropagation(), oneRelu(), p, batch);
        assertThat(report.verdict()).as(report.describe()).isEqualTo(Verdict.PASS);
        assertThat(report.blocks())
                .allSatisfy(block -> assertThat(block.kinks()).isEmpty());
        // The derivative of the other side.
        double[] g = {w > 0 ? 0 : -2, w > 0 ? 0 : -2};
        assertThat(GradientCheck.check(g, oneRelu(), p, batch).blocks())
                .allSatisfy(block ->
                        assertThat(block.verdict()).as(block.describe()).isEqualTo(Verdict.FAIL));
    }

    /// y = w·x + b is its target for w = 1, b = 0: the absolute error has the derivatives -1 from below and 1 from above, the
    /// quantile loss -0.9 and 0.1.
    @ParameterizedTest
    @CsvSource({
        "mae, 0, INCONCLUSIVE",
        "mae, -1, INCONCLUSIVE",
        "mae, 1, INCONCLUSIVE",
        "mae, 1.001, FAIL",
        "quantile:0.9, 0, INCONCLUSIVE",
        "quantile:0.9, -0.9, INCONCLUSIVE",
        "quantile:0.9, 0.101, FAIL"
    })
    void isInconclusiveBetweenTheDerivativesOfBothSidesOfATarget(String loss, double entry, Verdict expected) {
        GradientReport report = GradientCheck.check(
                new double[] {entry, entry},
                oneIdentity(loss),
                new double[] {1, 0},
                new Batch(new double[] {1}, new double[] {1}, 1));
        for (BlockCheck block : report.blocks()) {
            assertThat(block.verdict()).as(block.describe()).isEqualTo(expected);
            assertThat(block.kinks()).hasSize(1);
            Kink kink = block.kinks().getFirst();
            assertThat(kink).isEqualTo(new Kink(0, 0, 1, 1, kink.step()));
            assertThat(kink.describe()).startsWith("output 1 crosses its target in row 1 within the step ");
            assertThat(block.describe()).endsWith("; " + kink.describe());
        }
    }

    /// The loss has a kink, or its slope one, within the first steps but not at the point; for huber's at the point too.
    @ParameterizedTest
    @ValueSource(strings = {"mae", "quantile:0.9", "huber"})
    void decidesNextToTheKinksOfLosses(String loss) {
        for (double distance : new double[] {1e-1, 1e-3, -1e-3, 1e-5, -1e-5, 1e-7, -1e-7}) {
            double target = loss.equals("huber") ? 2 : 1; // |y - t| is δ then, but for the distance
            Batch batch = new Batch(new double[] {1}, new double[] {target}, 1);
            double[] p = {1 + distance, 0};
            Objective objective = oneIdentity(loss);
            GradientReport report = GradientCheck.check(GradientMethod.backpropagation(), objective, p, batch);
            assertThat(report.verdict())
                    .as("%s: %s", distance, report.describe())
                    .isEqualTo(Verdict.PASS);
            double[] g = new double[2];
            GradientMethod.backpropagation().lossAndGradient(objective, p, batch, 0, g);
            g[0] *= 1.001;
            assertThat(GradientCheck.check(g, objective, p, batch).verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    private static Objective oneIdentity(String loss) {
        Architecture architecture = Architecture.of(1, Layer.dense(1, Activation.identity()));
        return new Objective(architecture, Loss.named(loss), 0, 0, 1);
    }

    /// Every loss, with rows that count differently: the restarted passes that judge are weighted too.
    @Test
    void judgesGradientsOfWeightedRows() {
        double[] weights = {0.5, 2, 0, 3, 1, 0.25, 1, 1};
        for (Case right : smooth()) {
            double[] p = parameters(right, 1);
            Batch plain = batch(right, 1);
            Batch weighted = new Batch(plain.x(), plain.t(), ROWS, Arrays.copyOf(weights, ROWS));
            double[] g = new double[p.length];
            double[] whole = new double[p.length];
            double[] restarted = new double[p.length];
            Objective objective = objective(right);
            GradientMethod.backpropagation().lossAndGradient(objective, p, weighted, 0, g);
            assertThat(GradientCheck.check(g, objective, p, weighted).verdict()).isEqualTo(Verdict.PASS);
            assertThat(GradientCheck.check(g, objective, p, plain).verdict()).isEqualTo(Verdict.FAIL);
            GradientMethod.numericalDifferentiation(1e-5).lossAndGradient(objective, p, weighted, 0, whole);
            GradientMethod.restartedDifferentiation(1e-5).lossAndGradient(objective, p, weighted, 0, restarted);
            assertThat(restarted).containsExactly(whole, within(PENALTY_DIFFERENCE));
        }
    }

    @Test
    void decidesAtEveryDistanceFromTheKinkOfRelu() {
        Batch batch = new Batch(new double[] {1}, new double[] {1}, 1);
        for (int i = 0; i < 400; i++) {
            double w = StrictMath.pow(10, -7.0 * i / 400) * (i % 2 == 0 ? 1 : -1);
            GradientReport report =
                    GradientCheck.check(GradientMethod.backpropagation(), oneRelu(), new double[] {w, 0}, batch);
            assertThat(report.verdict()).as("%s: %s", w, report.describe()).isEqualTo(Verdict.PASS);
        }
    }

    /// 16 rows through 24 units: many entries have a kink within the first steps, which smaller ones avoid.
    @Test
    void ordinaryNetworkOfReluPassesAndItsWrongEntryFails() {
        Architecture architecture =
                Architecture.of(20, Layer.dense(24, Activation.relu()), Layer.dense(4, Activation.softmax()));
        int rows = 16;
        CounterRandom random = new CounterRandom(8);
        double[] x = new double[rows * 20];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
        }
        double[] t = new double[rows * 4];
        for (int row = 0; row < rows; row++) {
            t[row * 4 + row % 4] = 1;
        }
        Objective objective = new Objective(architecture, Loss.categoricalCrossEntropy(), 0, 0, rows);
        Batch batch = new Batch(x, t, rows);
        int smaller = 0;
        for (long seed = 0; seed < 8; seed++) {
            double[] p = Initializer.automatic().draw(architecture, seed);
            double[] g = new double[p.length];
            GradientMethod.backpropagation().lossAndGradient(objective, p, batch, 0, g);
            GradientReport report = GradientCheck.check(g, objective, p, batch);
            assertThat(report.verdict()).as(report.describe()).isEqualTo(Verdict.PASS);
            BlockCheck weights = report.blocks().getFirst();
            for (int i = 0; i < weights.of(); i++) {
                smaller += weights.step(i) < 1e-3 ? 1 : 0;
            }
            g[100] += 1e-4;
            report = GradientCheck.check(g, objective, p, batch);
            assertThat(report.verdict()).as(report.describe()).isEqualTo(Verdict.FAIL);
            assertThat(report.blocks().getFirst().worst()).isEqualTo(100);
        }
        assertThat(smaller).isGreaterThan(80);
    }

    private static Objective oneRelu() {
        return new Objective(Architecture.of(1, Layer.dense(1, Activation.relu())), Loss.mse(), 0, 0, 1);
    }

    @Test
    void rejectsAGradientOfAnotherLength() {
        Case right = smooth().getFirst();
        assertThatThrownBy(() ->
                        GradientCheck.check(new double[11], objective(right), parameters(right, 1), batch(right, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gradient: expected 12 entries, got 11");
        assertThatThrownBy(() -> GradientCheck.check(new double[12], objective(right), new double[13], batch(right, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameters: expected 12 (2-2-2), got 13");
    }

    private static Objective objective(Case of) {
        return new Objective(of.architecture, of.loss, of.l2, 9, ROWS);
    }

    private static double[] parameters(Case of, long seed) {
        return Initializer.standardNormal().draw(of.architecture, seed);
    }

    private static double[] gradient(Case of, double[] p) {
        double[] g = new double[p.length];
        GradientMethod.backpropagation().lossAndGradient(objective(of), p, batch(of, 1), 0, g);
        return g;
    }

    /// Normal inputs; targets one-hot, which every loss takes.
    private static Batch batch(Case of, long seed) {
        CounterRandom random = new CounterRandom(seed);
        double[] x = new double[ROWS * of.architecture.inputs()];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
        }
        int outputs = of.architecture.outputs();
        double[] t = new double[ROWS * outputs];
        for (int row = 0; row < ROWS; row++) {
            t[row * outputs + row % outputs] = 1;
        }
        return new Batch(x, t, ROWS);
    }

    private static double largest(double[] g, ParameterBlock block) {
        return Math.abs(g[block.offset() + indexOfLargest(g, block)]);
    }

    private static int indexOfLargest(double[] g, ParameterBlock block) {
        int best = 0;
        for (int i = 1; i < block.size(); i++) {
            if (Math.abs(g[block.offset() + i]) > Math.abs(g[block.offset() + best])) {
                best = i;
            }
        }
        return best;
    }
}
