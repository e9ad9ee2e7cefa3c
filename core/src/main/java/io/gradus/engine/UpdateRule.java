package io.gradus.engine;

/// How an optimizer moves the parameters, given the gradient; the arithmetic is in `Updates`.
public sealed interface UpdateRule {
    /// Arrays as long as the parameters that the rule remembers from step to step.
    int arrays();

    /// Before a step: what changes once a step, not once a parameter.
    ///
    /// @param scalars numbers that the rule remembers, updated in place
    default void advance(double[] scalars) {}

    /// Gradient descent: p ← p - learningRate·g.
    record Sgd(double learningRate) implements UpdateRule {
        @Override
        public int arrays() {
            return 0;
        }
    }

    /// Adam; its scalars are the powers β₁ᵗ and β₂ᵗ, running products.
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements UpdateRule {
        @Override
        public int arrays() {
            return 2;
        }

        @Override
        public void advance(double[] scalars) {
            scalars[0] *= beta1;
            scalars[1] *= beta2;
        }
    }

    /// RPROP.
    record Rprop(double increase, double decrease, double smallest, double largest) implements UpdateRule {
        @Override
        public int arrays() {
            return 2;
        }
    }
}
