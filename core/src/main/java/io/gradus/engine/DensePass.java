package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import org.jspecify.annotations.Nullable;

/// A dense layer: a = f(z), z = x·W + b.
///
/// Legend: B batch, I inputs, O outputs; x [B × I], W [I × O], b [O]; z, a and delta = d loss / d z [B × O].
final class DensePass implements UnitPass {
    /// Rows of W that stay together when threads divide its gradient: as many as the kernels pack at a time.
    private static final int ROWS_TOGETHER = 16;

    private final Activation f;
    private final int inputs;
    private final int outputs;
    /// Indices of W and b in the flat parameter array.
    private final int w;

    private final int b;
    private final double[] z;
    private final double[] a;
    private double[] x = {};
    private int x0;

    DensePass(Layer.Dense layer, int inputs, int offset, int maxBatch) {
        this.f = Activation.named(layer.activation().name());
        this.inputs = inputs;
        this.outputs = layer.units();
        this.w = offset;
        this.b = offset + inputs * outputs;
        this.z = new double[Math.multiplyExact(maxBatch, outputs)];
        this.a = new double[z.length];
    }

    @Override
    public double[] forward(double[] p, double[] x, int x0, int from, int to, Pass pass, Kernels kernels) {
        this.x = x;
        this.x0 = x0;
        kernels.forward(f, x, x0, p, w, b, z, a, from, to, inputs, outputs); // z = x·W + b, a = f(z)
        return a;
    }

    @Override
    public void backward(
            double[] p, double[] delta, double[] dx, LayerPass before, int from, int to, int batch, Kernels kernels) {
        if (batch == 1) { // dx = delta·Wᵀ
            kernels.inputGradientOfOne(delta, p, w, dx, inputs, outputs);
            before.toDelta(dx, from, to, kernels);
        } else if (before instanceof DensePass dense) { // delta of the layer before = (delta·Wᵀ) ⊙ f'(z)
            kernels.backward(delta, p, w, dense.f, dense.z, dense.a, dx, from, to, inputs, outputs);
        } else {
            kernels.inputGradient(delta, p, w, dx, from, to, inputs, outputs);
            before.toDelta(dx, from, to, kernels);
        }
    }

    @Override
    public void toDelta(double[] da, int from, int to, Kernels kernels) {
        kernels.activationGradient(f, z, a, da, from, to, outputs); // delta = da ⊙ f'(z)
    }

    @Override
    public void parameterGradient(
            double[] delta, int batch, double[] g, int part, int parts, Kernels kernels, GradientDone done) {
        int from = Team.first(inputs, ROWS_TOGETHER, part, parts);
        int to = Team.first(inputs, ROWS_TOGETHER, part + 1, parts);
        if (from < to) {
            kernels.weightGradient(x, x0, delta, g, w, batch, from, to, inputs, outputs, done); // dW = xᵀ·delta
        }
        if (part == parts - 1) {
            kernels.biasGradient(delta, g, b, batch, outputs); // db = Σ delta over the batch
            done.biases(b, b + outputs);
        }
    }

    /// What one row adds to the gradient of the parameters: x_i·delta_o and delta_o.
    ///
    /// @param delta of all rows [B × O], not modified
    /// @param g gradient of all parameters; this layer's are overwritten
    void derivativesOfRow(double[] delta, int row, double[] g) {
        for (int i = 0; i < inputs; i++) {
            double xi = x[x0 + row * inputs + i];
            for (int o = 0; o < outputs; o++) {
                g[w + i * outputs + o] = xi * delta[row * outputs + o];
            }
        }
        System.arraycopy(delta, row * outputs, g, b, outputs);
    }

    @Override
    public void descendOne(
            double[] p,
            double[] delta,
            double @Nullable [] dx,
            @Nullable LayerPass before,
            double learningRate,
            Kernels kernels) {
        if (dx == null || before == null) {
            kernels.descendOne(x, x0, delta, p, w, b, learningRate, inputs, outputs);
        } else {
            kernels.descendOneWithInputGradient(x, x0, delta, p, w, b, learningRate, dx, inputs, outputs);
            before.toDelta(dx, 0, 1, kernels);
        }
    }

    @Override
    public void weightedSums(double[] p, double[] other, int batch, Kernels kernels) {
        kernels.weightedSums(x, x0, p, w, b, other, 0, batch, inputs, outputs);
    }

    @Override
    public void activate(double[] z, double[] a, int from, int to, Kernels kernels) {
        kernels.activate(f, z, a, from, to, outputs);
    }

    @Override
    public boolean isElementwise() {
        return f instanceof Activation.Elementwise;
    }

    @Override
    public int units() {
        return outputs;
    }

    @Override
    public int firstParameter() {
        return w;
    }

    /// Those of W, and b.
    @Override
    public int parameterRows() {
        return inputs + 1;
    }

    @Override
    public double[] weightedSums() {
        return z;
    }

    @Override
    public double[] outputs() {
        return a;
    }
}
