package io.gradus.train;

import java.util.List;
import java.util.OptionalDouble;

/// How training went.
///
/// @param epochs one record for each epoch that was completed
/// @param bestEpoch the epoch whose parameters the network has; the last one without validation; 0: the initial ones
public record History(List<Epoch> epochs, int bestEpoch) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /// One epoch.
    ///
    /// @param number from 1
    /// @param loss mean over the rows of the loss of their batch, each taken before its update
    /// @param validationLoss on the validation part after the epoch; NaN without one, and in epochs without a look at it
    /// @param score the metric that is monitored, on the validation part; NaN without one
    /// @param learningRate of the epoch's first step
    public record Epoch(int number, double loss, double validationLoss, double score, double learningRate) {}

    /// Loss of the last epoch, if there was one.
    public OptionalDouble lastLoss() {
        return epochs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(epochs.getLast().loss());
    }
}
