package io.gradus.layer;

import java.util.List;
import java.util.Locale;

/// Which normalisation stands between the weighted sums of each hidden layer and its activation.
public enum Normalization {
    /// None.
    NONE,
    /// [Layer.BatchNorm] with its defaults.
    BATCH,
    /// [Layer.LayerNorm] with its default.
    LAYER;

    /// The name on the command line, such as `batch`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The normalisation of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    public static Normalization named(String word) {
        return Names.find("norm", word, List.of(values()), Normalization::word);
    }

    /// A hidden layer with it: a dense one with this activation, or dense, normalisation, activation.
    ///
    /// @param units at least 1
    public List<Layer> hidden(int units, Activation activation) {
        Layer sums = Layer.dense(units, Activation.identity());
        return switch (this) {
            case NONE -> List.of(Layer.dense(units, activation));
            case BATCH -> List.of(sums, Layer.batchNorm(activation));
            case LAYER -> List.of(sums, Layer.layerNorm(activation));
        };
    }
}
