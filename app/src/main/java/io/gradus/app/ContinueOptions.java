package io.gradus.app;

import io.gradus.data.Table;
import io.gradus.layer.Precision;
import io.gradus.model.Model;
import io.gradus.model.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `train` starts from: nothing, or a model.
final class ContinueOptions {
    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "Goes on from this model, on these rows: with its layers, weights, preprocessing and precision.")
    private @Nullable Path from;

    private @Nullable Model model;

    /// The recipe that the options come to.
    ///
    /// @throws IllegalArgumentException if an option would change what the model has decided
    Recipe.Builder recipe(SharedOptions options) {
        if (from == null) {
            return options.recipe(Precision.FLOAT);
        }
        model = Model.load(from);
        return options.recipeFrom(model);
    }

    /// Reads the data, as the model's preprocessing needs it if there is one.
    ///
    /// @param weight a further column that is needed; null for none
    Table read(SharedOptions options, String data, @Nullable String weight) {
        if (model == null) {
            return options.read(data);
        }
        var known = model.preprocessing().csvOptions();
        if (weight == null) {
            return options.read(data, known);
        }
        List<String> columns = new ArrayList<>(Objects.requireNonNull(known.only()));
        columns.add(weight);
        return options.read(data, known.withOnly(columns));
    }
}
