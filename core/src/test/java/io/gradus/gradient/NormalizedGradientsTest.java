package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The gradient check on networks with batch and layer normalisation and dropout, every parameter, gamma and beta too.
class NormalizedGradientsTest {
    private static final int NETWORKS = 150;
    private static final List<Activation> SMOOTH =
            Activation.all().stream().filter(f -> !f.hasKink()).toList();

    private record Drawn(Objective objective, double[] p, Batch batch) {
        double[] gradient() {
            double[] g = new double[p.length];
            GradientMethod.backpropagation().lossAndGradient(objective, p.clone(), batch, 0, g);
            return g;
        }

        GradientReport check(double[] g) {
            return GradientCheck.check(g, objective, p, batch);
        }
    }

    /// One or two hidden layers of 2 to 6 units, each with one of both normalisations, often dropout; 3 to 8 rows.
    private static Drawn draw(long seed, List<Activation> activations) {
        CounterRandom random = new CounterRandom(seed);
        int inputs = 1 + below(random, 5, 0);
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= 1 + below(random, 2, 1); l++) {
            Activation f = activations.get(below(random, activations.size(), 10 * l));
            layers.add(Layer.dense(2 + below(random, 5, 10 * l + 1), Activation.identity()));
            layers.add(below(random, 2, 10 * l + 2) == 0 ? Layer.batchNorm(f) : Layer.layerNorm(f));
            if (below(random, 2, 10 * l + 3) == 0) {
                layers.add(Layer.dropout(0.3));
            }
        }
        layers.add(Layer.dense(3, Activation.softmax()));
        Architecture architecture = new Architecture(inputs, layers);
        double[] p = Initializer.standardNormal().draw(architecture, seed);
        for (ParameterBlock block : architecture.blocks()) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) { // else gamma 1, beta 0
                p[i] += 0.5 * random.normal(Purpose.SYNTHETIC_DATA, 2, 0, i);
            }
        }
        int rows = 3 + below(random, 6, 2);
        double[] x = new double[rows * inputs];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 1, 0, i);
        }
        double[] t = new double[rows * 3];
        for (int row = 0; row < rows; row++) {
            t[row * 3 + below(random, 3, 200 + row)] = 1;
        }
        double l2 = below(random, 2, 4) * 0.01;
        return new Drawn(
                new Objective(architecture, Loss.categoricalCrossEntropy(), l2, seed, rows), p, new Batch(x, t, rows));
    }

    private static int below(CounterRandom random, int bound, int element) {
        return random.below(bound, Purpose.SYNTHETIC_DATA, 0, 1, element);
    }

    @Test
    void everyRightGradientOfSmoothActivationsPasses() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Drawn network = draw(seed, SMOOTH);
            GradientReport report = network.check(network.gradient());
            assertThat(report.verdict())
                    .as("%d %s: %s", seed, network.objective.architecture(), report.describe())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void noRightGradientWithKinksFails() {
        int open = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            Drawn network = draw(seed, List.of(Activation.relu()));
            GradientReport report = network.check(network.gradient());
            assertThat(report.verdict()).as("%d: %s", seed, report.describe()).isNotEqualTo(Verdict.FAIL);
            open += report.verdict() == Verdict.PASS ? 0 : 1;
        }
        assertThat(open).isLessThanOrEqualTo(NETWORKS / 50);
    }

    /// In each block in turn, gamma and beta among them.
    @Test
    void wrongEntryFailsItsBlockAlone() {
        List<String> planted = new ArrayList<>();
        for (int seed = 0; seed < NETWORKS; seed++) {
            Drawn network = draw(seed, SMOOTH);
            double[] g = network.gradient();
            List<ParameterBlock> blocks = network.objective.architecture().blocks();
            ParameterBlock block = blocks.get(seed % blocks.size());
            int at = block.offset() + seed % block.size();
            if (Math.abs(g[at]) > 1e-6) { // a bias before a batch normalisation has a gradient of 0
                g[at] *= 1.001;
                planted.add(block.name());
                GradientReport report = network.check(g);
                for (BlockCheck check : report.blocks()) {
                    assertThat(check.verdict() == Verdict.FAIL)
                            .as("%d: %s", seed, check.describe())
                            .isEqualTo(check.block().equals(block));
                }
            }
        }
        assertThat(planted).hasSizeGreaterThan(NETWORKS / 2).contains("gamma1", "beta1", "gamma2", "beta2", "W1");
    }

    /// Also where a batch normalisation comes after the moved parameter, and where the moved parameters are its own.
    @Test
    void restartedDifferencesHaveTheBitsOfWholePasses() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Drawn drawn = draw(seed, Activation.all());
            assertSameBits(drawn.objective.architecture(), drawn.p, drawn.batch);
        }
        Architecture large = Architecture.of(
                3,
                Layer.batchNorm(Activation.identity()),
                Layer.dense(5, Activation.identity()),
                Layer.batchNorm(Activation.tanh()),
                Layer.dropout(0.3),
                Layer.dense(4, Activation.tanh()),
                Layer.layerNorm(Activation.softmax()),
                Layer.dense(2, Activation.softmax()));
        for (int rows : new int[] {100, 255, 257, 300}) { // 256 rows go through the layers together
            double[] x = new double[3 * rows];
            double[] t = new double[2 * rows];
            CounterRandom random = new CounterRandom(rows);
            for (int i = 0; i < x.length; i++) {
                x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
            }
            for (int row = 0; row < rows; row++) {
                t[2 * row + row % 2] = 1;
            }
            assertSameBits(large, Initializer.heNormal().draw(large, rows), new Batch(x, t, rows));
        }
    }

    private static void assertSameBits(Architecture architecture, double[] p, Batch batch) {
        Objective objective = new Objective(architecture, Loss.categoricalCrossEntropy(), 0, 7, batch.rows());
        double[] whole = new double[p.length];
        double[] restarted = new double[p.length];
        double[] kept = p.clone();
        double loss = GradientMethod.numericalDifferentiation(1e-5).lossAndGradient(objective, p, batch, 9, whole);
        assertThat(GradientMethod.restartedDifferentiation(1e-5).lossAndGradient(objective, p, batch, 9, restarted))
                .isEqualTo(loss);
        assertThat(restarted).as("%s", architecture).containsExactly(whole);
        assertThat(p).containsExactly(kept);
    }

    /// 3-2, normalisation, 2: moves of 8 parameters, 4, 6. A move costs 3 + 2 + 4, 1 + 4 and 2 multiply-adds a row, a whole
    /// pass 6 + 2 + 4.
    @Test
    void countsPartsOfPassesByTheirMultiplyAdds() {
        Architecture architecture = Architecture.of(
                3,
                Layer.dense(2, Activation.identity()),
                Layer.batchNorm(Activation.tanh()),
                Layer.dense(2, Activation.softmax()));
        int restarted = 2 * (8 * (3 + 2 + 4) + 4 * (1 + 4) + 6 * 2);
        assertThat(GradientMethod.restartedDifferentiation(1e-5).forwardPasses(architecture))
                .isEqualTo(Math.ceilDiv(restarted, 12) + 1);
        assertThat(GradientMethod.numericalDifferentiation(1e-5).forwardPasses(architecture))
                .isEqualTo(2 * 18 + 1);
    }

    /// A loss or a gradient leaves the statistics as they were; only a step moves them.
    @Test
    void lossesAndGradientsDoNotMoveTheRunningStatistics() {
        Drawn drawn = draw(firstWithBatchNorm(), SMOOTH);
        double[] before = drawn.objective.state();
        drawn.check(drawn.gradient());
        drawn.objective.evaluationLoss(drawn.p, drawn.batch);
        assertThat(drawn.objective.state()).containsExactly(before);
        double unmoved = drawn.objective.evaluationLoss(drawn.p, drawn.batch);
        drawn.objective.advanceState(drawn.p, drawn.batch, 0);
        assertThat(drawn.objective.state()).isNotEqualTo(before);
        assertThat(drawn.objective.evaluationLoss(drawn.p, drawn.batch)).isNotEqualTo(unmoved);
    }

    private static long firstWithBatchNorm() {
        long seed = 0;
        while (draw(seed, SMOOTH).objective.architecture().stateCount() == 0) {
            seed++;
        }
        return seed;
    }

    @Test
    void refusesABatchOfOneRow() {
        Architecture architecture =
                Architecture.of(1, Layer.batchNorm(Activation.tanh()), Layer.dense(1, Activation.identity()));
        Objective objective = new Objective(architecture, Loss.mse(), 0, 0, 4);
        double[] p = Initializer.heNormal().draw(architecture, 1);
        Batch one = new Batch(new double[] {1}, new double[] {1}, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> objective.loss(p, one, 0))
                .withMessage("batch: expected at least 2 rows to train with batch normalisation, got 1");
        assertThat(objective.evaluationLoss(p, one)).isFinite();
    }
}
