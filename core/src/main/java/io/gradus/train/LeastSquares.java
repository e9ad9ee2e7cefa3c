package io.gradus.train;

/// A sum of squares: what Levenberg-Marquardt makes small.
///
/// f(p) = c·Σ_i r_i(p)² with c > 0. J is the matrix ∂r_i / ∂p_k, so ∂f/∂p = 2c·Jᵀr.
interface LeastSquares {
    /// c.
    double scale();

    /// f(p).
    ///
    /// @param p not modified
    double value(double[] p);

    /// f(p) and what its linearised residuals come to.
    ///
    /// @param p the point [n], not modified
    /// @param jtr Jᵀr [n], overwritten
    /// @param jtj upper triangle of JᵀJ, laid out as in `Cholesky`, overwritten
    /// @return f(p)
    double normalEquations(double[] p, double[] jtr, double[][] jtj);
}
