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
    /// Beyond, e^x - 1 rounds to e^x, or to -1.
    public static final double EXPM1_FAR = 40;

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
    /// Below this magnitude erf is a polynomial.
    public static final double SMALL_ERF = 0.82;
    /// Beyond, erfc rounds to 0.
    public static final double LARGEST_ERFC = 27.5;
    /// What the tail of erfc is a polynomial in: [#erfc].
    public static final double ERFC_SHIFT = 3.25;

    public static final double ERFC_SCALE = 9.375;
    public static final double ERFC_CENTRE = -0x1.4e03dp+0;

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

    public static final double ERF0 = 0x1.06eba8214db68p-3;
    public static final double ERF1 = -0x1.812746b0379acp-2;
    public static final double ERF2 = 0x1.ce2f21a03fdb8p-4;
    public static final double ERF3 = -0x1.b82ce31193aa3p-6;
    public static final double ERF4 = 0x1.565bcce350474p-8;
    public static final double ERF5 = -0x1.c02daafe05da0p-11;
    public static final double ERF6 = 0x1.f9a1f6c84721dp-14;
    public static final double ERF7 = -0x1.f4b856006e77ep-17;
    public static final double ERF8 = 0x1.b874da24499e4p-20;
    public static final double ERF9 = -0x1.5282b6741bce9p-23;
    public static final double ERF10 = 0x1.75ba7f50bfcffp-27;

    public static final double ERFC0 = 0x1.ffd3f465df3dcp-1;
    public static final double ERFC1 = 0x1.1bce5c8106491p-1;
    public static final double ERFC2 = 0x1.0d67e1132822fp-2;
    public static final double ERFC3 = 0x1.ad62b14733590p-4;
    public static final double ERFC4 = 0x1.14ffa45e3e6fbp-5;
    public static final double ERFC5 = 0x1.0b790caf8a26cp-7;
    public static final double ERFC6 = 0x1.2e00f7b1ced93p-10;
    public static final double ERFC7 = -0x1.dd0209b6eb384p-15;
    public static final double ERFC8 = -0x1.22989cc014badp-14;
    public static final double ERFC9 = -0x1.56e423b22ba7ep-17;
    public static final double ERFC10 = 0x1.4771b4fa57ccep-19;
    public static final double ERFC11 = 0x1.0649405cd15b1p-20;
    public static final double ERFC12 = -0x1.066839c0f4541p-24;
    public static final double ERFC13 = -0x1.44861f5ce7357p-24;
    public static final double ERFC14 = 0x1.6966995c4d2a6p-33;
    public static final double ERFC15 = 0x1.9c9ba742f7902p-28;
    public static final double ERFC16 = 0x1.a9702481d8e02p-34;
    public static final double ERFC17 = -0x1.0ccccb6378d61p-31;
    public static final double ERFC18 = -0x1.294bb478d8907p-38;
    public static final double ERFC19 = 0x1.0b8b7885229d8p-35;

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

    /// P(y) in erf x = x + x·P(y), y = x², for |x| < 0.82.
    static double erf(double y) {
        double y2 = y * y;
        double y4 = y2 * y2;
        double p03 = Math.fma(Math.fma(ERF3, y, ERF2), y2, Math.fma(ERF1, y, ERF0));
        double p47 = Math.fma(Math.fma(ERF7, y, ERF6), y2, Math.fma(ERF5, y, ERF4));
        double p8 = Math.fma(ERF10, y2, Math.fma(ERF9, y, ERF8));
        return Math.fma(Math.fma(p8, y4, p47), y4, p03);
    }

    /// Q(t) in e^(x²)·erfc x = u·(ERFC0 + t·Q(t)), u = 1 / (x + ERFC_SHIFT), t = ERFC_SCALE·u + ERFC_CENTRE, for x ≥ 0.82;
    /// t runs over about [-1, 1].
    static double erfc(double t) {
        double t2 = t * t;
        double t4 = t2 * t2;
        double t8 = t4 * t4;
        double h1 = Math.fma(Math.fma(ERFC4, t, ERFC3), t2, Math.fma(ERFC2, t, ERFC1));
        double h5 = Math.fma(Math.fma(ERFC8, t, ERFC7), t2, Math.fma(ERFC6, t, ERFC5));
        double h9 = Math.fma(Math.fma(ERFC12, t, ERFC11), t2, Math.fma(ERFC10, t, ERFC9));
        double h13 = Math.fma(Math.fma(ERFC16, t, ERFC15), t2, Math.fma(ERFC14, t, ERFC13));
        double h17 = Math.fma(ERFC19, t2, Math.fma(ERFC18, t, ERFC17));
        double high = Math.fma(h17, t8, Math.fma(h13, t4, h9));
        return Math.fma(high, t8, Math.fma(h5, t4, h1));
    }
}
