package io.gradus.train;

/// How the learning rate goes on from step to step: the optimizer's own times a factor.
///
/// Immutable; what depends on how training goes is in [Progress].
public sealed interface LearningRate {
    /// As [#named] takes it; a warm-up stands before it, `warm-up:2+cosine:0.0`.
    String name();

    /// The factor of the next step, at least 0.
    double factor(Progress progress);

    /// Whether the factor depends on how many epochs were asked for: then a training can't be prolonged.
    default boolean dependsOnEpochs() {
        return false;
    }

    /// A schedule by its name, with its numbers behind colons where they are not to be the defaults: `constant`,
    /// `step:30:0.1` (epochs, factor), `exponential:0.95`, `inverse:0.5`, `cosine:0` (the last factor), `one-cycle`,
    /// `plateau:0.1:10` (factor, patience).
    ///
    /// @throws IllegalArgumentException if there is none of the name, or a number is out of range
    static LearningRate named(String text) {
        Specification s = new Specification("schedule", text);
        return switch (s.name()) {
            case "constant" -> {
                s.atMost(0, "constant alone");
                yield constant();
            }
            case "step" -> {
                s.atMost(2, "step:EPOCHS:FACTOR");
                yield step(s.wholeNumber(1, 30), s.number(2, 0.1));
            }
            case "exponential" -> exponential(s.atMost(1, "exponential:FACTOR").number(1, 0.95));
            case "inverse" -> inverseScaling(s.atMost(1, "inverse:POWER").number(1, 0.5));
            case "cosine" -> cosine(s.atMost(1, "cosine:LAST").number(1, 0));
            case "one-cycle" -> {
                s.atMost(0, "one-cycle alone");
                yield oneCycle();
            }
            case "plateau" -> {
                s.atMost(2, "plateau:FACTOR:PATIENCE");
                yield reduceOnPlateau(s.number(1, 0.1), s.wholeNumber(2, 10));
            }
            default -> throw s.unknown("constant, step, exponential, inverse, cosine, one-cycle, plateau");
        };
    }

    /// The optimizer's own throughout.
    static LearningRate constant() {
        return new Constant();
    }

    /// See [Step].
    static LearningRate step(int epochs, double factor) {
        return new Step(epochs, factor);
    }

    /// See [Exponential].
    static LearningRate exponential(double factor) {
        return new Exponential(factor);
    }

    /// See [InverseScaling].
    static LearningRate inverseScaling(double power) {
        return new InverseScaling(power);
    }

    /// See [Cosine].
    static LearningRate cosine(double last) {
        return new Cosine(last);
    }

    /// See [WarmUp].
    static LearningRate warmUp(double epochs, LearningRate then) {
        return new WarmUp(epochs, then);
    }

    /// See [OneCycle], with PyTorch's shape: up for 0.3 of the steps from 1/25, down to 1/250,000.
    static LearningRate oneCycle() {
        return new OneCycle(0.3, 25, 1e4);
    }

    /// See [Plateau].
    static LearningRate reduceOnPlateau(double factor, int patience) {
        return new Plateau(factor, patience);
    }

    /// 1.
    record Constant() implements LearningRate {
        @Override
        public String name() {
            return "constant";
        }

        @Override
        public double factor(Progress progress) {
            return 1;
        }
    }

    /// γ^⌊epoch / n⌋, as PyTorch's StepLR.
    ///
    /// @param epochs n, at least 1
    /// @param factor γ, 0 < γ < 1
    record Step(int epochs, double factor) implements LearningRate {
        public Step {
            Requirements.atLeast("step", epochs, 1);
            requireFactor(factor);
        }

        @Override
        public String name() {
            return "step:%d:%s".formatted(epochs, factor);
        }

        @Override
        public double factor(Progress progress) {
            long times = progress.epoch() / epochs;
            return StrictMath.pow(factor, (double) times);
        }
    }

    /// γ^epoch, as PyTorch's ExponentialLR.
    ///
    /// @param factor γ, 0 < γ < 1
    record Exponential(double factor) implements LearningRate {
        public Exponential {
            requireFactor(factor);
        }

        @Override
        public String name() {
            return "exponential:" + factor;
        }

        @Override
        public double factor(Progress progress) {
            return StrictMath.pow(factor, (double) progress.epoch());
        }
    }

    /// (1 + n)^-power for n rows seen in the complete epochs, as scikit-learn's `invscaling` has it.
    ///
    /// @param power above 0; scikit-learn's default is 0.5
    record InverseScaling(double power) implements LearningRate {
        public InverseScaling {
            Requirements.positive("power", power);
        }

        @Override
        public String name() {
            return "inverse:" + power;
        }

