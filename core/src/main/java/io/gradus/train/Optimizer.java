package io.gradus.train;

import io.gradus.engine.UpdateRule;
import io.gradus.engine.Updates;

/// How parameters move, given a gradient. A description: what changes during training is in its [OptimizerState].
///
/// There are two kinds: one takes a step for each batch, one takes a step for each pass over all training rows.
public sealed interface Optimizer {
    /// The name on the command line and in model files, such as `adam`.
    String name();

    /// What this optimizer remembers, before its first step.
    ///
    /// @param parameters how many there are
    OptimizerState newState(int parameters);

    static Sgd sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    static Rprop rprop() {
        return new Rprop(0.01, 1.2, 0.5, 1e-6, 50);
    }

    /// The optimizer of this name with this learning rate; `rprop` takes it as its first step size.
    ///
    /// @throws IllegalArgumentException if there is none of the name, or the rate is out of range
    static Optimizer named(String name, double learningRate) {
        return switch (name) {
            case "sgd" -> sgd(learningRate);
            case "adam" -> adam(learningRate);
            case "rprop" -> new Rprop(learningRate, 1.2, 0.5, 1e-6, 50);
            default ->
                throw new IllegalArgumentException(
                        "optimizer: expected one of sgd, adam, rprop, got \"%s\"".formatted(name));
        };
    }

    /// Moves the parameters by one step.
    ///
    /// @param p parameters, updated in place
    /// @param g gradient, not modified
    /// @param state as [#newState] gave it, updated in place
    default void update(double[] p, double[] g, OptimizerState state) {
        UpdateRule rule = UpdateRules.of(this);
        rule.advance(state.scalars());
        Updates.apply(rule, p, g, state.arrays(), state.scalars(), 0, p.length);
    }

    /// A step for each batch.
    sealed interface PerBatch extends Optimizer {}

    /// A step for each pass over all rows.
    sealed interface FullBatch extends Optimizer {}

    /// Gradient descent: p ← p - learningRate·g.
    ///
    /// @param learningRate finite, above 0
    record Sgd(double learningRate) implements PerBatch {
        public Sgd {
            requirePositive("learning rate", learningRate);
        }

        @Override
        public String name() {
            return "sgd";
        }

        @Override
        public OptimizerState newState(int parameters) {
            return new OptimizerState(new double[0][], new double[0]);
        }
    }

    /// Adam (D. P. Kingma, J. Ba, ICLR 2015). Defaults β₁ 0.9, β₂ 0.999, ε 1e-8 are the paper's and PyTorch's. The powers βᵗ
    /// are running products.
    ///
    /// @param learningRate finite, above 0
    /// @param beta1 0 ≤ β₁ < 1, decay of the mean of gradients
    /// @param beta2 0 ≤ β₂ < 1, decay of the mean of their squares
    /// @param epsilon finite, above 0
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements PerBatch {
        public Adam {
            requirePositive("learning rate", learningRate);
            requireDecay("beta1", beta1);
            requireDecay("beta2", beta2);
            requirePositive("epsilon", epsilon);
        }

        @Override
        public String name() {
            return "adam";
        }

        @Override
        public OptimizerState newState(int parameters) {
            return new OptimizerState(new double[2][parameters], new double[] {1, 1});
        }
    }

    /// RPROP (M. Riedmiller, H. Braun, ICNN 1993). Defaults are PyTorch's: first step 0.01, η⁺ 1.2, η⁻ 0.5, steps from 1e-6 to 50.
    ///
    /// @param firstStep of every parameter, finite, above 0
    /// @param increase η⁺ > 1
    /// @param decrease 0 < η⁻ < 1
    /// @param smallest at least 0
    /// @param largest finite, at least `smallest`
    record Rprop(double firstStep, double increase, double decrease, double smallest, double largest)
            implements FullBatch {
        public Rprop {
            requirePositive("learning rate", firstStep);
            require(
                    increase > 1 && increase < Double.POSITIVE_INFINITY,
                    "increase",
                    "a finite number above 1",
                    increase);
            require(decrease > 0 && decrease < 1, "decrease", "a number between 0 and 1", decrease);
            require(smallest >= 0, "smallest", "at least 0", smallest);
            require(largest >= smallest && largest < Double.POSITIVE_INFINITY, "largest", "at least smallest", largest);
        }

        @Override
        public String name() {
            return "rprop";
        }

        @Override
        public OptimizerState newState(int parameters) {
            OptimizerState state = new OptimizerState(new double[2][parameters], new double[0]);
            java.util.Arrays.fill(state.arrays()[1], firstStep);
            return state;
        }
    }

    private static void requirePositive(String name, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, name, "a finite number above 0", value);
    }

    private static void requireDecay(String name, double value) {
        require(value >= 0 && value < 1, name, "0 <= " + name + " < 1", value);
    }

    private static void require(boolean holds, String name, String expected, double value) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, value));
        }
    }
}
