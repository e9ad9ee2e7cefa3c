package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Forward propagation and backpropagation through one network, over buffers made once.
///
/// D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", Nature 323
/// (1986) 533-536. No call allocates, but for the one pass from which on the fastest kernels
/// compute. Not thread-safe, though it may work with several threads itself.
public final class Propagation {
    /// Rows that go through all layers together, so that their activations stay in the second-level cache.
    private static final int ROWS_TOGETHER = 256;
    /// Rows that stay together when threads divide a batch: as many as the kernels pack at a time.
    private static final int TILE = 16;
    /// With fewer fma a forward pass than this the calling thread works alone: the weights that each thread has changed would
    /// take as long to reach the others.
    private static final long WORTH_DIVIDING = 8_000_000;
    /// After so many fma of forward passes the fastest kernels are worth the seconds that compiling them takes: about as
    /// long as these passes and their backward passes took without them.
    static final long WORTH_COMPILING = 15_000_000_000L;

    private final Architecture architecture;
    private final int maxBatch;
    private final int parameters;
    private final LayerPass[] layers;
    private final DensePass outputLayer;
    /// Running statistics, all layers'.
    private final double[] state;
    /// The layers that need all rows of a batch before the first of their own; and where the rows' way through the layers
    /// begins, again and again: at the first layer, and at each of those after it.
    private final BatchNormPass[] batchNorms;

    private final int[] starts;
    /// d loss / d (outputs of layer l) [maxBatch × units].
    private final double[][] derivatives;

    private final /* wide */ double[] rowLosses;
    /// One a thread.
    private final Kernels[] kernels;

    private final int widest;
    private long untilFastest;

    private final Team team;
    // The phases of a pass, made once so that a pass allocates nothing, and what they work on.
    private final Team.Phase forwardPhase = this::forwardPart;
    private final Team.Phase lossPhase = this::lossPart;
    private final Team.Phase backwardPhase = this::backwardPart;
    private final Team.Phase gradientPhase = this::gradientPart;
    private final Team.Phase outputPhase = this::outputPart;
    private final Team.Phase statisticsPhase = this::statisticsPart;
    private final Team.Phase sumsPhase = this::sumsPart;
    private double[] inputs = {};
    private double[] p = {};
    private double[] x = {};
    private int x0;
    private double[] t = {};
    private int t0;
    private double @Nullable [] weights;
    private int w0;
    private double[] g = {};
    private GradientDone done = GradientDone.NOTHING;
    private int batch;
    private int output;
    private @Nullable Pass pass;
    private @Nullable Loss loss;
    /// The layers that a phase is about, the last not included; and what goes into the first of them.
    private int firstLayer;

    private int endLayer;
    private double[] handedOn = {};
    private double[] outputs = {};

    /// @param maxBatch most rows a pass, at least 1
    /// @param team who computes; their number never changes a result
    public Propagation(Architecture architecture, int maxBatch, Team team) {
        this(architecture, maxBatch, team, KernelChoice.FIRST);
    }

    Propagation(Architecture architecture, int maxBatch, Team team, KernelChoice first) {
        this.architecture = architecture;
        this.maxBatch = maxBatch;
        this.team = team;
        parameters = architecture.parameterCount();
        state = Storage.toDouble(architecture.initialState());
        layers = layers(architecture, maxBatch, state);
        int count = layers.length;
        batchNorms =
                Arrays.stream(layers).filter(BatchNormPass.class::isInstance).toArray(BatchNormPass[]::new);
        starts = IntStream.range(0, count)
                .filter(l -> l == 0 || layers[l] instanceof BatchNormPass)
                .toArray();
        derivatives = new double[count][];
        int width = architecture.inputs();
        int widest = width;
        for (int l = 0; l < count; l++) {
            width = architecture.layers().get(l).outputs(width);
            widest = Math.max(widest, width);
            derivatives[l] = new double[Math.multiplyExact(maxBatch, width)];
        }
        outputLayer = (DensePass) layers[count - 1];
        rowLosses = new /* wide */ double[maxBatch];
        kernels = new Kernels[team.size()];
        for (int part = 0; part < kernels.length; part++) {
            kernels[part] = Kernels.of(first, widest);
        }
        this.widest = widest;
        untilFastest = first == KernelChoice.CHOSEN ? Long.MAX_VALUE : WORTH_COMPILING;
    }

