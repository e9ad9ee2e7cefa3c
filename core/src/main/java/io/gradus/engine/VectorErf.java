package io.gradus.engine;

import io.gradus.math.Polynomials;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// erf and erfc of arrays, operation by operation those of [io.gradus.math.Erf] on vectors, so that the bits are the
/// same. How the loops are cut, and why: [VectorMath].
final class VectorErf {
    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorErf() {}

    /// y = erf x for the elements `from` to `end` - 1.
    ///
    /// @param y another array than x, overwritten
    static void erf(double[] x, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector erf10 = DoubleVector.broadcast(SPECIES, Polynomials.ERF10); // double only
        for (int piece = from; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            tail(x, y, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i, mask);
                DoubleVector large = one.sub(DoubleVector.fromArray(SPECIES, y, i, mask));
                large = large.blend(large.neg(), xi.compare(VectorOperators.LT, 0));
                DoubleVector s = xi.mul(xi);
                DoubleVector s2 = s.mul(s);
                DoubleVector s4 = s2.mul(s2); // double only
                DoubleVector p01 = s.fma(Polynomials.ERF1, Polynomials.ERF0);
                DoubleVector p23 = s.fma(Polynomials.ERF3, Polynomials.ERF2);
                DoubleVector p45 = s.fma(Polynomials.ERF5, Polynomials.ERF4);
                // float only: FloatVector p = p45.fma(s2, p23).fma(s2, p01);
                DoubleVector p67 = s.fma(Polynomials.ERF7, Polynomials.ERF6); // double only
                DoubleVector p89 = s.fma(Polynomials.ERF9, Polynomials.ERF8); // double only
                DoubleVector p8 = erf10.fma(s2, p89); // double only
                DoubleVector p47 = p67.fma(s2, p45); // double only
                DoubleVector p = p8.fma(s4, p47).fma(s4, p23.fma(s2, p01)); // double only
                DoubleVector small = xi.fma(p, xi);
                large.blend(small, xi.abs().compare(VectorOperators.LT, Polynomials.SMALL_ERF))
                        .intoArray(y, i, mask);
            }
        }
    }

    /// y = erfc x for the elements `from` to `end` - 1.
    ///
    /// @param y another array than x, overwritten
    static void erfc(double[] x, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector erf10 = DoubleVector.broadcast(SPECIES, Polynomials.ERF10); // double only
        for (int piece = from; piece < end; piece += VectorMath.PIECE) {
            int to = Math.min(end, piece + VectorMath.PIECE);
            tail(x, y, piece, to);
            for (int i = piece; i < to; i += LANES) {
                VectorMask<Double> mask = SPECIES.indexInRange(i, to);
                DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i, mask);
                DoubleVector large = DoubleVector.fromArray(SPECIES, y, i, mask);
                large = large.blend(two.sub(large), xi.compare(VectorOperators.LT, 0));
                DoubleVector s = xi.mul(xi);
                DoubleVector s2 = s.mul(s);
                DoubleVector s4 = s2.mul(s2); // double only
                DoubleVector p01 = s.fma(Polynomials.ERF1, Polynomials.ERF0);
                DoubleVector p23 = s.fma(Polynomials.ERF3, Polynomials.ERF2);
                DoubleVector p45 = s.fma(Polynomials.ERF5, Polynomials.ERF4);
                // float only: FloatVector p = p45.fma(s2, p23).fma(s2, p01);
                DoubleVector p67 = s.fma(Polynomials.ERF7, Polynomials.ERF6); // double only
                DoubleVector p89 = s.fma(Polynomials.ERF9, Polynomials.ERF8); // double only
                DoubleVector p8 = erf10.fma(s2, p89); // double only
                DoubleVector p47 = p67.fma(s2, p45); // double only
                DoubleVector p = p8.fma(s4, p47).fma(s4, p23.fma(s2, p01)); // double only
                DoubleVector oneMinusX = one.sub(xi);
                DoubleVector lost = one.sub(oneMinusX).sub(xi);
                DoubleVector small = oneMinusX.add(xi.neg().fma(p, lost));
                large.blend(small, xi.abs().compare(VectorOperators.LT, Polynomials.SMALL_ERF))
                        .intoArray(y, i, mask);
            }
        }
    }

    /// y = erfc |x|, right where |x| ≥ 0.82, for the elements `from` to `end` - 1, few enough for the cache.
    private static void tail(double[] x, double[] y, int from, int end) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector largest = DoubleVector.broadcast(SPECIES, Polynomials.LARGEST_ERFC);
        DoubleVector shift = DoubleVector.broadcast(SPECIES, Polynomials.ERFC_SHIFT);
        DoubleVector scale = DoubleVector.broadcast(SPECIES, Polynomials.ERFC_SCALE);
        DoubleVector centre = DoubleVector.broadcast(SPECIES, Polynomials.ERFC_CENTRE);
        DoubleVector h0 = DoubleVector.broadcast(SPECIES, Polynomials.ERFC0);
        DoubleVector erfc19 = DoubleVector.broadcast(SPECIES, Polynomials.ERFC19); // double only
        for (int i = from; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector clamped =
                    DoubleVector.fromArray(SPECIES, x, i, mask).abs().min(largest); // NaN stays NaN
            clamped.mul(clamped).intoArray(y, i, mask);
        }
        VectorMath.expOfMinusAbs(y, y, from, end);
        for (int i = from; i < end; i += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, end);
            DoubleVector clamped =
                    DoubleVector.fromArray(SPECIES, x, i, mask).abs().min(largest);
            DoubleVector squareLost = clamped.fma(clamped, clamped.mul(clamped).neg());
            DoubleVector sum = clamped.add(shift);
            DoubleVector added = sum.sub(clamped);
            DoubleVector sumLost = clamped.sub(sum.sub(added)).add(shift.sub(added));
            DoubleVector u = one.div(sum);
            DoubleVector r = u.neg().fma(sum, one).sub(u.mul(sumLost));
            DoubleVector t = scale.mul(u).fma(r, scale.fma(u, centre));
            DoubleVector t2 = t.mul(t);
            DoubleVector t4 = t2.mul(t2);
            DoubleVector h1 = t.fma(Polynomials.ERFC2, Polynomials.ERFC1);
            DoubleVector h3 = t.fma(Polynomials.ERFC4, Polynomials.ERFC3);
            DoubleVector h5 = t.fma(Polynomials.ERFC6, Polynomials.ERFC5);
            DoubleVector h7 = t.fma(Polynomials.ERFC8, Polynomials.ERFC7);
            // float only: FloatVector higher = h7.fma(t2, h5).fma(t4, h3.fma(t2, h1));
            DoubleVector h18 = h7.fma(t2, h5).fma(t4, h3.fma(t2, h1)); // double only
            DoubleVector t8 = t4.mul(t4); // double only
            DoubleVector h9 = t.fma(Polynomials.ERFC10, Polynomials.ERFC9); // double only
            DoubleVector h11 = t.fma(Polynomials.ERFC12, Polynomials.ERFC11); // double only
            DoubleVector h13 = t.fma(Polynomials.ERFC14, Polynomials.ERFC13); // double only
            DoubleVector h15 = t.fma(Polynomials.ERFC16, Polynomials.ERFC15); // double only
            DoubleVector h17 = t.fma(Polynomials.ERFC18, Polynomials.ERFC17); // double only
            DoubleVector h19 = erfc19.fma(t2, h17); // double only
            DoubleVector h916 = h15.fma(t2, h13).fma(t4, h11.fma(t2, h9)); // double only
            DoubleVector higher = h19.fma(t8, h916).fma(t8, h18); // double only
            DoubleVector h = t.fma(higher, h0);
            DoubleVector hLost = t.fma(higher, h0.sub(h));
            DoubleVector factor = u.mul(h);
            DoubleVector factorLost = factor.fma(r.sub(squareLost), u.fma(hLost, u.fma(h, factor.neg())));
            DoubleVector exp = DoubleVector.fromArray(SPECIES, y, i, mask);
            DoubleVector product = exp.mul(factor);
            product.add(exp.fma(factorLost, exp.fma(factor, product.neg()))).intoArray(y, i, mask);
        }
    }
}