        @Override
        public double factor(Progress progress) {
            return StrictMath.pow(1.0 + progress.rowsSeen(), -power);
        }
    }

    /// From 1 down to `last` along half a cosine: last + (1 - last)·(1 + cos(π·step/steps)) / 2. I. Loshchilov, F. Hutter,
    /// "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without restarts and by step.
    ///
    /// @param last 0 ≤ last < 1
    record Cosine(double last) implements LearningRate {
        public Cosine {
            Requirements.decay("last", last);
        }

        @Override
        public String name() {
            return "cosine:" + last;
        }

        @Override
        public double factor(Progress progress) {
            return between(1, last, (double) progress.step() / progress.totalSteps());
        }

        @Override
        public boolean dependsOnEpochs() {
            return true;
        }
    }

    /// Up to 1 in equal steps, then another. P. Goyal et al., "Accurate, large minibatch SGD", arXiv 1706.02677 (2017),
    /// section 2.2.
    ///
    /// @param epochs of the way up, above 0; the first step has the factor 1/n of n steps
    /// @param then the factor of which the way up takes its part
    record WarmUp(double epochs, LearningRate then) implements LearningRate {
        public WarmUp {
            Requirements.positive("warm-up", epochs);
            java.util.Objects.requireNonNull(then, "then");
        }

        @Override
        public String name() {
            return "warm-up:%s+%s".formatted(epochs, then.name());
        }

        @Override
        public double factor(Progress progress) {
            double steps = Math.max(1, Math.rint(epochs * progress.stepsPerEpoch()));
            return Math.min(1, (progress.step() + 1) / steps) * then.factor(progress);
        }

        @Override
        public boolean dependsOnEpochs() {
            return then.dependsOnEpochs();
        }
    }

    /// Up from 1/start to 1 and down to 1/(start·end), each along half a cosine. L. N. Smith, N. Topin,
    /// "Super-convergence", arXiv 1708.07120 (2017), in the form of PyTorch's OneCycleLR; momentum stays as it is.
    ///
    /// @param up part of the steps on the way up, 0 < up < 1
    /// @param start above 1
    /// @param end at least 1
    record OneCycle(double up, double start, double end) implements LearningRate {
        public OneCycle {
            Requirements.require(up > 0 && up < 1, "up", "a number between 0 and 1", up);
            Requirements.require(start > 1 && start < Double.POSITIVE_INFINITY, "start", "above 1", start);
            Requirements.require(end >= 1 && end < Double.POSITIVE_INFINITY, "end", "at least 1", end);
        }

        @Override
        public String name() {
            return "one-cycle";
        }

        @Override
        public double factor(Progress progress) {
            double top = up * progress.totalSteps() - 1; // the step with the factor 1
            double last = progress.totalSteps() - 1;
            double step = progress.step();
            return step <= top
                    ? between(1 / start, 1, top > 0 ? step / top : 1)
                    : between(1, 1 / (start * end), Math.min(1, (step - top) / (last - top)));
        }

        @Override
        public boolean dependsOnEpochs() {
            return true;
        }
    }

    /// γ^n after n plateaus. A plateau is more than `patience` epochs, since the last or the beginning, of which none
    /// brought a better monitored value; as PyTorch's ReduceLROnPlateau with threshold 0.
    ///
    /// @param factor γ, 0 < γ < 1
    /// @param patience at least 0
    record Plateau(double factor, int patience) implements LearningRate {
        public Plateau {
            requireFactor(factor);
            Requirements.atLeast("patience of the plateau", patience, 0);
        }

        @Override
        public String name() {
            return "plateau:%s:%d".formatted(factor, patience);
        }

        @Override
        public double factor(Progress progress) {
            return StrictMath.pow(factor, progress.plateaus());
        }
    }

    /// From 1 to `last` by the same ratio each step. L. N. Smith, "Cyclical learning rates for training neural networks",
    /// WACV 2017, section 3.3, tries out learning rates so; see [LearningRateRange].
    ///
    /// @param last above 0
    record Growing(double last) implements LearningRate {
        public Growing {
            Requirements.positive("last", last);
        }

        @Override
        public String name() {
            return "growing:" + last;
        }

        @Override
        public double factor(Progress progress) {
            return StrictMath.pow(last, progress.step() / Math.max(1.0, progress.totalSteps() - 1.0));
        }

        @Override
        public boolean dependsOnEpochs() {
            return true;
        }
    }

    /// Half a cosine from `from`, at part 0, to `to`, at part 1.
    private static double between(double from, double to, double part) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * part)) / 2;
    }

    private static void requireFactor(double factor) {
        Requirements.require(factor > 0 && factor < 1, "factor", "a number between 0 and 1", factor);
    }
}
