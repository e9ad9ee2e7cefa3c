package io.gradus.data;

import io.gradus.math.Sums;

/// What a column is scaled by: (v - mean) / scale. See [ScalingMethod]; under [ScalingMethod.MinMax] `mean` is the smallest
/// value.
///
/// A constant column, exactly constant in its values, gets scale 1 (and so becomes 0): its deviation as computed may be
/// a rounding error instead of 0, and dividing by that would make noise of it.
record Scaling(double mean, double scale) {
    static final Scaling NONE = new Scaling(0, 1);

    /// The scaling of a column by its own values.
    ///
    /// @param column of at least one value
    /// @param place the table, for errors
    static Scaling of(ScalingMethod method, NumberColumn column, String place) {
        return switch (method) {
            case ScalingMethod.Standard _ -> standard(column, place);
            case ScalingMethod.MinMax _ -> minMax(column, place);
            case ScalingMethod.Divide(double by) -> new Scaling(0, by);
            case ScalingMethod.None _ -> NONE;
        };
    }

    private static Scaling minMax(NumberColumn column, String place) {
        double[] values = column.array();
        double smallest = values[0];
        double largest = values[0];
        for (double value : values) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        double range = largest - smallest;
        if (!Double.isFinite(range)) {
            throw new DataException(
                    place,
                    Wording.column(column.name()) + ": values too far apart to scale, from " + smallest + " to "
                            + largest,
                    "rescale the column, or " + Wording.leaveOut(column.name()));
        }
        return new Scaling(smallest, range == 0 ? 1 : range);
    }

    private static Scaling standard(NumberColumn column, String place) {
        double[] values = column.array();
        if (isConstant(values)) {
            return new Scaling(values[0], 1);
        }
        double mean = Sums.sum(values) / values.length;
        double[] squares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }
        double deviation = Math.sqrt(Sums.sum(squares) / values.length);
        if (!Double.isFinite(deviation) || deviation == 0) { // 0: the squares fell below the smallest double
            throw new DataException(
                    place,
                    Wording.column(column.name()) + ": values too large or too close to standardise, mean " + mean
                            + ", deviation " + deviation,
                    "rescale the column, or " + Wording.leaveOut(column.name()));
        }
        return new Scaling(mean, deviation);
    }

    static void check(String name, double mean, double scale) {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException(
                    "mean of " + Wording.column(name) + ": expected a finite number, got " + mean);
        }
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "scale of " + Wording.column(name) + ": expected a finite number above 0, got " + scale);
        }
    }

    private static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
