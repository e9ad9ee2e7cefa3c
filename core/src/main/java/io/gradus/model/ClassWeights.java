package io.gradus.model;

import io.gradus.InputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much each class counts in the loss. Immutable.
public sealed interface ClassWeights {
    /// Every class counts as much as every other, however many rows it has: n / (K·n_c) for class c with n_c of the n rows
    /// and K classes, as scikit-learn's `class_weight="balanced"` (G. King, L. Zeng, "Logistic regression in rare events
    /// data", Political Analysis 9 (2001) 137-163). Counted in the training part, with its validation rows and never with
    /// test rows.
    static ClassWeights balanced() {
        return new Balanced();
    }

    /// Weights by class; a class without one has 1.
    ///
    /// @param weights at least one, each finite and at least 0; copied
    /// @throws IllegalArgumentException if there are none or one is out of range
    static ClassWeights of(Map<String, Double> weights) {
        return new Named(weights);
    }

    /// See [#balanced].
    record Balanced() implements ClassWeights {}

    /// See [#of].
    ///
    /// @param weights by class, in the order given
    record Named(Map<String, Double> weights) implements ClassWeights {
        public Named {
            weights = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            if (weights.isEmpty()) {
                throw new IllegalArgumentException("class weights: expected at least one, got none");
            }
            weights.forEach((name, weight) -> {
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "class weights: \"%s\": expected a finite number of at least 0, got %s"
                                    .formatted(name, weight));
                }
            });
        }
    }

    /// The weight of each class.
    ///
    /// @param where the data, for errors
    /// @param classes in the order of the outputs
    /// @param counts rows of each class, each at least 1
    /// @throws InputException if a class that has a weight is not there
    default double[] perClass(String where, List<String> classes, int[] counts) {
        double[] perClass = new double[classes.size()];
        switch (this) {
            case Balanced _ -> {
                double rows = java.util.Arrays.stream(counts).sum();
                for (int c = 0; c < perClass.length; c++) {
                    perClass[c] = rows / ((double) perClass.length * counts[c]);
                }
            }
            case Named(Map<String, Double> weights) -> {
                for (String name : weights.keySet()) {
                    if (!classes.contains(name)) {
                        throw new InputException(
                                where,
                                "class weights: there is no class \"%s\"".formatted(name),
                                "the classes of the training part are " + String.join(", ", classes));
                    }
                }
                for (int c = 0; c < perClass.length; c++) {
                    perClass[c] = weights.getOrDefault(classes.get(c), 1.0);
                }
            }
        }
        return perClass;
    }
}
