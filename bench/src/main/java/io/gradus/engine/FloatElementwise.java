package io.gradus.engine;

import io.gradus.math.FloatErf;
import io.gradus.math.FloatExp;
import io.gradus.math.FloatLog;
import io.gradus.math.FloatTanh;

/// [Elementwise] in float. It is [DoubleElementwise] with the other type.
final class FloatElementwise implements Elementwise {
    private static final int N = ElementwiseBenchmark.N;
    private static final int ROWS = ElementwiseBenchmark.ROWS;
    private static final int UNITS = ElementwiseBenchmark.UNITS;

    private final float[] x = Storage.toFloat(Elementwise.arguments());
    private final float[] positive = Storage.toFloat(Elementwise.positive());
    private final float[] t = Storage.toFloat(Elementwise.classes());
    private final float[] y = new float[N];
    private final float[] delta = new float[N];
    private final double[] losses = new double[ROWS];
    private final FloatActivation relu = FloatActivation.relu();
    private final FloatActivation softmax = FloatActivation.softmax();
    private final FloatLoss loss = FloatLoss.categoricalCrossEntropy();

    @Override
    public Runnable vector(String function) {
        FloatVectorKernels kernels = new FloatVectorKernels();
        return switch (function) {
            case "exp" -> () -> FloatVectorMath.exp(x, y, 0, N);
            case "log" -> () -> FloatVectorMath.log(positive, y, 0, N);
            case "tanh" -> () -> FloatVectorMath.tanh(x, y, 0, N);
            case "sigmoid" -> () -> FloatVectorMath.sigmoid(x, y, 0, N);
            case "erf" -> () -> FloatVectorErf.erf(x, y, 0, N);
            case "relu" -> () -> kernels.activate(relu, x, y, 0, ROWS, UNITS);
            case "softmax" -> () -> softmax(kernels);
            default -> throw Elementwise.unknown(function);
        };
    }

    @Override
    public Runnable scalar(String function) {
        FloatNaiveKernels kernels = new FloatNaiveKernels();
        return switch (function) {
            case "exp" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = FloatExp.exp(x[i]);
                    }
                };
            case "log" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = FloatLog.log(positive[i]);
                    }
                };
            case "tanh" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = FloatTanh.tanh(x[i]);
                    }
                };
            case "sigmoid" -> () -> FloatActivation.sigmoid().forward(x, y, 0, N);
            case "erf" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = FloatErf.erf(x[i]);
                    }
                };
            case "relu" -> () -> kernels.activate(relu, x, y, 0, ROWS, UNITS);
            case "softmax" -> () -> softmax(kernels);
            default -> throw Elementwise.unknown(function);
        };
    }

    /// Outputs, losses and the gradient by the weighted sums.
    private void softmax(FloatKernels kernels) {
        kernels.activate(softmax, x, y, 0, ROWS, UNITS);
        kernels.losses(loss, x, y, t, 0, 0, ROWS, UNITS, losses);
        kernels.lossGradient(loss, x, y, t, 0, 0, ROWS, UNITS, 1f / ROWS, delta);
    }

    @Override
    public Runnable loop(String rule) {
        float[] p = Storage.toFloat(Elementwise.arguments());
        float[] m = new float[N];
        float[] v = new float[N];
        return switch (rule) {
            case "sgd" -> () -> FloatUpdates.sgd(p, x, 1e-3f, 0, N);
            case "adam" -> () -> FloatUpdates.adam(p, x, m, v, 1e-3f, 0.9f, 0.999f, 1e-8f, 0.5f, 0.1f, 0, N);
            default -> throw Elementwise.unknown(rule);
        };
    }
}
