package io.gradus.engine;

import io.gradus.layer.Layer;
import org.jspecify.annotations.Nullable;

/// A dense layer: a = f(z), z = x·W + b.
///
/// Legend: B batch, I inputs, O outputs; x [B × I], W [I × O], b [O]; z, a and delta = d loss / d z [B × O].
final class DensePass implements LayerPass {
    private final Layer.Dense layer;
    private final Kernels kernels;
    private final int inputs;
    private final int outputs;
    /// Indices of W and b in the flat parameter array.
    private final int w;

    private final int b;
    private final double[] z;
    private final double[] a;
    private double[] x = {};

    DensePass(Layer.Dense layer, int inputs, int offset, int maxBatch, Kernels kernels) {
        this.layer = layer;
        this.kernels = kernels;
        this.inputs = inputs;
        this.outputs = layer.units();
        this.w = offset;
        this.b = offset + inputs * outputs;
        this.z = new double[Math.multiplyExact(maxBatch, outputs)];
        this.a = new double[z.length];
    }

    @Override
    public double[] forward(double[] p, double[] x, int batch, Pass pass) {
        this.x = x;
        kernels.weightedSums(x, p, w, b, z, batch, inputs, outputs); // z = x·W + b
        for (int row = 0; row < batch; row++) {
            layer.activation().forward(z, a, row * outputs, outputs); // a = f(z)
        }
        return a;
    }

    @Override
    public void backward(double[] p, double[] da, double @Nullable [] dx, int batch, double[] g) {
        for (int row = 0; row < batch; row++) {
            layer.activation().backward(z, a, da, row * outputs, outputs); // delta = da ⊙ f'(z)
        }
        backwardFromDelta(p, da, dx, batch, g);
    }

    /// The part of [#backward] that begins at delta, for a loss that is fused with the output activation.
    void backwardFromDelta(double[] p, double[] delta, double @Nullable [] dx, int batch, double[] g) {
        kernels.weightGradient(x, delta, g, w, batch, inputs, outputs); // dW = xᵀ·delta
        kernels.biasGradient(delta, g, b, batch, outputs); // db = Σ delta over the batch
        if (dx != null) {
            kernels.inputGradient(delta, p, w, dx, batch, inputs, outputs); // dx = delta·Wᵀ
        }
    }

    int units() {
        return outputs;
    }

    double[] weightedSums() {
        return z;
    }

    double[] outputs() {
        return a;
    }
}
