package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Rectifier;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Rectifier]'s activations and their derivatives with the Vector API: its formulas, operation by operation, so that the
/// bits are the same. How the loops are cut, and why: [VectorMath].
///
/// Legend: elements `first` to `end` - 1 of z, a = f(z) and delta. Holds scratch memory: one instance a thread.
final class VectorRectifiers {
    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();

    /// For a piece of z, its first element at 0.
    private final double[] scratch = new double[VectorMath.PIECE];

    private final double[] more = new double[VectorMath.PIECE];

    /// a = f(z).
    void forward(Rectifier f, double[] z, double[] a, int first, int end) {
        switch (f) {
            case Activation.Relu _ -> relu(z, a, first, end);
            case Rectifier.LeakyRelu(double slope) -> leakyRelu(z, a, first, end, slope);
            case Rectifier.Elu(double alpha) -> elu(z, a, first, end, 1, alpha);
            case Rectifier.Selu _ -> elu(z, a, first, end, Rectifier.Selu.SCALE, Rectifier.Selu.SCALED_ALPHA);
            case Rectifier.Gelu _ -> gelu(z, a, first, end);
            case Rectifier.Silu _ -> silu(z, a, first, end);
            case Rectifier.Softplus _ -> softplus(z, a, first, end);
        }
    }

    /// delta ← delta ⊙ f'(z).
    void backward(Rectifier f, double[] z, double[] a, double[] delta, int first, int end) {
        switch (f) {
            case Activation.Relu _ -> reluGradient(z, delta, first, end);
            case Rectifier.LeakyRelu(double slope) -> leakyReluGradient(z, delta, first, end, slope);
            case Rectifier.Elu(double alpha) -> eluGradient(z, a, delta, first, end, 1, alpha);
            case Rectifier.Selu _ ->
                eluGradient(z, a, delta, first, end, Rectifier.Selu.SCALE, Rectifier.Selu.SCALED_ALPHA);
            case Rectifier.Gelu _ -> geluGradient(z, delta, first, end);
            case Rectifier.Silu _ -> siluGradient(z, delta, first, end);
            case Rectifier.Softplus _ -> softplusGradient(z, delta, first, end);
        }
    }

