package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Something about a training that its user may want to know, with what was measured and what helps most often.
///
/// Nothing here is an error: the network is what the settings made of the data. The limits are set so that trainings that
/// go well get no advice; `AdviceTest` has both sides of each.
///
/// @param kind what it is about
/// @param message what was measured, in one sentence
/// @param hint one thing to try
public record Advice(Kind kind, String message, String hint) {
    public Advice {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
    }

    /// What there is advice on.
    public enum Kind {
        /// Inputs much larger or smaller than 1, as the network gets them.
        UNSCALED_INPUTS("unscaledInputs"),
        /// Rectifiers that are 0 for every row, so that no gradient reaches their weights.
        DEAD_UNITS("deadUnits"),
        /// Hidden sigmoids or hyperbolic tangents at their ends for most rows, where hardly a gradient comes through.
        SATURATED_UNITS("saturatedUnits"),
        /// The same prediction for every row, while targets differ.
        ONE_PREDICTION("onePrediction"),
        /// The loss was still falling when the epochs were over.
        NOT_CONVERGED("notConverged"),
        /// The training loss rose.
        LOSS_RISING("lossRising");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The name in JSON reports.
        public String word() {
            return word;
        }
    }

    /// Advice on a training, inputs named by their number from 1.
    ///
    /// @see #of(Trainer.Trained, Dataset, TrainingSettings, List)
    public static List<Advice> of(Trainer.Trained trained, Dataset training, TrainingSettings settings) {
        List<String> names = IntStream.rangeClosed(1, training.inputs())
                .mapToObj(number -> "input " + number)
                .toList();
        return of(trained, training, settings, names);
    }

    /// Advice on a training, the most telling first. It takes a forward pass over the training rows, 10,000 of them at most.
    ///
    /// @param training the rows it was trained on
    /// @param inputNames a name for each input
    /// @return empty where there is nothing to say
    public static List<Advice> of(
            Trainer.Trained trained, Dataset training, TrainingSettings settings, List<String> inputNames) {
        List<Advice> advice = new ArrayList<>(of(trained.network(), training, settings, inputNames));
        boolean cutShort = !trained.interrupted() && trained.stoppedBy() == null;
        advice.addAll(HistoryAdvice.of(trained.history(), cutShort));
        return List.copyOf(advice);
    }

    /// Advice on a network and the rows it was trained on: on inputs, units and predictions.
    public static List<Advice> of(
            Network network, Dataset training, TrainingSettings settings, List<String> inputNames) {
        if (inputNames.size() != training.inputs()) {
            throw new IllegalArgumentException(
                    "input names: expected %d, got %d".formatted(training.inputs(), inputNames.size()));
        }
        List<Advice> advice = new ArrayList<>(InputAdvice.of(training, inputNames));
        UnitAdvice units = new UnitAdvice(network, training, settings.loss());
        advice.addAll(units.deadAndSaturated());
        advice.addAll(units.onePrediction());
        return List.copyOf(advice);
    }
}
