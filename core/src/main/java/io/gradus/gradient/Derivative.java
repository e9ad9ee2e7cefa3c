package io.gradus.gradient;

/// A derivative by differences, and how far off it may be.
///
/// @param value the numeric value; NaN where there is none
/// @param error what the value may be off by, absolute; infinite where there is no value
/// @param step the smallest step that the value rests on, 0 where there is no value
/// @param below the derivative from below, where a kink lies at the point, else NaN
/// @param above the derivative from above, where a kink lies at the point, else NaN
/// @param flat whether the function has the same bits all around the point
/// @param reason why it is no number to judge by; "" where it is one
record Derivative(double value, double error, double step, double below, double above, boolean flat, String reason) {
    /// No derivative, since the function has no finite values there.
    static Derivative none(String reason) {
        return new Derivative(Double.NaN, Double.POSITIVE_INFINITY, 0, Double.NaN, Double.NaN, false, reason);
    }

    /// Whether the function has two derivatives here, one from each side.
    boolean isKink() {
        return !Double.isNaN(below);
    }
}
