package io.gradus.engine;

import io.gradus.math.Polynomials;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Elementary functions of arrays, operation by operation those of [io.gradus.math.Exp], [io.gradus.math.Log] and
/// [io.gradus.math.Tanh] on vectors, so that the bits are the same. [VectorErf] has erf.
///
/// Each loop has its formula in its own body, and a function of several formulas is several loops over a piece that
/// stays in the first-level cache: where the JIT compiler leaves a call between vectors standing, they become objects.
/// Once a loop is large, it leaves calls of our own methods standing, never those of the Vector API. The last vector is
/// masked. Lines marked for one precision only are the polynomials, of which float needs shorter ones; they are those of
/// [Polynomials].
final class VectorMath {
    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();
    /// Numbers at a time where there are several loops.
    static final int PIECE = 1024;

    private static final /* bits */ long BITS_OF_ROUND = Double.doubleToRawLongBits(Polynomials.ROUND);
    private static final /* bits */ long BITS_OF_SQRT_HALF = Double.doubleToRawLongBits(Polynomials.SQRT_HALF);
    private static final /* bits */ long ALL_BITS = -1;
    private static final /* bits */ long ALL_BUT_SIGN = ~Double.doubleToRawLongBits(-0.0);

    private VectorMath() {}

    /// y = 1 / (1 + e^-x), for negative x computed as e^x / (1 + e^x), for the elements `from` to `end` - 1.
    ///
    /// @param y another array than x, overwritten
    static void sigmoid(double[] x, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int piece = from; piece < end; piece += PIECE) {
            int to = Math.min(end, piece + PIECE);
            exp(x, ALL_BUT_SIGN, -1, y, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector e = DoubleVector.fromArray(SPECIES, y, i, mask);
                VectorMask<Double> negative =
                        DoubleVector.fromArray(SPECIES, x, i, mask).compare(VectorOperators.LT, 0);
                one.blend(e, negative).div(one.add(e)).intoArray(y, i, mask);
            }
        }
    }

    /// y = tanh x for the elements `from` to `end` - 1.
    ///
    /// @param y another array than x, overwritten
    static void tanh(double[] x, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        // float only: FloatVector tanh4 = FloatVector.broadcast(SPECIES, Polynomials.TANH4);
        for (int piece = from; piece < end; piece += PIECE) {
            int to = Math.min(end, piece + PIECE);
            exp(x, ALL_BUT_SIGN, 2, y, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i, mask);
                DoubleVector e = DoubleVector.fromArray(SPECIES, y, i, mask);
                DoubleVector large = one.sub(two.div(e.add(one)));
                large = large.blend(large.neg(), xi.compare(VectorOperators.LT, 0));
                DoubleVector s = xi.mul(xi);
                DoubleVector s2 = s.mul(s);
                DoubleVector s4 = s2.mul(s2); // double only
                DoubleVector p01 = s.fma(Polynomials.TANH1, Polynomials.TANH0);
                DoubleVector p23 = s.fma(Polynomials.TANH3, Polynomials.TANH2);
                // float only: FloatVector p = tanh4.fma(s2, p23).fma(s2, p01);
                DoubleVector p45 = s.fma(Polynomials.TANH5, Polynomials.TANH4); // double only
                DoubleVector p67 = s.fma(Polynomials.TANH7, Polynomials.TANH6); // double only
                DoubleVector p89 = s.fma(Polynomials.TANH9, Polynomials.TANH8); // double only
                DoubleVector p47 = p67.fma(s2, p45); // double only
                DoubleVector p = p89.fma(s4, p47).fma(s4, p23.fma(s2, p01)); // double only
                DoubleVector small = xi.mul(s).fma(p, xi);
                large.blend(small, xi.abs().compare(VectorOperators.LT, Polynomials.SMALL_TANH))
                        .intoArray(y, i, mask);
            }
        }
    }

    /// y = e^x for the elements `from` to `end` - 1.
    ///
    /// @param y overwritten, may be x
    static void exp(double[] x, double[] y, int from, int end) {
        exp(x, ALL_BITS, 1, y, from, end);
    }

    /// y = e^-|x| for the elements `from` to `end` - 1.
    ///
    /// @param y overwritten, may be x
    static void expOfMinusAbs(double[] x, double[] y, int from, int end) {
        exp(x, ALL_BUT_SIGN, -1, y, from, end);
    }

    /// y = e^(factor·x) for the elements `from` to `end` - 1.
    ///
    /// @param kept the bits of x that count: with [#ALL_BUT_SIGN], x is |x|
    /// @param factor a power of two or its negative: the product is exact
    private static void exp(double[] x, /* bits */ long kept, double factor, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector round = DoubleVector.broadcast(SPECIES, Polynomials.ROUND);
        DoubleVector log2E = DoubleVector.broadcast(SPECIES, Polynomials.LOG2_E);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Polynomials.LN2_HIGH);
        DoubleVector largest = DoubleVector.broadcast(SPECIES, Polynomials.LARGEST_EXPONENT);
        DoubleVector smallest = DoubleVector.broadcast(SPECIES, Polynomials.SMALLEST_EXPONENT);
        // float only: FloatVector exp4 = FloatVector.broadcast(SPECIES, Polynomials.EXP4);
        for (int i = from; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector clamped = DoubleVector.fromArray(SPECIES, x, i, mask)
                    .reinterpretAsLongs()
                    .and(kept)
                    .reinterpretAsDoubles()
                    .mul(factor)
                    .min(largest)
                    .max(smallest); // NaN stays NaN
            DoubleVector shifted = clamped.fma(log2E, round);
            DoubleVector minusK = shifted.sub(round).neg();
            DoubleVector rHigh = minusK.fma(ln2High, clamped);
            DoubleVector rLow = minusK.mul(Polynomials.LN2_LOW);
            DoubleVector r = rHigh.add(rLow);
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2); // double only
            DoubleVector q01 = r.fma(Polynomials.EXP1, Polynomials.EXP0);
            DoubleVector q23 = r.fma(Polynomials.EXP3, Polynomials.EXP2);
            // float only: FloatVector q = exp4.fma(r2, q23).fma(r2, q01);
            DoubleVector q45 = r.fma(Polynomials.EXP5, Polynomials.EXP4); // double only
            DoubleVector q67 = r.fma(Polynomials.EXP7, Polynomials.EXP6); // double only
            DoubleVector q89 = r.fma(Polynomials.EXP9, Polynomials.EXP8); // double only
            DoubleVector q47 = q67.fma(r2, q45); // double only
            DoubleVector q = q89.fma(r4, q47).fma(r4, q23.fma(r2, q01)); // double only
            DoubleVector onePlusR = one.add(rHigh);
            DoubleVector lost = one.sub(onePlusR).add(rHigh);
            DoubleVector expR = onePlusR.add(q.fma(r2, lost.add(rLow)));
            // 2^k in two factors, of which only the second product rounds
            LongVector k = shifted.reinterpretAsLongs().sub(BITS_OF_ROUND);
            LongVector half = k.lanewise(VectorOperators.ASHR, 1);
            DoubleVector factor1 = half.add(Polynomials.BIAS)
                    .lanewise(VectorOperators.LSHL, Polynomials.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector factor2 = k.sub(half)
                    .add(Polynomials.BIAS)
                    .lanewise(VectorOperators.LSHL, Polynomials.FRACTION_BITS)
                    .reinterpretAsDoubles();
            expR.mul(factor1).mul(factor2).intoArray(y, i, mask);
        }
    }

    /// y = e^min(x, 0) - 1 for the elements `from` to `end` - 1.
    ///
    /// @param y overwritten, may be x
    static void expm1OfNegative(double[] x, double[] y, int from, int end) {
        DoubleVector round = DoubleVector.broadcast(SPECIES, Polynomials.ROUND);
        DoubleVector log2E = DoubleVector.broadcast(SPECIES, Polynomials.LOG2_E);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Polynomials.LN2_HIGH);
        // float only: FloatVector exp4 = FloatVector.broadcast(SPECIES, Polynomials.EXP4);
        for (int i = from; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i, mask).min(0); // NaN stays NaN
            DoubleVector clamped = xi.max(-Polynomials.EXPM1_FAR);
            DoubleVector shifted = clamped.fma(log2E, round);
            DoubleVector minusK = shifted.sub(round).neg();
            DoubleVector rHigh = minusK.fma(ln2High, clamped);
            DoubleVector rLow = minusK.mul(Polynomials.LN2_LOW);
            DoubleVector r = rHigh.add(rLow);
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2); // double only
            DoubleVector q01 = r.fma(Polynomials.EXP1, Polynomials.EXP0);
            DoubleVector q23 = r.fma(Polynomials.EXP3, Polynomials.EXP2);
            // float only: FloatVector q = exp4.fma(r2, q23).fma(r2, q01);
            DoubleVector q45 = r.fma(Polynomials.EXP5, Polynomials.EXP4); // double only
            DoubleVector q67 = r.fma(Polynomials.EXP7, Polynomials.EXP6); // double only
            DoubleVector q89 = r.fma(Polynomials.EXP9, Polynomials.EXP8); // double only
            DoubleVector q47 = q67.fma(r2, q45); // double only
            DoubleVector q = q89.fma(r4, q47).fma(r4, q23.fma(r2, q01)); // double only
            DoubleVector power = shifted.reinterpretAsLongs()
                    .sub(BITS_OF_ROUND)
                    .add(Polynomials.BIAS)
                    .lanewise(VectorOperators.LSHL, Polynomials.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector powerMinus1 = power.sub(1);
            DoubleVector sum = power.fma(rHigh, powerMinus1);
            DoubleVector lost = power.fma(rHigh, powerMinus1.sub(sum));
            sum.add(power.mul(q).fma(r2, power.fma(rLow, lost)))
                    .blend(xi, xi.compare(VectorOperators.EQ, 0))
                    .intoArray(y, i, mask);
        }
    }

    /// y = log x for the elements `from` to `end` - 1.
    ///
    /// @param y overwritten, may be x
    static void log(double[] x, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector round = DoubleVector.broadcast(SPECIES, Polynomials.ROUND);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Polynomials.LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, Polynomials.LN2_LOW);
        DoubleVector lift = DoubleVector.broadcast(SPECIES, Polynomials.LIFT);
        DoubleVector log6 = DoubleVector.broadcast(SPECIES, Polynomials.LOG6); // double only
        for (int i = from; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i, mask);
            VectorMask<Double> subnormal = xi.compare(VectorOperators.LT, Double.MIN_NORMAL);
            LongVector bits =
                    xi.blend(xi.mul(Polynomials.TWO_TO_LIFT), subnormal).reinterpretAsLongs();
            LongVector exponent = bits.sub(BITS_OF_SQRT_HALF).lanewise(VectorOperators.ASHR, Polynomials.FRACTION_BITS);
            DoubleVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, Polynomials.FRACTION_BITS))
                    .reinterpretAsDoubles()
                    .sub(one);
            // In the low bits of a number of that size stands a whole number: so it becomes a floating one.
            DoubleVector whole =
                    exponent.add(BITS_OF_ROUND).reinterpretAsDoubles().sub(round);
            DoubleVector k = whole.sub(zero.blend(lift, subnormal));

            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector r01 = z.fma(Polynomials.LOG1, Polynomials.LOG0);
            DoubleVector r23 = z.fma(Polynomials.LOG3, Polynomials.LOG2);
            // float only: FloatVector r = z.mul(r23.fma(z2, r01));
            DoubleVector r45 = z.fma(Polynomials.LOG5, Polynomials.LOG4); // double only
            DoubleVector r46 = log6.fma(z2, r45); // double only
            DoubleVector r = z.mul(r46.fma(z2, r23).fma(z2, r01)); // double only
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector low = k.fma(ln2Low, s.mul(halfSquare.add(r)));
            DoubleVector log = k.fma(ln2High, f.sub(halfSquare.sub(low)));
            log.blend(xi, xi.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY))
                    .blend(Double.NEGATIVE_INFINITY, xi.compare(VectorOperators.EQ, 0))
                    .blend(Double.NaN, xi.compare(VectorOperators.GE, 0).not())
                    .intoArray(y, i, mask);
        }
    }
}
