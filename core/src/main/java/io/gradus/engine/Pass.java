package io.gradus.engine;

import io.gradus.math.CounterRandom;

/// Which pass over the network this is. Random layers draw from it and from nothing else, so the same pass gives the
/// same masks: in both evaluations of a central difference, in a resumed run, in any thread.
///
/// Mutable, so that a training loop need not allocate.
public final class Pass {
    private final CounterRandom random;
    private long step;
    private boolean training;

    /// @param seed seed of the masks
    public Pass(long seed) {
        random = new CounterRandom(seed);
    }

    /// The pass of a training step: random layers are at work.
    public Pass training(long step) {
        this.step = step;
        this.training = true;
        return this;
    }

    /// A pass for prediction: random layers stand still.
    public Pass evaluation() {
        this.training = false;
        return this;
    }

    /// Where random layers draw from.
    CounterRandom random() {
        return random;
    }

    public long step() {
        return step;
    }

    public boolean isTraining() {
        return training;
    }
}
