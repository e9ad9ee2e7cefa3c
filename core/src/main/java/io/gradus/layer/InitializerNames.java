package io.gradus.layer;

import io.gradus.layer.Initializer.Blockwise;

/// Finds an initializer by its name: `he_normal`, `uniform:0.1`, or `lecun_normal+standard_normal` for weights and biases.
final class InitializerNames {
    private static final String KIND = "initializer";

    private InitializerNames() {}

    static Initializer find(String name) {
        int plus = name.indexOf('+');
        if (plus < 0) {
            return single(name);
        }
        return blockwise(name.substring(0, plus)).withBias(blockwise(name.substring(plus + 1)));
    }

    private static Initializer single(String name) {
        if (name.startsWith("normal:")) {
            return Initializer.normal(parameter(name));
        }
        if (name.startsWith("uniform:")) {
            return Initializer.uniform(parameter(name));
        }
        return Names.find(KIND, name, Initializer.all(), Initializer::name);
    }

    private static Blockwise blockwise(String name) {
        if (single(name) instanceof Blockwise found) {
            return found;
        }
        throw new IllegalArgumentException(
                "initializer: expected %s by itself, for it draws weights and biases in one sequence, got it with \"+\""
                        .formatted(name));
    }

    private static double parameter(String name) {
        String text = name.substring(name.indexOf(':') + 1);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "initializer: expected a number after the colon, got \"%s\"".formatted(name), e);
        }
    }
}
