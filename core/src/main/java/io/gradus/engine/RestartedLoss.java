package io.gradus.engine;

import io.gradus.layer.Architecture;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The differences L(p + h·e_i) - L(p - h·e_i) for every parameter i, by forward passes that begin where the parameter
/// is.
///
/// Three things make it cheap, and none of them changes a bit of a loss:
///
/// 1. The layers before the parameter's own compute what they computed before: they are not run again.
/// 2. Unit j of a layer reads column j of W and no other. So W with one whole row moved, W_i1 by h_i1, W_i2 by h_i2, …,
///    gives in one product the weighted sums of O moves at once: unit j's are those of moving W_ij alone. b is row I.
/// 3. What follows is an ordinary forward pass, and its rows don't know of each other. So the moves go through the
///    later layers as one tall batch: B rows for each move, which are the layer's outputs as they were but for unit j.
///
/// A batch normalisation, in which rows do know of each other, finds each move's B rows together and takes their statistics
/// by themselves. gamma and beta of a normalisation move like W and b: two rows of parameters, of which unit j reads column
/// j.
///
/// Every sum of such a row is that of a whole pass, in the same order, and a row has the same bits in any batch; so
/// without a penalty each difference has the bits of two whole passes. The penalty's own difference is taken from the
/// one term that changed, which is at least as accurate as subtracting two whole sums.
///
/// Legend: B rows of the batch; a layer has I inputs and O outputs, P = (I + 1)·O parameters. A move costs
/// B·(I + Σ of I·O over the later layers) multiply-adds.
///
/// Not thread-safe; no call allocates.
public final class RestartedLoss {
    /// Rows of the tall batch, so that its activations stay in the second-level cache. No result depends on it.
    private static final int ROWS_TOGETHER = 256;

    private final PenalisedLoss whole;
    private final Propagation unmoved;
    private final Kernels kernels;
    /// The layers laid out for the tall batch; layer l holds its outputs, or its weighted sums too.
    private final LayerPass[] layers;

    private final DensePass outputLayer;
    /// Targets of the tall batch [rows × out]: those of the batch, again and again.
    private final double[] targets;

    private final double[] rowLosses;
    /// The parameters of one row of W, or b, as they are without a move.
    private final double[] kept;
    /// Weighted sums and outputs of one layer with a row of W moved up, then down [2 × B × widest].
    private final double[][] movedSums;

    private final double[][] movedOutputs;
    /// The moves in the tall batch: the unit that each changes, and where its loss goes.
    private final int[] units;

    private final int[] indices;
    private final boolean[] down;

    // The call under way.
    private double[] p = {};
    private double[] differences = {};
    private double[] bends = {};
    private double unmovedMean;
    private int batch;
    private int moves;
    private @Nullable Pass pass;
    private UnitPass moved;
    private int movedLayer;

    /// @param whole the loss to take differences of, whose buffers hold the pass without a move
    /// @param maxBatch most rows of a batch, at least 1
    public RestartedLoss(Architecture architecture, PenalisedLoss whole, int maxBatch) {
        this.whole = whole;
        unmoved = whole.propagation();
        int rows = Math.max(ROWS_TOGETHER, maxBatch);
        layers = Propagation.layers(architecture, rows, unmoved.state());
        outputLayer = (DensePass) layers[layers.length - 1];
        moved = outputLayer;
        int widest = 0;
        for (LayerPass layer : layers) {
            widest = layer instanceof UnitPass units ? Math.max(widest, units.units()) : widest;
        }
        kernels = Kernels.of(
                KernelChoice.FIRST,
                Math.max(widest, architecture.inputs())); // a check is over before others are compiled
        targets = new double[Math.multiplyExact(rows, architecture.outputs())];
        rowLosses = new double[rows];
        kept = new double[widest];
        movedSums = new double[2][Math.multiplyExact(maxBatch, widest)];
        movedOutputs = new double[2][movedSums[0].length];
        units = new int[rows];
        indices = new int[rows];
        down = new boolean[rows];
    }

    /// L(p), and the differences. Weights of rows, where there are some, begin with the batch.
    ///
    /// @param p parameters in the flat order; changed during the call, restored to the bit at its end
    /// @param x inputs [rows × in], not modified
    /// @param t targets [rows × out], not modified
    /// @param h how far each parameter moves, in the flat order, not modified
    /// @param differences L(p + h_i·e_i) - L(p - h_i·e_i), overwritten
    /// @param bends L(p + h_i·e_i) - 2·L(p) + L(p - h_i·e_i) without the penalty, overwritten: what kinks show in
    /// @return L(p): one whole forward pass
    public double valueAndDifferences(
            double[] p, double[] x, double[] t, int rows, Pass pass, double[] h, double[] differences, double[] bends) {
        this.p = p;
        this.differences = differences;
        this.bends = bends;
        this.pass = pass;
        batch = rows;
        double value = whole.valueByPropagation(p, x, t, rows, pass);
        unmovedMean = unmoved.loss(whole.loss(), t, rows);
        int targetsLaid = 0;
        for (int l = 0; l < layers.length; l++) {
            if (unmoved.layer(l) instanceof UnitPass layer) {
                movedLayer = l;
                moved = layer;
                int copies = (int) Math.min(capacity(), 2L * layer.parameterRows() * layer.units());
                layUnmoved(copies);
                for (; targetsLaid < copies; targetsLaid++) {
                    int n = rows * outputLayer.units();
                    System.arraycopy(t, 0, targets, targetsLaid * n, n);
                }
                moveEachRow(h);
            }
        }
        return value;
    }

