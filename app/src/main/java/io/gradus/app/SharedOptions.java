package io.gradus.app;

import io.gradus.InputException;
import io.gradus.app.plot.PlotFile;
import io.gradus.data.CsvOptions;
import io.gradus.data.ExampleData;
import io.gradus.data.ScalingMethod;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.file.Json;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.model.Model;
import io.gradus.model.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options that `compare` and `train` share. What is not given is null here: the default depends on the command and on
/// whether there is data.
final class SharedOptions {
    @Option(
            names = "--target",
            split = ",",
            paramLabel = "COL",
            description = "Column to predict (numbers: one or several).")
    List<String> target = List.of();

    @Option(names = "--labels", paramLabel = "FILE", description = DataFile.LABELS)
    @Nullable
    Path labels;

    @Option(
            names = "--scale",
            paramLabel = "HOW",
            description =
                    "Of number columns: standard (mean 0, deviation 1), minmax (0 to 1), divide:N (as divide:255 for "
                            + "grey levels) or none. Default: standard.")
    @Nullable
    String scale;

    @Option(names = "--ignore", split = ",", paramLabel = "COL", description = "Columns to leave out.")
    List<String> ignore = List.of();

    @Option(
            names = "--categorical",
            split = ",",
            paramLabel = "COL",
            description = "Columns of numbers that are categories.")
    List<String> categorical = List.of();

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "N",
            description = "Units of the hidden layers, such as 16,8. Default: 64.")
    int @Nullable [] hidden;

    @Option(
            names = "--activation",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Of the hidden layers, one for all or one each: identity, sigmoid, tanh, softsign, relu, leaky_relu"
                            + " (or leaky_relu:SLOPE), elu (or elu:ALPHA), selu, gelu, silu, softplus, exp, softmax."
                            + " Default: relu.")
    List<String> activation = List.of();

    @Option(names = "--output", paramLabel = "NAME", description = "Activation of the output. Default: by the loss.")
    @Nullable
    String output;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description =
                    "mse, mae, huber[:DELTA], quantile[:TAU], binary_cross_entropy, categorical_cross_entropy, poisson. "
                            + "Default: auto, by the target.")
    @Nullable
    String loss;

    @Option(
            names = "--smoothing",
            paramLabel = "S",
            description = "Of one-hot targets: 1-S and S/(classes-1). Default: 0.")
    @Nullable
    Double smoothing;

    @Mixin
    final OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin
    final RegularisationOptions regularisation = new RegularisationOptions();

    @Mixin
    final StoppingOptions stopping = new StoppingOptions();

    @Option(
            names = "--test",
            paramLabel = "PART",
            description = "Test part: a fraction, or a number of rows. Default: 0.2.")
    @Nullable
    String test;

    @Option(
            names = "--split",
            paramLabel = "HOW",
            description = "head, shuffle or stratify. Default: stratify for classes, shuffle for numbers.")
    @Nullable
    String split;

    @Option(
            names = "--validation",
            paramLabel = "PART",
            description = "Part of the training part that tells when to stop. Default: 0.1.")
    @Nullable
    String validation;

    @Option(names = "--seed", paramLabel = "N", description = "Of weights, splits, orders and masks. Default: 42.")
    @Nullable
    Long seed;

    @Option(
            names = "--initializer",
            paramLabel = "NAME",
            description =
                    "How initial weights are drawn: automatic, glorot_uniform, glorot_normal, he_uniform, he_normal, "
                            + "lecun_uniform, lecun_normal, orthogonal, normal[:DEVIATION], uniform[:LIMIT], standard_normal, "
                            + "numpy_randn; WEIGHTS+BIASES for biases too. compare: standard_normal; train: automatic.")
    @Nullable
    String initializer;

    @Option(
            names = "--initial-parameters",
            paramLabel = "FILE",
            description = "A JSON array in the flat order: W1, b1, W2, …")
    @Nullable
    Path initialParameters;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that compute. Never changes a result. compare: 1; train: all cores.")
    @Nullable
    Integer threads;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "float or double. compare: double, which numerical differentiation needs; train: float.")
    @Nullable
    String precision;

    @Option(
            names = "--log-every",
            paramLabel = "N",
            description = "Prints losses every N epochs (compare: those of every batch; also what --json records).")
    @Nullable
    Integer logEvery;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Report as JSON; - for standard output, then nothing else goes there.")
    @Nullable
    String json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Loss curves, as .svg or .png.")
    @Nullable
    Path plot;

    /// Reads the data and leaves out what is to be ignored.
    ///
    /// @throws IllegalArgumentException if the data has parts of its own and options ask for others
    Table read(String data) {
        return read(data, CsvOptions.DEFAULTS.withCategorical(categorical).withIgnore(ignore));
    }

    /// Reads the data as somebody else says.
    Table read(String data, CsvOptions options) {
        Table table = DataFile.read(data, labels, options);
        if (table.ownSplit() != null) {
            refuseWithOwnParts("--split", split);
            refuseWithOwnParts("--test", test);
            refuseWithOwnParts("--validation", validation);
        }
        return table;
    }

    private static void refuseWithOwnParts(String option, @Nullable String value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "%s: expected none with a Proben1 file, whose parts belong to the benchmark, got \"%s\""
                            .formatted(option, value));
        }
    }

    /// The seed of weights, splits, orders and masks.
    long seed() {
        return seed == null ? 42 : seed;
    }

    /// Threads that compute, unless `compare` does.
    int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /// The recipe for a user's data.
    ///
    /// @param usual the precision, unless an option says otherwise
    Recipe.Builder recipe(Precision usual) {
        if (target.isEmpty()) {
            throw new IllegalArgumentException("--target: expected the column to predict, got none");
        }
        Recipe.Builder recipe = Recipe.builder(target.toArray(String[]::new));
        recipe.precision(usual);
        apply(recipe, "adam", seed == null ? 42 : seed);
        return recipe;
    }

    /// The recipe that goes on from a model.
    ///
    /// @throws IllegalArgumentException if an option would change what the model has decided
    Recipe.Builder recipeFrom(Model model) {
        List<String> known = model.preprocessing().target().columnNames();
        if (!target.isEmpty() && !target.equals(known)) {
            throw new IllegalArgumentException("--target: expected none with --from, whose target is %s, got %s"
                    .formatted(String.join(",", known), String.join(",", target)));
        }
        refuseWithFrom("--ignore", ignore);
        refuseWithFrom("--categorical", categorical);
        refuseWithFrom("--loss", loss == null ? List.of() : List.of(loss)); // auto too
        Recipe.Builder recipe = Recipe.continueFrom(model);
        apply(recipe, "adam", seed == null ? 42 : seed);
        return recipe;
    }

    private static void refuseWithFrom(String option, List<String> values) {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("%s: expected none with --from, as the model has its own, got %s"
                    .formatted(option, String.join(",", values)));
        }
    }

    /// The recipe of the notebook: its network, settings and, unless it is to be another network, recovered weights.
    Recipe.Builder notebookRecipe(boolean otherNetwork) {
        if (!target.isEmpty()) {
            throw new IllegalArgumentException("--target: expected DATA with it, got none");
        }
        Recipe.Builder recipe = Recipe.builder("label")
                .hidden(2)
                .activation(Activation.sigmoid())
                .output(Activation.sigmoid())
                .loss(Loss.mse())
                .smoothing(0.01)
                .epochs(1000)
                .batchSize(1)
                .split(Split.head())
                .validation(TestSize.fraction(0))
                .patience(0)
                .standardise(false);
        if (seed == null && hidden == null && initializer == null && !otherNetwork) {
            recipe.initialParameters(ExampleData.notebookParameters());
        }
        apply(recipe, "sgd", seed == null ? 42 : seed);
        return recipe;
    }

    private void apply(Recipe.Builder recipe, String usualOptimizer, long effectiveSeed) {
        checkMachineOptions();
        recipe.seed(effectiveSeed);
        optimizer.apply(recipe, usualOptimizer);
        regularisation.apply(recipe);
        stopping.apply(recipe);
        if (hidden != null) {
            recipe.hidden(hidden);
        }
        if (!activation.isEmpty()) {
            recipe.activation(activation.stream().map(Activation::named).toArray(Activation[]::new));
        }
        if (output != null) {
            recipe.output(Activation.named(output));
        }
        if (loss != null && !loss.equals("auto")) {
            recipe.loss(Loss.named(loss));
        }
        if (smoothing != null) {
            recipe.smoothing(smoothing);
        }
        if (test != null) {
            recipe.test(part("--test", test));
        }
        if (validation != null) {
            recipe.validation(part("--validation", validation));
        }
        if (split != null) {
            recipe.split(
                    switch (split) {
                        case "head" -> Split.head();
                        case "shuffle" -> Split.shuffle(effectiveSeed);
                        case "stratify" -> Split.stratify(effectiveSeed);
                        default ->
                            throw new IllegalArgumentException(
                                    "--split: expected head, shuffle or stratify, got \"%s\"".formatted(split));
                    });
        }
        if (scale != null) {
            recipe.scaling(scaling(scale));
        }
        if (threads != null) {
            recipe.threads(threads);
        }
        if (precision != null) {
            recipe.precision(Precision.named(precision));
        }
        if (initializer != null) {
            if (initialParameters != null) {
                throw new IllegalArgumentException(
                        "--initializer: expected none with --initial-parameters, got \"%s\"".formatted(initializer));
            }
            recipe.initializer(Initializer.named(initializer));
        }
        if (initialParameters != null) {
            recipe.initialParameters(readParameters(initialParameters));
        }
    }

    /// Initial weights from N(0, 1), as `compare` draws them unless told otherwise.
    void drawAsTheNotebook(Recipe.Builder recipe) {
        if (initializer == null) {
            recipe.initializer(Initializer.standardNormal());
        }
    }

    private void checkMachineOptions() {
        if (threads != null && threads < 1) {
            throw new IllegalArgumentException("--threads: expected at least 1, got " + threads);
        }
        if (logEvery != null && logEvery < 1) {
            throw new IllegalArgumentException("--log-every: expected at least 1, got " + logEvery);
        }
        if (plot != null) {
            PlotFile.requireKnownSuffix(plot);
        }
    }

    private static TestSize part(String option, String text) {
        try {
            return TestSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static ScalingMethod scaling(String text) {
        try {
            return ScalingMethod.named(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--scale: " + e.getMessage(), e);
        }
    }

    private static double[] readParameters(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new InputException(file.toString(), "cannot be read", "check the path given to --initial-parameters");
        }
        String hint = "give one JSON array of numbers, such as [0.1, -0.2]";
        if (!(Json.parse(file.toString(), text) instanceof List<?> list)) {
            throw new InputException(file.toString(), "expected a JSON array", hint);
        }
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw new InputException(
                        file.toString(), "element %d: expected a number, got %s".formatted(i, list.get(i)), hint);
            }
            values[i] = number.doubleValue();
        }
        return values;
    }
}
