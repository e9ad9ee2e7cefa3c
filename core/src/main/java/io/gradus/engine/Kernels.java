package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;

/// The matrix products of a dense layer, and what is fused with them.
///
/// Every implementation keeps the same order of sums, so all give the same bits:
///
/// | sum | order |
/// | --- | --- |
/// | z = x·W + b | starts at b, then one fma for each input, ascending |
/// | dW = xᵀ·delta, db = Σ delta | starts at 0, rows of the batch ascending |
/// | dx = delta·Wᵀ | a batch: starts at 0, outputs ascending; a batch of one: sixteen lanes, see `Sums` |
///
/// The calls for a range of rows exist so that threads can divide the outputs; no sum is ever divided.
///
/// Legend: B batch, I inputs, O outputs; x [B × I], W [I × O], b [O], z, a and delta [B × O], all row-major. Holds
/// scratch memory: one instance a thread.
sealed interface Kernels permits NaiveKernels {
    /// Layers of at most so many units are computed by plain loops: anything cleverer costs more than it saves.
    int FEW_UNITS = 8;

    /// How many rows [#rows] gives.
    int ROWS = 5;

    /// The kernels of this choice, for a network whose widest layer has so many units. Which they are never changes a
    /// result.
    static Kernels of(KernelChoice choice, int widest) {
        return switch (widest <= FEW_UNITS ? KernelChoice.NAIVE : choice) {
            case NAIVE -> new NaiveKernels();
            case PORTABLE -> new PortableKernels();
            case VECTOR -> new VectorKernels();
        };
    }

    /// Rows of at least n numbers to compute in, for as long as one call takes. The JIT compiler makes SIMD code of loops
    /// that run from the beginning of each array; where a row lies within a batch, copying it here first is faster.
    double[][] rows(int n);

    /// Σ of the first n values, in the order of `Sums`.
    double sum(double[] a, int n);

    /// Σ a·b over the first n values, in the order of `Sums`.
    double dot(double[] a, double[] b, int n);

    /// z ← x·W + b for the rows `from` to `to` - 1 of the batch.
    ///
    /// @param x0 index of the batch's first element in x
    /// @param p all parameters of the network, not modified
    /// @param w index of the layer's W in p
    /// @param b index of the layer's b in p
    /// @param z overwritten in these rows
    void weightedSums(
            double[] x, int x0, double[] p, int w, int b, double[] z, int from, int to, int inputs, int outputs);

    /// z ← x·W + b and a ← f(z), for the rows `from` to `to` - 1 of the batch.
    ///
    /// @param z overwritten in these rows
    /// @param a overwritten in these rows
    default void forward(
            Activation f,
            double[] x,
            int x0,
            double[] p,
            int w,
            int b,
            double[] z,
            double[] a,
            int from,
            int to,
            int inputs,
            int outputs) {
        weightedSums(x, x0, p, w, b, z, from, to, inputs, outputs);
        activate(f, z, a, from, to, outputs);
    }

    /// dW ← xᵀ·delta for the rows `from` to `to` - 1 of W.
    ///
    /// @param g gradient of all parameters, overwritten in these rows of the block that begins at w
    void weightGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] g,
            int w,
            int batch,
            int from,
            int to,
            int inputs,
            int outputs);

    /// The same, and what follows it for rows at a time.
    default void weightGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] g,
            int w,
            int batch,
            int from,
            int to,
            int inputs,
            int outputs,
            GradientDone done) {
        weightGradient(x, x0, delta, g, w, batch, from, to, inputs, outputs);
        done.weights(w + from * outputs, w + to * outputs);
    }

    /// Gradient descent for a batch of one, W ← W - learningRate·xᵀ·delta, b ← b - learningRate·delta: the gradient and
    /// the update in one pass, as each weight is touched once. The bits are those of [#weightGradient],
    /// [#biasGradient] and `Updates` one after the other.
    ///
    /// @param p all parameters, the layer's updated in place
    void descendOne(
            double[] x, int x0, double[] delta, double[] p, int w, int b, double learningRate, int inputs, int outputs);

    /// [#inputGradientOfOne] and then [#descendOne], with the bits of both, where each weight is read but once.
    ///
    /// @param p all parameters, the layer's updated in place
    /// @param dx overwritten
    default void descendOneWithInputGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] p,
            int w,
            int b,
            double learningRate,
            double[] dx,
            int inputs,
            int outputs) {
        inputGradientOfOne(delta, p, w, dx, inputs, outputs);
        descendOne(x, x0, delta, p, w, b, learningRate, inputs, outputs);
    }

    /// db ← Σ over the batch of delta.
    ///
    /// @param g gradient of all parameters, overwritten from index b on
    void biasGradient(double[] delta, double[] g, int b, int batch, int outputs);

    /// dx ← delta·Wᵀ for the rows `from` to `to` - 1 of a batch of more than one.
    ///
    /// @param dx overwritten in these rows
    void inputGradient(double[] delta, double[] p, int w, double[] dx, int from, int to, int inputs, int outputs);

    /// dx ← (delta·Wᵀ) ⊙ f'(z) for the rows `from` to `to` - 1 of a batch of more than one: delta of the layer before,
    /// whose weighted sums z and activations a = f(z) are.
    ///
    /// @param dx overwritten in these rows
    default void backward(
            double[] delta,
            double[] p,
            int w,
            Activation f,
            double[] z,
            double[] a,
            double[] dx,
            int from,
            int to,
            int inputs,
            int outputs) {
        inputGradient(delta, p, w, dx, from, to, inputs, outputs);
        activationGradient(f, z, a, dx, from, to, inputs);
    }

    /// dx ← delta·Wᵀ for a batch of one.
    ///
    /// @param dx overwritten
    void inputGradientOfOne(double[] delta, double[] p, int w, double[] dx, int inputs, int outputs);

    /// a = f(z) for the rows `from` to `to` - 1 of n units.
    void activate(Activation f, double[] z, double[] a, int from, int to, int n);

    /// delta ← delta ⊙ f'(z), or what it is for a softmax, for the rows `from` to `to` - 1 of n units.
    void activationGradient(Activation f, double[] z, double[] a, double[] delta, int from, int to, int n);

    /// The losses of the rows `from` to `to` - 1 of n outputs.
    ///
    /// @param t0 index of the batch's first element in t
    /// @param losses overwritten in these rows
    void losses(
            Loss loss, double[] z, double[] y, double[] t, int t0, int from, int to, int n, /* wide */ double[] losses);

    /// The derivative of `weight` · loss for the rows `from` to `to` - 1 of n outputs, by z or by y: see
    /// [Loss#derivative].
    ///
    /// @param delta overwritten in these rows
    void lossGradient(
            Loss loss,
            double[] z,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            double weight,
            double[] delta);
}
