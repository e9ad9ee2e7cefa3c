package io.gradus.math;

/// The natural logarithm, and log(1 + x).
///
/// Method: x = 2^k·(1 + f) with 1 + f in [√½, √2); s = f / (2 + f), so that log(1 + f) = 2·artanh(s) = 2s + s·R(s²)
/// with a polynomial R. As 2s = f - s·f exactly, it is computed as f - (f²/2 - s·(f²/2 + R)), where only the small
/// term carries rounding errors: the scheme of K. C. Ng's `e_log.c` (Sun Microsystems, 1993).
///
/// Error: log below 0.9 ulp, log1p below 3 ulp. R was found by E. Remez's exchange algorithm, error below 1.9e-18 of
/// log(1 + f).
public final class Log {
    private static final /* bits */ long BITS_OF_SQRT_HALF = Double.doubleToRawLongBits(Polynomials.SQRT_HALF);

    private Log() {}

    /// The natural logarithm. log(1) = +0, log(±0) = -∞, log(∞) = ∞; NaN for NaN and for x < 0.
    public static double log(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        boolean subnormal = x < Double.MIN_NORMAL;
        /* bits */ long bits = Double.doubleToRawLongBits(subnormal ? x * Polynomials.TWO_TO_LIFT : x);
        /* bits */ long exponent = (bits - BITS_OF_SQRT_HALF) >> Polynomials.FRACTION_BITS;
        double f = Double.longBitsToDouble(bits - (exponent << Polynomials.FRACTION_BITS)) - 1;
        double k = subnormal ? exponent - Polynomials.LIFT : exponent;

        double s = f / (2 + f);
        double z = s * s;
        double r = z * Polynomials.log(z);
        double halfSquare = 0.5 * f * f;
        return Math.fma(
                k, Polynomials.LN2_HIGH, f - (halfSquare - Math.fma(k, Polynomials.LN2_LOW, s * (halfSquare + r))));
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