    private static void relu(double[] z, double[] a, int first, int end) {
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector.fromArray(SPECIES, z, i, mask).max(0).intoArray(a, i, mask);
        }
    }

    private static void reluGradient(double[] z, double[] delta, int first, int end) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            VectorMask<Double> above =
                    DoubleVector.fromArray(SPECIES, z, i, mask).compare(VectorOperators.GT, zero);
            DoubleVector.fromArray(SPECIES, delta, i, mask)
                    .mul(zero.blend(one, above))
                    .intoArray(delta, i, mask);
        }
    }

    private static void leakyRelu(double[] z, double[] a, int first, int end, double slope) {
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, i, mask);
            zi.mul(slope).blend(zi, zi.compare(VectorOperators.GT, 0)).intoArray(a, i, mask);
        }
    }

    private static void leakyReluGradient(double[] z, double[] delta, int first, int end, double slope) {
        DoubleVector below = DoubleVector.broadcast(SPECIES, slope);
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            VectorMask<Double> above =
                    DoubleVector.fromArray(SPECIES, z, i, mask).compare(VectorOperators.GT, 0);
            DoubleVector.fromArray(SPECIES, delta, i, mask)
                    .mul(below.blend(1, above))
                    .intoArray(delta, i, mask);
        }
    }

    /// f = scale·z for z > 0, else alpha·(e^z - 1).
    private static void elu(double[] z, double[] a, int first, int end, double scale, double alpha) {
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            VectorMath.expm1OfNegative(z, a, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector zi = DoubleVector.fromArray(SPECIES, z, i, mask);
                DoubleVector.fromArray(SPECIES, a, i, mask)
                        .mul(alpha)
                        .blend(zi.mul(scale), zi.compare(VectorOperators.GT, 0))
                        .intoArray(a, i, mask);
            }
        }
    }

    /// f' = scale for z > 0, else a + alpha.
    private static void eluGradient(
            double[] z, double[] a, double[] delta, int first, int end, double scale, double alpha) {
        for (int i = first; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            VectorMask<Double> above =
                    DoubleVector.fromArray(SPECIES, z, i, mask).compare(VectorOperators.GT, 0);
            DoubleVector slope =
                    DoubleVector.fromArray(SPECIES, a, i, mask).add(alpha).blend(scale, above);
            DoubleVector.fromArray(SPECIES, delta, i, mask).mul(slope).intoArray(delta, i, mask);
        }
    }

    /// f = z·½·erfc(-z/√2).
    private void gelu(double[] z, double[] a, int first, int end) {
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            twicePhi(z, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector half =
                        DoubleVector.fromArray(SPECIES, more, i - piece, mask).mul(0.5);
                DoubleVector.fromArray(SPECIES, z, i, mask)
                        .max(-Rectifier.Gelu.FAR)
                        .mul(half)
                        .intoArray(a, i, mask);
            }
        }
    }

    /// more = 2·Φ(z) = erfc(-z/√2).
    private void twicePhi(double[] z, int piece, int to) {
        for (int i = piece; i < to; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, to);
            DoubleVector.fromArray(SPECIES, z, i, mask)
                    .mul(Rectifier.Gelu.MINUS_ROOT_HALF)
                    .intoArray(scratch, i - piece, mask);
        }
        VectorErf.erfc(scratch, more, 0, to - piece);
    }

    /// f' = ½·erfc(-z/√2) + z·e^(-z²/2) / √(2π).
    private void geluGradient(double[] z, double[] delta, int first, int end) {
        DoubleVector density = DoubleVector.broadcast(SPECIES, Rectifier.Gelu.DENSITY_AT_ZERO);
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            twicePhi(z, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector near = near(z, i, mask, Rectifier.Gelu.FAR);
                near.mul(-0.5).mul(near).intoArray(scratch, i - piece, mask);
            }
            VectorMath.exp(scratch, scratch, 0, to - piece);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector exp = DoubleVector.fromArray(SPECIES, scratch, i - piece, mask);
                DoubleVector half =
                        DoubleVector.fromArray(SPECIES, more, i - piece, mask).mul(0.5);
                DoubleVector slope =
                        density.mul(near(z, i, mask, Rectifier.Gelu.FAR)).fma(exp, half);
                DoubleVector.fromArray(SPECIES, delta, i, mask).mul(slope).intoArray(delta, i, mask);
            }
        }
    }

    /// z limited to [-far, far].
    private static DoubleVector near(double[] z, int i, VectorMask<Double> mask, double far) {
        return DoubleVector.fromArray(SPECIES, z, i, mask).min(far).max(-far); // NaN stays NaN
    }

    /// f = z·σ(z).
    private static void silu(double[] z, double[] a, int first, int end) {
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            VectorMath.sigmoid(z, a, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector.fromArray(SPECIES, z, i, mask)
                        .max(-Rectifier.Silu.FAR)
                        .mul(DoubleVector.fromArray(SPECIES, a, i, mask))
                        .intoArray(a, i, mask);
            }
        }
    }

    /// f' = σ(z)·(1 + z·σ(-z)).
    private void siluGradient(double[] z, double[] delta, int first, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            expOfMinusAbs(z, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, i - piece, mask);
                VectorMask<Double> negative =
                        DoubleVector.fromArray(SPECIES, z, i, mask).compare(VectorOperators.LT, 0);
                DoubleVector divisor = one.add(e);
                DoubleVector sigmoid = one.blend(e, negative).div(divisor);
                DoubleVector rest = e.blend(one, negative).div(divisor);
                DoubleVector slope =
                        sigmoid.mul(near(z, i, mask, Rectifier.Silu.FAR).fma(rest, one));
                DoubleVector.fromArray(SPECIES, delta, i, mask).mul(slope).intoArray(delta, i, mask);
            }
        }
    }

    /// scratch = e^-|z|.
    private void expOfMinusAbs(double[] z, int piece, int to) {
        System.arraycopy(z, piece, scratch, 0, to - piece);
        VectorMath.expOfMinusAbs(scratch, scratch, 0, to - piece);
    }

    /// f = max(z, 0) + log(1 + e^-|z|).
    private void softplus(double[] z, double[] a, int first, int end) {
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            VectorMath.expOfMinusAbs(z, a, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector.fromArray(SPECIES, a, i, mask).add(1).intoArray(scratch, i - piece, mask);
            }
            VectorMath.log(scratch, scratch, 0, to - piece);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector e = DoubleVector.fromArray(SPECIES, a, i, mask);
                DoubleVector u = e.add(1); // log(1 + e) as in Log.log1p
                DoubleVector log = DoubleVector.fromArray(SPECIES, scratch, i - piece, mask);
                DoubleVector log1p = log.mul(e.div(u.sub(1))).blend(e, u.compare(VectorOperators.EQ, 1));
                DoubleVector.fromArray(SPECIES, z, i, mask).max(0).add(log1p).intoArray(a, i, mask);
            }
        }
    }

    /// f' = σ(z).
    private void softplusGradient(double[] z, double[] delta, int first, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int piece = first; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            expOfMinusAbs(z, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, i - piece, mask);
                VectorMask<Double> negative =
                        DoubleVector.fromArray(SPECIES, z, i, mask).compare(VectorOperators.LT, 0);
                DoubleVector slope = one.blend(e, negative).div(one.add(e));
                DoubleVector.fromArray(SPECIES, delta, i, mask).mul(slope).intoArray(delta, i, mask);
            }
        }
    }
}
