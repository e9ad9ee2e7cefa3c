package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The time of a step against the number of parameters, both logarithmic, with a fitted power law for each method.
///
/// On such paper `time = c · parameters^slope` is a straight line: slope 1 is linear growth, 2 quadratic.
public final class ScalingPlot {

    private ScalingPlot() {}

    /// Returns a plot of measured times.
    ///
    /// A point is left out where a coordinate is not positive or not finite.
    ///
    /// @param title  what is shown
    /// @param curves seconds a step by number of parameters, in any order
    /// @throws IllegalArgumentException if no point can be drawn
    public static Plot of(String title, List<Curve> curves) {
        Range parameters = new Range();
        Range seconds = new Range();
        List<Layer> layers = new ArrayList<>();
        for (Curve curve : curves) {
            Curve points = drawable(curve);
            for (int i = 0; i < points.size(); i++) {
                if (points.isFinite(i)) {
                    parameters.include(points.x(i));
                    seconds.include(points.y(i));
                }
            }
            PlotStyle.Look look = PlotStyle.points(layers.size());
            PowerLaw law = PowerLaw.fit(points);
            if (law == null) {
                layers.add(new Layer(curve.name(), look, null, points));
            } else {
                // Locale.ROOT: the same text everywhere.
                String label = String.format(Locale.ROOT, "%s, slope %.2f", curve.name(), law.slope());
                layers.add(new Layer(label, look, law.line(curve.name()), points));
                seconds.include(law.at(law.from()));
                seconds.include(law.at(law.to()));
            }
        }
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException(
                    "plot \"%s\": expected a positive time of a step, got none".formatted(title));
        }
        Axis x = Axis.logarithmic("parameters", parameters, TickText::number);
        Axis y = Axis.logarithmic("time of a step", seconds, TickText::time);
        return new Plot(title, x, y, layers);
    }

    /// Returns the slope that the legend shows.
    ///
    /// @param curve seconds a step by number of parameters
    /// @return exponent of the fitted power law, NaN where the points that can be drawn do not determine it
    public static double slope(Curve curve) {
        PowerLaw law = PowerLaw.fit(drawable(curve));
        return law == null ? Double.NaN : law.slope();
    }

    /// Replaces what a logarithmic axis cannot show by NaN.
    private static Curve drawable(Curve curve) {
        double[] x = new double[curve.size()];
        double[] y = new double[curve.size()];
        for (int i = 0; i < x.length; i++) {
            boolean positive = curve.x(i) > 0 && curve.y(i) > 0;
            x[i] = positive ? curve.x(i) : Double.NaN;
            y[i] = positive ? curve.y(i) : Double.NaN;
        }
        return Curve.of(curve.name(), x, y);
    }
}
