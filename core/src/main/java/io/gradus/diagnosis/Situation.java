package io.gradus.diagnosis;

import io.gradus.gradient.Batch;
import io.gradus.gradient.Objective;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gradient was computed from: network, loss, parameters and batch; and, where they are known, the learning rate
/// and the batch of the step before.
///
/// Immutable; arrays are copied.
public final class Situation {
    private final Architecture architecture;
    private final Loss loss;
    private final double[] p;
    private final double[] x;
    private final double[] t;
    private final int rows;
    private final Options options;
    /// Blocks in the flat order, and their values.
    private final List<ParameterBlock> blocks;

    private final double[][] values;

    /// What may be known beyond the network and the batch.
    ///
    /// @param l2 λ of the penalty
    /// @param learningRate of the update, NaN if unknown
    /// @param previous the same network with the batch of the step before, or null
    /// @param precision that the gradient was computed in
    /// @param firstNumber number of the first layer with weights: 1, or 2 as in the notebook
    private record Options(
            double l2, double learningRate, @Nullable Situation previous, Precision precision, int firstNumber) {}

    private Situation(
            Architecture architecture, Loss loss, double[] p, double[] x, double[] t, int rows, Options options) {
        this.architecture = architecture;
        this.loss = loss;
        this.p = p;
        this.x = x;
        this.t = t;
        this.rows = rows;
        this.options = options;
        blocks = architecture.blocks();
        values = new double[blocks.size()][];
        for (int b = 0; b < values.length; b++) {
            ParameterBlock block = blocks.get(b);
            values[b] = Arrays.copyOfRange(p, block.offset(), block.offset() + block.size());
        }
    }

    /// A situation without a penalty, in double, numbered from 1.
    ///
    /// @param architecture dense layers only
    /// @param p parameters in the flat order
    /// @param x inputs [rows × in]
    /// @param t targets [rows × out]
    /// @throws IllegalArgumentException if lengths do not match, or a layer is not dense
    public static Situation of(Architecture architecture, Loss loss, double[] p, double[] x, double[] t, int rows) {
        loss.checkOutput(architecture.outputActivation());
        architecture.checkParameters(p);
        for (Layer layer : architecture.layers()) {
            if (!(layer instanceof Layer.Dense)) {
                throw new IllegalArgumentException("layers: expected dense layers only, got " + layer);
            }
        }
        requireBatch(architecture, x, t, rows);
        return new Situation(
                architecture,
                loss,
                p.clone(),
                x.clone(),
                t.clone(),
                rows,
                new Options(0, Double.NaN, null, Precision.DOUBLE, 1));
    }

