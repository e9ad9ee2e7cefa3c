package io.gradus.network;

import io.gradus.engine.Predictor;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.Precision;
import java.util.List;

/// A feed-forward network: an architecture, its parameters, and the running statistics of its batch normalisations. It predicts; it does not train itself.
///
/// Immutable and thread-safe.
public final class Network {
    private final Architecture architecture;
    private final Precision precision;
    private final double[] parameters;
    private final double[] state;
    private final Predictor predictor;

    private Network(Architecture architecture, Precision precision, double[] parameters, double[] state) {
        this.architecture = architecture;
        this.precision = precision;
        this.parameters = parameters;
        this.state = state;
        predictor = Predictor.of(architecture, precision, parameters, state);
    }

    /// A network with these parameters.
    ///
    /// @param parameters in the flat order of [Architecture#blocks], copied
    /// @throws IllegalArgumentException if there are too many or too few
    public static Network of(Architecture architecture, double[] parameters) {
        return of(architecture, Precision.DOUBLE, parameters);
    }

    /// A network that keeps and computes in this precision, with running statistics as before training.
    ///
    /// @param parameters in the flat order of [Architecture#blocks], copied; for float each is rounded to the nearest
    /// @throws IllegalArgumentException if there are too many or too few
    public static Network of(Architecture architecture, Precision precision, double[] parameters) {
        architecture.checkParameters(parameters);
        return new Network(architecture, precision, rounded(parameters, precision), architecture.initialState());
    }

    /// A copy, in numbers of this precision.
    private static double[] rounded(double[] values, Precision precision) {
        double[] copy = values.clone();
        if (precision == Precision.FLOAT) {
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (float) copy[i];
            }
        }
        return copy;
    }

    /// A network whose parameters are drawn.
    ///
    /// @param seed any number; the same seed gives the same network
    public static Network initialized(Architecture architecture, Initializer initializer, long seed) {
        return of(architecture, initializer.draw(architecture, seed));
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

    /// A table of its layers: units, activations, numbers of parameters. Print it.
    public Summary summary() {
        return Summary.of(architecture);
    }

    /// What it keeps its parameters in and computes with.
    public Precision precision() {
        return precision;
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

    /// The same layers, precision and running statistics with other parameters.
    ///
    /// @param newParameters in the flat order, copied
    public Network withParameters(double[] newParameters) {
        return of(architecture, precision, newParameters).withState(state);
    }

    /// A copy of all running statistics, in the order of [Architecture#stateBlocks]; empty without batch normalisation.
    public double[] state() {
        return state.clone();
    }

    /// The same network with other running statistics.
    ///
    /// @param newState in the order of [Architecture#stateBlocks], copied; for float each is rounded to the nearest
    /// @throws IllegalArgumentException if there are too many or too few, or a variance is below 0
    public Network withState(double[] newState) {
        architecture.checkState(newState);
        return new Network(architecture, precision, parameters, rounded(newState, precision));
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
        double[] y = new double[Math.multiplyExact(rows, architecture.outputs())];
        predict(x, rows, y);
        return y;
    }

    /// Outputs for a batch of rows, into an array of the caller's. Allocates nothing, unless several threads call at
    /// once.
    ///
    /// @param x inputs [rows × in], row-major, not modified
    /// @param y outputs [rows × out], row-major, overwritten
    /// @throws IllegalArgumentException if x or y has another length than that
    public void predict(double[] x, int rows, double[] y) {
        requireLength("inputs", x, rows, architecture.inputs());
        requireLength("outputs", y, rows, architecture.outputs());
        predictor.predict(x, rows, y);
    }

    private static void requireLength(String name, double[] values, int rows, int width) {
        if (values.length != Math.multiplyExact(rows, width)) {
            throw new IllegalArgumentException(
                    "%s: expected %d (%d rows × %d), got %d".formatted(name, rows * width, rows, width, values.length));
        }
    }
}
