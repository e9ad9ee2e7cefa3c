package io.gradus.app;

import io.gradus.layer.Precision;
import io.gradus.model.Recipe;
import io.gradus.train.LearningRate;
import io.gradus.train.LevenbergMarquardt;
import io.gradus.train.Optimizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of how parameters move.
final class OptimizerOptions {
    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "sgd, adagrad, rmsprop, adam, adamw; full batch: rprop, irprop+, lbfgs, lm. Default: adam.")
    @Nullable
    String optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Default: 0.001; for rprop and irprop+ it is the first step; lbfgs and lm have none.")
    @Nullable
    Double learningRate;

    @Option(names = "--momentum", paramLabel = "M", description = "Of sgd. Default: 0.")
    @Nullable
    Double momentum;

    @Option(names = "--nesterov", description = "Nesterov's form of the momentum.")
    boolean nesterov;

    @Option(
            names = "--weight-decay",
            paramLabel = "LAMBDA",
            description = "Of weights apart from the gradient, times the learning rate. Default: 0; adamw: 0.01.")
    @Nullable
    Double weightDecay;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "Of the learning rate: constant, step:EPOCHS:FACTOR, exponential:FACTOR, inverse:POWER, "
                            + "cosine:LAST (part of the rate at the end), one-cycle, plateau:FACTOR:PATIENCE. Default: constant.")
    @Nullable
    String schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "EPOCHS",
            description = "Epochs in which the learning rate grows to its value. Default: 0.")
    @Nullable
    Double warmUp;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training rows. Default: 200.")
    @Nullable
    Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Rows a step. Default: 32.")
    @Nullable
    Integer batch;

    /// @param usual the optimizer, unless an option says otherwise
    void apply(Recipe.Builder recipe, String usual) {
        Optimizer chosen = optimizer(usual);
        if (batch != null && chosen instanceof Optimizer.FullBatch) {
            throw new IllegalArgumentException(
                    "--batch: %s takes all rows in each step, leave --batch out".formatted(chosen.name()));
        }
        recipe.optimizer(chosen);
        if (chosen instanceof LevenbergMarquardt) {
            recipe.precision(Precision.DOUBLE); // its default, as it takes no other
        }
        LearningRate rate = schedule == null ? LearningRate.constant() : LearningRate.named(schedule);
        recipe.learningRate(warmUp == null ? rate : LearningRate.warmUp(warmUp, rate));
        if ((schedule != null || warmUp != null) && chosen instanceof Optimizer.FullBatch) {
            throw new IllegalArgumentException(
                    "--schedule, --warm-up: %s has no learning rate, leave them out".formatted(chosen.name()));
        }
        if (epochs != null) {
            recipe.epochs(epochs);
        }
        if (batch != null) {
            recipe.batchSize(batch);
        }
    }

    private Optimizer optimizer(String usual) {
        String name = optimizer == null ? usual : optimizer;
        Optimizer chosen = learningRate == null
                ? Optimizer.withoutLearningRate(name).orElseGet(() -> Optimizer.named(name, 0.001))
                : Optimizer.named(name, learningRate);
        if (momentum != null || nesterov) {
            if (!(chosen instanceof Optimizer.Sgd sgd)) {
                throw new IllegalArgumentException(
                        "--momentum, --nesterov: expected --optimizer sgd with them, got " + chosen.name());
            }
            chosen = new Optimizer.Sgd(sgd.learningRate(), momentum == null ? 0 : momentum, nesterov);
        }
        if (weightDecay != null) {
            chosen = switch (chosen) {
                case Optimizer.Decaying decaying -> new Optimizer.Decaying(decaying.optimizer(), weightDecay);
                case Optimizer.PerBatch other -> new Optimizer.Decaying(other, weightDecay);
                case Optimizer.FullBatch other ->
                    throw new IllegalArgumentException(
                            "--weight-decay: expected an optimizer with a learning rate, got " + other.name());
            };
        }
        return chosen;
    }
}
