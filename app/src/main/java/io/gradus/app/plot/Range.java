package io.gradus.app.plot;

/// The smallest and the largest of the values that were offered. Mutable, for one thread.
final class Range {

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void include(double value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    boolean isEmpty() {
        return min > max;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }
}
