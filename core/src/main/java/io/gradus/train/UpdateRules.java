package io.gradus.train;

import io.gradus.engine.UpdateRule;

/// What an optimizer's description comes to for the engine.
final class UpdateRules {
    private UpdateRules() {}

    static UpdateRule of(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Sgd sgd -> new UpdateRule.Sgd(sgd.learningRate());
            case Optimizer.Adam adam ->
                new UpdateRule.Adam(adam.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon());
            case Optimizer.Rprop rprop ->
                new UpdateRule.Rprop(rprop.increase(), rprop.decrease(), rprop.smallest(), rprop.largest());
        };
    }
}
