package io.gradus.model;

import io.gradus.data.Dataset;
import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.network.Network;
import io.gradus.train.History;
import io.gradus.train.Monitor;
import io.gradus.train.TrainingSettings;
import org.jspecify.annotations.Nullable;

/// What a recipe makes of a table: all that training starts from.
///
/// @param preprocessing fitted on the training part (with its validation rows), never on test rows; or the model's, where
///     training goes on from one
/// @param training rows to train on
/// @param validation rows that tell when to stop; null for none
/// @param monitor the metric that says which epoch is the best; null: the validation loss does
/// @param testRows rows that judge, as they were in the table; may be none
/// @param initial the network before its first step
/// @param settings of the training
/// @param from the model that training goes on from; null: from nothing
public record PreparedData(
        Preprocessing preprocessing,
        Dataset training,
        @Nullable Dataset validation,
        @Nullable Monitor monitor,
        Table testRows,
        Network initial,
        TrainingSettings settings,
        @Nullable Model from) {
    /// The model that a network trained on this data makes.
    public Model model(Network network, History history) {
        return new Model(preprocessing, network, settings.loss(), Provenance.of(this, history));
    }

    /// The same with another number of epochs.
    PreparedData withEpochs(int epochs) {
        return new PreparedData(
                preprocessing, training, validation, monitor, testRows, initial, settings.withEpochs(epochs), from);
    }
}
