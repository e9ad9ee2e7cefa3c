package io.gradus.engine;

/// How an optimizer moves the parameters, given the gradient and a learning rate; the arithmetic is in `Updates`.
public sealed interface UpdateRule {
    /// Arrays as long as the parameters that the rule remembers from step to step.
    int arrays();

    /// Before a step: what changes once a step, not once a parameter.
    ///
    /// @param scalars numbers that the rule remembers, updated in place
    default void advance(double[] scalars) {}

    /// Whether the rule must hear the loss before it moves anything.
    default boolean needsLoss() {
        return false;
    }

    /// The loss where the parameters are, before a step of a rule that needs it.
    ///
    /// @param scalars numbers that the rule remembers, updated in place
    default void hear(double loss, double[] scalars) {}

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
    ///
    /// @param backtracking whether a step that raised the loss is taken back (iRPROP+); its scalars are the losses before
    ///     the last step and before this one
    record Rprop(double increase, double decrease, double smallest, double largest, boolean backtracking)
            implements UpdateRule {
        @Override
        public int arrays() {
            return 2;
        }

        @Override
        public boolean needsLoss() {
            return backtracking;
        }

        @Override
        public void hear(double loss, double[] scalars) {
            if (backtracking) {
                scalars[0] = scalars[1];
                scalars[1] = loss;
            }
        }

        /// Whether the last step raised the loss.
        boolean takesBack(double[] scalars) {
            return backtracking && scalars[1] > scalars[0];
        }
    }
}
