package io.gradus.metric;

/// Checks of what the metrics are given.
final class Arguments {
    private Arguments() {}

    static void classes(int classes, int[] actual) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes: expected at least 2, got " + classes);
        }
        if (actual.length == 0) {
            throw new IllegalArgumentException("actual: expected at least 1 row, got 0");
        }
        for (int row = 0; row < actual.length; row++) {
            inRange("actual", row, actual[row], classes);
        }
    }

    static void inRange(String what, int row, int value, int classes) {
        if (value < 0 || value >= classes) {
            throw new IllegalArgumentException(
                    what + "[" + row + "]: expected a class from 0 to " + (classes - 1) + ", got " + value);
        }
    }

    /// Targets [rows × outputs] of at least one row.
    static void targets(int outputs, double[] t) {
        if (outputs < 1 || t.length == 0 || t.length % outputs != 0) {
            throw new IllegalArgumentException(
                    "t: expected at least one row of " + outputs + " outputs, got " + t.length + " values");
        }
    }

    /// A matrix [rows × width] of finite numbers.
    static void matrix(String what, double[] values, int rows, int width) {
        if (values.length != (long) rows * width) {
            throw new IllegalArgumentException(what + ": expected " + (long) rows * width + " values (" + rows + " × "
                    + width + "), got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(what + " of row " + i / width + ", column " + i % width
                        + ": expected a finite number, got " + values[i]);
            }
        }
    }
}
