package io.gradus.layer;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds one of a closed set of choices by its name.
final class Names {
    private Names() {}

    static <T> T find(String kind, String name, List<T> choices, Function<T, String> nameOf) {
        for (T choice : choices) {
            if (nameOf.apply(choice).equals(name)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("%s: expected one of %s, got \"%s\""
                .formatted(kind, choices.stream().map(nameOf).collect(Collectors.joining(", ")), name));
    }
}
