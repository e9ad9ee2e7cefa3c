package io.gradus.train;

import io.gradus.gradient.Backpropagation;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import java.util.Objects;

/// The settings of a training run.
///
/// @param loss what to make small
/// @param l2 λ of the penalty (λ/2)·Σ w² over weights, not biases, whatever the batch
/// @param optimizer how parameters move
/// @param method how gradients are computed
/// @param epochs passes over the training rows, at least 1
/// @param batchSize rows a step, at least 1; the last batch of an epoch takes what is left
/// @param shuffle whether each epoch has an order of its own; otherwise rows come as they are
/// @param patience epochs without a better validation loss before training stops; 0: never stops early
/// @param seed of orders and masks
/// @param precision of the parameters, the gradients and all between; numerical differentiation needs double
public record TrainingSettings(
        Loss loss,
        double l2,
        Optimizer optimizer,
        GradientMethod method,
        int epochs,
        int batchSize,
        boolean shuffle,
        int patience,
        long seed,
        Precision precision) {
    public TrainingSettings {
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(precision, "precision");
        if (precision == Precision.FLOAT && !(method instanceof Backpropagation)) {
            throw new IllegalArgumentException(
                    "precision: numerical differentiation needs double, as a difference of two floats has few right digits");
        }
        requireAtLeast("epochs", epochs, 1);
        requireAtLeast("batch", batchSize, 1);
        requireAtLeast("patience", patience, 0);
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2: expected a finite number of at least 0, got " + l2);
        }
    }

    /// The defaults: Adam with learning rate 0.001, backpropagation, 200 epochs, batches of 32, shuffled, patience
    /// 20, seed 42, no penalty, double.
    public static TrainingSettings of(Loss loss) {
        return new TrainingSettings(
                loss,
                0,
                Optimizer.adam(0.001),
                GradientMethod.backpropagation(),
                200,
                32,
                true,
                20,
                42,
                Precision.DOUBLE);
    }

    public TrainingSettings withOptimizer(Optimizer other) {
        return new TrainingSettings(loss, l2, other, method, epochs, batchSize, shuffle, patience, seed, precision);
    }

    public TrainingSettings withMethod(GradientMethod other) {
        return new TrainingSettings(loss, l2, optimizer, other, epochs, batchSize, shuffle, patience, seed, precision);
    }

    public TrainingSettings withEpochs(int other) {
        return new TrainingSettings(loss, l2, optimizer, method, other, batchSize, shuffle, patience, seed, precision);
    }

    public TrainingSettings withBatchSize(int other) {
        return new TrainingSettings(loss, l2, optimizer, method, epochs, other, shuffle, patience, seed, precision);
    }

    public TrainingSettings withShuffle(boolean other) {
        return new TrainingSettings(loss, l2, optimizer, method, epochs, batchSize, other, patience, seed, precision);
    }

    public TrainingSettings withL2(double other) {
        return new TrainingSettings(
                loss, other, optimizer, method, epochs, batchSize, shuffle, patience, seed, precision);
    }

    public TrainingSettings withPatience(int other) {
        return new TrainingSettings(loss, l2, optimizer, method, epochs, batchSize, shuffle, other, seed, precision);
    }

    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                loss, l2, optimizer, method, epochs, batchSize, shuffle, patience, other, precision);
    }

    public TrainingSettings withPrecision(Precision other) {
        return new TrainingSettings(loss, l2, optimizer, method, epochs, batchSize, shuffle, patience, seed, other);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("%s: expected at least %d, got %d".formatted(name, least, value));
        }
    }
}
