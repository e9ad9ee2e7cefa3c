package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.math.Erf;
import io.gradus.math.Exp;
import io.gradus.math.Log;
import io.gradus.math.Tanh;

/// [Elementwise] in double. [FloatElementwise] is this class with the other type.
final class DoubleElementwise implements Elementwise {
    private static final int N = ElementwiseBenchmark.N;
    private static final int ROWS = ElementwiseBenchmark.ROWS;
    private static final int UNITS = ElementwiseBenchmark.UNITS;

    private final double[] x = Storage.toDouble(Elementwise.arguments());
    private final double[] positive = Storage.toDouble(Elementwise.positive());
    private final double[] t = Storage.toDouble(Elementwise.classes());
    private final double[] y = new double[N];
    private final double[] delta = new double[N];
    private final double[] losses = new double[ROWS];
    private final Activation relu = Activation.relu();
    private final Activation softmax = Activation.softmax();
    private final Loss loss = Loss.categoricalCrossEntropy();

    @Override
    public Runnable vector(String function) {
        VectorKernels kernels = new VectorKernels();
        return switch (function) {
            case "exp" -> () -> VectorMath.exp(x, y, 0, N);
            case "log" -> () -> VectorMath.log(positive, y, 0, N);
            case "tanh" -> () -> VectorMath.tanh(x, y, 0, N);
            case "sigmoid" -> () -> VectorMath.sigmoid(x, y, 0, N);
            case "erf" -> () -> VectorErf.erf(x, y, 0, N);
            case "relu" -> () -> kernels.activate(relu, x, y, 0, ROWS, UNITS);
            case "softmax" -> () -> softmax(kernels);
            default -> throw Elementwise.unknown(function);
        };
    }

    @Override
    public Runnable scalar(String function) {
        NaiveKernels kernels = new NaiveKernels();
        return switch (function) {
            case "exp" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = Exp.exp(x[i]);
                    }
                };
            case "log" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = Log.log(positive[i]);
                    }
                };
            case "tanh" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = Tanh.tanh(x[i]);
                    }
                };
            case "sigmoid" -> () -> Activation.sigmoid().forward(x, y, 0, N);
            case "erf" ->
                () -> {
                    for (int i = 0; i < N; i++) {
                        y[i] = Erf.erf(x[i]);
                    }
                };
            case "relu" -> () -> kernels.activate(relu, x, y, 0, ROWS, UNITS);
            case "softmax" -> () -> softmax(kernels);
            default -> throw Elementwise.unknown(function);
        };
    }

    /// Outputs, losses and the gradient by the weighted sums.
    private void softmax(Kernels kernels) {
        kernels.activate(softmax, x, y, 0, ROWS, UNITS);
        kernels.losses(loss, x, y, t, 0, 0, ROWS, UNITS, losses);
        kernels.lossGradient(loss, x, y, t, 0, 0, ROWS, UNITS, 1.0 / ROWS, delta);
    }

    @Override
    public Runnable loop(String rule) {
        double[] p = Storage.toDouble(Elementwise.arguments());
        double[] m = new double[N];
        double[] v = new double[N];
        return switch (rule) {
            case "sgd" -> () -> Updates.sgd(p, x, 1e-3, 0, N);
            case "adam" -> () -> Updates.adam(p, x, m, v, 1e-3, 0.9, 0.999, 1e-8, 0.5, 0.1, 0, N);
            default -> throw Elementwise.unknown(rule);
        };
    }
}
