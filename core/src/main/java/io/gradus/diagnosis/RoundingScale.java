package io.gradus.diagnosis;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import java.util.Arrays;

/// How large the terms are that each entry of a gradient is summed from: an entry can't be more exact than the unit
/// roundoff times this number, however small the entry itself is.
///
/// It is a backward pass over absolute values. The error of a weighted sum z is measured in |b| + Σ |x|·|w|; that of
/// f(z) in |f(z)| + |f'(z)| times that; and so on, to first order: N. J. Higham, "Accuracy and Stability of Numerical
/// Algorithms", 2nd edition, SIAM 2002, chapter 3.
final class RoundingScale {
    /// Relative change by which the sensitivity of a derivative is measured.
    private static final double SMALL = 0x1p-20;

    private RoundingScale() {}

    /// In the flat order, each at least 0.
    static double[] of(Situation s, Forward forward) {
        int layers = s.layers();
        double[][] sums = new double[layers][];
        double[][] outputs = new double[layers][];
        double[] in = Matrices.absolute(s.x());
        for (int l = 0; l < layers; l++) {
            sums[l] = Matrices.affine(
                    in,
                    Matrices.absolute(s.weightsOf(l)),
                    Matrices.absolute(s.biasOf(l)),
                    s.rows(),
                    s.inputs(l),
                    s.outputs(l));
            outputs[l] = activated(s, forward, l, sums[l]);
            in = outputs[l];
        }
        double[] scale = new double[s.p().length];
        int last = layers - 1;
        double[] delta = lossDerivative(s, outputs[last]);
        if (!s.loss().isFused()) {
            delta = derived(s, forward, last, sums[last], delta);
        }
        for (int l = last; l >= 0; l--) {
            if (l < last) {
                double[] da = Matrices.timesTransposed(
                        delta, Matrices.absolute(s.weightsOf(l + 1)), s.rows(), s.inputs(l + 1), s.outputs(l + 1));
                delta = derived(s, forward, l, sums[l], da);
            }
            double[] x = l == 0 ? Matrices.absolute(s.x()) : outputs[l - 1];
            double[] dW = Matrices.outer(x, delta, s.rows(), s.inputs(l), s.outputs(l));
            dW = Matrices.plus(dW, s.l2(), Matrices.absolute(s.weightsOf(l)));
            double[] db = Matrices.columnSums(delta, s.rows(), s.outputs(l));
            System.arraycopy(dW, 0, scale, s.weights(l).offset(), dW.length);
            System.arraycopy(db, 0, scale, s.bias(l).offset(), db.length);
        }
        return scale;
    }

    private static double[] lossDerivative(Situation s, double[] y) {
        int n = s.outputs(s.layers() - 1);
        double factor = switch (s.loss()) {
            case Loss.MeanSquaredError _ -> 2.0 / n;
            case Loss.Elementwise _ -> 1.0 / n;
            case Loss.CategoricalCrossEntropy _ -> 1;
        };
        double[] scale = y.clone();
        for (int i = 0; i < scale.length; i++) {
            double size = s.loss().hasKink() ? 1 : y[i] + Math.abs(s.t()[i]); // a slope is not rounded with y
            scale[i] = factor * size / s.rows();
        }
        return scale;
    }

    private static double[] activated(Situation s, Forward forward, int l, double[] sums) {
        double[] a = forward.a[l];
        double[] z = forward.z[l];
        double[] scale = new double[a.length];
        int n = s.outputs(l);
        for (int i = 0; i < a.length; i++) {
            double slope = switch (s.activation(l)) {
                case Activation.Elementwise f -> Math.abs(f.derivative(z[i], a[i])) * sums[i];
                case Activation.Softmax _ -> a[i] * (sums[i] + rowMean(a, sums, i / n * n, n));
            };
            scale[i] = Math.abs(a[i]) + slope;
        }
        return scale;
    }

    private static double[] derived(Situation s, Forward forward, int l, double[] sums, double[] da) {
        double[] a = forward.a[l];
        double[] z = forward.z[l];
        double[] scale = new double[a.length];
        int n = s.outputs(l);
        for (int i = 0; i < a.length; i++) {
            scale[i] = switch (s.activation(l)) {
                case Activation.Elementwise f -> da[i] * sensitivity(f, z[i], a[i], sums[i]);
                case Activation.Softmax _ -> a[i] * (1 + sums[i]) * (da[i] + rowMean(a, da, i / n * n, n));
            };
        }
        return scale;
    }

    /// |f'(z)|, and how much it changes when z moves by its own scale, or f(z) by its.
    private static double sensitivity(Activation.Elementwise f, double z, double a, double sum) {
        double derivative = Math.abs(f.derivative(z, a));
        double h = SMALL * sum;
        double above = f.derivative(z + h, f.value(z + h));
        double below = f.derivative(z - h, f.value(z - h));
        double ofOutput = f.derivative(z, a * (1 + SMALL)) - f.derivative(z, a * (1 - SMALL));
        double kinked = f.hasKink() ? 0 : 1;
        return derivative + kinked * (Math.abs(above - below) + Math.abs(ofOutput)) / (2 * SMALL);
    }

    private static double rowMean(double[] weights, double[] values, int from, int n) {
        return Matrices.dot(Arrays.copyOfRange(weights, from, from + n), Arrays.copyOfRange(values, from, from + n));
    }
}
