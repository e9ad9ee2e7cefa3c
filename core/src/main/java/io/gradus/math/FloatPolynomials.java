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
}
