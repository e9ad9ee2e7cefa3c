package io.gradus.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

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

    /// The training loss of each epoch.
    public double[] losses() {
        return each(Epoch::loss);
    }

    /// The validation loss of each epoch; NaN where it was not measured.
    public double[] validationLosses() {
        return each(Epoch::validationLoss);
    }

    private double[] each(ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    /// A table of the epochs as CSV with a header; a field is empty where nothing was measured.
    public String toCsv() {
        StringJoiner lines = new StringJoiner("\n", "epoch,loss,validation_loss,score,learning_rate\n", "\n");
        lines.setEmptyValue("epoch,loss,validation_loss,score,learning_rate\n");
        for (Epoch epoch : epochs) {
            lines.add("%d,%s,%s,%s,%s"
                    .formatted(
                            epoch.number,
                            field(epoch.loss),
                            field(epoch.validationLoss),
                            field(epoch.score),
                            field(epoch.learningRate)));
        }
        return lines.toString();
    }

    private static String field(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
