package io.gradus.math;

/// The natural logarithm, and log(1 + x).
///
/// Method: x = 2^k·(1 + f) with 1 + f in [√½, √2); s = f / (2 + f), so that log(1 + f) = 2·artanh(s) = 2s + s·R(s²)
/// with a polynomial R. As 2s = f - s·f exactly, it is computed as f - (f²/2 - s·(f²/2 + R)), where only the small
/// term carries rounding errors: the scheme of K. C. Ng's `e_log.c` (Sun Microsystems, 1993).
///
/// Error: log below 0.9 ulp, log1p below 2 ulp. R was found by E. Remez's exchange algorithm, error below 1.9e-18 of
/// log(1 + f).
public final class Log {
    private static final double LN2_HIGH = 0x1.62e42fefa0000p-1;
    private static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;
    private static final long BITS_OF_SQRT_HALF = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);

    private static final double R0 = 0x1.5555555555592p-1;
    private static final double R1 = 0x1.999999997fdb1p-2;
    private static final double R2 = 0x1.24924941f1845p-2;
    private static final double R3 = 0x1.c71c520909a0ap-3;
    private static final double R4 = 0x1.74663efab1d12p-3;
    private static final double R5 = 0x1.39a1b8c43c993p-3;
    private static final double R6 = 0x1.2f05783569c44p-3;

    private Log() {}

    /// The natural logarithm. log(1) = +0, log(±0) = -∞, log(∞) = ∞; NaN for NaN and for x < 0.
    public static double log(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p54 : x);
        long exponent = (bits - BITS_OF_SQRT_HALF) >> 52;
        double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
        double k = subnormal ? exponent - 54 : exponent;

        double s = f / (2 + f);
        double z = s * s;
        double z2 = z * z;
        double r01 = Math.fma(R1, z, R0);
        double r23 = Math.fma(R3, z, R2);
        double r45 = Math.fma(R5, z, R4);
        double r = z * Math.fma(Math.fma(Math.fma(R6, z2, r45), z2, r23), z2, r01);
        double halfSquare = 0.5 * f * f;
        return Math.fma(k, LN2_HIGH, f - (halfSquare - Math.fma(k, LN2_LOW, s * (halfSquare + r))));
    }

    /// log(1 + x), accurate for small x too. log1p(±0) = ±0, log1p(-1) = -∞, log1p(∞) = ∞; NaN for NaN and for x <
    /// -1.
    ///
    /// With u = 1 + x rounded, log(u)·x / (u - 1) takes the rounding of u out again: W. Kahan, see D. Goldberg,
    /// "What every computer scientist should know about floating-point arithmetic", ACM Computing Surveys 23
    /// (1991), theorem 4.
    public static double log1p(double x) {
        double u = 1 + x;
        if (u == 1) {
            return x;
        }
        return u > 0 && u < Double.POSITIVE_INFINITY ? log(u) * (x / (u - 1)) : log(u);
    }
}
