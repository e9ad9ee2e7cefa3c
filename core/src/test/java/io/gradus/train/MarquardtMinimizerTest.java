package io.gradus.train;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.engine.GaussNewton;
import io.gradus.engine.Team;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MarquardtMinimizerTest {
    private static final LevenbergMarquardt SETTINGS = Optimizer.levenbergMarquardt();

    /// The line y = w·x + b through (0, 1), (1, 3), (2, 5) from w = b = 0 with μ = 1.
    ///
    /// r = (-1, -3, -5), J = [0 1; 1 1; 2 1], Jᵀr = (-13, -9), JᵀJ = [5 3; 3 3], JᵀJ + I = [6 3; 3 4] with determinant 15,
    /// δ = (-(4·13 - 3·9), -(6·9 - 3·13)) / 15 = (-25, -15) / 15. So w = 5/3, b = 1; the loss falls from 35/3, and μ to 0.1.
    @Test
    void takesTheHandWorkedStep() {
        LevenbergMarquardt settings = new LevenbergMarquardt(1, 10, 1e-20, 1e10, 1e-7);
        MarquardtMinimizer minimizer = new MarquardtMinimizer(settings, line(), 2);
        OptimizerState state = settings.newState(2);
        double[] p = {0, 0};
        assertThat(minimizer.iterate(p, state)).isCloseTo(35.0 / 3, within(HAND_WORKED));
        assertThat(p).containsExactly(new double[] {5.0 / 3, 1}, within(HAND_WORKED));
        assertThat(state.scalars()[0]).isCloseTo(0.1, within(HAND_WORKED));
    }

    private static LeastSquares line() {
        Architecture line = Architecture.of(1, Layer.dense(1, Activation.identity()));
        return new NetworkErrors(
                new GaussNewton(line, 0, 3, Team.ALONE, new double[] {0, 1, 2}, new double[] {1, 3, 5}, null));
    }

    /// One residual r(p) with r = 2 and J = 1 at p = 0, which is worse than 2 unless the step is 0.25 or shorter. With μ = 1
    /// the step is 2/(1 + 1) = 1, with 10 it is 2/11: μ is 10 when it is taken, and 1 afterwards.
    @Test
    void raisesTheDampingUntilTheLossFalls() {
        LeastSquares narrow = new LeastSquares() {
            @Override
            public double scale() {
                return 1;
            }

            @Override
            public double value(double[] p) {
                return p[0] < -0.25 ? 9 : (2 + p[0]) * (2 + p[0]);
            }

            @Override
            public double normalEquations(double[] p, double[] jtr, double[][] jtj) {
                jtr[0] = 2 + p[0];
                jtj[0][0] = 1;
                return value(p);
            }
        };
        LevenbergMarquardt settings = new LevenbergMarquardt(1, 10, 1e-20, 1e10, 1e-7);
        OptimizerState state = settings.newState(1);
        double[] p = {0};
        new MarquardtMinimizer(settings, narrow, 1).iterate(p, state);
        assertThat(p).containsExactly(new double[] {-2.0 / 11}, within(HAND_WORKED));
        assertThat(state.scalars()[0]).isEqualTo(1);
    }

    /// Where no step lowers the loss μ passes its bound: that is the end, and the point stays.
    @Test
    void endsWhereNoDampingLowersTheLoss() {
        LeastSquares flat = new LeastSquares() {
            @Override
            public double scale() {
                return 1;
            }

            @Override
            public double value(double[] p) {
                return 1;
            }

            @Override
            public double normalEquations(double[] p, double[] jtr, double[][] jtj) {
                jtr[0] = 1;
                jtj[0][0] = 1;
                return 1;
            }
        };
        MarquardtMinimizer minimizer = new MarquardtMinimizer(SETTINGS, flat, 1);
        OptimizerState state = SETTINGS.newState(1);
        double[] p = {7};
        assertThat(minimizer.iterate(p, state)).isEqualTo(1);
        assertThat(minimizer.hasConverged(state)).isTrue();
        assertThat(p).containsExactly(7);
    }

    /// SciPy's MINPACK code damps otherwise, so the way differs and the minimum does not, but for signs: tanh is odd, so that
    /// all numbers of a hidden unit may change their sign together.
    @Test
    void findsTheLeastSquaresThatScipyFinds() {
        LevenbergMarquardt exact = new LevenbergMarquardt(1e-3, 10, 1e-20, 1e10, 0);
        double[] p = Scipy.start(3);
        MarquardtMinimizer minimizer = new MarquardtMinimizer(exact, Scipy.leastSquares(3), p.length);
        OptimizerState state = exact.newState(p.length);
        int iterations = 0;
        double last = Double.NaN;
        while (!minimizer.hasConverged(state) && iterations < 500) {
            last = minimizer.iterate(p, state);
            iterations++;
        }
        double scipys = Scipy.result("leastSquares").getDouble("value");
        assertThat(last).isCloseTo(scipys, within(1e-9 * scipys));
        double[] expected = Scipy.result("leastSquares").getDoubles("parameters");
        for (int i = 0; i < p.length; i++) {
            assertThat(Math.abs(p[i])).as("parameter %d", i).isCloseTo(Math.abs(expected[i]), within(1e-6));
        }
        assertThat(iterations).isLessThan(2 * Scipy.result("leastSquares").getInt("evaluations"));
    }

    /// Four rows, thirteen parameters: JᵀJ is singular and damping makes it definite.
    @Test
    void learnsExclusiveOrInFewIterations() {
        Architecture network =
                Architecture.of(2, Layer.dense(3, Activation.tanh()), Layer.dense(1, Activation.identity()));
        double[] x = {0, 0, 0, 1, 1, 0, 1, 1};
        double[] t = {0, 1, 1, 0};
        double[] p = new double[13];
        Arrays.setAll(p, k -> StrictMath.sin(k + 1));
        LeastSquares errors = new NetworkErrors(new GaussNewton(network, 0, 4, Team.ALONE, x, t, null));
        MarquardtMinimizer minimizer = new MarquardtMinimizer(SETTINGS, errors, p.length);
        OptimizerState state = SETTINGS.newState(p.length);
        double loss = 1;
        for (int k = 0; k < 30 && !minimizer.hasConverged(state); k++) {
            loss = minimizer.iterate(p, state);
        }
        assertThat(loss).isLessThan(1e-12);
    }

    @Test
    void leavesThePointWhereTheLossHasNoValue() {
        double[] p = {Double.MAX_VALUE, Double.MAX_VALUE};
        MarquardtMinimizer minimizer = new MarquardtMinimizer(SETTINGS, line(), 2);
        OptimizerState state = SETTINGS.newState(2);
        assertThat(minimizer.iterate(p, state)).isNaN();
        assertThat(p).containsExactly(Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(minimizer.hasConverged(state)).isFalse();
    }
}
