package io.gradus.gradient;

import io.gradus.layer.Architecture;

/// A way to compute the gradient of an objective.
///
/// All ways give the same numbers up to rounding and the truncation of a difference quotient; they differ in cost.
/// Implementations are immutable; the objective holds the buffers.
public sealed interface GradientMethod permits Backpropagation, NumericalDifferentiation, RestartedDifferentiation {
    static GradientMethod backpropagation() {
        return new Backpropagation();
    }

    static GradientMethod numericalDifferentiation(double h) {
        return new NumericalDifferentiation(h);
    }

    /// The same numbers as by [#numericalDifferentiation], sooner: forward passes restart where the parameter is.
    static GradientMethod restartedDifferentiation(double h) {
        return new RestartedDifferentiation(h);
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

    /// Forward passes that one call of [#lossAndGradient] takes; passes over a part of the network count by their
    /// multiply-adds.
    long forwardPasses(Architecture architecture);
}
