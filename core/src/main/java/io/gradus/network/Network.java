package io.gradus.network;

import io.gradus.engine.Pass;
import io.gradus.engine.Propagation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import java.util.List;

/// A feed-forward network: an architecture and its parameters. It predicts; it does not train itself.
///
/// Immutable and thread-safe.
public final class Network {
    /// Rows computed at a time; no result depends on it.
    private static final int ROWS_AT_A_TIME = 256;

    private final Architecture architecture;
    private final double[] parameters;

    private Network(Architecture architecture, double[] parameters) {
        this.architecture = architecture;
        this.parameters = parameters;
    }

    /// @param parameters in the flat order of [Architecture#blocks], copied
    /// @throws IllegalArgumentException if there are too many or too few
    public static Network of(Architecture architecture, double[] parameters) {
        architecture.checkParameters(parameters);
        return new Network(architecture, parameters.clone());
    }

    /// A network whose parameters are drawn.
    ///
    /// @param seed any number; the same seed gives the same network
    public static Network initialized(Architecture architecture, Initializer initializer, long seed) {
        return new Network(architecture, initializer.draw(architecture, seed));
    }

    /// A network drawn by [Initializer#automatic], in one line: `Network.of(42, 4, Layer.dense(16,
    /// Activation.relu()), …)`.
    ///
    /// @param inputs numbers a row
    public static Network of(long seed, int inputs, Layer... layers) {
        return initialized(Architecture.of(inputs, layers), Initializer.automatic(), seed);
    }

    public Architecture architecture() {
        return architecture;
    }

    /// A copy of all parameters, in the flat order.
    public double[] parameters() {
        return parameters.clone();
    }

    /// A copy of the parameters of one block.
    ///
    /// @param name such as `W1` or `b2`
    /// @return [rows × columns], row-major
    /// @throws IllegalArgumentException if there is no such block
    public double[] parameters(String name) {
        for (ParameterBlock block : architecture.blocks()) {
            if (block.name().equals(name)) {
                return java.util.Arrays.copyOfRange(parameters, block.offset(), block.offset() + block.size());
            }
        }
        List<String> names =
                architecture.blocks().stream().map(ParameterBlock::name).toList();
        throw new IllegalArgumentException("block: expected one of %s, got \"%s\"".formatted(names, name));
    }

    /// The same layers with other parameters.
    ///
    /// @param newParameters in the flat order, copied
    public Network withParameters(double[] newParameters) {
        return of(architecture, newParameters);
    }

    /// Outputs for one row.
    ///
    /// @param x inputs [in], not modified
    /// @return outputs [out]
    public double[] predict(double[] x) {
        return predict(x, 1);
    }

    /// Outputs for a batch of rows.
    ///
    /// @param x inputs [rows × in], row-major, not modified
    /// @return outputs [rows × out], row-major
    /// @throws IllegalArgumentException if x has another length than rows × inputs
    public double[] predict(double[] x, int rows) {
        int inputs = architecture.inputs();
        int outputs = architecture.outputs();
        if (x.length != Math.multiplyExact(rows, inputs)) {
            throw new IllegalArgumentException(
                    "inputs: expected %d (%d rows × %d), got %d".formatted(rows * inputs, rows, inputs, x.length));
        }
        Propagation propagation = new Propagation(architecture, Math.clamp(rows, 1, ROWS_AT_A_TIME));
        Pass pass = new Pass(0).evaluation();
        double[] chunk = new double[propagation.maxBatch() * inputs];
        double[] y = new double[Math.multiplyExact(rows, outputs)];
        for (int row = 0; row < rows; row += propagation.maxBatch()) {
            int batch = Math.min(propagation.maxBatch(), rows - row);
            System.arraycopy(x, row * inputs, chunk, 0, batch * inputs);
            double[] outputsOfChunk = propagation.forward(parameters, chunk, batch, pass);
            System.arraycopy(outputsOfChunk, 0, y, row * outputs, batch * outputs);
        }
        return y;
    }
}
