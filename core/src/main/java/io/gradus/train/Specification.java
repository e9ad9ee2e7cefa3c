package io.gradus.train;

import java.util.List;

/// A name with numbers behind colons, such as `step:30:0.1`.
final class Specification {
    private final String what;
    private final String text;
    private final List<String> parts;

    /// @param what is specified, for errors
    Specification(String what, String text) {
        this.what = what;
        this.text = text;
        parts = List.of(text.split(":", -1));
    }

    String name() {
        return parts.getFirst();
    }

    /// Refuses more numbers than this.
    ///
    /// @param form how it is written, for the error
    Specification atMost(int numbers, String form) {
        if (parts.size() - 1 > numbers) {
            throw new IllegalArgumentException("%s: expected %s, got \"%s\"".formatted(what, form, text));
        }
        return this;
    }

    /// Number k, counted from 1; its default where it was left out.
    double number(int k, double usual) {
        if (k >= parts.size()) {
            return usual;
        }
        try {
            return Double.parseDouble(parts.get(k));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: expected a number, got \"%s\" in \"%s\"".formatted(what, parts.get(k), text), e);
        }
    }

    /// The only number, which has no default.
    ///
    /// @param form how it is written, for the error
    double requiredNumber(String form) {
        if (parts.size() != 2) {
            throw new IllegalArgumentException("%s: expected %s, got \"%s\"".formatted(what, form, text));
        }
        return number(1, Double.NaN);
    }

    int wholeNumber(int k, int usual) {
        if (k >= parts.size()) {
            return usual;
        }
        try {
            return Integer.parseInt(parts.get(k));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: expected a whole number, got \"%s\" in \"%s\"".formatted(what, parts.get(k), text), e);
        }
    }

    IllegalArgumentException unknown(String known) {
        return new IllegalArgumentException("%s: expected one of %s, got \"%s\"".formatted(what, known, text));
    }
}
