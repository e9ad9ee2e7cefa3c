package io.gradus.engine;

import io.gradus.layer.Activation;

/// The kernels without the Vector API, in loops that the JIT compiler turns into SIMD code by itself.
final class PortableKernels implements Kernels {
    private final NaiveKernels naive = new NaiveKernels();

    @Override
    public void weightedSums(
            double[] x, double[] p, int w, int b, double[] z, int from, int to, int inputs, int outputs) {
        naive.weightedSums(x, p, w, b, z, from, to, inputs, outputs);
    }

    @Override
    public void weightGradient(
            double[] x, double[] delta, double[] g, int w, int batch, int from, int to, int inputs, int outputs) {
        naive.weightGradient(x, delta, g, w, batch, from, to, inputs, outputs);
    }

    @Override
    public void biasGradient(double[] delta, double[] g, int b, int batch, int outputs) {
        naive.biasGradient(delta, g, b, batch, outputs);
    }

    @Override
    public void inputGradient(
            double[] delta, double[] p, int w, double[] dx, int from, int to, int inputs, int outputs) {
        naive.inputGradient(delta, p, w, dx, from, to, inputs, outputs);
    }

    @Override
    public void inputGradientOfOne(double[] delta, double[] p, int w, double[] dx, int inputs, int outputs) {
        naive.inputGradientOfOne(delta, p, w, dx, inputs, outputs);
    }

    @Override
    public void activate(Activation f, double[] z, double[] a, int from, int to, int n) {
        naive.activate(f, z, a, from, to, n);
    }

    @Override
    public void activationGradient(Activation f, double[] z, double[] a, double[] delta, int from, int to, int n) {
        naive.activationGradient(f, z, a, delta, from, to, n);
    }
}
