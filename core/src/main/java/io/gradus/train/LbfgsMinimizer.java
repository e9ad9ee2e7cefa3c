package io.gradus.train;

import io.gradus.math.Axpy;
import io.gradus.math.Sums;

/// L-BFGS: a quasi-Newton method that keeps its picture of the curvature in the last m steps.
///
/// Legend: p point, g gradient, s = p_k+1 - p_k, y = g_k+1 - g_k, ρ = 1 / sᵀy, H the picture of the inverse Hessian.
/// The direction is d = -H·g by the two loops of algorithm 7.4, from H⁰ = γ·I with γ = sᵀy / yᵀy of the newest pair
/// (equation 7.20); then a step by [StrongWolfe], at first 1 (algorithm 7.5). J. Nocedal, S. J. Wright, "Numerical
/// optimization", 2nd ed. (2006), section 7.2; J. Nocedal, Mathematics of Computation 35 (1980) 773-782.
///
/// As in SciPy's L-BFGS-B (C. Zhu et al., ACM TOMS 23 (1997) 550-560): the very first step has length 1 at most; a
/// pair with sᵀy ≤ 2⁻⁵²·yᵀy is not kept; where no step is found the pairs are forgotten, once, for steepest descent; the end
/// is reached when max |g_i| or (f_k - f_k+1) / max(|f_k|, |f_k+1|, 1) is small enough.
final class LbfgsMinimizer implements Minimizer {
    // What the state's arrays are: g, then m times s, then m times y. Its scalars, after which ρ follows m times:
    private static final int STARTED = 0;
    private static final int VALUE = 1;
    private static final int PAIRS = 2;
    private static final int NEWEST = 3;
    private static final int CONVERGED = 4;
    private static final int EVALUATIONS = 5;
    private static final int RHO = 6;

    private static final double LEAST_CURVATURE = 0x1p-52;

    private final Lbfgs settings;
    private final SmoothFunction f;
    private final StrongWolfe lineSearch;
    private final double[] d;
    private final double[] newS;
    private final double[] newY;
    private final double[] alpha;

    /// @param n parameters
    LbfgsMinimizer(Lbfgs settings, SmoothFunction f, int n) {
        this.settings = settings;
        this.f = f;
        lineSearch = new StrongWolfe(f, n, settings.c1(), settings.c2(), settings.maxEvaluations());
        d = new double[n];
        newS = new double[n];
        newY = new double[n];
        alpha = new double[settings.memory()];
    }

    /// What is remembered before the first iteration.
    static OptimizerState newState(int memory, int n) {
        return new OptimizerState(new double[1 + 2 * memory][n], new double[RHO + memory]);
    }

    @Override
    public double iterate(double[] p, OptimizerState state) {
        double[] scalars = state.scalars();
        double[] g = state.arrays()[0];
        if (scalars[STARTED] == 0) {
            scalars[VALUE] = f.valueAndGradient(p, g);
            scalars[EVALUATIONS] = 1;
            scalars[STARTED] = 1;
        }
        double before = scalars[VALUE];
        if (!Double.isFinite(before) || !Double.isFinite(largest(g))) {
            return Double.NaN;
        }
        if (largest(g) <= settings.gradientTolerance()) {
            scalars[CONVERGED] = 1;
            return before;
        }
        StrongWolfe.Outcome outcome = search(p, state);
        if (outcome == StrongWolfe.Outcome.NONE && scalars[PAIRS] > 0) {
            scalars[PAIRS] = 0;
            outcome = search(p, state);
        }
        if (outcome == StrongWolfe.Outcome.NONE) {
            scalars[CONVERGED] = 1;
            return before;
        }
        double after = lineSearch.value();
        remember(p, state);
        System.arraycopy(lineSearch.point(), 0, p, 0, p.length);
        System.arraycopy(lineSearch.gradient(), 0, g, 0, p.length);
        scalars[VALUE] = after;
        double scale = Math.max(Math.max(Math.abs(before), Math.abs(after)), 1);
        if (before - after <= settings.lossTolerance() * scale || largest(g) <= settings.gradientTolerance()) {
            scalars[CONVERGED] = 1;
        }
        return before;
    }

