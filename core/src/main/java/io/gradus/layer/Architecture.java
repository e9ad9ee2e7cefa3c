package io.gradus.layer;

import io.gradus.layer.ParameterBlock.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shape of a network: how many inputs, and the layers in order. No numbers.
///
/// It also lays out the parameters: one flat array, layers in order, within a dense layer first W [in × out]
/// row-major, then b [out]; within a normalisation first gamma, then beta. Running statistics are a second array, the
/// state.
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
        int dense = 0;
        int norms = 0;
        for (Layer layer : layers) {
            switch (layer) {
                case Layer.Dense(int units, Activation _) -> {
                    dense++;
                    blocks.add(new ParameterBlock("W" + dense, Kind.WEIGHTS, width, units, offset));
                    blocks.add(new ParameterBlock("b" + dense, Kind.BIAS, 1, units, offset + width * units));
                }
                case Layer.BatchNorm _, Layer.LayerNorm _ -> {
                    norms++;
                    blocks.add(new ParameterBlock("gamma" + norms, Kind.GAMMA, 1, width, offset));
                    blocks.add(new ParameterBlock("beta" + norms, Kind.BETA, 1, width, offset + width));
                }
                case Layer.Dropout _ -> {}
            }
            offset += (int) layer.parameterCount(width);
            width = layer.outputs(width);
        }
        return List.copyOf(blocks);
    }

    /// The named blocks of the flat array of running statistics, in its order: those of each batch normalisation.
    public List<StateBlock> stateBlocks() {
        List<StateBlock> blocks = new ArrayList<>();
        int offset = 0;
        int width = inputs;
        int norms = 0;
        for (Layer layer : layers) {
            norms += layer instanceof Layer.BatchNorm || layer instanceof Layer.LayerNorm ? 1 : 0;
            if (layer instanceof Layer.BatchNorm) {
                blocks.add(new StateBlock("mean" + norms, width, offset, 0));
                blocks.add(new StateBlock("variance" + norms, width, offset + width, 1));
                offset += 2 * width;
            }
            width = layer.outputs(width);
        }
        return List.copyOf(blocks);
    }

    /// Length of the flat array of running statistics; 0 without batch normalisation.
    public int stateCount() {
        return stateBlocks().stream().mapToInt(StateBlock::size).sum();
    }

    /// The running statistics before training: means 0, variances 1.
    public double[] initialState() {
        double[] state = new double[stateCount()];
        for (StateBlock block : stateBlocks()) {
            Arrays.fill(state, block.offset(), block.offset() + block.size(), block.initial());
        }
        return state;
    }

    /// Refuses an array of another length than [#stateCount], and variances below 0.
    ///
    /// @throws IllegalArgumentException if it has
    public void checkState(double[] state) {
        if (state.length != stateCount()) {
            throw new IllegalArgumentException(
                    "state: expected %d running statistics, got %d".formatted(stateCount(), state.length));
        }
        for (StateBlock block : stateBlocks()) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                if (block.name().startsWith("variance") && state[i] < 0) {
                    throw new IllegalArgumentException("%s[%d]: expected at least 0, got %s"
                            .formatted(block.name(), i - block.offset(), state[i]));
                }
            }
        }
    }

    /// Fewest rows that a training step can take: 2 with batch normalisation, else 1.
    public int fewestTrainingRows() {
        return stateCount() > 0 ? 2 : 1;
    }

    /// The activation of each dense layer; of one with none that a normalisation follows, that of the normalisation: what
    /// its weighted sums come to.
    List<Activation> activations() {
        List<Activation> activations = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof Layer.Dense(int _, Activation own)) {
                Layer next = layers.get(Math.min(l + 1, layers.size() - 1));
                boolean isNormalised = next instanceof Layer.BatchNorm || next instanceof Layer.LayerNorm;
                activations.add(
                        isNormalised && next instanceof Layer.Activated norm && own instanceof Activation.Identity
                                ? norm.activation()
                                : own);
            }
        }
        return activations;
    }

    /// Whether a training pass draws random numbers.
    public boolean isStochastic() {
        return layers.stream().anyMatch(layer -> layer instanceof Layer.Dropout(double rate) && rate > 0);
    }

    /// Refuses an array of another length than [#parameterCount].
    ///
    /// @throws IllegalArgumentException if it has
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