    private static void requireBatch(Architecture architecture, double[] x, double[] t, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows: expected at least 1, got " + rows);
        }
        requireLength("inputs", x, rows, architecture.inputs());
        requireLength("targets", t, rows, architecture.outputs());
    }

    private static void requireLength(String name, double[] values, int rows, int width) {
        if (values.length != rows * width) {
            throw new IllegalArgumentException(
                    "%s: expected %d (%d rows × %d), got %d".formatted(name, rows * width, rows, width, values.length));
        }
    }

    /// The same with a penalty (λ/2)·Σ w² over the weights.
    public Situation withL2(double l2) {
        return with(new Options(l2, options.learningRate, options.previous, options.precision, options.firstNumber));
    }

    /// The same with the learning rate of the update known.
    public Situation withLearningRate(double learningRate) {
        return with(new Options(options.l2, learningRate, options.previous, options.precision, options.firstNumber));
    }

    /// The same with the batch of the step before known.
    ///
    /// @param previousX inputs [rows × in], copied
    /// @param previousT targets [rows × out], copied
    public Situation withPrevious(double[] previousX, double[] previousT, int previousRows) {
        Situation previous =
                of(architecture, loss, p, previousX, previousT, previousRows).withL2(options.l2);
        return with(new Options(options.l2, options.learningRate, previous, options.precision, options.firstNumber));
    }

    /// The same at other parameters.
    ///
    /// @param parameters in the flat order, copied
    Situation withParameters(double[] parameters) {
        architecture.checkParameters(parameters);
        return new Situation(architecture, loss, parameters.clone(), x, t, rows, options);
    }

    /// The same, the gradient being computed in another precision.
    public Situation withPrecision(Precision precision) {
        return with(new Options(options.l2, options.learningRate, options.previous, precision, options.firstNumber));
    }

    /// The same with layers numbered from another number on; the notebook's first weights are W2.
    public Situation withFirstNumber(int firstNumber) {
        return with(new Options(options.l2, options.learningRate, options.previous, options.precision, firstNumber));
    }

    private Situation with(Options changed) {
        return new Situation(architecture, loss, p, x, t, rows, changed);
    }

    public Architecture architecture() {
        return architecture;
    }

    public Loss loss() {
        return loss;
    }

    /// A copy of the parameters in the flat order.
    public double[] parameters() {
        return p.clone();
    }

    /// A copy of the inputs [rows × in].
    public double[] inputs() {
        return x.clone();
    }

    /// A copy of the targets [rows × out].
    public double[] targets() {
        return t.clone();
    }

    public int rows() {
        return rows;
    }

    public double l2() {
        return options.l2;
    }

    /// NaN if unknown.
    public double learningRate() {
        return options.learningRate;
    }

    public Precision precision() {
        return options.precision;
    }

    /// The same network with the batch of the step before; null if unknown.
    @Nullable
    Situation previous() {
        return options.previous;
    }

    /// Number of the first layer with weights.
    public int firstNumber() {
        return options.firstNumber;
    }

    /// The loss as a function of the parameters.
    public Objective objective() {
        return new Objective(architecture, loss, options.l2, 0, rows);
    }

    /// The batch, for [#objective].
    public Batch batch() {
        return new Batch(x, t, rows);
    }

    /// The name of a block in this situation's numbering.
    public String name(ParameterBlock block) {
        int number = Integer.parseInt(block.name().substring(1));
        return block.name().charAt(0) + Integer.toString(number - 1 + options.firstNumber);
    }

    /// What a forward pass takes in and computes, in its order: x, then z and a of each layer, then t. The last a is y.
    public List<Quantity> forward() {
        Forward forward = new Forward(this);
        List<Quantity> quantities = new ArrayList<>();
        quantities.add(new Quantity("x", rows, inputs(0), x));
        for (int l = 0; l < layers(); l++) {
            quantities.add(new Quantity(symbol("z", l), rows, outputs(l), forward.z[l]));
            String a = l == layers() - 1 ? "y" : symbol("a", l);
            quantities.add(new Quantity(a, rows, outputs(l), forward.a[l]));
        }
        quantities.add(new Quantity("t", rows, outputs(layers() - 1), t));
        return List.copyOf(quantities);
    }

    /// The backward pass as it should be, a formula a line, from the output to the first layer.
    public List<String> formulas() {
        List<String> lines = new ArrayList<>();
        for (int l = layers() - 1; l >= 0; l--) {
            boolean last = l == layers() - 1;
            lines.add(Formulas.of(this, last ? Step.OUTPUT : Step.UPSTREAM, false, l));
            if (!last || !loss.isFused()) {
                lines.add(Formulas.of(this, Step.DELTA, false, l));
            }
            lines.add(Formulas.of(this, Step.WEIGHTS, false, l));
            lines.add(Formulas.of(this, Step.BIAS, true, l));
        }
        return List.copyOf(lines);
    }

    // Package-private, live: what the replay reads.

    double[] p() {
        return p;
    }

    double[] x() {
        return x;
    }

    double[] t() {
        return t;
    }

    int layers() {
        return architecture.layers().size();
    }

    Activation activation(int layer) {
        return ((Layer.Dense) architecture.layers().get(layer)).activation();
    }

    int outputs(int layer) {
        return ((Layer.Dense) architecture.layers().get(layer)).units();
    }

    int inputs(int layer) {
        return layer == 0 ? architecture.inputs() : outputs(layer - 1);
    }

    ParameterBlock weights(int layer) {
        return blocks.get(2 * layer);
    }

    ParameterBlock bias(int layer) {
        return blocks.get(2 * layer + 1);
    }

    /// W of a layer [in × out].
    double[] weightsOf(int layer) {
        return values[2 * layer];
    }

    /// b of a layer [out].
    double[] biasOf(int layer) {
        return values[2 * layer + 1];
    }

    // How formulas call things.

    /// Such as `W2`: a letter with the layer's number.
    String symbol(String letter, int layer) {
        return letter + (layer + options.firstNumber);
    }

    /// Such as `a1`, or `x` for the first layer.
    String inputSymbol(int layer) {
        return layer == 0 ? "x" : symbol("a", layer - 1);
    }
}
