package io.gradus.train;

/// Hears how training goes, on the thread that trains.
public interface TrainingListener {
    /// A listener that does nothing.
    TrainingListener NONE = new TrainingListener() {};

    /// A batch's loss was computed; its update comes next. Called in epochs 0, n, 2n, … and the last, for n =
    /// [#samplesEvery].
    ///
    /// @param epoch counted from 0, as the notebook does
    /// @param sample the batch's first row, in training order, counted from 0
    /// @param loss mean loss of the batch, before the update
    default void sample(int epoch, int sample, double loss) {}

    /// How often [#sample] is called, in epochs; 0 for never.
    default int samplesEvery() {
        return 0;
    }

    /// An epoch was completed.
    default void epoch(History.Epoch epoch) {}

    /// Whether to stop now. Asked before each step: must be cheap.
    default boolean stopRequested() {
        return false;
    }
}
