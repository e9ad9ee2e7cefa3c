package io.gradus.math;

/// The natural logarithm within 0.53 ulp, where [Log] has 0.9: for random numbers that shall equal those of a program with
/// another logarithm, as nearly always as can be.
///
/// Method: that of [Log], but log(1 + f) = 2s + s·R(s²) is added up with s in two parts. R·s is at most a hundredth of 2s, so
/// that its rounding errors hardly count.
final class PreciseLog {
    private static final long BITS_OF_SQRT_HALF = Double.doubleToRawLongBits(Polynomials.SQRT_HALF);

    private PreciseLog() {}

    /// @param x normal, positive and finite; not checked
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long k = (bits - BITS_OF_SQRT_HALF) >> Polynomials.FRACTION_BITS;
        double f = Double.longBitsToDouble(bits - (k << Polynomials.FRACTION_BITS)) - 1;

        double sum = 2 + f;
        double sumRest = f - (sum - 2); // 2 + f = sum + sumRest exactly
        double s = f / sum;
        double sRest = (Math.fma(-s, sum, f) - s * sumRest) / sum;
        double z = s * s;
        double small = 2 * sRest + s * (z * Polynomials.log(z)) + k * Polynomials.LN2_LOW;

        double large = k * Polynomials.LN2_HIGH; // exact
        double high = large + 2 * s;
        double rest = k == 0 ? 0 : 2 * s - (high - large); // for k ≠ 0, |large| > |2s|: exact
        return high + (rest + small);
    }
}
