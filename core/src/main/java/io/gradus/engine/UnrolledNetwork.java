package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.math.Sums;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/// A network of few units whose shape is constant to the JIT compiler.
///
/// In a network such as 2-2-2 the arithmetic takes so little time that loops of two turns, calls and phases take twice as
/// much. Here the numbers of units, the activations and the loss are static constants, so the compiler unrolls every loop
/// and inlines every call: what is left is the straight line of multiplications that one would write by hand. The source
/// stays loops. For each shape [UnrolledNetworks] loads this class once more, as a hidden class, with the shape as its class data.
///
/// The order of sums is that of [Kernels] for a batch of one, so the bits are the same.
final class UnrolledNetwork implements SingleRow {
    private static final UnrolledNetworks.Shape SHAPE = shape();
    private static final int LAYERS = SHAPE.layers().size();
    private static final Loss LOSS = Loss.named(SHAPE.loss());
    private static final int UNITS0 = SHAPE.units(0);
    private static final int UNITS1 = SHAPE.units(1);
    private static final int UNITS2 = SHAPE.units(2);
    private static final int UNITS3 = SHAPE.units(3);
    private static final int UNITS4 = SHAPE.units(4);
    private static final int OUTPUTS = SHAPE.units(LAYERS);
    private static final Activation F1 = SHAPE.activation(1);
    private static final Activation F2 = SHAPE.activation(2);
    private static final Activation F3 = SHAPE.activation(3);
    private static final Activation F4 = SHAPE.activation(4);
    private static final Activation F = SHAPE.activation(LAYERS);
    /// Where the weights of each layer begin.
    private static final int W1 = 0;

    private static final int W2 = W1 + (UNITS0 + 1) * UNITS1;
    private static final int W3 = W2 + (UNITS1 + 1) * UNITS2;
    private static final int W4 = W3 + (UNITS2 + 1) * UNITS3;

    /// Weighted sums, activations, and d loss / d weighted sums.
    private final double[] z1 = new double[UNITS1];

    private final double[] z2 = new double[UNITS2];
    private final double[] z3 = new double[UNITS3];
    private final double[] z4 = new double[UNITS4];
    private final double[] a1 = new double[UNITS1];
    private final double[] a2 = new double[UNITS2];
    private final double[] a3 = new double[UNITS3];
    private final double[] a4 = new double[UNITS4];
    private final double[] delta1 = new double[UNITS1];
    private final double[] delta2 = new double[UNITS2];
    private final double[] delta3 = new double[UNITS3];
    private final double[] delta4 = new double[UNITS4];
    private final double[] scratch = new double[OUTPUTS];

    private UnrolledNetwork() {}

    /// What [UnrolledNetworks] gave to this hidden class.
    private static UnrolledNetworks.Shape shape() {
        try {
            return MethodHandles.classData(
                    MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, UnrolledNetworks.Shape.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public /* wide */ double loss(double[] p, double[] x, int x0, double[] t, int t0) {
        forward(x, x0, p, W1, UNITS0, UNITS1, F1, z1, a1);
        if (LAYERS > 1) {
            forward(a1, 0, p, W2, UNITS1, UNITS2, F2, z2, a2);
        }
        if (LAYERS > 2) {
            forward(a2, 0, p, W3, UNITS2, UNITS3, F3, z3, a3);
        }
        if (LAYERS > 3) {
            forward(a3, 0, p, W4, UNITS3, UNITS4, F4, z4, a4);
        }
        return 0.0 + LOSS.ofRow(z(), y(), 0, t, t0, OUTPUTS, scratch);
    }

    /// a = f(z), z = x·W + b.
    private static void forward(
            double[] x, int x0, double[] p, int w, int inputs, int outputs, Activation f, double[] z, double[] a) {
        for (int j = 0; j < outputs; j++) {
            double sum = p[w + inputs * outputs + j];
            for (int i = 0; i < inputs; i++) {
                sum = Math.fma(x[x0 + i], p[w + i * outputs + j], sum);
            }
            z[j] = sum;
        }
        f.forward(z, a, 0, outputs);
    }

    @Override
    public /* wide */ double descend(double[] p, double[] x, int x0, double[] t, int t0, double learningRate) {
        /* wide */ double value = loss(p, x, x0, t, t0);
        if (!RowLosses.isFinite(value)) {
            return value;
        }
        double[] delta = delta();
        LOSS.derivative(z(), y(), 0, t, t0, OUTPUTS, 1, delta);
        if (!LOSS.isFused()) {
            F.backward(z(), y(), delta, 0, OUTPUTS);
        }
        if (LAYERS > 3) {
            inputGradient(delta4, p, W4, UNITS3, UNITS4, delta3);
            descend(a3, 0, delta4, p, W4, UNITS3, UNITS4, learningRate);
            F3.backward(z3, a3, delta3, 0, UNITS3);
        }
        if (LAYERS > 2) {
            inputGradient(delta3, p, W3, UNITS2, UNITS3, delta2);
            descend(a2, 0, delta3, p, W3, UNITS2, UNITS3, learningRate);
            F2.backward(z2, a2, delta2, 0, UNITS2);
        }
        if (LAYERS > 1) {
            inputGradient(delta2, p, W2, UNITS1, UNITS2, delta1);
            descend(a1, 0, delta2, p, W2, UNITS1, UNITS2, learningRate);
            F1.backward(z1, a1, delta1, 0, UNITS1);
        }
        descend(x, x0, delta1, p, W1, UNITS0, UNITS1, learningRate);
        return value;
    }

    /// dx = delta·Wᵀ.
    private static void inputGradient(double[] delta, double[] p, int w, int inputs, int outputs, double[] dx) {
        for (int i = 0; i < inputs; i++) {
            dx[i] = Sums.dot(delta, 0, p, w + i * outputs, outputs);
        }
    }

    /// W ← W - learningRate·xᵀ·delta, b ← b - learningRate·delta.
    private static void descend(
            double[] x, int x0, double[] delta, double[] p, int w, int inputs, int outputs, double learningRate) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                p[w + i * outputs + j] -= learningRate * Math.fma(x[x0 + i], delta[j], 0.0);
            }
        }
        int b = w + inputs * outputs;
        for (int j = 0; j < outputs; j++) {
            p[b + j] -= learningRate * (0.0 + delta[j]);
        }
    }

    private double[] z() {
        return LAYERS == 1 ? z1 : LAYERS == 2 ? z2 : LAYERS == 3 ? z3 : z4;
    }

    private double[] y() {
        return LAYERS == 1 ? a1 : LAYERS == 2 ? a2 : LAYERS == 3 ? a3 : a4;
    }

    private double[] delta() {
        return LAYERS == 1 ? delta1 : LAYERS == 2 ? delta2 : LAYERS == 3 ? delta3 : delta4;
    }
}
