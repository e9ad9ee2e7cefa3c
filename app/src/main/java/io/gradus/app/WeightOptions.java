package io.gradus.app;

import io.gradus.model.ClassWeights;
import io.gradus.model.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `train` that say how much rows and classes count.
final class WeightOptions {
    @Option(
            names = "--weight",
            paramLabel = "COL",
            description = "Column that says how often each row counts in training; no input then.")
    private @Nullable String weight;

    @Option(
            names = "--class-weight",
            split = ",",
            paramLabel = "HOW",
            description = "balanced, or weights by class such as A=2,B=0.5; others have 1.")
    private List<String> classWeight = List.of();

    /// The column of weights; null for none.
    @Nullable
    String column() {
        return weight;
    }

    /// Adds what was given to a recipe.
    ///
    /// @throws IllegalArgumentException if class weights are not written so
    void apply(Recipe.Builder recipe) {
        if (weight != null) {
            recipe.sampleWeight(weight);
        }
        if (classWeight.equals(List.of("balanced"))) {
            recipe.classWeights(ClassWeights.balanced());
        } else if (!classWeight.isEmpty()) {
            recipe.classWeights(byClass(classWeight));
        }
    }

    private static Map<String, Double> byClass(List<String> pairs) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--class-weight: expected balanced, or weights such as A=2,B=0.5, got \"%s\"".formatted(pair));
            }
            String name = pair.substring(0, equals);
            if (weights.put(name, number(pair, pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("--class-weight: class \"%s\" appears twice".formatted(name));
            }
        }
        return weights;
    }

    private static double number(String pair, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--class-weight: expected a number after \"=\", got \"%s\"".formatted(pair), e);
        }
    }
}
