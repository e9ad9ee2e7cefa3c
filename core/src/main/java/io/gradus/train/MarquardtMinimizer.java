package io.gradus.train;

import io.gradus.math.Cholesky;

/// Levenberg-Marquardt: Gauss-Newton for sums of squares, damped towards steepest descent where it fails.
///
/// Legend: r residuals, J = d r / d p, μ damping. One iteration solves
///
/// (JᵀJ + μI)·δ = Jᵀr, p ← p - δ
///
/// by [Cholesky]. If the sum of squares falls the step is taken and μ is divided by its factor, otherwise μ is multiplied by
/// it and the step is tried again, until μ exceeds its bound: then there is no lower point as far as rounding lets it be
/// seen. The end is also reached when max |∂f/∂p_i| is small enough.
///
/// D. W. Marquardt, SIAM Journal on Applied Mathematics 11 (1963) 431-441; for networks M. T. Hagan, M. B. Menhaj,
/// "Training feedforward networks with the Marquardt algorithm", IEEE Transactions on Neural Networks 5 (1994) 989-993,
/// equation 16; J. Nocedal, S. J. Wright, "Numerical optimization", 2nd ed. (2006), section 10.3.
final class MarquardtMinimizer implements Minimizer {
    // The state's scalars.
    private static final int DAMPING = 0;
    private static final int CONVERGED = 1;

    private final LevenbergMarquardt settings;
    private final LeastSquares f;
    private final double[] jtr;
    private final double[][] jtj;
    private final double[] delta;
    private final double[][] damped;
    private final double[] trial;

    /// @param n parameters; memory for n² numbers is taken
    MarquardtMinimizer(LevenbergMarquardt settings, LeastSquares f, int n) {
        this.settings = settings;
        this.f = f;
        jtr = new double[n];
        jtj = Cholesky.triangle(n);
        delta = new double[n];
        damped = Cholesky.triangle(n);
        trial = new double[n];
    }

    /// What is remembered before the first iteration.
    static OptimizerState newState(double damping) {
        return new OptimizerState(new double[0][], new double[] {damping, 0});
    }

    @Override
    public double iterate(double[] p, OptimizerState state) {
        double[] scalars = state.scalars();
        double before = f.normalEquations(p, jtr, jtj);
        if (!Double.isFinite(before) || !Double.isFinite(largest(jtr))) {
            return Double.NaN;
        }
        if (2 * f.scale() * largest(jtr) <= settings.gradientTolerance()) {
            scalars[CONVERGED] = 1;
            return before;
        }
        while (scalars[DAMPING] <= settings.largest()) {
            if (solve(scalars[DAMPING])) {
                for (int i = 0; i < p.length; i++) {
                    trial[i] = p[i] - delta[i];
                }
                double after = f.value(trial);
                if (after < before) { // not so if it is NaN
                    System.arraycopy(trial, 0, p, 0, p.length);
                    scalars[DAMPING] = Math.max(scalars[DAMPING] / settings.factor(), settings.smallest());
                    return before;
                }
            }
            scalars[DAMPING] *= settings.factor();
        }
        scalars[CONVERGED] = 1;
        return before;
    }

    @Override
    public boolean hasConverged(OptimizerState state) {
        return state.scalars()[CONVERGED] == 1;
    }

    /// δ for this damping.
    ///
    /// @return false if JᵀJ + μI is not positive definite, which rounding may bring about for a small μ
    private boolean solve(double damping) {
        int n = delta.length;
        for (int i = 0; i < n; i++) {
            System.arraycopy(jtj[i], 0, damped[i], 0, n - i);
            damped[i][0] += damping;
        }
        if (!Cholesky.factor(damped)) {
            return false;
        }
        System.arraycopy(jtr, 0, delta, 0, n);
        Cholesky.solve(damped, delta);
        return true;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
