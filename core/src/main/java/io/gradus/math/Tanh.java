package io.gradus.math;

/// The hyperbolic tangent.
///
/// Method: for |x| < 0.55 the odd polynomial x + x³·P(x²), P of degree 9; beyond, 1 - 2 / (e^(2|x|) + 1) with the sign
/// of x.
///
/// Error: below 1.5 ulp. P was found by E. Remez's exchange algorithm, error below 2.9e-17 of tanh x with rounded
/// coefficients.
public final class Tanh {
    private Tanh() {}

    /// tanh x. tanh(±0) = ±0, tanh(±∞) = ±1, tanh(NaN) = NaN.
    public static double tanh(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < Polynomials.SMALL_TANH) {
            double y = x * x;
            double p = Polynomials.tanh(y);
            return Math.fma(x * y, p, x);
        }
        return Math.copySign(1 - 2 / (Exp.exp(2 * magnitude) + 1), x);
    }
}