    /// The layers of a network, each with buffers for a batch.
    ///
    /// @param maxBatch most rows a pass, at least 1
    /// @param state running statistics, kept by reference
    static LayerPass[] layers(Architecture architecture, int maxBatch, double[] state) {
        LayerPass[] layers = new LayerPass[architecture.layers().size()];
        int width = architecture.inputs();
        int offset = 0;
        int stateOffset = 0;
        for (int l = 0; l < layers.length; l++) {
            Layer layer = architecture.layers().get(l);
            layers[l] = switch (layer) {
                case Layer.Dense dense -> new DensePass(dense, width, offset, maxBatch);
                case Layer.Dropout dropout -> new DropoutPass(dropout.rate(), l, width, maxBatch);
                case Layer.BatchNorm norm -> new BatchNormPass(norm, width, offset, state, stateOffset, maxBatch);
                case Layer.LayerNorm norm -> new LayerNormPass(norm, width, offset, maxBatch);
            };
            stateOffset += layer instanceof Layer.BatchNorm ? 2 * width : 0;
            offset += (int) layer.parameterCount(width);
            width = layer.outputs(width);
        }
        return layers;
    }

    /// A layer as the last pass left it, counted from 0.
    LayerPass layer(int l) {
        return layers[l];
    }

    /// Running statistics in the order of [Architecture#stateBlocks], live: evaluation passes take them, [#advanceState]
    /// moves them.
    double[] state() {
        return state;
    }

    /// Moves the running statistics by those of the last pass, which was one of training.
    ///
    /// @param rows of its batch
    void advanceState(int rows) {
        for (BatchNormPass norm : batchNorms) {
            norm.advanceState(rows);
        }
    }

    /// Most rows a pass.
    public int maxBatch() {
        return maxBatch;
    }

    /// A place for the inputs of a pass [maxBatch × in], for callers that have none of their own.
    double[] inputs() {
        if (inputs.length == 0) {
            inputs = new double[Math.multiplyExact(maxBatch, architecture.inputs())];
        }
        return inputs;
    }

    /// Computes the network's outputs for a batch.
    ///
    /// @param p all parameters, not modified
    /// @param x inputs [batch × in], kept by reference for the backward pass, not modified
    /// @return outputs [batch × out], valid until the next forward pass
    public double[] forward(double[] p, double[] x, int batch, Pass pass) {
        return forward(p, x, 0, batch, pass);
    }

    /// The same for a batch that begins within an array.
    ///
    /// @param x0 index of the batch's first element in x
    double[] forward(double[] p, double[] x, int x0, int batch, Pass pass) {
        this.p = p;
        this.x = x;
        this.x0 = x0;
        this.batch = batch;
        this.pass = pass;
        untilFastest -= (long) batch * parameters;
        if (untilFastest <= 0) {
            useFastest();
        }
        handedOn = x;
        if (batchNorms.length == 0) {
            forward(0, layers.length);
        } else if (pass.isTraining()) {
            forwardInSegments();
        } else { // running statistics: rows do not know of each other
            for (BatchNormPass norm : batchNorms) {
                norm.begin(false);
            }
            forward(0, layers.length);
        }
        return outputLayer.outputs();
    }

    /// The network's outputs in the last forward pass, live.
    double[] outputs() {
        return outputLayer.outputs();
    }

    private void forward(int firstLayer, int endLayer) {
        this.firstLayer = firstLayer;
        this.endLayer = endLayer;
        run(forwardPhase);
    }

    /// From one batch normalisation to the next, so that each finds all rows of its inputs.
    private void forwardInSegments() {
        if (batch < 2) {
            throw new IllegalArgumentException(
                    "batch: expected at least 2 rows to train with batch normalisation, got " + batch);
        }
        for (int s = 0; s < starts.length; s++) {
            firstLayer = starts[s];
            if (layers[firstLayer] instanceof BatchNormPass norm) {
                norm.begin(true);
                run(statisticsPhase);
            }
            forward(firstLayer, s + 1 < starts.length ? starts[s + 1] : layers.length);
            handedOn = outputs;
        }
    }

    private void statisticsPart(int part, int parts) {
        BatchNormPass norm = (BatchNormPass) layers[firstLayer];
        int from = Team.first(norm.units(), NormPass.TOGETHER, part, parts);
        int to = Team.first(norm.units(), NormPass.TOGETHER, part + 1, parts);
        norm.statistics(handedOn, offset(handedOn), batch, from, to, kernels[part]);
    }

    /// Which kernels compute now, for tests.
    Kernels kernels() {
        return kernels[0];
    }

