package io.gradus.train;

import io.gradus.gradient.Backpropagation;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The settings of a training run. [#of] has the defaults, each `with` changes one.
///
/// @param loss what to make small
/// @param regularisation what keeps parameters and gradients small
/// @param optimizer how parameters move
/// @param learningRate how the optimizer's learning rate goes on; constant for a full-batch optimizer
/// @param method how gradients are computed
/// @param epochs passes over the training rows, at least 1
/// @param batchSize rows a step, at least 1; the last batch of an epoch takes what is left
/// @param shuffle whether each epoch has an order of its own; otherwise rows come as they are
/// @param stopping when to stop before all epochs are done; whichever comes first
/// @param validateEvery epochs from one look at the validation part to the next, at least 1; the last is looked at too
/// @param seed of orders and masks
/// @param precision of the parameters, the gradients and all between; numerical differentiation needs double
public record TrainingSettings(
        Loss loss,
        Regularisation regularisation,
        Optimizer optimizer,
        LearningRate learningRate,
        GradientMethod method,
        int epochs,
        int batchSize,
        boolean shuffle,
        List<Stopping> stopping,
        int validateEvery,
        long seed,
        Precision precision) {
    public TrainingSettings {
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(regularisation, "regularisation");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(learningRate, "learningRate");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(precision, "precision");
        stopping = List.copyOf(stopping);
        if (precision == Precision.FLOAT && !(method instanceof Backpropagation)) {
            throw new IllegalArgumentException(
                    "precision: numerical differentiation needs double, as a difference of two floats has few right digits");
        }
        if (optimizer instanceof Optimizer.FullBatch && !learningRate.equals(LearningRate.constant())) {
            throw new IllegalArgumentException(
                    "learning rate: expected a constant one, as %s has step sizes of its own, got %s"
                            .formatted(optimizer.name(), learningRate));
        }
        if (optimizer instanceof Optimizer.Minimizing minimizing) {
            MinimizerSettings.check(minimizing, loss, regularisation, method, precision);
        }
        Requirements.atLeast("epochs", epochs, 1);
        Requirements.atLeast("batch", batchSize, 1);
        Requirements.atLeast("validate every", validateEvery, 1);
    }

    /// The defaults: Adam with the constant learning rate 0.001, backpropagation, 200 epochs, batches of 32, shuffled,
    /// patience 20, validated every epoch, seed 42, no regularisation, double.
    public static TrainingSettings of(Loss loss) {
        return new TrainingSettings(
                loss,
                Regularisation.NONE,
                Optimizer.adam(0.001),
                LearningRate.constant(),
                GradientMethod.backpropagation(),
                200,
                32,
                true,
                List.of(Stopping.patience(20)),
                1,
                42,
                Precision.DOUBLE);
    }

    public TrainingSettings withRegularisation(Regularisation other) {
        return new Change(this).regularisation(other).settings();
    }

    /// λ of the penalty (λ/2)·Σ w², all other regularisation as it is.
    public TrainingSettings withL2(double other) {
        return withRegularisation(regularisation.withL2(other));
    }

    public TrainingSettings withOptimizer(Optimizer other) {
        return new Change(this).optimizer(other).settings();
    }

    public TrainingSettings withLearningRate(LearningRate other) {
        return new Change(this).learningRate(other).settings();
    }

    public TrainingSettings withMethod(GradientMethod other) {
        return new Change(this).method(other).settings();
    }

    public TrainingSettings withEpochs(int other) {
        return new Change(this).epochs(other).settings();
    }

    public TrainingSettings withBatchSize(int other) {
        return new Change(this).batchSize(other).settings();
    }

    public TrainingSettings withShuffle(boolean other) {
        return new Change(this).shuffle(other).settings();
    }

    /// These rules and no others.
    public TrainingSettings withStopping(Stopping... rules) {
        return new Change(this).stopping(List.of(rules)).settings();
    }

    /// The patience of early stopping, all other rules as they are.
    ///
    /// @param epochs without a better validation loss before training stops; 0: as many as it takes
    public TrainingSettings withPatience(int epochs) {
        Requirements.atLeast("patience", epochs, 0);
        List<Stopping> rules = new ArrayList<>(stopping);
        rules.removeIf(Stopping.Patience.class::isInstance);
        if (epochs > 0) {
            rules.addFirst(Stopping.patience(epochs));
        }
        return new Change(this).stopping(rules).settings();
    }

    public TrainingSettings withValidateEvery(int epochs) {
        return new Change(this).validateEvery(epochs).settings();
    }

    public TrainingSettings withSeed(long other) {
        return new Change(this).seed(other).settings();
    }

    public TrainingSettings withPrecision(Precision other) {
        return new Change(this).precision(other).settings();
    }

    /// The settings with one of them changed; saves each `with` the list of all.
    private static final class Change {
        private final Loss loss;
        private Regularisation regularisation;
        private Optimizer optimizer;
        private LearningRate learningRate;
        private GradientMethod method;
        private int epochs;
        private int batchSize;
        private boolean shuffle;
        private List<Stopping> stopping;
        private int validateEvery;
        private long seed;
        private Precision precision;

        Change(TrainingSettings from) {
            loss = from.loss;
            regularisation = from.regularisation;
            optimizer = from.optimizer;
            learningRate = from.learningRate;
            method = from.method;
            epochs = from.epochs;
            batchSize = from.batchSize;
            shuffle = from.shuffle;
            stopping = from.stopping;
            validateEvery = from.validateEvery;
            seed = from.seed;
            precision = from.precision;
        }

        Change regularisation(Regularisation other) {
            regularisation = other;
            return this;
        }

        Change optimizer(Optimizer other) {
            optimizer = other;
            return this;
        }

        Change learningRate(LearningRate other) {
            learningRate = other;
            return this;
        }

        Change method(GradientMethod other) {
            method = other;
            return this;
        }

        Change epochs(int other) {
            epochs = other;
            return this;
        }

        Change batchSize(int other) {
            batchSize = other;
            return this;
        }

        Change shuffle(boolean other) {
            shuffle = other;
            return this;
        }

        Change stopping(List<Stopping> other) {
            stopping = other;
            return this;
        }

        Change validateEvery(int other) {
            validateEvery = other;
            return this;
        }

        Change seed(long other) {
            seed = other;
            return this;
        }

        Change precision(Precision other) {
            precision = other;
            return this;
        }

        TrainingSettings settings() {
            return new TrainingSettings(
                    loss,
                    regularisation,
                    optimizer,
                    learningRate,
                    method,
                    epochs,
                    batchSize,
                    shuffle,
                    stopping,
                    validateEvery,
                    seed,
                    precision);
        }
    }
}
