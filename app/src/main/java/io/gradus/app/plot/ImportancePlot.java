package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.util.List;

/// A bar for each of several names, the first at the top, with its standard deviation to both sides of its end.
public final class ImportancePlot {

    /// Points of a stroke and the gap behind it.
    private static final int POINTS = 3;

    private ImportancePlot() {}

    /// Returns a plot of bars.
    ///
    /// @param title      what is shown
    /// @param axis       what the length of a bar is
    /// @param names      one a bar
    /// @param means      length of each bar, not modified
    /// @param deviations standard deviation of each, not modified
    /// @throws IllegalArgumentException if there is no name, the lengths differ, or a number is not finite
    public static Plot of(String title, String axis, List<String> names, double[] means, double[] deviations) {
        if (names.isEmpty() || means.length != names.size() || deviations.length != names.size()) {
            throw new IllegalArgumentException(
                    "plot \"%s\": expected as many names, means and deviations, at least one, got %d, %d and %d"
                            .formatted(title, names.size(), means.length, deviations.length));
        }
        double[] barX = new double[POINTS * means.length];
        double[] deviationX = new double[POINTS * means.length];
        double[] barY = new double[POINTS * means.length];
        Axis.Names y = new Axis.Names(names);
        Range range = new Range();
        range.include(0);
        for (int i = 0; i < means.length; i++) {
            double low = means[i] - deviations[i];
            double high = means[i] + deviations[i];
            if (!Double.isFinite(low) || !Double.isFinite(high)) {
                throw new IllegalArgumentException("plot \"%s\": expected finite numbers, got %s ± %s for \"%s\""
                        .formatted(title, means[i], deviations[i], names.get(i)));
            }
            range.include(low);
            range.include(high);
            stroke(barX, i, 0, means[i]);
            stroke(deviationX, i, low, high);
            int position = y.position(i);
            stroke(barY, i, position, position);
        }
        return new Plot(
                title,
                Axis.linear(axis, range, false),
                y,
                List.of(
                        new Layer("mean", PlotStyle.bars(names.size()), Curve.of("mean", barX, barY), null),
                        new Layer(
                                "± standard deviation",
                                PlotStyle.DEVIATION,
                                Curve.of("± standard deviation", deviationX, barY),
                                null)));
    }

    private static void stroke(double[] coordinates, int number, double from, double to) {
        coordinates[POINTS * number] = from;
        coordinates[POINTS * number + 1] = to;
        coordinates[POINTS * number + 2] = Double.NaN;
    }
}
