package io.gradus.train;

/// A function of p with its gradient: what L-BFGS makes small.
@FunctionalInterface
interface SmoothFunction {
    /// The function and its gradient.
    ///
    /// @param p the point. A function that computes in fewer digits than a double has rounds p in place to the point where
    ///     it was evaluated, so that differences of points belong to differences of gradients
    /// @param g gradient, as long as p, overwritten
    /// @return f(p); where f has no value, infinity or NaN
    double valueAndGradient(double[] p, double[] g);
}
