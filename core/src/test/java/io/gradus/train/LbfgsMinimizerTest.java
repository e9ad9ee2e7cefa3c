package io.gradus.train;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LbfgsMinimizerTest {
    /// To the gradient's tolerance alone, as the recorded runs of SciPy.
    private static final Lbfgs SETTINGS = new Lbfgs(10, 1e-4, 0.9, 1e-8, 0, 20);

    /// Rosenbrock's function Σ 100·(x_i+1 - x_i²)² + (1 - x_i)², as SciPy's `rosen`; its minimum is 0 at (1, …, 1).
    private static double rosenbrock(double[] x, double[] g) {
        Arrays.fill(g, 0);
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double valley = x[i + 1] - x[i] * x[i];
            sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
            g[i] += -400 * x[i] * valley - 2 * (1 - x[i]);
            g[i + 1] += 200 * valley;
        }
        return sum;
    }

    private static double[] start(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 2 == 0 ? -1.2 : 1;
        }
        return x;
    }

    /// SciPy 1.17.1's L-BFGS-B takes 46 and 168 evaluations from there, with another line search.
    @ParameterizedTest
    @CsvSource({"2, rosenbrock2", "20, rosenbrock20"})
    void findsRosenbrocksMinimumInAboutAsManyEvaluationsAsScipy(int n, String name) {
        double[] x = start(n);
        OptimizerState state = SETTINGS.newState(n);
        LbfgsMinimizer minimizer = new LbfgsMinimizer(SETTINGS, LbfgsMinimizerTest::rosenbrock, n);
        run(minimizer, x, state, 1000);
        assertThat(minimizer.hasConverged(state)).isTrue();
        for (double xi : x) {
            assertThat(xi).isCloseTo(1, within(1e-7));
        }
        long scipys = Scipy.result(name).getLong("evaluations");
        assertThat(LbfgsMinimizer.evaluations(state)).isBetween(scipys * 2 / 3, scipys * 4 / 3);
    }

    @Test
    void findsTheMinimumOfANetworksLossThatScipyFinds() {
        Lbfgs settings = new Lbfgs(10, 1e-4, 0.9, 1e-9, 0, 20);
        SmoothFunction loss = Scipy.loss(3, 1e-3);
        double[] p = Scipy.start(3);
        OptimizerState state = settings.newState(p.length);
        LbfgsMinimizer minimizer = new LbfgsMinimizer(settings, loss, p.length);
        double first = minimizer.iterate(p, state);
        assertThat(first).isCloseTo(Scipy.result("network").getDouble("start"), within(1e-14));
        double last = run(minimizer, p, state, 2000);
        assertThat(last).isCloseTo(Scipy.result("network").getDouble("value"), within(1e-14));
        double[] expected = Scipy.result("network").getDoubles("parameters");
        assertThat(p).containsExactly(expected, within(1e-5));
        long scipys = Scipy.result("network").getLong("evaluations");
        assertThat(LbfgsMinimizer.evaluations(state)).isBetween(scipys / 2, scipys * 2);
    }

    /// At each point, before and after, on a curved valley and on a network.
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void eachStepFulfilsTheStrongWolfeConditions(boolean network) {
        SmoothFunction f = network ? Scipy.loss(3, 1e-3) : LbfgsMinimizerTest::rosenbrock;
        double[] x = network ? Scipy.start(3) : start(20);
        int n = x.length;
        Lbfgs settings = new Lbfgs(5, 1e-4, 0.9, 1e-4, 0, 20);
        OptimizerState state = settings.newState(n);
        LbfgsMinimizer minimizer = new LbfgsMinimizer(settings, f, n);
        double[] before = x.clone();
        double[] g = new double[n];
        int steps = 0;
        while (!minimizer.hasConverged(state)) {
            minimizer.iterate(x, state);
            double value = f.valueAndGradient(before, g);
            double slope = slope(g, before, x); // α·φ'(0)
            double after = f.valueAndGradient(x, g);
            assertThat(after).as("step %d", steps).isLessThanOrEqualTo(value + 1e-4 * slope + 1e-15);
            assertThat(Math.abs(slope(g, before, x)))
                    .as("step %d", steps)
                    .isLessThanOrEqualTo(-0.9 * slope * (1 + 1e-9));
            System.arraycopy(x, 0, before, 0, n);
            steps++;
        }
        assertThat(steps).isGreaterThan(20);
    }

    private static double slope(double[] g, double[] from, double[] to) {
        double sum = 0;
        for (int i = 0; i < g.length; i++) {
            sum += g[i] * (to[i] - from[i]);
        }
        return sum;
    }

    /// Each direction against the matrix of BFGS built up pair by pair, H ← (I - ρsyᵀ)·H·(I - ρysᵀ) + ρssᵀ from γ·I
    /// (Nocedal and Wright, equation 6.17), over the newest m pairs: more than m iterations, so that pairs are dropped.
    @Test
    void directionsAreThoseOfTheBfgsMatrix() {
        int n = 6;
        int m = 4;
        Lbfgs settings = new Lbfgs(m, 1e-4, 0.9, 0, 0, 20);
        LbfgsMinimizer minimizer = new LbfgsMinimizer(settings, LbfgsMinimizerTest::rosenbrock, n);
        OptimizerState state = settings.newState(n);
        double[] x = start(n);
        List<double[]> s = new ArrayList<>();
        List<double[]> y = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            double[] before = x.clone();
            double[] g = new double[n];
            rosenbrock(x, g);
            minimizer.iterate(x, state);
            double[] step = minus(x, before);
            double[] d = times(bfgs(s, y, m, n), g); // -d
            double alpha = -slope(step, new double[n], d) / slope(d, new double[n], d);
            for (int i = 0; i < n; i++) {
                assertThat(step[i]).as("step %d, %d", k, i).isCloseTo(-alpha * d[i], within(1e-9 * norm(step)));
            }
            double[] after = new double[n];
            rosenbrock(x, after);
            s.add(step);
            y.add(minus(after, g));
        }
    }

    private static double[][] bfgs(List<double[]> s, List<double[]> y, int m, int n) {
        double[][] h = new double[n][n];
        int pairs = s.size();
        double gamma = pairs == 0 ? 1 : dot(s.getLast(), y.getLast()) / dot(y.getLast(), y.getLast());
        for (int i = 0; i < n; i++) {
            h[i][i] = gamma;
        }
        for (int k = Math.max(0, pairs - m); k < pairs; k++) {
            double[] sk = s.get(k);
            double rho = 1 / dot(sk, y.get(k));
            double[] hy = times(h, y.get(k));
            double yhy = dot(y.get(k), hy);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) { // the product, multiplied out
                    h[i][j] += -rho * (sk[i] * hy[j] + hy[i] * sk[j]) + (rho * rho * yhy + rho) * sk[i] * sk[j];
                }
            }
        }
        return h;
    }

    private static double[] times(double[][] a, double[] x) {
        return Arrays.stream(a).mapToDouble(row -> dot(row, x)).toArray();
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        return slope(a, new double[a.length], b);
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /// (x - 3)² from x = 1: g = -4, so the first direction is 4 and the first step 1/4, to x = 2 with φ' = -2·4 = -8
    /// against -16: flat enough. s = 1, y = 2, γ = 1/2: the second direction is 1, its first step ends at the minimum, 3.
    @Test
    void takesTheHandWorkedSteps() {
        SmoothFunction parabola = (x, g) -> {
            g[0] = 2 * (x[0] - 3);
            return (x[0] - 3) * (x[0] - 3);
        };
        LbfgsMinimizer minimizer = new LbfgsMinimizer(SETTINGS, parabola, 1);
        OptimizerState state = SETTINGS.newState(1);
        double[] x = {1};
        assertThat(minimizer.iterate(x, state)).isEqualTo(4);
        assertThat(x).containsExactly(new double[] {2}, within(HAND_WORKED));
        assertThat(minimizer.iterate(x, state)).isCloseTo(1, within(HAND_WORKED));
        assertThat(x).containsExactly(new double[] {3}, within(HAND_WORKED));
        assertThat(minimizer.hasConverged(state)).isTrue();
    }

    @Test
    void stopsWhereTheLossFallsByLittle() {
        Lbfgs loose = new Lbfgs(10, 1e-4, 0.9, 0, 1e-3, 20);
        double[] x = start(2);
        OptimizerState state = loose.newState(2);
        LbfgsMinimizer minimizer = new LbfgsMinimizer(loose, LbfgsMinimizerTest::rosenbrock, 2);
        double last = run(minimizer, x, state, 1000);
        double after = rosenbrock(x, new double[2]);
        assertThat(last - after).isBetween(0.0, 1e-3);
        assertThat(after).as("not yet at the minimum").isGreaterThan(1e-12);
    }

    /// Without a tolerance rounding is the end: no step lowers the function, and the point stays where it is.
    @Test
    void convergesToRoundingWithoutTolerances() {
        Lbfgs exact = new Lbfgs(10, 1e-4, 0.9, 0, 0, 20);
        double[] x = Scipy.start(3);
        OptimizerState state = exact.newState(x.length);
        LbfgsMinimizer minimizer = new LbfgsMinimizer(exact, Scipy.loss(3, 1e-3), x.length);
        double last = run(minimizer, x, state, 5000);
        assertThat(minimizer.hasConverged(state)).isTrue();
        assertThat(last).isCloseTo(Scipy.result("network").getDouble("value"), within(1e-14));
        double[] settled = x.clone();
        assertThat(minimizer.iterate(x, state)).isEqualTo(last);
        assertThat(x).containsExactly(settled);
    }

    @Test
    void leavesThePointWhereTheFunctionHasNoValue() {
        LbfgsMinimizer minimizer = new LbfgsMinimizer(SETTINGS, (p, g) -> Double.NaN, 1);
        double[] x = {5};
        assertThat(minimizer.iterate(x, SETTINGS.newState(1))).isNaN();
        assertThat(x).containsExactly(5);
    }

    /// No convergence, though no step can be found.
    @Test
    void leavesThePointWhereTheGradientHasNoValue() {
        SmoothFunction steep = (p, g) -> {
            g[0] = Double.NEGATIVE_INFINITY;
            return 1;
        };
        LbfgsMinimizer minimizer = new LbfgsMinimizer(SETTINGS, steep, 1);
        OptimizerState state = SETTINGS.newState(1);
        double[] x = {5};
        assertThat(minimizer.iterate(x, state)).isNaN();
        assertThat(minimizer.hasConverged(state)).isFalse();
        assertThat(x).containsExactly(5);
    }

    /// All that the next iteration depends on is in point and state.
    @Test
    void goesOnFromACopyOfItsStateToTheSameBits() {
        double[] x = start(20);
        OptimizerState state = SETTINGS.newState(20);
        LbfgsMinimizer whole = new LbfgsMinimizer(SETTINGS, LbfgsMinimizerTest::rosenbrock, 20);
        for (int k = 0; k < 40; k++) {
            if (k % 7 == 0) {
                double[] other = x.clone();
                OptimizerState copy = SETTINGS.newState(20);
                copy.copyFrom(state);
                LbfgsMinimizer resumed = new LbfgsMinimizer(SETTINGS, LbfgsMinimizerTest::rosenbrock, 20);
                resumed.iterate(other, copy);
                resumed.iterate(other, copy);
                double[] wholes = x.clone();
                OptimizerState wholesState = SETTINGS.newState(20);
                wholesState.copyFrom(state);
                whole.iterate(wholes, wholesState);
                whole.iterate(wholes, wholesState);
                assertThat(other).as("from iteration %d", k).containsExactly(wholes);
            }
            whole.iterate(x, state);
        }
    }

    private static double run(Minimizer minimizer, double[] x, OptimizerState state, int iterations) {
        double loss = Double.NaN;
        for (int k = 0; k < iterations && !minimizer.hasConverged(state); k++) {
            loss = minimizer.iterate(x, state);
        }
        return loss;
    }
}