    /// The results have the same bits, so the kernels may change between two passes.
    private void useFastest() {
        for (int part = 0; part < kernels.length; part++) {
            kernels[part] = Kernels.of(KernelChoice.CHOSEN, widest);
        }
        untilFastest = Long.MAX_VALUE;
    }

    private void run(Team.Phase phase) {
        if (batch > 1 && (long) batch * parameters >= WORTH_DIVIDING) {
            team.run(phase);
        } else {
            phase.run(0, 1);
        }
    }

    private void forwardPart(int part, int parts) {
        int end = Team.first(batch, TILE, part + 1, parts);
        for (int from = Team.first(batch, TILE, part, parts); from < end; from += ROWS_TOGETHER) {
            int to = Math.min(end, from + ROWS_TOGETHER);
            double[] a = handedOn;
            for (int l = firstLayer; l < endLayer; l++) {
                a = layers[l].forward(p, a, offset(a), from, to, Objects.requireNonNull(pass), kernels[part]);
            }
            outputs = a; // every thread finds the same
        }
    }

    /// Where the batch begins: an array of a layer's own begins with it, and a dropout layer at rest hands it on where it
    /// lies.
    @SuppressWarnings("ReferenceEquality") // whether it is the caller's array is the question
    private int offset(double[] a) {
        return a == x ? x0 : 0;
    }

    /// The mean loss of the batch of the last forward pass: row losses, then their sum in the order of `Sums`,
    /// over the batch.
    ///
    /// @param t targets [batch × out], not modified
    public /* wide */ double loss(Loss loss, double[] t, int batch) {
        return loss(loss, t, 0, batch);
    }

    /// The same for targets that begin within an array.
    ///
    /// @param t0 index of the batch's first element in t
    /* wide */ double loss(Loss loss, double[] t, int t0, int batch) {
        this.loss = loss;
        this.t = t;
        this.t0 = t0;
        run(lossPhase);
        return RowLosses.mean(rowLosses, batch);
    }

    /// Weighs the rows of the batches to come: row r counts w_r times in the loss and in its gradient. The mean is still over
    /// the number of rows.
    ///
    /// @param weights one a row, kept by reference, not modified; null: all count alike
    /// @param w0 index of the batch's first in weights
    void weigh(double @Nullable [] weights, int w0) {
        this.weights = weights;
        this.w0 = w0;
    }

    private void lossPart(int part, int parts) {
        int from = Team.first(batch, TILE, part, parts);
        int to = Team.first(batch, TILE, part + 1, parts);
        kernels[part].losses(
                Objects.requireNonNull(loss),
                outputLayer.weightedSums(),
                outputLayer.outputs(),
                t,
                t0,
                from,
                to,
                architecture.outputs(),
                rowLosses);
        if (weights != null) {
            for (int r = from; r < to; r++) {
                rowLosses[r] *= weights[w0 + r];
            }
        }
    }

    /// The gradient of the last loss, by backpropagation: from the loss back to the first layer, each layer hands
    /// d loss / d inputs to the one before it. Then, as all deltas are there, the gradients of the parameters.
    ///
    /// @param g gradient of all parameters, overwritten
    public void backward(double[] g) {
        backward(g, GradientDone.NOTHING);
    }

    /// The same, and what follows the gradient of each parameter.
    void backward(double[] g, GradientDone done) {
        this.g = g;
        this.done = done;
        for (int s = starts.length - 1; s >= 0; s--) {
            firstLayer = starts[s];
            endLayer = s + 1 < starts.length ? starts[s + 1] + 1 : layers.length;
            run(backwardPhase);
            if (layers[firstLayer] instanceof BatchNormPass) {
                run(sumsPhase);
            }
        }
        run(gradientPhase);
    }

    /// One step of gradient descent from the last loss, which was that of a batch of one: backpropagation, then each
    /// layer's parameters, those of the forward pass, are updated in place.
    void descendOne(double learningRate) {
        deltaOfOutputs(0, 1, kernels[0]);
        for (int l = layers.length - 1; l > 0; l--) {
            layers[l].descendOne(p, derivatives[l], derivatives[l - 1], layers[l - 1], learningRate, kernels[0]);
        }
        layers[0].descendOne(p, derivatives[0], null, null, learningRate, kernels[0]);
    }

    private void backwardPart(int part, int parts) {
        int end = Team.first(batch, TILE, part + 1, parts);
        for (int from = Team.first(batch, TILE, part, parts); from < end; from += ROWS_TOGETHER) {
            backwardRows(from, Math.min(end, from + ROWS_TOGETHER), kernels[part]);
        }
    }

