package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.Sums;

/// Forward propagation and backpropagation through one network, over buffers made once.
///
/// D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", Nature 323
/// (1986) 533-536. No call allocates. Not thread-safe: one instance a thread.
public final class Propagation {
    private final Architecture architecture;
    private final int maxBatch;
    private final LayerPass[] layers;
    private final DensePass outputLayer;
    /// d loss / d (outputs of layer l) [maxBatch × units].
    private final double[][] derivatives;

    private final double[] rowLosses;
    private final double[] scratch;

    /// @param maxBatch most rows a pass, at least 1
    public Propagation(Architecture architecture, int maxBatch) {
        this.architecture = architecture;
        this.maxBatch = maxBatch;
        int count = architecture.layers().size();
        layers = new LayerPass[count];
        derivatives = new double[count][];
        Kernels kernels = Kernels.best();
        int width = architecture.inputs();
        int offset = 0;
        for (int l = 0; l < count; l++) {
            Layer layer = architecture.layers().get(l);
            layers[l] = switch (layer) {
                case Layer.Dense dense -> new DensePass(dense, width, offset, maxBatch, kernels);
                case Layer.Dropout dropout -> new DropoutPass(dropout.rate(), l, width, maxBatch);
            };
            offset += (int) layer.parameterCount(width);
            width = layer.outputs(width);
            derivatives[l] = new double[Math.multiplyExact(maxBatch, width)];
        }
        outputLayer = (DensePass) layers[count - 1];
        rowLosses = new double[maxBatch];
        scratch = new double[width];
    }

    /// Most rows a pass.
    public int maxBatch() {
        return maxBatch;
    }

    /// Computes the network's outputs for a batch.
    ///
    /// @param p all parameters, not modified
    /// @param x inputs [batch × in], kept by reference for the backward pass, not modified
    /// @return outputs [batch × out], valid until the next forward pass
    public double[] forward(double[] p, double[] x, int batch, Pass pass) {
        double[] a = x;
        for (LayerPass layer : layers) {
            a = layer.forward(p, a, batch, pass);
        }
        return a;
    }

    /// The mean loss of the batch of the last forward pass: row losses, then their sum in the order of `Sums`,
    /// over the batch.
    ///
    /// @param t targets [batch × out], not modified
    public double loss(Loss loss, double[] t, int batch) {
        double[] z = outputLayer.weightedSums();
        double[] y = outputLayer.outputs();
        int n = architecture.outputs();
        for (int row = 0; row < batch; row++) {
            rowLosses[row] = loss.ofRow(z, y, row * n, t, row * n, n, scratch);
        }
        return Sums.sum(rowLosses, 0, batch) / batch;
    }

    /// The gradient of the mean loss of the batch of the last forward pass, by backpropagation: from the loss back
    /// to the first layer, each layer hands d loss / d inputs to the one before it.
    ///
    /// @param p the parameters of that forward pass, not modified
    /// @param t targets [batch × out], not modified
    /// @param g gradient of all parameters, overwritten
    public void backward(double[] p, Loss loss, double[] t, int batch, double[] g) {
        int last = layers.length - 1;
        double[] z = outputLayer.weightedSums();
        double[] y = outputLayer.outputs();
        int n = architecture.outputs();
        double[] d = derivatives[last];
        for (int row = 0; row < batch; row++) {
            loss.derivative(z, y, row * n, t, row * n, n, 1.0 / batch, d);
        }
        double[] before = last > 0 ? derivatives[last - 1] : null;
        if (loss.isFused()) {
            outputLayer.backwardFromDelta(p, d, before, batch, g);
        } else {
            outputLayer.backward(p, d, before, batch, g);
        }
        for (int l = last - 1; l >= 0; l--) {
            layers[l].backward(p, derivatives[l], l > 0 ? derivatives[l - 1] : null, batch, g);
        }
    }

    /// The first layer, counted from 1, whose outputs in the last forward pass are not all finite; 0 if there is
    /// none.
    public int firstNonFiniteLayer(int batch) {
        int number = 0;
        for (LayerPass layer : layers) {
            if (layer instanceof DensePass dense) {
                number++;
                int n = batch * dense.units();
                if (!allFinite(dense.weightedSums(), n) || !allFinite(dense.outputs(), n)) {
                    return number;
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
