package io.gradus.engine;

import io.gradus.layer.Loss;
import io.gradus.layer.Robust;
import io.gradus.math.Sums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Losses that take each output by itself, and their derivatives, with the Vector API: the formulas of [Loss], operation
/// by operation, so that the bits are the same.
///
/// Outputs are often few, so vectors run over the outputs of many rows at once; what is left over is computed by the
/// formulas themselves. Then each row's terms are summed in the order of [Sums].
///
/// Legend: n outputs in a row; e = y - t.
final class VectorLosses {
    /// For fewer outputs in all rows the formulas one by one are as fast.
    private static final int FEWEST_OUTPUTS = 16;

    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();

    /// Of vectors of two lanes the JIT compiler makes no code for masks, which exponentials and logarithms need.
    private static final boolean HAS_MASKS = LANES > 2;

    /// The terms of some rows, and what is computed on the way.
    private double[] terms = {};

    private double[] others = {};

    /// Whether vectors are faster for so many outputs in all rows.
    static boolean areFaster(Loss.Elementwise loss, int outputs) {
        return outputs >= FEWEST_OUTPUTS && (HAS_MASKS || !(loss instanceof Loss.BinaryCrossEntropy));
    }

    /// The losses of the rows `from` to `to` - 1 of n outputs.
    ///
    /// @param t0 index of the batch's first element in t
    void losses(
            Loss.Elementwise loss,
            double[] z,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            /* wide */ double[] losses) {
        int together = Math.max(1, VectorMath.PIECE / n);
        if (terms.length < together * n) {
            terms = new double[together * n];
            others = new double[together * n];
        }
        for (int row = from; row < to; row += together) {
            int rows = Math.min(together, to - row);
            terms(loss, z, y, row * n, t, t0 + row * n, rows * n);
            for (int r = 0; r < rows; r++) {
                double sum = loss instanceof Loss.MeanSquaredError
                        ? Sums.dot(terms, r * n, terms, r * n, n)
                        : Sums.sum(terms, r * n, n);
                losses[row + r] = sum / n;
            }
        }
    }

    /// terms_i = ℓ of each output; for the mean squared error y - t, whose squares are to be added.
    private void terms(Loss.Elementwise loss, double[] z, double[] y, int from, double[] t, int tFrom, int count) {
        int whole = SPECIES.loopBound(count);
        switch (loss) {
            case Loss.MeanSquaredError _ -> differences(y, from, t, tFrom, whole);
            case Robust.MeanAbsoluteError _ -> absolute(y, from, t, tFrom, whole);
            case Robust.Huber(double delta) -> huber(y, from, t, tFrom, whole, delta);
            case Robust.Quantile(double tau) -> quantile(y, from, t, tFrom, whole, tau);
            case Loss.BinaryCrossEntropy _ -> crossEntropy(z, from, t, tFrom, whole);
            case Loss.Poisson _ -> poisson(z, y, from, t, tFrom, whole);
        }
        for (int i = whole; i < count; i++) {
            terms[i] = loss instanceof Loss.MeanSquaredError
                    ? y[from + i] - t[tFrom + i]
                    : loss.value(z[from + i], y[from + i], t[tFrom + i]);
        }
    }

