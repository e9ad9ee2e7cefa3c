package io.gradus.train;

import io.gradus.gradient.Backpropagation;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;

/// Refuses settings that have no meaning for optimizers that choose their points themselves.
final class MinimizerSettings {
    private MinimizerSettings() {}

    static void check(
            Optimizer.Minimizing optimizer,
            Loss loss,
            Regularisation regularisation,
            GradientMethod method,
            Precision precision) {
        String name = optimizer.name();
        require(
                regularisation.equals(Regularisation.NONE.withL2(regularisation.l2())),
                "regularisation: expected l2 alone with %s, got %s",
                name,
                regularisation);
        if (optimizer instanceof LevenbergMarquardt) {
            require(loss.equals(Loss.mse()), "loss: expected mse with %s, a sum of squares, got %s", name, loss.name());
            require(
                    precision == Precision.DOUBLE,
                    "precision: expected double with %s, whose matrix has twice the digits to lose, got %s",
                    name,
                    precision.word());
            require(
                    method instanceof Backpropagation,
                    "method: expected backpropagation with %s, got %s",
                    name,
                    method.name());
        }
    }

    private static void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }
}