    @Override
    public boolean hasConverged(OptimizerState state) {
        return state.scalars()[CONVERGED] == 1;
    }

    /// How often f was evaluated since the first iteration.
    static long evaluations(OptimizerState state) {
        return (long) state.scalars()[EVALUATIONS];
    }

    private StrongWolfe.Outcome search(double[] p, OptimizerState state) {
        double[] scalars = state.scalars();
        double[] g = state.arrays()[0];
        direction(state);
        double slope = Sums.dot(g, 0, d, 0, d.length);
        if (!(slope < 0 && slope > Double.NEGATIVE_INFINITY)) {
            return StrongWolfe.Outcome.NONE;
        }
        double first = scalars[PAIRS] == 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1; // without pairs d = -g: length 1
        StrongWolfe.Outcome outcome = lineSearch.search(p, scalars[VALUE], slope, d, first);
        scalars[EVALUATIONS] += lineSearch.evaluations();
        return outcome;
    }

    /// d ← -H·g, algorithm 7.4.
    private void direction(OptimizerState state) {
        double[] scalars = state.scalars();
        int n = d.length;
        int pairs = (int) scalars[PAIRS];
        System.arraycopy(state.arrays()[0], 0, d, 0, n);
        for (int age = 0; age < pairs; age++) {
            int k = slot(state, age);
            alpha[k] = scalars[RHO + k] * Sums.dot(s(state, k), 0, d, 0, n);
            Axpy.axpy(-alpha[k], y(state, k), d);
        }
        double gamma = 1;
        if (pairs > 0) {
            double[] y = y(state, slot(state, 0));
            gamma = 1 / (scalars[RHO + slot(state, 0)] * Sums.dot(y, 0, y, 0, n));
        }
        for (int i = 0; i < n; i++) {
            d[i] *= gamma;
        }
        for (int age = pairs - 1; age >= 0; age--) {
            int k = slot(state, age);
            double beta = scalars[RHO + k] * Sums.dot(y(state, k), 0, d, 0, n);
            Axpy.axpy(alpha[k] - beta, s(state, k), d);
        }
        for (int i = 0; i < n; i++) {
            d[i] = -d[i];
        }
    }

    /// Keeps the pair (s, y) of the step from p, in the oldest one's place if there are m already.
    private void remember(double[] p, OptimizerState state) {
        double[] scalars = state.scalars();
        int n = p.length;
        difference(lineSearch.point(), p, newS);
        difference(lineSearch.gradient(), state.arrays()[0], newY);
        double sy = Sums.dot(newS, 0, newY, 0, n);
        if (!(sy > LEAST_CURVATURE * Sums.dot(newY, 0, newY, 0, n))) {
            return; // H would no longer be positive definite
        }
        int m = settings.memory();
        int k = scalars[PAIRS] == 0 ? 0 : ((int) scalars[NEWEST] + 1) % m;
        System.arraycopy(newS, 0, s(state, k), 0, n);
        System.arraycopy(newY, 0, y(state, k), 0, n);
        scalars[RHO + k] = 1 / sy;
        scalars[NEWEST] = k;
        scalars[PAIRS] = Math.min(m, scalars[PAIRS] + 1);
    }

    private static void difference(double[] a, double[] b, double[] difference) {
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
    }

    /// Where the pair is that was the newest so many kept pairs ago.
    private int slot(OptimizerState state, int age) {
        int m = settings.memory();
        return ((int) state.scalars()[NEWEST] - age + m) % m;
    }

    private static double[] s(OptimizerState state, int k) {
        return state.arrays()[1 + k];
    }

    private double[] y(OptimizerState state, int k) {
        return state.arrays()[1 + settings.memory() + k];
    }

    private static double largest(double[] g) {
        double largest = 0;
        for (double value : g) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
