package io.gradus.math;

/// The exponential function e^x, and e^x - 1.
///
/// Method: x = k·ln 2 + r with |r| ≤ ln 2 / 2 (W. J. Cody, W. Waite, "Software manual for the elementary functions",
/// 1980: ln 2 in two parts, so that the first subtraction is exact); then e^r = 1 + r + r²·q(r) with a polynomial q of
/// degree 9, and e^x = 2^k·e^r. No branches on the way, so a SIMD kernel takes the same steps.
///
/// Error: below 0.7 ulp where the result is normal, below 1 ulp where it is subnormal. q was found by E. Remez's
/// exchange algorithm for the error relative to e^r, which it keeps below 1.2e-17 with rounded coefficients. e^x - 1 is
/// (2^k - 1) + 2^k·(r + r²·q(r)), where the two large terms are added first and what they lose joins the small ones; error
/// below 1.5 ulp.
public final class Exp {
    private static final /* bits */ long BITS_OF_ROUND = Double.doubleToRawLongBits(Polynomials.ROUND);

    private Exp() {}

    /// e^x. exp(±0) = 1, exp(∞) = ∞, exp(-∞) = 0, exp(NaN) = NaN; ∞ from 709.7828 on, 0 from -745.1333 down.
    public static double exp(double x) {
        double clamped = x > Polynomials.LARGEST_EXPONENT
                ? Polynomials.LARGEST_EXPONENT
                : x < Polynomials.SMALLEST_EXPONENT ? Polynomials.SMALLEST_EXPONENT : x; // NaN stays NaN
        double shifted = Math.fma(clamped, Polynomials.LOG2_E, Polynomials.ROUND);
        double k = shifted - Polynomials.ROUND;
        double rHigh = Math.fma(-k, Polynomials.LN2_HIGH, clamped);
        double rLow = -k * Polynomials.LN2_LOW;
        double r = rHigh + rLow;
        double q = Polynomials.exp(r);
        // 1 + r rounds; what it loses is exact, and joins the small terms.
        double onePlusR = 1 + rHigh;
        double lost = (1 - onePlusR) + rHigh;
        double expR = onePlusR + Math.fma(q, r * r, lost + rLow);

        // 2^k in two factors, as k reaches beyond the exponents of normal numbers; only the second product
        // rounds.
        /* bits */ long wholeK = Double.doubleToRawLongBits(shifted) - BITS_OF_ROUND;
        /* bits */ long half = wholeK >> 1;
        return expR * powerOfTwo(half) * powerOfTwo(wholeK - half);
    }

    /// e^x - 1, accurate for small x too. expm1(±0) = ±0, expm1(∞) = ∞, expm1(-∞) = -1, expm1(NaN) = NaN.
    public static double expm1(double x) {
        if (x > Polynomials.EXPM1_FAR) {
            return exp(x); // 1 is less than a tenth of an ulp
        }
        double clamped = x < -Polynomials.EXPM1_FAR ? -Polynomials.EXPM1_FAR : x; // NaN stays NaN
        double shifted = Math.fma(clamped, Polynomials.LOG2_E, Polynomials.ROUND);
        double k = shifted - Polynomials.ROUND;
        double rHigh = Math.fma(-k, Polynomials.LN2_HIGH, clamped);
        double rLow = -k * Polynomials.LN2_LOW;
        double r = rHigh + rLow;
        double q = Polynomials.exp(r);
        double power = powerOfTwo(Double.doubleToRawLongBits(shifted) - BITS_OF_ROUND);
        double powerMinus1 = power - 1;
        // The sum rounds; what it loses is exact, as 2^k·|rHigh| < |2^k - 1| or k = 0.
        double sum = Math.fma(power, rHigh, powerMinus1);
        double lost = Math.fma(power, rHigh, powerMinus1 - sum);
        double result = sum + Math.fma(power * q, r * r, Math.fma(power, rLow, lost));
        return x == 0 ? x : result; // the sign of zero
    }

    private static double powerOfTwo(/* bits */ long k) {
        return Double.longBitsToDouble((k + Polynomials.BIAS) << Polynomials.FRACTION_BITS);
    }
}
