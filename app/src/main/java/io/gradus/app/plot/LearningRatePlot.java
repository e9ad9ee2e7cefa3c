package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The loss against the learning rate of a range test, the rate logarithmic: each step's loss, its smoothed course, and a
/// mark where it falls fastest.
///
/// Losses above the first smoothed one and four times the smallest are cut off: at the end of a test they go anywhere.
public final class LearningRatePlot {
    private static final double ROOM = 1.2;
    private static final double TOO_LARGE = 4;

    private LearningRatePlot() {}

    /// Returns a plot of a range test.
    ///
    /// @param title    what is shown
    /// @param rates    learning rates [steps], positive, not modified
    /// @param losses   the loss of each step, not modified
    /// @param smoothed the same smoothed, not modified
    /// @param steepest the learning rate to mark, if any
    /// @throws IllegalArgumentException if there is no point that can be drawn
    public static Plot of(String title, double[] rates, double[] losses, double[] smoothed, OptionalDouble steepest) {
        double smallest = Double.POSITIVE_INFINITY;
        for (double loss : smoothed) {
            smallest = Math.min(smallest, loss);
        }
        double limit = Math.max(smoothed.length == 0 ? 0 : ROOM * smoothed[0], TOO_LARGE * smallest);
        Curve each = Curve.of("each step", rates, upTo(limit, losses));
        Curve course = Curve.of("smoothed", rates, upTo(limit, smoothed));
        Range x = new Range();
        Range y = new Range();
        for (Curve curve : List.of(each, course)) {
            for (int i = 0; i < curve.size(); i++) {
                if (curve.isFinite(i)) {
                    x.include(curve.x(i));
                    y.include(curve.y(i));
                }
            }
        }
        if (y.isEmpty()) {
            throw new IllegalArgumentException("plot \"%s\": expected a finite loss, got none".formatted(title));
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(each.name(), PlotStyle.line(0), each, null));
        layers.add(new Layer(course.name(), PlotStyle.line(4), course, null));
        for (int i = 0; i < rates.length; i++) {
            if (steepest.isPresent() && rates[i] == steepest.getAsDouble() && course.isFinite(i)) {
                String label = String.format(java.util.Locale.ROOT, "steepest at %.2g", rates[i]);
                Curve point = Curve.of(label, new double[] {rates[i]}, new double[] {smoothed[i]});
                layers.add(new Layer(label, PlotStyle.BEST, null, point));
            }
        }
        boolean logarithmic = y.min() > 0 && y.max() / LossPlot.LOGARITHMIC_FROM > y.min();
        Axis loss = logarithmic
                ? Axis.logarithmic("loss (logarithmic)", y, TickText::number)
                : Axis.linear("loss", y, false);
        return new Plot(title, Axis.logarithmic("learning rate (logarithmic)", x, TickText::number), loss, layers);
    }

    private static double[] upTo(double limit, double[] losses) {
        double[] shown = losses.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i] <= limit ? shown[i] : Double.NaN;
        }
        return shown;
    }
}
