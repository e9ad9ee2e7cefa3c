package io.gradus.train;

import io.gradus.engine.Updates;

/// How parameters move, given a gradient. A description: what changes during training is in its [OptimizerState].
///
/// There are two kinds: one takes a step for each batch, one takes a step for each pass over all training rows and may
/// evaluate the objective as often as it likes.
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

    /// A step for each batch.
    sealed interface PerBatch extends Optimizer {
        /// Moves the parameters.
        ///
        /// @param p parameters, updated in place
        /// @param g gradient of the batch's loss, not modified
        /// @param state updated in place
        void update(double[] p, double[] g, OptimizerState state);
    }

    /// A step for each pass over all rows.
    sealed interface FullBatch extends Optimizer {
        /// Moves the parameters.
        ///
        /// @param p parameters, updated in place
        /// @param g overwritten with gradients
        /// @param state updated in place
        /// @return the loss before the step
        double step(Evaluation objective, double[] p, double[] g, OptimizerState state);
    }

    /// The objective on all training rows.
    interface Evaluation {
        /// L(p), its gradient into g.
        double lossAndGradient(double[] p, double[] g);
    }

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

        @Override
        public void update(double[] p, double[] g, OptimizerState state) {
            Updates.sgd(p, g, learningRate);
        }
    }

    /// Adam, see [Updates#adam]. Defaults β₁ 0.9, β₂ 0.999, ε 1e-8 are the paper's and PyTorch's. The powers βᵗ
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

        @Override
        public void update(double[] p, double[] g, OptimizerState state) {
            double[] powers = state.scalars();
            powers[0] *= beta1;
            powers[1] *= beta2;
            double[] m = state.arrays()[0];
            double[] v = state.arrays()[1];
            Updates.adam(p, g, m, v, learningRate, beta1, beta2, epsilon, powers[0], powers[1]);
        }
    }

    /// RPROP, see [Updates#rprop]. Defaults are PyTorch's: first step 0.01, η⁺ 1.2, η⁻ 0.5, steps from 1e-6 to 50.
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

        @Override
        public double step(Evaluation objective, double[] p, double[] g, OptimizerState state) {
            double loss = objective.lossAndGradient(p, g);
            double[][] arrays = state.arrays();
            Updates.rprop(p, g, arrays[0], arrays[1], increase, decrease, smallest, largest);
            return loss;
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
