package io.gradus.engine;

import static io.gradus.Tolerances.CENTRAL_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.math.Cholesky;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussNewtonTest {
    /// More rows than a chunk of J or a tile of the kernels.
    private static final int ROWS = 35;

    private static final double STEP = 1e-5;

    static List<Activation> activations() {
        return Activation.all();
    }

    /// Exponentials are at the output alone: one upon the other they reach numbers that differences lose.
    private static Architecture network(Activation activation) {
        Activation hidden = activation instanceof Activation.Exponential ? Activation.tanh() : activation;
        return Architecture.of(3, Layer.dense(4, hidden), Layer.dense(5, hidden), Layer.dense(2, activation));
    }

    private static double[] normals(int n, int layer) {
        CounterRandom random = new CounterRandom(11);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 0.7 * random.normal(Purpose.SYNTHETIC_DATA, 0, layer, i);
        }
        return values;
    }

    /// ∂y/∂p of each row and output against central differences of the outputs.
    @ParameterizedTest
    @MethodSource("activations")
    void theJacobianIsThatOfCentralDifferences(Activation activation) {
        assertJacobian(network(activation));
    }

    @Test
    void theJacobianOfALayerNormalisationIsThatOfCentralDifferences() {
        assertJacobian(Architecture.of(
                3,
                Layer.dense(4, Activation.identity()),
                Layer.layerNorm(Activation.tanh()),
                Layer.dense(2, Activation.identity())));
    }

    private static void assertJacobian(Architecture network) {
        double[] p = normals(network.parameterCount(), 0);
        double[][] expected = jacobian(network, p);
        Propagation propagation = new Propagation(network, ROWS, Team.ALONE);
        propagation.forward(p, normals(ROWS * 3, 1), ROWS, new Pass(0).evaluation());
        double largest = Arrays.stream(expected)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        double[] row = new double[p.length];
        for (int output = 0; output < 2; output++) {
            propagation.backwardFromOutput(output);
            for (int r = 0; r < ROWS; r++) {
                propagation.derivativesOfRow(r, row);
                for (int i = 0; i < p.length; i++) {
                    assertThat(row[i])
                            .as("row %d, output %d, parameter %d", r, output, i)
                            .isCloseTo(expected[output * ROWS + r][i], within(CENTRAL_DIFFERENCE * largest));
                }
            }
        }
    }

    /// J [outputs · ROWS × P], output by output, by central differences.
    private static double[][] jacobian(Architecture network, double[] p) {
        double[][] jacobian = new double[2 * ROWS][p.length];
        for (int i = 0; i < p.length; i++) {
            double[] moved = p.clone();
            moved[i] = p[i] + STEP;
            double[] above = outputs(network, moved);
            moved[i] = p[i] - STEP;
            double[] below = outputs(network, moved);
            for (int r = 0; r < ROWS; r++) {
                for (int output = 0; output < 2; output++) {
                    jacobian[output * ROWS + r][i] = (above[r * 2 + output] - below[r * 2 + output]) / (2 * STEP);
                }
            }
        }
        return jacobian;
    }

    private static double[] outputs(Architecture network, double[] p) {
        return new Propagation(network, ROWS, Team.ALONE)
                .forward(p, normals(ROWS * 3, 1), ROWS, new Pass(0).evaluation())
                .clone();
    }

    /// Jᵀr and JᵀJ against products of the Jacobian by central differences, with one more residual √κ·w a weight.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void theNormalEquationsAreThoseOfTheJacobian(double l2) {
        Architecture network = network(Activation.tanh());
        double[] p = normals(network.parameterCount(), 0);
        double[] t = normals(ROWS * 2, 2);
        double[] y = outputs(network, p);
        double[][] jacobian = jacobian(network, p);
        double[] jtr = new double[p.length];
        double[][] jtj = Cholesky.triangle(p.length);
        GaussNewton errors = new GaussNewton(network, l2, ROWS, Team.ALONE, normals(ROWS * 3, 1), t, null);
        double loss = errors.normalEquations(p, jtr, jtj);

        double kappa = ROWS * 2 * l2 / 2;
        double squares = 0;
        for (int k = 0; k < y.length; k++) {
            squares += (y[k] - t[k]) * (y[k] - t[k]);
        }
        for (int i = 0; i < p.length; i++) {
            double own = isWeight(i) ? kappa : 0;
            squares += own * p[i] * p[i];
            double gradient = own * p[i];
            for (int r = 0; r < ROWS; r++) {
                for (int output = 0; output < 2; output++) {
                    gradient += jacobian[output * ROWS + r][i] * (y[r * 2 + output] - t[r * 2 + output]);
                }
            }
            assertThat(jtr[i]).as("Jᵀr %d", i).isCloseTo(gradient, within(ROWS * CENTRAL_DIFFERENCE));
            for (int j = i; j < p.length; j++) {
                double product = i == j ? own : 0;
                for (double[] row : jacobian) {
                    product += row[i] * row[j];
                }
                assertThat(jtj[i][j - i]).as("JᵀJ %d, %d", i, j).isCloseTo(product, within(ROWS * CENTRAL_DIFFERENCE));
            }
        }
        assertThat(loss).isCloseTo(squares * errors.scale(), within(1e-13));
        assertThat(errors.value(p)).isEqualTo(loss);
    }

    /// Blocks W1 [3 × 4], b1 [4], W2 [4 × 5], b2 [5], W3 [5 × 2], b3 [2].
    private static boolean isWeight(int i) {
        return i < 12 || i >= 16 && i < 36 || i >= 41 && i < 51;
    }

    /// 32 rows of J of 542 parameters: more fma than one thread would do alone.
    @Test
    void threadsDoNotChangeABit() {
        Architecture network = Architecture.of(
                3,
                Layer.dense(20, Activation.sigmoid()),
                Layer.dense(20, Activation.tanh()),
                Layer.dense(2, Activation.identity()));
        double[] p = normals(network.parameterCount(), 0);
        double[] jtr = new double[p.length];
        double[][] jtj = Cholesky.triangle(p.length);
        new GaussNewton(network, 0.1, ROWS, Team.ALONE, normals(ROWS * 3, 1), normals(ROWS * 2, 2), null)
                .normalEquations(p, jtr, jtj);
        for (int threads = 2; threads <= 3; threads++) {
            try (Team team = new Team(threads, false)) {
                double[] others = new double[p.length];
                double[][] othersJtj = Cholesky.triangle(p.length);
                new GaussNewton(network, 0.1, ROWS, team, normals(ROWS * 3, 1), normals(ROWS * 2, 2), null)
                        .normalEquations(p, others, othersJtj);
                assertThat(others).containsExactly(jtr);
                assertThat(othersJtj).isDeepEqualTo(jtj);
            }
        }
    }
}
