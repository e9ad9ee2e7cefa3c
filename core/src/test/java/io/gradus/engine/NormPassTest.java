package io.gradus.engine;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormPassTest {
    /// x = (1, 2, 6), ε = 1/3: μ = 3, σ² = (4 + 1 + 9)/3 = 14/3, s = 1/√5 = 0.447213595500, x̂ = (-2, -1, 3)·s.
    /// gamma = 2, beta = 1, y = w·z with w = 1: y = (1 - 4s, 1 - 2s, 1 + 6s).
    /// t = y - (3, 0, 0), mse: delta = 2/3·(y - t)·w = (2, 0, 0).
    /// d beta = 2; d gamma = 2·(-2s) = -4s.
    /// dx = gamma·s·(delta - 2/3 - x̂·(-4s)/3) = 2s·(2 - 2/3 - 8/15, -2/3 - 4/15, -2/3 + 12/15) = 2s·(12, -14, 2)/15;
    /// x = v·1 from one input of 1, 2, 6 with v = 1: dv = Σ x·dx = 2s·(12 - 28 + 12)/15 = -8s/15, db = 0.
    @Test
    void batchNormGivesTheHandWorkedGradient() {
        Architecture architecture = Architecture.of(
                1,
                Layer.dense(1, Activation.identity()),
                new Layer.BatchNorm(0.25, 1.0 / 3, Activation.identity()),
                Layer.dense(1, Activation.identity()));
        double s = 0.4472135954999579;
        double[] p = {1, 0, 2, 1, 1, 0};
        double[] t = {1 - 4 * s - 3, 1 - 2 * s, 1 + 6 * s};
        Propagation propagation = new Propagation(architecture, 3, Team.ALONE);
        double[] y = propagation.forward(p, new double[] {1, 2, 6}, 3, new Pass(0).training(0));
        assertThat(y).containsExactly(new double[] {1 - 4 * s, 1 - 2 * s, 1 + 6 * s}, within(HAND_WORKED));
        propagation.loss(Loss.mse(), t, 3);
        double[] g = new double[6];
        propagation.backward(g);
        double dw = 2 * (1 - 4 * s);
        assertThat(g).containsExactly(new double[] {-8 * s / 15, 0, -4 * s, 2, dw, 2}, within(HAND_WORKED));

        // running mean 3/4·0 + 1/4·3, running variance 3/4·1 + 1/4·14/2
        propagation.advanceState(3);
        assertThat(propagation.state()).containsExactly(new double[] {0.75, 2.5}, within(HAND_WORKED));
        // x̂ = (3.75 - 0.75)/√(2.5 + 1/3)
        assertThat(propagation.forward(p, new double[] {3.75}, 1, new Pass(0).evaluation())[0])
                .isCloseTo(1 + 2 * 3 / StrictMath.sqrt(2.5 + 1.0 / 3), within(HAND_WORKED));
    }

    /// The derivatives through running statistics, which are constants: dx = gamma·s·delta.
    @Test
    void backwardAfterEvaluationTakesTheStatisticsAsConstants() {
        Architecture architecture = Architecture.of(
                1,
                Layer.dense(1, Activation.identity()),
                new Layer.BatchNorm(0.25, 3, Activation.identity()), // s = 1/√(1 + 3)
                Layer.dense(1, Activation.identity()));
        Propagation propagation = new Propagation(architecture, 2, Team.ALONE);
        double[] y =
                propagation.forward(new double[] {1, 0, 6, 1, 1, 0}, new double[] {2, 4}, 2, new Pass(0).evaluation());
        assertThat(y).startsWith(7, 13);
        propagation.loss(Loss.mse(), new double[] {6, 13}, 2); // delta = (1, 0)
        double[] g = new double[6];
        propagation.backward(g);
        assertThat(g).containsExactly(2 * 6 * 0.5, 6 * 0.5, 1, 1, 7, 1);
    }

    /// x = (1, 2, 6), ε = 1/3 as above, but along a row: x̂ = (-2, -1, 3)/√5, e = delta = da = (1, 0, 0) as mse of y = z_1
    /// with t = y_1 - 1/2: dx = s·(e - 1/3 - x̂·(-2s)/3) = s·(1 - 1/3 - 4/15, -1/3 - 2/15, -1/3 + 6/15) = s·(6, -7, 1)/15.
    @Test
    void layerNormGivesTheHandWorkedGradient() {
        Architecture architecture = Architecture.of(
                1,
                Layer.dense(3, Activation.identity()),
                new Layer.LayerNorm(1.0 / 3, Activation.identity()),
                Layer.dense(1, Activation.identity()));
        double s = 0.4472135954999579;
        double[] p = {1, 2, 6, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0};
        Propagation propagation = new Propagation(architecture, 1, Team.ALONE);
        Pass pass = new Pass(0).training(0);
        assertThat(propagation.forward(p, new double[] {1}, 1, pass)[0]).isCloseTo(-2 * s, within(HAND_WORKED));
        propagation.loss(Loss.mse(), new double[] {-2 * s - 0.5}, 1);
        double[] g = new double[16];
        propagation.backward(g);
        double[] dx = {6 * s / 15, -7 * s / 15, s / 15};
        double[] expected = {dx[0], dx[1], dx[2], dx[0], dx[1], dx[2], -2 * s, 0, 0, 1, 0, 0, -2 * s, -s, 3 * s, 1};
        assertThat(g).containsExactly(expected, within(HAND_WORKED));

        // The step of a batch of one has the bits of gradient and update.
        double[] moved = p.clone();
        propagation.forward(moved, new double[] {1}, 1, pass);
        propagation.loss(Loss.mse(), new double[] {-2 * s - 0.5}, 1);
        propagation.descendOne(0.1);
        Updates.sgd(p, g, 0.1, 0, 16);
        assertThat(moved).containsExactly(p);
    }

    /// Large enough to be divided: bits are the same for all threads and kernels, and no work is lost between segments.
    @Test
    void threadsAndKernelsDoNotChangeABit() {
        Architecture architecture = Architecture.of(
                150,
                Layer.batchNorm(Activation.identity()),
                Layer.dense(230, Activation.identity()),
                Layer.batchNorm(Activation.relu()),
                Layer.dropout(0.2),
                Layer.dense(61, Activation.identity()),
                Layer.layerNorm(Activation.tanh()),
                Layer.dense(33, Activation.identity()),
                Layer.batchNorm(Activation.sigmoid()),
                Layer.dense(7, Activation.softmax()));
        int rows = 531;
        double[] p = Initializer.heNormal().draw(architecture, 3);
        assertThat((long) rows * p.length).isGreaterThan(8_000_000); // else one thread computes
        double[] x = new double[150 * rows + 5];
        CounterRandom random = new CounterRandom(2);
        Arrays.setAll(x, i -> 3 + 2 * random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i));
        double[] t = new double[7 * rows];
        for (int row = 0; row < rows; row++) {
            t[7 * row + row % 7] = 1;
        }
        double[] expected = {};
        for (KernelChoice kernels : List.of(KernelChoice.NAIVE, KernelChoice.PORTABLE, KernelChoice.VECTOR)) {
            for (int threads = 1; threads <= 3; threads++) {
                try (Team team = new Team(threads, false)) {
                    Propagation propagation = new Propagation(architecture, rows, team, kernels);
                    propagation.forward(p, x, 5, rows, new Pass(1).training(4)); // not at the array's beginning
                    double loss = propagation.loss(Loss.categoricalCrossEntropy(), t, rows);
                    double[] g = new double[p.length];
                    propagation.backward(g);
                    propagation.advanceState(rows);
                    double[] all = Arrays.copyOf(g, g.length + propagation.state().length + 1);
                    System.arraycopy(propagation.state(), 0, all, g.length, propagation.state().length);
                    all[all.length - 1] = loss;
                    expected = expected.length == 0 ? all : expected;
                    assertThat(all).as("%s, %d threads", kernels, threads).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void constantUnitBecomesBeta() {
        Architecture architecture =
                Architecture.of(1, Layer.batchNorm(Activation.identity()), Layer.dense(1, Activation.identity()));
        double[] y = new Propagation(architecture, 2, Team.ALONE)
                .forward(new double[] {5, 0.5, 1, 0}, new double[] {7, 7}, 2, new Pass(0).training(0));
        assertThat(y).startsWith(0.5, 0.5);
    }
}
