package io.gradus.app;

import io.gradus.model.Recipe;
import io.gradus.train.Regularisation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of what keeps parameters and gradients small.
final class RegularisationOptions {
    @Option(
            names = "--l1",
            paramLabel = "LAMBDA",
            description = "Penalty LAMBDA times the sum of the weights' magnitudes. Default: 0.")
    double l1;

    @Option(
            names = "--l2",
            paramLabel = "LAMBDA",
            description = "Penalty (LAMBDA/2) times the sum of squared weights. Default: 0.")
    double l2;

    @Option(names = "--dropout", paramLabel = "RATE", description = "After each hidden layer. Default: 0.")
    @Nullable
    Double dropout;

    @Option(
            names = "--clip-value",
            paramLabel = "C",
            description = "Cuts each number of the gradient to -C to C. Default: none.")
    double clipValue = Double.POSITIVE_INFINITY;

    @Option(
            names = "--clip-norm",
            paramLabel = "C",
            description = "Scales the gradient down to the norm C where it is above. Default: none.")
    double clipNorm = Double.POSITIVE_INFINITY;

    @Option(
            names = "--max-norm",
            paramLabel = "C",
            description = "Scales the weights into each unit down to the norm C. Default: none.")
    double maxNorm = Double.POSITIVE_INFINITY;

    @Option(
            names = "--averaging",
            paramLabel = "D",
            description = "The model is the average over the steps, each weighing D times the next. Default: 0, none.")
    double averaging;

    void apply(Recipe.Builder recipe) {
        recipe.regularisation(new Regularisation(l1, l2, clipValue, clipNorm, maxNorm, averaging));
        if (dropout != null) {
            recipe.dropout(dropout);
        }
    }
}
