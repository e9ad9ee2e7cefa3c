package io.gradus.app.plot;

import io.gradus.app.plot.Plot.Layer;
import java.util.ArrayList;
import java.util.List;

/// Losses over the epochs.
///
/// The loss gets a logarithmic axis where all values are positive and the largest is more than 100 times the
/// smallest. Curves often lie on top of each other, as those of two methods do that compute the same gradient: the
/// first is broad and light, those after it are thin, dark and dashed, so that all stay visible.
public final class LossPlot {

    /// Ratio of the largest to the smallest loss from which on the axis is logarithmic.
    static final double LOGARITHMIC_FROM = 100;

    private LossPlot() {}

    /// Returns a plot of losses.
    ///
    /// @param title  what is shown
    /// @param curves losses by epoch; epochs do not fall
    /// @throws IllegalArgumentException if there is no point that can be drawn, or epochs fall
    public static Plot of(String title, List<Curve> curves) {
        return plot(title, curves, List.of());
    }

    /// Returns a plot of losses with a mark at the best epoch on the last curve.
    ///
    /// @param title     what is shown
    /// @param curves    losses by epoch; the last is the one that decided, as the validation loss
    /// @param bestEpoch an epoch of the last curve
    /// @throws IllegalArgumentException as [#of], or if the last curve has no finite loss at that epoch
    public static Plot withBest(String title, List<Curve> curves, double bestEpoch) {
        if (curves.isEmpty()) {
            return of(title, curves);
        }
        Curve last = curves.getLast();
        for (int i = 0; i < last.size(); i++) {
            if (last.x(i) == bestEpoch && last.isFinite(i)) {
                String label = "best epoch: " + TickText.plain(bestEpoch);
                Curve point = Curve.of(label, new double[] {last.x(i)}, new double[] {last.y(i)});
                return plot(title, curves, List.of(new Layer(label, PlotStyle.BEST, null, point)));
            }
        }
        throw new IllegalArgumentException("best epoch: expected an epoch of \"%s\" with a finite loss, got %s"
                .formatted(last.name(), TickText.plain(bestEpoch)));
    }

    private static Plot plot(String title, List<Curve> curves, List<Layer> marks) {
        Range epochs = new Range();
        Range losses = new Range();
        List<Layer> layers = new ArrayList<>();
        for (Curve curve : curves) {
            requireAscending(curve);
            for (int i = 0; i < curve.size(); i++) {
                if (curve.isFinite(i)) {
                    epochs.include(curve.x(i));
                    losses.include(curve.y(i));
                }
            }
            String label = curve.hasFinitePoint() ? curve.name() : curve.name() + " (not finite)";
            layers.add(new Layer(label, PlotStyle.line(layers.size()), curve, null));
        }
        if (losses.isEmpty()) {
            throw new IllegalArgumentException("plot \"%s\": expected a finite loss, got none".formatted(title));
        }
        layers.addAll(marks);
        boolean logarithmic = losses.min() > 0 && losses.max() / LOGARITHMIC_FROM > losses.min();
        Axis y = logarithmic
                ? Axis.logarithmic("loss (logarithmic)", losses, TickText::number)
                : Axis.linear("loss", losses, false);
        return new Plot(title, Axis.linear("epoch", epochs, true), y, layers);
    }

    private static void requireAscending(Curve curve) {
        for (int i = 1; i < curve.size(); i++) {
            if (curve.x(i) < curve.x(i - 1)) {
                throw new IllegalArgumentException("curve \"%s\": expected epochs that do not fall, got %s after %s"
                        .formatted(curve.name(), TickText.plain(curve.x(i)), TickText.plain(curve.x(i - 1))));
            }
        }
    }
}
