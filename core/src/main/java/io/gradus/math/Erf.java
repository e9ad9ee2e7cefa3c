package io.gradus.math;

/// The error function erf x = 2/√π ∫₀ˣ e^(-t²) dt and its complement erfc x = 1 - erf x, which keeps its relative accuracy
/// where erf x is nearly 1: the normal distribution function is Φ(x) = ½·erfc(-x/√2).
///
/// Method: for |x| < 0.82 the odd polynomial erf x = x + x·P(x²); beyond, erfc x = e^(-x²)·u·H with u = 1 / (x + c) and a
/// polynomial H in u: such a variable maps the whole tail to one short interval (M. M. Shepherd, J. G. Laframboise,
/// "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞", Mathematics of Computation 36 (1981) 249-253). x² is
/// taken in two parts, as a rounding error d of it changes e^(-x²) by the factor 1 - d; what square, quotient, sum and
/// products lose is carried along and joins the last addition.
///
/// Error: erf below 1.3 ulp, the worst just above 0.82; erfc below 3 ulp, also where the result is subnormal. P and H were found
/// by E. Remez's exchange algorithm, errors below 1.4e-17 of erf x and 3.3e-18 of erfc x with rounded coefficients.
public final class Erf {
    private Erf() {}

    /// erf x. erf(±0) = ±0, erf(±∞) = ±1, erf(NaN) = NaN.
    public static double erf(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < Polynomials.SMALL_ERF) {
            return Math.fma(x, Polynomials.erf(x * x), x);
        }
        return Math.copySign(1 - tail(magnitude), x);
    }

    /// erfc x. erfc(±0) = 1, erfc(-∞) = 2, erfc(∞) = 0, erfc(NaN) = NaN.
    public static double erfc(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < Polynomials.SMALL_ERF) {
            // 1 - x rounds; what it loses is exact, and joins the small term.
            double oneMinusX = 1 - x;
            double lost = (1 - oneMinusX) - x;
            return oneMinusX + Math.fma(-x, Polynomials.erf(x * x), lost);
        }
        double tail = tail(magnitude);
        return x < 0 ? 2 - tail : tail;
    }

    /// erfc x for x ≥ 0.82 and NaN.
    private static double tail(double x) {
        double clamped = x > Polynomials.LARGEST_ERFC ? Polynomials.LARGEST_ERFC : x; // NaN stays NaN
        double square = clamped * clamped;
        double squareLost = Math.fma(clamped, clamped, -square);
        // sum + sumLost = x + c exactly: D. E. Knuth, "The art of computer programming 2", section 4.2.2, theorem B
        double sum = clamped + Polynomials.ERFC_SHIFT;
        double added = sum - clamped;
        double sumLost = (clamped - (sum - added)) + (Polynomials.ERFC_SHIFT - added);
        // 1 / (x + c) = u·(1 + r) but for terms of r²
        double u = 1 / sum;
        double r = Math.fma(-u, sum, 1) - u * sumLost;
        double scaled = Polynomials.ERFC_SCALE * u;
        double t = Math.fma(scaled, r, Math.fma(Polynomials.ERFC_SCALE, u, Polynomials.ERFC_CENTRE));
        // H = h + hLost: the largest term of H joins last
        double higher = Polynomials.erfc(t);
        double h = Math.fma(t, higher, Polynomials.ERFC0);
        double hLost = Math.fma(t, higher, Polynomials.ERFC0 - h);
        double factor = u * h;
        double factorLost = Math.fma(factor, r - squareLost, Math.fma(u, hLost, Math.fma(u, h, -factor)));
        double exp = Exp.exp(-square);
        double product = exp * factor;
        return product + Math.fma(exp, factorLost, Math.fma(exp, factor, -product));
    }
}