    /// From the loss, or from a batch normalisation whose sums are there, back to the one before it, or to the first
    /// layer.
    private void backwardRows(int from, int to, Kernels kernels) {
        if (endLayer == layers.length) { // a batch normalisation is never the last layer
            deltaOfOutputs(from, to, kernels);
        }
        backwardLayers(from, to, kernels);
    }

    private void backwardLayers(int from, int to, Kernels kernels) {
        for (int l = endLayer - 1; l > firstLayer; l--) {
            layers[l].backward(p, derivatives[l], derivatives[l - 1], layers[l - 1], from, to, batch, kernels);
        }
    }

    /// Backpropagation of one output instead of the loss: what [#derivativesOfRow] needs, for all rows of the last forward
    /// pass. Only without batch normalisation, in which an output depends on other rows too.
    ///
    /// @param output counted from 0
    void backwardFromOutput(int output) {
        this.output = output;
        firstLayer = 0;
        endLayer = layers.length;
        run(outputPhase);
    }

    private void outputPart(int part, int parts) {
        double[] d = derivatives[layers.length - 1];
        int outputs = architecture.outputs();
        int end = Team.first(batch, TILE, part + 1, parts);
        for (int from = Team.first(batch, TILE, part, parts); from < end; from += ROWS_TOGETHER) {
            int to = Math.min(end, from + ROWS_TOGETHER);
            Arrays.fill(d, from * outputs, to * outputs, 0);
            for (int row = from; row < to; row++) {
                d[row * outputs + output] = 1;
            }
            outputLayer.toDelta(d, from, to, kernels[part]);
            backwardLayers(from, to, kernels[part]);
        }
    }

    /// The derivatives of one row's output by all parameters, after [#backwardFromOutput].
    ///
    /// @param g in the flat order, overwritten
    void derivativesOfRow(int row, double[] g) {
        for (int l = 0; l < layers.length; l++) {
            switch (layers[l]) {
                case DensePass dense -> dense.derivativesOfRow(derivatives[l], row, g);
                case LayerNormPass norm -> norm.derivativesOfRow(derivatives[l], row, g);
                case BatchNormPass _ -> throw new IllegalStateException("rows of a batch normalisation");
                case DropoutPass _ -> {} // it has no parameters
            }
        }
    }

    private void sumsPart(int part, int parts) {
        BatchNormPass norm = (BatchNormPass) layers[firstLayer];
        int from = Team.first(norm.units(), NormPass.TOGETHER, part, parts);
        int to = Team.first(norm.units(), NormPass.TOGETHER, part + 1, parts);
        norm.sums(derivatives[firstLayer], batch, from, to, kernels[part]);
    }

    /// delta of the output layer, from the loss.
    private void deltaOfOutputs(int from, int to, Kernels kernels) {
        Loss loss = Objects.requireNonNull(this.loss);
        double[] z = outputLayer.weightedSums();
        double[] y = outputLayer.outputs();
        double[] d = derivatives[layers.length - 1];
        kernels.lossGradient(loss, z, y, t, t0, from, to, architecture.outputs(), 1.0 / batch, d);
        if (weights != null) {
            weighRows(weights, d, from, to);
        }
        if (!loss.isFused()) { // else it is delta already
            outputLayer.toDelta(d, from, to, kernels);
        }
    }

    /// delta_r ← w_r · delta_r.
    private void weighRows(double[] weights, double[] d, int from, int to) {
        int n = architecture.outputs();
        for (int r = from; r < to; r++) {
            double w = weights[w0 + r];
            for (int j = r * n; j < (r + 1) * n; j++) {
                d[j] *= w;
            }
        }
    }

    private void gradientPart(int part, int parts) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].parameterGradient(derivatives[l], batch, g, part, parts, kernels[part], done);
        }
    }

    /// The first layer, counted from 1, whose outputs in the last forward pass are not all finite; 0 if there is
    /// none. A normalisation counts with the dense layer before it.
    public int firstNonFiniteLayer(int batch) {
        int number = 0;
        for (LayerPass layer : layers) {
            if (layer instanceof UnitPass units) {
                number += units instanceof DensePass ? 1 : 0;
                int n = batch * units.units();
                if (!allFinite(units.weightedSums(), n) || !allFinite(units.outputs(), n)) {
                    return Math.max(1, number);
                }
            }
        }
        return 0;
    }

    /// Whether the first n values are neither infinite nor NaN.
    public static boolean allFinite(double[] values, int n) {
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
