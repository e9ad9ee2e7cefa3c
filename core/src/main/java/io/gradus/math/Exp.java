package io.gradus.math;

/// The exponential function e^x.
///
/// Method: x = k·ln 2 + r with |r| ≤ ln 2 / 2 (W. J. Cody, W. Waite, "Software manual for the elementary functions",
/// 1980: ln 2 in two parts, so that the first subtraction is exact); then e^r = 1 + r + r²·q(r) with a polynomial q of
/// degree 9, and e^x = 2^k·e^r. No branches on the way, so a SIMD kernel takes the same steps.
///
/// Error: below 0.7 ulp where the result is normal, below 1 ulp where it is subnormal. q was found by E. Remez's
/// exchange algorithm for the error relative to e^r, which it keeps below 1.2e-17 with rounded coefficients.
public final class Exp {
    private static final double LOG2_E = 0x1.71547652b82fep+0;
    /// The leading 36 bits of ln 2: k times it is exact for |k| < 2^17.
    private static final double LN2_HIGH = 0x1.62e42fefa0000p-1;

    private static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;
    /// Added and taken away again, it rounds to the nearest whole number, which then stands in its low bits.
    private static final double ROUND = 0x1.8p52;

    private static final long BITS_OF_ROUND = Double.doubleToRawLongBits(ROUND);

    /// Beyond these bounds e^x overflows or rounds to 0; x is clamped to them first.
    private static final double LARGEST = 710;

    private static final double SMALLEST = -746;

    private static final double Q0 = 0x1.000000000000ap-1;
    private static final double Q1 = 0x1.55555555554fap-3;
    private static final double Q2 = 0x1.555555555088cp-5;
    private static final double Q3 = 0x1.1111111127b9dp-7;
    private static final double Q4 = 0x1.6c16c184266a6p-10;
    private static final double Q5 = 0x1.a01a012a69231p-13;
    private static final double Q6 = 0x1.a0199a16e55a1p-16;
    private static final double Q7 = 0x1.71df253b9f3a6p-19;
    private static final double Q8 = 0x1.28ad68a15f5e1p-22;
    private static final double Q9 = 0x1.ad7f7870e642fp-26;

    private Exp() {}

    /// e^x. exp(±0) = 1, exp(∞) = ∞, exp(-∞) = 0, exp(NaN) = NaN; ∞ from 709.7828 on, 0 from -745.1333 down.
    public static double exp(double x) {
        double clamped = x > LARGEST ? LARGEST : x < SMALLEST ? SMALLEST : x; // NaN stays NaN
        double shifted = Math.fma(clamped, LOG2_E, ROUND);
        double k = shifted - ROUND;
        double rHigh = Math.fma(-k, LN2_HIGH, clamped);
        double rLow = -k * LN2_LOW;
        double r = rHigh + rLow;

        // q(r) by G. Estrin's scheme: short chains of dependent operations.
        double r2 = r * r;
        double r4 = r2 * r2;
        double q01 = Math.fma(Q1, r, Q0);
        double q23 = Math.fma(Q3, r, Q2);
        double q45 = Math.fma(Q5, r, Q4);
        double q67 = Math.fma(Q7, r, Q6);
        double q89 = Math.fma(Q9, r, Q8);
        double q03 = Math.fma(q23, r2, q01);
        double q47 = Math.fma(q67, r2, q45);
        double q = Math.fma(Math.fma(q89, r4, q47), r4, q03);
        // 1 + r rounds; what it loses is exact, and joins the small terms.
        double onePlusR = 1 + rHigh;
        double lost = (1 - onePlusR) + rHigh;
        double expR = onePlusR + Math.fma(q, r2, lost + rLow);

        // 2^k in two factors, as k reaches beyond the exponents of normal numbers; only the second product
        // rounds.
        long wholeK = Double.doubleToRawLongBits(shifted) - BITS_OF_ROUND;
        long half = wholeK >> 1;
        return expR * powerOfTwo(half) * powerOfTwo(wholeK - half);
    }

    private static double powerOfTwo(long k) {
        return Double.longBitsToDouble((k + 1023) << 52);
    }
}
