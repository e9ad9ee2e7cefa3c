package io.gradus.train;

/// Where a training stands, as far as learning rates ask. Mutable, so that a step allocates nothing.
public final class Progress {
    private final long stepsPerEpoch;
    private final int epochs;
    private final int rows;
    private long step;
    private int plateaus;

    /// @param stepsPerEpoch at least 1
    /// @param epochs that were asked for, at least 1
    /// @param rows of the training part
    public Progress(long stepsPerEpoch, int epochs, int rows) {
        this.stepsPerEpoch = stepsPerEpoch;
        this.epochs = epochs;
        this.rows = rows;
    }

    /// The step to take next, counted from 0.
    public long step() {
        return step;
    }

    /// The epoch under way, counted from 0.
    public long epoch() {
        return step / stepsPerEpoch;
    }

    public long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /// Steps of the whole training, if it is not stopped early.
    public long totalSteps() {
        return stepsPerEpoch * epochs;
    }

    /// Rows that were trained on in the complete epochs, again and again.
    public long rowsSeen() {
        return epoch() * rows;
    }

    /// How often the monitored value came to a plateau.
    public int plateaus() {
        return plateaus;
    }

    /// Moves to a step.
    public Progress at(long newStep) {
        step = newStep;
        return this;
    }

    void setPlateaus(int number) {
        plateaus = number;
    }
}
