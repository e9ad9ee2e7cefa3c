package io.gradus.model;

import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A trained network with the preprocessing that belongs to it: takes rows of a table, gives predictions.
///
/// Immutable and thread-safe. In a file it is one safetensors file: the parameters as tensors `W1`, `b1`, `W2`, …, all
/// else as JSON in its metadata.
public final class Model {
    private final Preprocessing preprocessing;
    private final Network network;
    private final Loss loss;
    private final Map<String, Object> provenance;

    Model(Preprocessing preprocessing, Network network, Loss loss, Map<String, Object> provenance) {
        this.preprocessing = preprocessing;
        this.network = network;
        this.loss = loss;
        this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /// Reads a model file.
    ///
    /// @throws io.gradus.InputException if it is missing, or is not a whole and sound model file
    public static Model load(Path file) {
        return ModelFile.read(file);
    }

    /// Writes a model file: under another name first, then renamed, so that the file is the old one or the new one and
    /// nothing between.
    ///
    /// @throws io.gradus.InputException if it can't be written
    public void save(Path file) {
        ModelFile.write(file, this);
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return loss;
    }

    /// Settings and amounts that the model comes from, in the order and with the names of the model file.
    public Map<String, Object> provenance() {
        return provenance;
    }

    /// Predicts every row of a table. The target need not be there.
    ///
    /// @throws io.gradus.InputException if a column is missing or of another type than in training, or a category was
    ///     not seen there
    public Predictions predict(Table table) {
        double[] y = network.predict(preprocessing.inputs(table), table.rows());
        return new Predictions(preprocessing.target(), table.rows(), y);
    }

    /// Judges the model on a table that holds the target.
    ///
    /// @throws io.gradus.InputException as in [#predict], or if the target is missing or holds an unknown class
    public Evaluation evaluate(Table table) {
        return Evaluation.of(this, table, null);
    }

    /// Judges the model on a table that holds the target, each row counted with its weight.
    ///
    /// @param weights one a row: finite, none negative, not all 0; not modified
    /// @throws io.gradus.InputException as in [#evaluate(Table)]
    /// @throws IllegalArgumentException if the weights are not so
    public Evaluation evaluate(Table table, double[] weights) {
        return Evaluation.of(this, table, weights.clone());
    }
}