    /// How many moves the tall batch has room for.
    private int capacity() {
        return rowLosses.length / batch;
    }

    /// The tall batch: the layer as it is, once for each move that it will hold.
    private void layUnmoved(int copies) {
        UnitPass tall = (UnitPass) layers[movedLayer];
        int n = batch * moved.units();
        for (int copy = 0; copy < copies; copy++) {
            System.arraycopy(moved.weightedSums(), 0, tall.weightedSums(), copy * n, n);
            System.arraycopy(moved.outputs(), 0, tall.outputs(), copy * n, n);
        }
    }

    private void moveEachRow(double[] h) {
        int n = moved.units();
        for (int row = 0; row < moved.parameterRows(); row++) { // of W, and b; or gamma and beta
            int first = moved.firstParameter() + row * n;
            System.arraycopy(p, first, kept, 0, n);
            for (int j = 0; j < n; j++) {
                p[first + j] = kept[j] + h[first + j];
            }
            computeMoved(0);
            for (int j = 0; j < n; j++) {
                p[first + j] = kept[j] - h[first + j];
            }
            computeMoved(1);
            System.arraycopy(kept, 0, p, first, n);
            for (int j = 0; j < n; j++) {
                add(j, first + j, false);
                add(j, first + j, true);
            }
        }
        evaluate();
        if (whole.isPenalised() && moved instanceof DensePass) { // W, without b
            int end = moved.firstParameter() + (moved.parameterRows() - 1) * n;
            for (int i = moved.firstParameter(); i < end; i++) {
                differences[i] += whole.penaltyDifference(p[i] + h[i], p[i] - h[i]);
            }
        }
    }

    /// The layer with the parameters as they are now, on the inputs that it had.
    private void computeMoved(int direction) {
        double[] z = movedSums[direction];
        moved.weightedSums(p, z, batch, kernels);
        if (moved.isElementwise()) { // else a row's outputs all change with one sum
            moved.activate(z, movedOutputs[direction], 0, batch, kernels);
        }
    }

    /// Puts a move into the tall batch: unit j of the layer, in every row.
    private void add(int j, int index, boolean isDown) {
        UnitPass tall = (UnitPass) layers[movedLayer];
        int n = moved.units();
        int at = moves * batch * n + j;
        double[] z = movedSums[isDown ? 1 : 0];
        double[] a = movedOutputs[isDown ? 1 : 0];
        for (int r = 0; r < batch; r++) {
            tall.weightedSums()[at + r * n] = z[r * n + j];
            tall.outputs()[at + r * n] = a[r * n + j];
        }
        units[moves] = j;
        indices[moves] = index;
        down[moves] = isDown;
        moves++;
        if (moves == capacity()) {
            evaluate();
        }
    }

    /// Runs the tall batch through the rest of the network, takes the losses, and lays the layer out unmoved again.
    private void evaluate() {
        int rows = moves * batch;
        int together =
                whole.state().length == 0 ? ROWS_TOGETHER : rows; // a batch normalisation needs all rows of a move
        for (int from = 0; from < rows; from += together) {
            propagate(from, Math.min(rows, from + together));
        }
        double[] weights = whole.rowWeights();
        if (weights != null) {
            for (int r = 0; r < rows; r++) {
                rowLosses[r] *= weights[r % batch];
            }
        }
        UnitPass tall = (UnitPass) layers[movedLayer];
        int n = moved.units();
        for (int move = 0; move < moves; move++) {
            double mean = RowLosses.mean(rowLosses, move * batch, batch);
            int index = indices[move];
            differences[index] = down[move] ? differences[index] - mean : mean;
            double bend = mean - unmovedMean;
            bends[index] = down[move] ? bends[index] + bend : bend;
            int j = units[move];
            for (int r = 0; r < batch; r++) {
                int at = (move * batch + r) * n + j;
                tall.weightedSums()[at] = moved.weightedSums()[r * n + j];
                tall.outputs()[at] = moved.outputs()[r * n + j];
            }
        }
        moves = 0;
    }

    private void propagate(int from, int to) {
        UnitPass first = (UnitPass) layers[movedLayer];
        if (!first.isElementwise()) {
            first.activate(first.weightedSums(), first.outputs(), from, to, kernels);
        }
        double[] a = first.outputs();
        Pass now = Objects.requireNonNull(pass);
        for (int l = movedLayer + 1; l < layers.length; l++) {
            a = switch (layers[l]) {
                case DensePass dense -> dense.forward(p, a, 0, from, to, now, kernels);
                case LayerNormPass norm -> norm.forward(p, a, 0, from, to, now, kernels);
                case BatchNormPass norm -> norm.forwardCopies(p, batch, now.isTraining(), a, from, to, kernels);
                case DropoutPass dropout -> dropout.forwardCopies((DropoutPass) unmoved.layer(l), batch, a, from, to);
            };
        }
        kernels.losses(
                whole.loss(),
                outputLayer.weightedSums(),
                outputLayer.outputs(),
                targets,
                0,
                from,
                to,
                outputLayer.units(),
                rowLosses);
    }
}
