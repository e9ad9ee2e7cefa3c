package io.gradus.gradient;

/// A loss with a gradient that somebody wrote by hand.
@FunctionalInterface
public interface GradientFunction {
    /// The loss and its gradient.
    ///
    /// @param p parameters, not to be modified
    /// @param g gradient, as long as p; to be overwritten, or added to where a caller clears it first
    /// @return L(p)
    double lossAndGradient(double[] p, double[] g);
}
