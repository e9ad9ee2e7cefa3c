package io.gradus.engine;

/// How an optimizer moves the parameters, given the gradient and a learning rate; the arithmetic is in `Updates`.
public sealed interface UpdateRule {
    /// Arrays as long as the parameters that the rule remembers from step to step.
    int arrays();

    /// Before a step: what changes once a step, not once a parameter.
    ///
    /// @param scalars numbers that the rule remembers, updated in place
    default void advance(double[] scalars) {}

    /// Gradient descent, with momentum if it is above 0.
    ///
    /// @param nesterov whether the step looks ahead
    record Sgd(double momentum, boolean nesterov) implements UpdateRule {
        @Override
        public int arrays() {
            return momentum > 0 ? 1 : 0;
        }
    }

    /// Adagrad.
    record Adagrad(double epsilon) implements UpdateRule {
        @Override
        public int arrays() {
            return 1;
        }
    }

    /// RMSProp.
    record RmsProp(double decay, double epsilon) implements UpdateRule {
        @Override
        public int arrays() {
            return 1;
        }
    }

    /// Adam; its scalars are the powers β₁ᵗ and β₂ᵗ, running products.
    record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
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

    /// RPROP, which has step sizes of its own and no use for a learning rate.
    record Rprop(double increase, double decrease, double smallest, double largest) implements UpdateRule {
        @Override
        public int arrays() {
            return 2;
        }
    }
}
