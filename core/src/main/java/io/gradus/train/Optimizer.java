package io.gradus.train;

import io.gradus.engine.StepRule;
import io.gradus.engine.Updates;
import io.gradus.layer.Architecture;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.Objects;
import java.util.Optional;

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

    /// The same where part of it is drawn at random.
    ///
    /// @param seed of the draws; the same seed gives the same state
    default OptimizerState newState(int parameters, long seed) {
        return newState(parameters);
    }

    /// The learning rate that schedules take as 1.
    double learningRate();

    /// The same with another learning rate.
    Optimizer withLearningRate(double other);

    /// Plain gradient descent.
    static Sgd sgd(double learningRate) {
        return new Sgd(learningRate, 0, false);
    }

    /// Gradient descent with momentum.
    static Sgd momentum(double learningRate, double momentum) {
        return new Sgd(learningRate, momentum, false);
    }

    /// Gradient descent with Nesterov's momentum.
    static Sgd nesterov(double learningRate, double momentum) {
        return new Sgd(learningRate, momentum, true);
    }

    static Adagrad adagrad(double learningRate) {
        return new Adagrad(learningRate, 1e-10);
    }

    static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate, 0.99, 1e-8);
    }

    static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    /// [#adam] with the decoupled weight decay of PyTorch's AdamW, 0.01.
    static Decaying adamW(double learningRate) {
        return new Decaying(adam(learningRate), 0.01);
    }

    static Rprop rprop() {
        return new Rprop(0.01, 0.01, 1.2, 0.5, 1e-6, 50, false);
    }

    /// RPROP with weight backtracking: iRPROP+.
    static Rprop irpropPlus() {
        return new Rprop(0.01, 0.01, 1.2, 0.5, 1e-6, 50, true);
    }

    static Lbfgs lbfgs() {
        return new Lbfgs(10, 1e-4, 0.9, 1e-5, 1e7 * 0x1p-52, 20);
    }

    static LevenbergMarquardt levenbergMarquardt() {
        return new LevenbergMarquardt(1e-3, 10, 1e-20, 1e10, 1e-7);
    }

    /// The optimizer of this name with all else at its default, which finds its steps itself; empty if the optimizer of the
    /// name has a learning rate, or there is none.
    static Optional<Optimizer> withoutLearningRate(String name) {
        return switch (name) {
            case "lbfgs" -> Optional.of(lbfgs());
            case "lm" -> Optional.of(levenbergMarquardt());
            default -> Optional.empty();
        };
    }

    /// The optimizer of this name with this learning rate and all else at its default; `rprop` and `irprop+` take it as their first step
    /// size.
    ///
    /// @throws IllegalArgumentException if there is none of the name, or the rate is out of range
    static Optimizer named(String name, double learningRate) {
        return switch (name) {
            case "sgd" -> sgd(learningRate);
            case "adagrad" -> adagrad(learningRate);
            case "rmsprop" -> rmsProp(learningRate);
            case "adam" -> adam(learningRate);
            case "adamw" -> adamW(learningRate);
            case "rprop" -> rprop().withLearningRate(learningRate);
            case "irprop+" -> irpropPlus().withLearningRate(learningRate);
            case "lbfgs", "lm" ->
                throw new IllegalArgumentException(
                        "learning rate: expected none with %s, which finds its steps itself, got %s"
                                .formatted(name, learningRate));
            default ->
                throw new IllegalArgumentException(
                        "optimizer: expected one of sgd, adagrad, rmsprop, adam, adamw, rprop, irprop+, lbfgs, lm, got \"%s\""
                                .formatted(name));
        };
    }

    /// Moves the parameters by one step with the learning rate of [#learningRate].
    ///
    /// @param p parameters, updated in place; all of them count as weights
    /// @param g gradient, not modified
    /// @param state as [#newState] gave it, updated in place
    /// @throws IllegalArgumentException if a gradient is not enough for a step
    default void update(double[] p, double[] g, OptimizerState state) {
        StepRule step = UpdateRules.of(this);
        if (step.rule().needsLoss()) {
            throw UpdateRules.gradientIsNotEnough(this);
        }
        update(p, g, Double.NaN, state);
    }

    /// The same for optimizers that also look at the loss.
    ///
    /// @param loss where the gradient was taken
    default void update(double[] p, double[] g, double loss, OptimizerState state) {
        StepRule step = UpdateRules.of(this);
        step.rule().hear(loss, state.scalars());
        step.rule().advance(state.scalars());
        Updates.decay(p, 1 - learningRate() * step.weightDecay(), 0, p.length);
        Updates.apply(step.rule(), learningRate(), p, g, state.arrays(), state.scalars(), 0, p.length);
    }

    /// A step for each batch.
    sealed interface PerBatch extends Optimizer {
        @Override
        PerBatch withLearningRate(double other);
    }

    /// A step for each pass over all rows.
    sealed interface FullBatch extends Optimizer permits Rprop, Minimizing {}

    /// An algorithm that evaluates loss and gradient at points of its own choice, several times an epoch if need be.
    sealed interface Minimizing extends FullBatch permits Lbfgs, LevenbergMarquardt {
        /// 1: there is none.
        @Override
        default double learningRate() {
            return 1;
        }

        /// @throws IllegalArgumentException always
        @Override
        default Optimizer withLearningRate(double other) {
            return named(name(), other);
        }

        /// Refuses a network whose loss is not one function of its parameters.
        ///
        /// @throws IllegalArgumentException if it has dropout or batch normalisation
        default void checkNetwork(Architecture architecture) {
            if (architecture.isStochastic()) {
                throw new IllegalArgumentException(
                        "optimizer %s: expected a network without dropout, as its loss would be another with each mask"
                                .formatted(name()));
            }
            if (architecture.stateCount() > 0) {
                throw new IllegalArgumentException(
                        "optimizer %s: expected a network without batch normalisation, as its running statistics follow from steps over batches; layer normalisation has none"
                                .formatted(name()));
            }
        }
    }

    /// Gradient descent: p ← p - learningRate·v, with the velocity v ← momentum·v + g.
    ///
    /// @param learningRate finite, above 0
    /// @param momentum 0 ≤ momentum < 1; with 0, v = g
    /// @param nesterov whether the step looks ahead: p ← p - learningRate·(g + momentum·v)
    record Sgd(double learningRate, double momentum, boolean nesterov) implements PerBatch {
        public Sgd {
            Requirements.positive("learning rate", learningRate);
            Requirements.decay("momentum", momentum);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("nesterov: expected a momentum above 0 with it, got 0");
            }
        }

        @Override
        public String name() {
            return "sgd";
        }

        @Override
        public OptimizerState newState(int parameters) {
            return new OptimizerState(new double[momentum > 0 ? 1 : 0][parameters], new double[0]);
        }

        @Override
        public Sgd withLearningRate(double other) {
            return new Sgd(other, momentum, nesterov);
        }
    }

    /// Adagrad (J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011)). The default ε 1e-10 is PyTorch's.
    ///
    /// @param learningRate finite, above 0
    /// @param epsilon finite, above 0
    record Adagrad(double learningRate, double epsilon) implements PerBatch {
        public Adagrad {
            Requirements.positive("learning rate", learningRate);
            Requirements.positive("epsilon", epsilon);
        }

        @Override
        public String name() {
            return "adagrad";
        }

        @Override
        public OptimizerState newState(int parameters) {
            return new OptimizerState(new double[1][parameters], new double[0]);
        }

        @Override
        public Adagrad withLearningRate(double other) {
            return new Adagrad(other, epsilon);
        }
    }

    /// RMSProp (T. Tieleman, G. Hinton, 2012). The defaults α 0.99 and ε 1e-8 are PyTorch's; the lecture has α 0.9.
    ///
    /// @param learningRate finite, above 0
    /// @param decay 0 ≤ α < 1, of the mean of squares
    /// @param epsilon finite, above 0
    record RmsProp(double learningRate, double decay, double epsilon) implements PerBatch {
        public RmsProp {
            Requirements.positive("learning rate", learningRate);
            Requirements.decay("decay", decay);
            Requirements.positive("epsilon", epsilon);
        }

        @Override
        public String name() {
            return "rmsprop";
        }

        @Override
        public OptimizerState newState(int parameters) {
            return new OptimizerState(new double[1][parameters], new double[0]);
        }

        @Override
        public RmsProp withLearningRate(double other) {
            return new RmsProp(other, decay, epsilon);
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
            Requirements.positive("learning rate", learningRate);
            Requirements.decay("beta1", beta1);
            Requirements.decay("beta2", beta2);
            Requirements.positive("epsilon", epsilon);
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
        public Adam withLearningRate(double other) {
            return new Adam(other, beta1, beta2, epsilon);
        }
    }

    /// Another optimizer whose weights also decay by themselves: w ← w - learningRate·weightDecay·w before its step.
    /// `adamw`, `sgdw` and so on. I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019.
    ///
    /// Biases do not decay; in the paper and in PyTorch all parameters do.
    ///
    /// @param optimizer one that does not decay yet
    /// @param weightDecay finite, above 0; its product with the learning rate must be below 1
    record Decaying(PerBatch optimizer, double weightDecay) implements PerBatch {
        public Decaying {
            Objects.requireNonNull(optimizer, "optimizer");
            Requirements.positive("weight decay", weightDecay);
            if (optimizer instanceof Decaying) {
                throw new IllegalArgumentException("optimizer: expected one without weight decay, got " + optimizer);
            }
            Requirements.require(
                    optimizer.learningRate() * weightDecay < 1,
                    "weight decay",
                    "a product with the learning rate below 1",
                    weightDecay);
        }

        @Override
        public String name() {
            return optimizer.name() + "w";
        }

        @Override
        public OptimizerState newState(int parameters) {
            return optimizer.newState(parameters);
        }

        @Override
        public double learningRate() {
            return optimizer.learningRate();
        }

        @Override
        public Decaying withLearningRate(double other) {
            return new Decaying(optimizer.withLearningRate(other), weightDecay);
        }
    }

    /// RPROP (M. Riedmiller, H. Braun, ICNN 1993) without weight backtracking, or iRPROP+ (C. Igel, M. Hüsken, Neurocomputing
    /// 50 (2003)), which takes a step back where the loss rose and the gradient's sign turned. Defaults are PyTorch's for both:
    /// first step 0.01, η⁺ 1.2, η⁻ 0.5, steps from 1e-6 to 50.
    ///
    /// @param firstStep the smallest first step of a parameter, finite, above 0
    /// @param largestFirstStep finite, at least `firstStep`; if above it, each parameter's first step is drawn uniformly
    ///     between the two, keyed by the seed of the training
    /// @param increase η⁺ > 1
    /// @param decrease 0 < η⁻ < 1
    /// @param smallest at least 0
    /// @param largest finite, at least `smallest`
    /// @param backtracking whether it is iRPROP+
    record Rprop(
            double firstStep,
            double largestFirstStep,
            double increase,
            double decrease,
            double smallest,
            double largest,
            boolean backtracking)
            implements FullBatch {
        public Rprop {
            Requirements.positive("learning rate", firstStep);
            Requirements.require(
                    largestFirstStep >= firstStep && largestFirstStep < Double.POSITIVE_INFINITY,
                    "largest first step",
                    "at least the first step",
                    largestFirstStep);
            Requirements.require(
                    increase > 1 && increase < Double.POSITIVE_INFINITY,
                    "increase",
                    "a finite number above 1",
                    increase);
            Requirements.require(decrease > 0 && decrease < 1, "decrease", "a number between 0 and 1", decrease);
            Requirements.require(smallest >= 0, "smallest", "at least 0", smallest);
            Requirements.require(
                    largest >= smallest && largest < Double.POSITIVE_INFINITY, "largest", "at least smallest", largest);
        }

        /// RPROP without backtracking and with one first step for all parameters.
        public Rprop(double firstStep, double increase, double decrease, double smallest, double largest) {
            this(firstStep, firstStep, increase, decrease, smallest, largest, false);
        }

        @Override
        public String name() {
            return backtracking ? "irprop+" : "rprop";
        }

        /// With the seed 0.
        @Override
        public OptimizerState newState(int parameters) {
            return newState(parameters, 0);
        }

        @Override
        public OptimizerState newState(int parameters, long seed) {
            double none = Double.POSITIVE_INFINITY; // no loss so far: nothing to go back to
            double[] losses = backtracking ? new double[] {none, none} : new double[0];
            OptimizerState state = new OptimizerState(new double[2][parameters], losses);
            CounterRandom random = new CounterRandom(seed);
            double width = largestFirstStep - firstStep;
            for (int i = 0; i < parameters; i++) {
                state.arrays()[1][i] = width == 0
                        ? firstStep
                        : Math.fma(width, random.uniform(Purpose.FIRST_STEPS, 0, 0, i), firstStep);
            }
            return state;
        }

        /// The first step, or the smallest of them.
        @Override
        public double learningRate() {
            return firstStep;
        }

        /// One first step for all parameters.
        @Override
        public Rprop withLearningRate(double other) {
            return new Rprop(other, other, increase, decrease, smallest, largest, backtracking);
        }
    }
}
