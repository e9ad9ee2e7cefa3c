package io.gradus.train;

import io.gradus.engine.StepRule;
import io.gradus.engine.UpdateRule;

/// What an optimizer's description comes to for the engine.
final class UpdateRules {
    private UpdateRules() {}

    static StepRule of(Optimizer optimizer) {
        return of(optimizer, Regularisation.NONE);
    }

    static StepRule of(Optimizer optimizer, Regularisation regularisation) {
        double weightDecay = optimizer instanceof Optimizer.Decaying decaying ? decaying.weightDecay() : 0;
        return new StepRule(
                rule(optimizer),
                weightDecay,
                regularisation.clipValue(),
                regularisation.clipNorm(),
                regularisation.maxNorm(),
                regularisation.averaging());
    }

    private static UpdateRule rule(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Sgd sgd -> new UpdateRule.Sgd(sgd.momentum(), sgd.nesterov());
            case Optimizer.Adagrad adagrad -> new UpdateRule.Adagrad(adagrad.epsilon());
            case Optimizer.RmsProp rms -> new UpdateRule.RmsProp(rms.decay(), rms.epsilon());
            case Optimizer.Adam adam -> new UpdateRule.Adam(adam.beta1(), adam.beta2(), adam.epsilon());
            case Optimizer.Decaying decaying -> rule(decaying.optimizer());
            case Optimizer.Rprop rprop ->
                new UpdateRule.Rprop(
                        rprop.increase(), rprop.decrease(), rprop.smallest(), rprop.largest(), rprop.backtracking());
            case Optimizer.Minimizing minimizing -> throw gradientIsNotEnough(minimizing);
        };
    }

    static IllegalArgumentException gradientIsNotEnough(Optimizer optimizer) {
        return new IllegalArgumentException(
                "optimizer %s: expected the loss besides the gradient, got the gradient alone"
                        .formatted(optimizer.name()));
    }
}
