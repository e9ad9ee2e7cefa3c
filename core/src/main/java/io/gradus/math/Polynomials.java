package io.gradus.math;

/// The constants and polynomials of the elementary functions in double: all that differs between the precisions in more than
/// type. The float ones are in [FloatPolynomials].
///
/// Coefficients were found by E. Remez's exchange algorithm; `docs/derivations` has the derivations
/// and a program that checks the errors. Evaluated by G. Estrin's scheme: short chains of dependent operations.
public final class Polynomials {
    /// What [Exp] clamps its argument to: beyond, e^x overflows or rounds to 0.
    public static final double LARGEST_EXPONENT = 710;

    public static final double SMALLEST_EXPONENT = -746;
    /// Added and taken away again, it rounds to the nearest whole number, which then stands in its low bits.
    public static final double ROUND = 0x1.8p52;

    public static final double LOG2_E = 0x1.71547652b82fep+0;
    /// The leading bits of ln 2: the product with an exponent is exact.
    public static final double LN2_HIGH = 0x1.62e42fefa0000p-1;

    public static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;
    public static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;
    /// Bits of a number after its exponent, the exponent of 1, and what lifts a subnormal number to a normal one.
    public static final int FRACTION_BITS = 52;

    public static final int BIAS = 1023;
    public static final int LIFT = 54;
    public static final double TWO_TO_LIFT = 0x1p54;
    /// Below this magnitude tanh is a polynomial.
    public static final double SMALL_TANH = 0.55;

    public static final double EXP0 = 0x1.000000000000ap-1;
    public static final double EXP1 = 0x1.55555555554fap-3;
    public static final double EXP2 = 0x1.555555555088cp-5;
    public static final double EXP3 = 0x1.1111111127b9dp-7;
    public static final double EXP4 = 0x1.6c16c184266a6p-10;
    public static final double EXP5 = 0x1.a01a012a69231p-13;
    public static final double EXP6 = 0x1.a0199a16e55a1p-16;
    public static final double EXP7 = 0x1.71df253b9f3a6p-19;
    public static final double EXP8 = 0x1.28ad68a15f5e1p-22;
    public static final double EXP9 = 0x1.ad7f7870e642fp-26;

    public static final double LOG0 = 0x1.5555555555592p-1;
    public static final double LOG1 = 0x1.999999997fdb1p-2;
    public static final double LOG2 = 0x1.24924941f1845p-2;
    public static final double LOG3 = 0x1.c71c520909a0ap-3;
    public static final double LOG4 = 0x1.74663efab1d12p-3;
    public static final double LOG5 = 0x1.39a1b8c43c993p-3;
    public static final double LOG6 = 0x1.2f05783569c44p-3;

    public static final double TANH0 = -0x1.55555555554a4p-2;
    public static final double TANH1 = 0x1.1111111103073p-3;
    public static final double TANH2 = -0x1.ba1ba1adc12b8p-5;
    public static final double TANH3 = 0x1.664f45d0c89b4p-6;
    public static final double TANH4 = -0x1.226ddea8ac41ep-7;
    public static final double TANH5 = 0x1.d6c647d1f23f4p-9;
    public static final double TANH6 = -0x1.7cf54a37fa596p-10;
    public static final double TANH7 = 0x1.2fab5325f4364p-11;
    public static final double TANH8 = -0x1.b940d398f6a28p-13;
    public static final double TANH9 = 0x1.ac939e6fdcb63p-15;

    private Polynomials() {}

    /// q(r) in e^r = 1 + r + r²·q(r), for |r| ≤ ln 2 / 2.
    static double exp(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double q01 = Math.fma(EXP1, r, EXP0);
        double q23 = Math.fma(EXP3, r, EXP2);
        double q45 = Math.fma(EXP5, r, EXP4);
        double q67 = Math.fma(EXP7, r, EXP6);
        double q89 = Math.fma(EXP9, r, EXP8);
        double q03 = Math.fma(q23, r2, q01);
        double q47 = Math.fma(q67, r2, q45);
        return Math.fma(Math.fma(q89, r4, q47), r4, q03);
    }

    /// R(z) in 2·artanh(s) = 2s + s·z·R(z), z = s².
    static double log(double z) {
        double z2 = z * z;
        double r01 = Math.fma(LOG1, z, LOG0);
        double r23 = Math.fma(LOG3, z, LOG2);
        double r45 = Math.fma(LOG5, z, LOG4);
        return Math.fma(Math.fma(Math.fma(LOG6, z2, r45), z2, r23), z2, r01);
    }

    /// P(y) in tanh x = x + x·y·P(y), y = x², for |x| < 0.55.
    static double tanh(double y) {
        double y2 = y * y;
        double y4 = y2 * y2;
        double p03 = Math.fma(Math.fma(TANH3, y, TANH2), y2, Math.fma(TANH1, y, TANH0));
        double p47 = Math.fma(Math.fma(TANH7, y, TANH6), y2, Math.fma(TANH5, y, TANH4));
        return Math.fma(Math.fma(Math.fma(TANH9, y, TANH8), y4, p47), y4, p03);
    }
}
