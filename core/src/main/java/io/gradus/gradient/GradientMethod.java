package io.gradus.gradient;

/// A way to compute the gradient of an objective.
///
/// Both ways give the same numbers up to rounding and the truncation of a difference quotient; they differ in cost.
/// Implementations are immutable; the objective holds the buffers.
public sealed interface GradientMethod permits Backpropagation, NumericalDifferentiation {
    static GradientMethod backpropagation() {
        return new Backpropagation();
    }

    static GradientMethod numericalDifferentiation(double h) {
        return new NumericalDifferentiation(h);
    }

    /// Such as `backpropagation`.
    String name();

    /// The loss of a batch and its gradient.
    ///
    /// @param p parameters in the flat order; may be changed during the call, restored to the bit at its end
    /// @param step the training step, the key of random layers
    /// @param g gradient in the flat order, overwritten
    /// @return L(p)
    double lossAndGradient(Objective objective, double[] p, Batch batch, long step, double[] g);

    /// Forward passes that one call of [#lossAndGradient] takes.
    ///
    /// @param parameters number of parameters
    long forwardPasses(int parameters);
}
