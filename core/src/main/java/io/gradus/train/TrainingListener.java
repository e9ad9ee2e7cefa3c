package io.gradus.train;

import io.gradus.network.Network;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/// Hears how training goes, on the thread that trains.
public interface TrainingListener {
    /// A listener that does nothing.
    TrainingListener NONE = new TrainingListener() {};

    /// Several listeners as one: each hears everything, in this order, and each may stop the training.
    static TrainingListener all(TrainingListener... listeners) {
        return new CombinedListener(List.of(listeners));
    }

    /// Prints a line after every so many epochs and after the last: `epoch 20: loss 0.123457, validation loss 0.234568`.
    ///
    /// @param every at least 1
    static TrainingListener printing(PrintStream out, int every) {
        return new PrintingListener(out, every);
    }

    /// Training begins, or goes on from a checkpoint. Other calls follow.
    ///
    /// @param settings of the training
    /// @param initial the network before its first step
    default void begin(TrainingSettings settings, Network initial) {}

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

    /// The same with the network as the epoch left it. Training calls this one, which calls the other by default.
    ///
    /// @param network makes a copy when asked; ask within this call
    default void epoch(History.Epoch epoch, Supplier<Network> network) {
        epoch(epoch);
    }

    /// Whether to stop now. Asked before each step: must be cheap.
    default boolean stopRequested() {
        return false;
    }

    /// Training has ended, by itself or as it was asked to; not called where it diverged.
    default void end(Trainer.Trained trained) {}
}
