package io.gradus.network;

import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a network consists of, a line for each layer and one for the sum; [#toString] is the table.
///
/// @param lines from the first layer to the last
/// @param parameters of all layers
public record Summary(List<Line> lines, long parameters) {
    private static final List<String> HEADER = List.of("", "inputs", "units", "activation", "parameters");

    public Summary {
        lines = List.copyOf(lines);
    }

    /// One layer.
    ///
    /// @param name such as `dense 2`, numbered as its blocks are
    /// @param inputs numbers a row that it takes
    /// @param units numbers a row that it gives
    /// @param activation its name; empty where the layer has none
    /// @param parameters how many
    /// @param brief the layer in a few words, such as `16 tanh`
    public record Line(String name, int inputs, int units, String activation, long parameters, String brief) {
        private List<String> cells() {
            return parameters == 0
                    ? List.of(name)
                    : List.of(
                            name,
                            Integer.toString(inputs),
                            Integer.toString(units),
                            activation,
                            String.format(Locale.ROOT, "%,d", parameters));
        }
    }

    static Summary of(Architecture architecture) {
        List<Line> lines = new ArrayList<>();
        int width = architecture.inputs();
        int dense = 0;
        int norms = 0;
        for (Layer layer : architecture.layers()) {
            String activation = layer instanceof Layer.Activated activated
                    ? activated.activation().name()
                    : "";
            int units = layer.outputs(width);
            String kind = switch (layer) {
                case Layer.Dense _ -> "dense";
                case Layer.Dropout(double rate) -> "dropout " + rate;
                case Layer.BatchNorm _ -> "batch norm";
                case Layer.LayerNorm _ -> "layer norm";
            };
            String name = switch (layer) {
                case Layer.Dense _ -> kind + " " + ++dense;
                case Layer.Dropout _ -> kind;
                case Layer.BatchNorm _, Layer.LayerNorm _ -> kind + " " + ++norms;
            };
            String brief = switch (layer) {
                case Layer.Dense _ -> units + " " + activation;
                case Layer.Dropout _ -> kind;
                case Layer.BatchNorm _, Layer.LayerNorm _ -> kind + " " + activation;
            };
            lines.add(new Line(name, width, units, activation, layer.parameterCount(width), brief));
            width = units;
        }
        return new Summary(lines, architecture.parameterCount());
    }

    /// The layers in a few words: `16 tanh, dropout 0.1, 3 softmax`.
    public String inOneLine() {
        return lines.stream().map(Line::brief).collect(Collectors.joining(", "));
    }

    /// The table, two blanks between columns, numbers to the right:
    ///
    /// ```text
    ///              inputs  units  activation  parameters
    /// dense 1           4     16        tanh          80
    /// dropout 0.1
    /// dense 2          16      3     softmax          51
    /// total                                          131
    /// ```
    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        lines.forEach(line -> rows.add(line.cells()));
        rows.add(List.of("total", "", "", "", String.format(Locale.ROOT, "%,d", parameters)));
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String blanks = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? row.get(c) + blanks : "  " + blanks + row.get(c));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString().stripTrailing();
    }
}
