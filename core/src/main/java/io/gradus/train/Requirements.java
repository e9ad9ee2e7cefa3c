package io.gradus.train;

/// Refuses settings outside their range, with the name of the setting, what was expected and what came.
final class Requirements {
    private Requirements() {}

    static void positive(String name, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, name, "a finite number above 0", value);
    }

    static void notNegative(String name, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, name, "a finite number of at least 0", value);
    }

    /// 0 ≤ value < 1.
    static void decay(String name, double value) {
        require(value >= 0 && value < 1, name, "0 <= " + name + " < 1", value);
    }

    /// A limit: above 0, infinite for none.
    static void limit(String name, double value) {
        require(value > 0, name, "a number above 0", value);
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("%s: expected at least %d, got %d".formatted(name, least, value));
        }
    }

    static void require(boolean holds, String name, String expected, double value) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, value));
        }
    }
}
