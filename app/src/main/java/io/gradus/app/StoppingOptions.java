package io.gradus.app;

import io.gradus.metric.Metric;
import io.gradus.model.Recipe;
import io.gradus.train.Stopping;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of when training stops, and which epoch's parameters it keeps.
final class StoppingOptions {
    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without a better validation loss, or --metric; off: never stop. Default: 20.")
    @Nullable
    String patience;

    @Option(
            names = "--stop",
            split = ",",
            paramLabel = "RULE",
            description = "Further rules: tolerance:TOL:EPOCHS, target:VALUE, time:SECONDS, gl:PERCENT, "
                    + "progress:EPOCHS:PERMILLE.")
    List<String> stop = List.of();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "What the best epoch is best in, on the validation part. Default: the loss.")
    @Nullable
    String metric;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            description = "Epochs from one look at the validation part to the next. Default: 1.")
    @Nullable
    Integer validateEvery;

    void apply(Recipe.Builder recipe) {
        if (patience != null) {
            recipe.patience(patience.equals("off") ? 0 : wholeNumber(patience));
        }
        recipe.stopping(stop.stream().map(Stopping::named).toArray(Stopping[]::new));
        if (metric != null) {
            recipe.metric(Metric.named(metric));
        }
        if (validateEvery != null) {
            recipe.validateEvery(validateEvery);
        }
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--patience: expected a whole number or off, got \"%s\"".formatted(text), e);
        }
    }
}
