package io.gradus.app;

import io.gradus.layer.Normalization;
import io.gradus.model.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option of normalisation.
final class NormOptions {
    @Option(
            names = "--norm",
            paramLabel = "NAME",
            description =
                    "Normalisation before the activation of each hidden layer: batch, layer or none. batch needs at "
                            + "least 2 rows in each step, the last of an epoch too. Default: none.")
    private @Nullable String norm;

    boolean isGiven() {
        return norm != null;
    }

    void apply(Recipe.Builder recipe) {
        if (norm != null) {
            recipe.normalization(Normalization.named(norm));
        }
    }
}
