package io.gradus.math;

/// The constants and polynomials of the elementary functions in float: all that differs between the precisions in more than
/// type. The double ones are in [Polynomials].
///
/// Coefficients were found by E. Remez's exchange algorithm, coefficient by coefficient rounded to float; `docs/derivations` has the derivations
/// and a program that checks the errors. Evaluated by G. Estrin's scheme: short chains of dependent operations.
public final class FloatPolynomials {
    /// What [Exp] clamps its argument to: beyond, e^x overflows or rounds to 0.
    public static final float LARGEST_EXPONENT = 89;

    public static final float SMALLEST_EXPONENT = -104;
    /// Beyond, e^x - 1 rounds to e^x, or to -1.
    public static final float EXPM1_FAR = 40;

    /// Added and taken away again, it rounds to the nearest whole number, which then stands in its low bits.
    public static final float ROUND = 0x1.8p23f;

    public static final float LOG2_E = 0x1.715476p+0f;
    /// The leading bits of ln 2: the product with an exponent is exact.
    public static final float LN2_HIGH = 0x1.62e4p-1f;

    public static final float LN2_LOW = 0x1.7f7d1cp-20f;
    public static final float SQRT_HALF = 0x1.6a09e6p-1f;
    /// Bits of a number after its exponent, the exponent of 1, and what lifts a subnormal number to a normal one.
    public static final int FRACTION_BITS = 23;

    public static final int BIAS = 127;
    public static final int LIFT = 24;
    public static final float TWO_TO_LIFT = 0x1p24f;
    /// Below this magnitude tanh is a polynomial.
    public static final float SMALL_TANH = 0.55f;
    /// Below this magnitude erf is a polynomial.
    public static final float SMALL_ERF = 0.82f;
    /// Beyond, erfc rounds to 0.
    public static final float LARGEST_ERFC = 10.25f;
    /// What the tail of erfc is a polynomial in: [#erfc].
    public static final float ERFC_SHIFT = 2.5f;

    public static final float ERFC_SCALE = 9;
    public static final float ERFC_CENTRE = -0x1.b4c6p+0f;

    public static final float EXP0 = 0x1.fffffcp-2f;
    public static final float EXP1 = 0x1.555492p-3f;
    public static final float EXP2 = 0x1.5558bep-5f;
    public static final float EXP3 = 0x1.1239ep-7f;
    public static final float EXP4 = 0x1.6a3fb6p-10f;

    public static final float LOG0 = 0x1.555554p-1f;
    public static final float LOG1 = 0x1.999c26p-2f;
    public static final float LOG2 = 0x1.23d3cep-2f;
    public static final float LOG3 = 0x1.f1412ep-3f;

    public static final float TANH0 = -0x1.55554ap-2f;
    public static final float TANH1 = 0x1.110ceep-3f;
    public static final float TANH2 = -0x1.b91e7ep-5f;
    public static final float TANH3 = 0x1.58e518p-6f;
    public static final float TANH4 = -0x1.9921ap-8f;

    public static final float ERF0 = 0x1.06eba8p-3f;
    public static final float ERF1 = -0x1.81272ep-2f;
    public static final float ERF2 = 0x1.ce277ep-4f;
    public static final float ERF3 = -0x1.b75f52p-6f;
    public static final float ERF4 = 0x1.4cb4a2p-8f;
    public static final float ERF5 = -0x1.535934p-11f;

    public static final float ERFC0 = 0x1.0366bep+0f;
    public static final float ERFC1 = 0x1.af9d48p-2f;
    public static final float ERFC2 = 0x1.0e492ap-3f;
    public static final float ERFC3 = 0x1.cfe16p-6f;
    public static final float ERFC4 = 0x1.7aef36p-9f;
    public static final float ERFC5 = -0x1.7d049cp-12f;
    public static final float ERFC6 = -0x1.2e455cp-13f;
    public static final float ERFC7 = 0x1.3bfd12p-19f;
    public static final float ERFC8 = 0x1.7f2e64p-18f;

    private FloatPolynomials() {}

    /// q(r) in e^r = 1 + r + r²·q(r), for |r| ≤ ln 2 / 2.
    static float exp(float r) {
        float r2 = r * r;
        float q01 = Math.fma(EXP1, r, EXP0);
        float q23 = Math.fma(EXP3, r, EXP2);
        return Math.fma(Math.fma(EXP4, r2, q23), r2, q01);
    }

    /// R(z) in 2·artanh(s) = 2s + s·z·R(z), z = s².
    static float log(float z) {
        float z2 = z * z;
        return Math.fma(Math.fma(LOG3, z, LOG2), z2, Math.fma(LOG1, z, LOG0));
    }

    /// P(y) in tanh x = x + x·y·P(y), y = x², for |x| < 0.55.
    static float tanh(float y) {
        float y2 = y * y;
        float p01 = Math.fma(TANH1, y, TANH0);
        float p23 = Math.fma(TANH3, y, TANH2);
        return Math.fma(Math.fma(TANH4, y2, p23), y2, p01);
    }

    /// P(y) in erf x = x + x·P(y), y = x², for |x| < 0.82.
    static float erf(float y) {
        float y2 = y * y;
        float p01 = Math.fma(ERF1, y, ERF0);
        float p23 = Math.fma(ERF3, y, ERF2);
        float p45 = Math.fma(ERF5, y, ERF4);
        return Math.fma(Math.fma(p45, y2, p23), y2, p01);
    }

    /// Q(t) in e^(x²)·erfc x = u·(ERFC0 + t·Q(t)), u = 1 / (x + ERFC_SHIFT), t = ERFC_SCALE·u + ERFC_CENTRE, for x ≥ 0.82;
    /// t runs over about [-1, 1].
    static float erfc(float t) {
        float t2 = t * t;
        float t4 = t2 * t2;
        float h1 = Math.fma(Math.fma(ERFC4, t, ERFC3), t2, Math.fma(ERFC2, t, ERFC1));
        float h5 = Math.fma(Math.fma(ERFC8, t, ERFC7), t2, Math.fma(ERFC6, t, ERFC5));
        return Math.fma(h5, t4, h1);
    }
}
