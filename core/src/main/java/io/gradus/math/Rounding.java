package io.gradus.math;

/// What is written once for both precisions needs these by overloading: rounding to the precision at hand.
public final class Rounding {
    private Rounding() {}

    /// The number itself: where the float twin says [#toFloat].
    public static double toDouble(double value) {
        return value;
    }

    /// The nearest float.
    public static float toFloat(double value) {
        return (float) value;
    }

    /// √x, rounded once.
    public static double sqrt(double x) {
        return Math.sqrt(x);
    }

    /// √x, rounded once: a double has more than twice the digits of a float, so rounding its root again is exact (S. A.
    /// Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30 (1995)).
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }
}
