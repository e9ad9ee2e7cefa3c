package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.util.ArrayList;
import java.util.List;

/// What was predicted against what was: points that should lie on the diagonal.
public final class AgreementPlot {

    private AgreementPlot() {}

    /// Returns the reliability diagram of probabilities: how often it was so, by how probable it was said to be.
    ///
    /// @param title    what is shown
    /// @param x        what the probability is of
    /// @param y        what was counted
    /// @param observed frequency by mean probability, both in [0, 1], in ascending order
    public static Plot ofProbabilities(String title, String x, String y, Curve observed) {
        Range range = new Range();
        range.include(0);
        range.include(1);
        return new Plot(
                title,
                Axis.linear(x, range, false),
                Axis.linear(y, range, false),
                List.of(diagonal(range), new Layer(observed.name(), PlotStyle.points(0), observed, observed)));
    }

    /// Returns predictions of numbers over the actual ones, both axes alike.
    ///
    /// @param title  what is shown
    /// @param points prediction by actual value of each output
    /// @throws IllegalArgumentException if no point can be drawn
    public static Plot ofNumbers(String title, List<Curve> points) {
        Range range = new Range();
        List<Layer> layers = new ArrayList<>();
        for (Curve output : points) {
            for (int i = 0; i < output.size(); i++) {
                if (output.isFinite(i)) {
                    range.include(output.x(i));
                    range.include(output.y(i));
                }
            }
            layers.add(new Layer(output.name(), PlotStyle.points(layers.size()), null, output));
        }
        if (range.isEmpty()) {
            throw new IllegalArgumentException("plot \"%s\": expected a finite prediction, got none".formatted(title));
        }
        layers.add(diagonal(range));
        return new Plot(title, Axis.linear("actual", range, false), Axis.linear("predicted", range, false), layers);
    }

    private static Layer diagonal(Range range) {
        double[] ends = {range.min(), range.max()};
        return new Layer("perfect", PlotStyle.DIAGONAL, Curve.of("perfect", ends, ends), null);
    }
}
