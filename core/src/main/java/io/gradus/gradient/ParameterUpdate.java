package io.gradus.gradient;

/// A step of gradient descent that somebody wrote by hand.
@FunctionalInterface
public interface ParameterUpdate {
    /// p becomes p - learningRate·g.
    ///
    /// @param p parameters, to be updated in place
    /// @param g gradient, not to be modified
    void update(double[] p, double[] g, double learningRate);
}
