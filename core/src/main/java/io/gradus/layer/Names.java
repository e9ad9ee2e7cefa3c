package io.gradus.layer;

import io.gradus.math.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds one of a closed set of choices by its name; a name may have a number, as in `elu:0.5`.
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

    /// The name of a choice with a number: without it where it is the usual one.
    static String of(String plain, double number, double usual) {
        return number == usual ? plain : plain + ":" + text(number);
    }

    private static String text(double number) {
        String text = String.valueOf(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /// The name without its number.
    static String plain(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    static boolean hasNumber(String name) {
        return name.indexOf(':') >= 0;
    }

    /// The number of a name that has one.
    ///
    /// @throws IllegalArgumentException if it is none
    static double number(String kind, String name) {
        String text = name.substring(name.indexOf(':') + 1);
        try {
            return Rounding.toDouble(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: expected a number after %s:, got \"%s\"".formatted(kind, plain(name), text), e);
        }
    }

    static IllegalArgumentException takesNoNumber(String kind, String name) {
        return new IllegalArgumentException("%s: %s takes no number, got \"%s\"".formatted(kind, plain(name), name));
    }

    /// @throws IllegalArgumentException if the number is not from `lowest` to `highest`
    static void requireRange(String what, double number, double lowest, double highest) {
        if (!(number >= lowest && number <= highest)) {
            throw new IllegalArgumentException("%s: expected a number from %s to %s, got %s"
                    .formatted(what, text(lowest), text(highest), text(number)));
        }
    }
}
