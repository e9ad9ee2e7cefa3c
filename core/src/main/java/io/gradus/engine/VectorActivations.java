package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Rectifier;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Activations and their derivatives with the Vector API: the formulas of [Activation], operation by operation, so that
/// the bits are the same.
///
/// Those that take each number by itself run over all rows at once, the last vector masked. Holds scratch memory: one
/// instance a thread.
final class VectorActivations {
    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();

    /// Of vectors of two lanes the JIT compiler makes no code for masks: numbers one by one are faster then.
    private static final boolean HAS_MASKS = LANES > 2;

    private final VectorRectifiers rectifiers = new VectorRectifiers();

    /// a = f(z) for the rows `from` to `to` - 1 of n units.
    void forward(Activation f, double[] z, double[] a, int from, int to, int n) {
        int first = from * n;
        int end = to * n;
        switch (f) {
            case Activation.Identity _ -> System.arraycopy(z, first, a, first, end - first);
            case Activation.Relu relu -> rectifiers.forward(relu, z, a, first, end);
            case Activation.Softsign _ -> softsign(z, a, first, end);
            case Activation.Sigmoid _ when HAS_MASKS -> VectorMath.sigmoid(z, a, first, end);
            case Activation.Tangent _ when HAS_MASKS -> VectorMath.tanh(z, a, first, end);
            case Activation.Exponential _ when HAS_MASKS -> VectorMath.exp(z, a, first, end);
            case Rectifier rectifier when HAS_MASKS -> rectifiers.forward(rectifier, z, a, first, end);
            default -> {
                for (int r = from; r < to; r++) {
                    f.forward(z, a, r * n, n);
                }
            }
        }
    }

    /// delta ← delta ⊙ f'(z) for the rows `from` to `to` - 1 of n units.
    void backward(Activation f, double[] z, double[] a, double[] delta, int from, int to, int n) {
        int first = from * n;
        int end = to * n;
        switch (f) {
            case Activation.Identity _ -> {}
            case Activation.Relu relu -> rectifiers.backward(relu, z, a, delta, first, end);
            case Activation.Softsign _ -> softsignGradient(z, delta, first, end);
            case Activation.Sigmoid _ -> sigmoidGradient(a, delta, first, end);
            case Activation.Tangent _ -> tanhGradient(a, delta, first, end);
            case Activation.Exponential _ -> expGradient(a, delta, first, end);
            case Rectifier rectifier when HAS_MASKS -> rectifiers.backward(rectifier, z, a, delta, first, end);
            default -> {
                for (int r = from; r < to; r++) {
                    f.backward(z, a, delta, r * n, n);
                }
            }
        }
    }

    /// f' = a·(1 - a).
    private static void sigmoidGradient(double[] a, double[] delta, int first, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, i, mask);
            DoubleVector.fromArray(SPECIES, delta, i, mask)
                    .mul(ai.mul(one.sub(ai)))
                    .intoArray(delta, i, mask);
        }
    }

    /// f' = 1 - a².
    private static void tanhGradient(double[] a, double[] delta, int first, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, i, mask);
            DoubleVector.fromArray(SPECIES, delta, i, mask)
                    .mul(ai.neg().fma(ai, one))
                    .intoArray(delta, i, mask);
        }
    }

    /// f = z / (1 + |z|), z limited to what is finite.
    private static void softsign(double[] z, double[] a, int first, int end) {
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector finite = DoubleVector.fromArray(SPECIES, z, i, mask)
                    .min(Double.MAX_VALUE)
                    .max(-Double.MAX_VALUE);
            finite.div(finite.abs().add(1)).intoArray(a, i, mask);
        }
    }

    /// f' = 1 / (1 + |z|)².
    private static void softsignGradient(double[] z, double[] delta, int first, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector r =
                    one.div(DoubleVector.fromArray(SPECIES, z, i, mask).abs().add(one));
            DoubleVector.fromArray(SPECIES, delta, i, mask).mul(r.mul(r)).intoArray(delta, i, mask);
        }
    }

    /// f' = a.
    private static void expGradient(double[] a, double[] delta, int first, int end) {
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector.fromArray(SPECIES, delta, i, mask)
                    .mul(DoubleVector.fromArray(SPECIES, a, i, mask))
                    .intoArray(delta, i, mask);
        }
    }
}
