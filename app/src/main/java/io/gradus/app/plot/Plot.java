package io.gradus.app.plot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plot that is ready to be written by [PlotFile]: title, axes and layers. Immutable.
public final class Plot {

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Layer> layers;

    Plot(String title, Axis x, Axis y, List<Layer> layers) {
        if (title.isBlank()) {
            throw new IllegalArgumentException("title of a plot: expected a text, got none");
        }
        this.title = title;
        this.x = x;
        this.y = y;
        this.layers = List.copyOf(layers);
    }

    String title() {
        return title;
    }

    Axis x() {
        return x;
    }

    Axis y() {
        return y;
    }

    /// Layers in the order of painting, which is the legend's order too.
    List<Layer> layers() {
        return layers;
    }

    /// What one entry of the legend stands for.
    ///
    /// @param label  text of the entry
    /// @param look   color, stroke and mark
    /// @param line   points joined by a line, if any
    /// @param points points that each get a mark, if any
    record Layer(
            String label,
            PlotStyle.Look look,
            @Nullable Curve line,
            @Nullable Curve points) {}
}
