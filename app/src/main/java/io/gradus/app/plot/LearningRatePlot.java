package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The loss against the learning rate of a range test, the rate logarithmic: each step's loss, its smoothed course, and a
/// mark where it falls fastest.
///
/// Losses well above the first and above four times the smallest are left out: at the end of a test they go anywhere.
public final class LearningRatePlot {
    private static final double ROOM = 0.2;
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
        double first = smoothed.length == 0 ? 0 : smoothed[0];
        double limit = Math.max(first + ROOM * Math.abs(first), TOO_LARGE * smallest);
        Curve each = Curve.of("each step", rates, between(Double.NEGATIVE_INFINITY, limit, losses));
        Curve course = Curve.of("smoothed", rates, between(Double.NEGATIVE_INFINITY, limit, smoothed));
        Range x = new Range();
        Range y = new Range();
        include(course, x, y);
        if (y.isEmpty()) {
            throw new IllegalArgumentException("plot \"%s\": expected a finite loss, got none".formatted(title));
        }
        // By the course alone: single steps may come near 0.
        boolean logarithmic = y.min() > 0 && y.max() / LossPlot.LOGARITHMIC_FROM > y.min();
        if (logarithmic) {
            each = Curve.of(each.name(), rates, between(y.min(), y.max(), losses));
        } else {
            include(each, x, y);
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(each.name(), PlotStyle.NOISE, each, null));
        layers.add(new Layer(course.name(), PlotStyle.COURSE, course, null));
        for (int i = 0; i < rates.length; i++) {
            if (steepest.isPresent() && rates[i] == steepest.getAsDouble() && course.isFinite(i)) {
                String label = String.format(Locale.ROOT, "steepest at %.2g", rates[i]);
                Curve point = Curve.of(label, new double[] {rates[i]}, new double[] {smoothed[i]});
                layers.add(new Layer(label, PlotStyle.BEST, null, point));
            }
        }
        Axis loss = logarithmic
                ? Axis.logarithmic("loss (logarithmic)", y, TickText::number)
                : Axis.linear("loss", y, false);
        return new Plot(title, Axis.logarithmic("learning rate (logarithmic)", x, TickText::number), loss, layers);
    }

    private static void include(Curve curve, Range x, Range y) {
        for (int i = 0; i < curve.size(); i++) {
            if (curve.isFinite(i)) {
                x.include(curve.x(i));
                y.include(curve.y(i));
            }
        }
    }

    /// Replaces what is outside by NaN, which is not drawn.
    private static double[] between(double least, double most, double[] losses) {
        double[] shown = losses.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i] >= least && shown[i] <= most ? shown[i] : Double.NaN;
        }
        return shown;
    }
}