    private void differences(double[] y, int from, double[] t, int tFrom, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector.fromArray(SPECIES, y, from + i)
                    .sub(DoubleVector.fromArray(SPECIES, t, tFrom + i))
                    .intoArray(terms, i);
        }
    }

    private void absolute(double[] y, int from, double[] t, int tFrom, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector.fromArray(SPECIES, y, from + i)
                    .sub(DoubleVector.fromArray(SPECIES, t, tFrom + i))
                    .abs()
                    .intoArray(terms, i);
        }
    }

    /// e²/2 for |e| ≤ δ, else δ(|e| - δ/2).
    private void huber(double[] y, int from, double[] t, int tFrom, int whole, double delta) {
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector limit = DoubleVector.broadcast(SPECIES, delta);
        DoubleVector halfLimit = DoubleVector.broadcast(SPECIES, 0.5 * delta);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, y, from + i)
                    .sub(DoubleVector.fromArray(SPECIES, t, tFrom + i))
                    .abs();
            limit.mul(e.sub(halfLimit))
                    .blend(half.mul(e).mul(e), e.compare(VectorOperators.LE, limit))
                    .intoArray(terms, i);
        }
    }

    /// (1 - τ)·e for e > 0, else -τ·e.
    private void quantile(double[] y, int from, double[] t, int tFrom, int whole, double tau) {
        DoubleVector above = DoubleVector.broadcast(SPECIES, 1 - tau);
        DoubleVector below = DoubleVector.broadcast(SPECIES, -tau);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector e =
                    DoubleVector.fromArray(SPECIES, y, from + i).sub(DoubleVector.fromArray(SPECIES, t, tFrom + i));
            below.blend(above, e.compare(VectorOperators.GT, 0)).mul(e).intoArray(terms, i);
        }
    }

    /// y - t·z.
    private void poisson(double[] z, double[] y, int from, double[] t, int tFrom, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector.fromArray(SPECIES, t, tFrom + i)
                    .neg()
                    .fma(DoubleVector.fromArray(SPECIES, z, from + i), DoubleVector.fromArray(SPECIES, y, from + i))
                    .intoArray(terms, i);
        }
    }

    /// max(z, 0) - t·z + ln(1 + q) with q = e^-|z|; ln(1 + q) as [io.gradus.math.Log#log1p] has it: with u = 1 + q it is
    /// ln u · (q / (u - 1)), or q where u = 1.
    private void crossEntropy(double[] z, int from, double[] t, int tFrom, int whole) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        System.arraycopy(z, from, others, 0, whole);
        VectorMath.expOfMinusAbs(others, others, 0, whole);
        for (int i = 0; i < whole; i += LANES) {
            one.add(DoubleVector.fromArray(SPECIES, others, i)).intoArray(terms, i);
        }
        VectorMath.log(terms, terms, 0, whole);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector q = DoubleVector.fromArray(SPECIES, others, i);
            DoubleVector u = one.add(q);
            DoubleVector log1p = DoubleVector.fromArray(SPECIES, terms, i)
                    .mul(q.div(u.sub(one)))
                    .blend(q, u.compare(VectorOperators.EQ, one));
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, from + i);
            zi.max(0)
                    .sub(DoubleVector.fromArray(SPECIES, t, tFrom + i).mul(zi))
                    .add(log1p)
                    .intoArray(terms, i);
        }
    }

    /// delta_i = weight/n · ∂ℓ for the rows `from` to `to` - 1 of n outputs.
    ///
    /// @param t0 index of the batch's first element in t
    static void gradient(
            Loss.Elementwise loss,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            double weight,
            double[] delta) {
        double factor = weight / n;
        int first = from * n;
        int end = first + SPECIES.loopBound((to - from) * n);
        switch (loss) {
            case Loss.MeanSquaredError _ -> ofDifferences(y, t, t0, first, end, 2, factor, delta);
            case Robust.MeanAbsoluteError _ -> ofSides(y, t, t0, first, end, 1, -1, factor, delta);
            case Robust.Huber(double limit) -> cutOff(y, t, t0, first, end, limit, factor, delta);
            case Robust.Quantile(double tau) -> ofSides(y, t, t0, first, end, 1 - tau, -tau, factor, delta);
            case Loss.BinaryCrossEntropy _, Loss.Poisson _ -> ofDifferences(y, t, t0, first, end, 1, factor, delta);
        }
        for (int i = end; i < to * n; i++) {
            delta[i] = factor * loss.slope(y[i], t[t0 + i]);
        }
    }

    /// factor · (times · e), the last product being exact.
    private static void ofDifferences(
            double[] y, double[] t, int t0, int first, int end, double times, double factor, double[] delta) {
        for (int i = first; i < end; i += LANES) {
            DoubleVector.fromArray(SPECIES, y, i)
                    .sub(DoubleVector.fromArray(SPECIES, t, t0 + i))
                    .mul(times)
                    .mul(factor)
                    .intoArray(delta, i);
        }
    }

    /// factor · `above` for e > 0, factor · `below` for e < 0, else factor · e, which is 0 or NaN.
    private static void ofSides(
            double[] y,
            double[] t,
            int t0,
            int first,
            int end,
            double above,
            double below,
            double factor,
            double[] delta) {
        for (int i = first; i < end; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, y, i).sub(DoubleVector.fromArray(SPECIES, t, t0 + i));
            e.blend(above, e.compare(VectorOperators.GT, 0))
                    .blend(below, e.compare(VectorOperators.LT, 0))
                    .mul(factor)
                    .intoArray(delta, i);
        }
    }

    /// factor · e, e cut off at ±limit.
    private static void cutOff(
            double[] y, double[] t, int t0, int first, int end, double limit, double factor, double[] delta) {
        for (int i = first; i < end; i += LANES) {
            DoubleVector.fromArray(SPECIES, y, i)
                    .sub(DoubleVector.fromArray(SPECIES, t, t0 + i))
                    .min(limit)
                    .max(-limit)
                    .mul(factor)
                    .intoArray(delta, i);
        }
    }
}
