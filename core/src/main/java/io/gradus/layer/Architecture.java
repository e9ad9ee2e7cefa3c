package io.gradus.layer;

import io.gradus.layer.ParameterBlock.Kind;
import java.util.ArrayList;
import java.util.List;

/// The shape of a network: how many inputs, and the layers in order. No numbers.
///
/// It also lays out the parameters: one flat array, layers in order, within a dense layer first W [in × out]
/// row-major, then b [out].
///
/// @param inputs numbers a row, at least 1
/// @param layers from the first after the inputs to the output; the last is dense
public record Architecture(int inputs, List<Layer> layers) {
    public Architecture {
        layers = List.copyOf(layers);
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs: expected at least 1, got " + inputs);
        }
        if (layers.isEmpty() || !(layers.getLast() instanceof Layer.Dense)) {
            throw new IllegalArgumentException("layers: expected a dense layer at the end, got " + layers);
        }
        long parameters = 0;
        int width = inputs;
        for (Layer layer : layers) {
            parameters += layer.parameterCount(width);
            width = layer.outputs(width);
            if (parameters > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "layers: expected at most %,d parameters, got more".formatted(Integer.MAX_VALUE - 8));
            }
        }
    }

    public static Architecture of(int inputs, Layer... layers) {
        return new Architecture(inputs, List.of(layers));
    }

    /// Numbers a row at the end of the last layer.
    public int outputs() {
        return outputLayer().units();
    }

    /// The activation of the last layer.
    public Activation outputActivation() {
        return outputLayer().activation();
    }

    private Layer.Dense outputLayer() {
        return (Layer.Dense) layers.getLast();
    }

    /// Length of the flat parameter array.
    public int parameterCount() {
        int count = 0;
        for (ParameterBlock block : blocks()) {
            count += block.size();
        }
        return count;
    }

    /// The named blocks of the flat parameter array, in its order.
    public List<ParameterBlock> blocks() {
        List<ParameterBlock> blocks = new ArrayList<>();
        int offset = 0;
        int width = inputs;
        for (Layer layer : layers) {
            if (layer instanceof Layer.Dense(int units, Activation _)) {
                int number = blocks.size() / 2 + 1;
                blocks.add(new ParameterBlock("W" + number, Kind.WEIGHTS, width, units, offset));
                offset += width * units;
                blocks.add(new ParameterBlock("b" + number, Kind.BIAS, 1, units, offset));
                offset += units;
            }
            width = layer.outputs(width);
        }
        return List.copyOf(blocks);
    }

    /// Whether a training pass draws random numbers.
    public boolean isStochastic() {
        return layers.stream().anyMatch(layer -> layer instanceof Layer.Dropout(double rate) && rate > 0);
    }

    /// @throws IllegalArgumentException if the array has another length than [#parameterCount]
    public void checkParameters(double[] parameters) {
        if (parameters.length != parameterCount()) {
            throw new IllegalArgumentException(
                    "parameters: expected %d (%s), got %d".formatted(parameterCount(), sizes(), parameters.length));
        }
    }

    /// The units of the inputs and the dense layers, such as `2-2-2`.
    public String sizes() {
        StringBuilder sizes = new StringBuilder().append(inputs);
        for (Layer layer : layers) {
            if (layer instanceof Layer.Dense dense) {
                sizes.append('-').append(dense.units());
            }
        }
        return sizes.toString();
    }
}
