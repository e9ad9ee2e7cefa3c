package io.gradus.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary functions to 45 decimal digits in BigDecimal: the oracle for our own. Slow, and independent of the
/// JDK's.
public final class Reference {
    private static final MathContext DIGITS = new MathContext(45);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final MathContext WIDE = new MathContext(60);
    private static final BigDecimal LN2 = lnByArtanh(TWO);
    private static final BigDecimal ROOT_PI = pi().sqrt(WIDE);
    private static final BigDecimal SERIES_OF_ERF_END = BigDecimal.valueOf(4);
    private static final int TERMS_OF_FRACTION = 220;

    private Reference() {}

    /// e^x = (e^(x/1024))^1024, the inner one by its series.
    static BigDecimal exp(BigDecimal x) {
        return exp(x, DIGITS);
    }

    private static BigDecimal exp(BigDecimal x, MathContext digits) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1024), WIDE);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 200 && term.abs().compareTo(new BigDecimal("1e-58")) > 0; n++) {
            term = term.multiply(small, WIDE).divide(BigDecimal.valueOf(n), WIDE);
            sum = sum.add(term, WIDE);
        }
        for (int doubling = 0; doubling < 10; doubling++) {
            sum = sum.multiply(sum, WIDE);
        }
        return sum.round(digits);
    }

    /// e^x - 1, to as many digits less as x is small.
    public static BigDecimal expm1(BigDecimal x) {
        return exp(x, WIDE).subtract(BigDecimal.ONE, WIDE);
    }

    /// log(1 + e^z) for moderate z.
    public static BigDecimal softplus(BigDecimal z) {
        return log(exp(z, WIDE).add(BigDecimal.ONE));
    }

    /// z·Φ(z) with the distribution function of N(0, 1), Φ(z) = ½·erfc(-z/√2).
    public static BigDecimal gelu(BigDecimal z) {
        BigDecimal x = z.negate().divide(TWO.sqrt(WIDE), WIDE);
        return z.multiply(erfc(x), WIDE).divide(TWO, WIDE);
    }

    static BigDecimal log(BigDecimal x) {
        int exponent = x.doubleValue() < Double.MIN_NORMAL
                ? Math.getExponent(x.doubleValue() * 0x1p54) - 54
                : Math.getExponent(x.doubleValue());
        BigDecimal mantissa =
                exponent >= 0 ? x.divide(TWO.pow(exponent), new MathContext(1200)) : x.multiply(TWO.pow(-exponent));
        return lnByArtanh(mantissa.round(new MathContext(60))).add(LN2.multiply(BigDecimal.valueOf(exponent)), DIGITS);
    }

    static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = exp(x.multiply(TWO));
        return e.subtract(BigDecimal.ONE, WIDE).divide(e.add(BigDecimal.ONE, WIDE), DIGITS);
    }

    /// e^z / (1 + e^z), computed without overflow.
    public static BigDecimal sigmoid(BigDecimal z) {
        BigDecimal e = exp(z.abs().negate(), WIDE);
        return (z.signum() < 0 ? e : BigDecimal.ONE).divide(BigDecimal.ONE.add(e), DIGITS);
    }

    /// erf by its series, as 1 - erfc where that cancels nothing.
    static BigDecimal erf(BigDecimal x) {
        if (x.abs().compareTo(SERIES_OF_ERF_END) < 0) {
            return erfBySeries(x).round(DIGITS);
        }
        BigDecimal large = BigDecimal.ONE.subtract(erfcByFraction(x.abs()), WIDE);
        return x.signum() < 0 ? large.negate() : large;
    }

    static BigDecimal erfc(BigDecimal x) {
        if (x.compareTo(SERIES_OF_ERF_END) >= 0) {
            return erfcByFraction(x).round(DIGITS);
        }
        return BigDecimal.ONE.subtract(erf(x), DIGITS);
    }

    /// 2/√π e^(-x²) Σ 2^n x^(2n+1) / (2n+1)!!: no terms of different signs.
    static BigDecimal erfBySeries(BigDecimal x) {
        BigDecimal doubledSquare = x.multiply(x, WIDE).multiply(TWO);
        BigDecimal term = x;
        BigDecimal sum = x;
        for (int n = 3; term.abs().compareTo(sum.abs().movePointLeft(60)) > 0; n += 2) {
            term = term.multiply(doubledSquare, WIDE).divide(BigDecimal.valueOf(n), WIDE);
            sum = sum.add(term, WIDE);
        }
        return sum.multiply(exp(x.multiply(x).negate(), WIDE), WIDE)
                .multiply(TWO)
                .divide(ROOT_PI, WIDE);
    }

    /// e^(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), P. S. Laplace's continued fraction; from x = 4 on the terms
    /// taken are enough.
    static BigDecimal erfcByFraction(BigDecimal x) {
        BigDecimal value = x;
        for (int n = TERMS_OF_FRACTION; n > 0; n--) {
            value = BigDecimal.valueOf(n).divide(TWO.multiply(value), WIDE).add(x, WIDE);
        }
        return exp(x.multiply(x).negate(), WIDE).divide(value.multiply(ROOT_PI), WIDE);
    }

    /// The error of a result in units of the last place of the exact value, as a double would have it.
    public static double ulps(double result, BigDecimal exact) {
        double rounded = exact.doubleValue();
        BigDecimal ulp = new BigDecimal(Math.ulp(rounded));
        return new BigDecimal(result)
                .subtract(exact)
                .abs()
                .divide(ulp, 6, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /// J. Machin's formula.
    private static BigDecimal pi() {
        return arctanOfInverse(5)
                .multiply(BigDecimal.valueOf(4))
                .subtract(arctanOfInverse(239), WIDE)
                .multiply(BigDecimal.valueOf(4));
    }

    private static BigDecimal arctanOfInverse(int inverse) {
        BigDecimal square = BigDecimal.valueOf((long) -inverse * inverse);
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(inverse), WIDE);
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 1; power.abs().compareTo(new BigDecimal("1e-60")) > 0; n += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(n), WIDE), WIDE);
            power = power.divide(square, WIDE);
        }
        return sum;
    }

    private static BigDecimal lnByArtanh(BigDecimal x) {
        BigDecimal s = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), WIDE);
        BigDecimal square = s.multiply(s, WIDE);
        BigDecimal power = s;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 1; n < 400 && power.abs().compareTo(new BigDecimal("1e-58")) > 0; n += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(n), WIDE), WIDE);
            power = power.multiply(square, WIDE);
        }
        return sum.multiply(TWO, WIDE);
    }
}
