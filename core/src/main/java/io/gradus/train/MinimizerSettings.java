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
        if (!regularisation.equals(Regularisation.NONE.withL2(regularisation.l2()))) {
            throw refused("regularisation: expected l2 alone", name, regularisation.inWords());
        }
        if (optimizer instanceof LevenbergMarquardt) {
            if (!loss.equals(Loss.mse())) {
                throw refused("loss: expected mse, a sum of squares,", name, loss.name());
            }
            if (precision != Precision.DOUBLE) {
                throw refused(
                        "precision: expected double, as its matrix has twice the digits to lose,",
                        name,
                        precision.word());
            }
            if (!(method instanceof Backpropagation)) {
                throw refused("method: expected backpropagation", name, method.name());
            }
        }
    }

    private static IllegalArgumentException refused(String expected, String optimizer, Object got) {
        return new IllegalArgumentException("%s with %s, got %s".formatted(expected, optimizer, got));
    }
}
