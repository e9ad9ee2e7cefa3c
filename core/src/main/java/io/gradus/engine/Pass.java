package io.gradus.engine;

/// Which pass over the network this is. Random layers draw from it and from nothing else, so the same pass gives the
/// same masks: in both evaluations of a central difference, in a resumed run, in any thread.
///
/// Mutable, so that a training loop need not allocate.
public final class Pass {
    private final long seed;
    private long step;
    private boolean training;

    /// @param seed seed of the masks
    public Pass(long seed) {
        this.seed = seed;
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

    public long seed() {
        return seed;
    }

    public long step() {
        return step;
    }

    public boolean isTraining() {
        return training;
    }
}
