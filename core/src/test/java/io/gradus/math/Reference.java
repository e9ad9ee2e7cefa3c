package io.gradus.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary functions to 45 decimal digits in BigDecimal: the oracle for our own. Slow, and independent of the
/// JDK's.
final class Reference {
    private static final MathContext DIGITS = new MathContext(45);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LN2 = lnByArtanh(TWO);

    private Reference() {}

    /// e^x = (e^(x/1024))^1024, the inner one by its series.
    static BigDecimal exp(BigDecimal x) {
        MathContext wide = new MathContext(60);
        BigDecimal small = x.divide(BigDecimal.valueOf(1024), wide);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 200 && term.abs().compareTo(new BigDecimal("1e-58")) > 0; n++) {
            term = term.multiply(small, wide).divide(BigDecimal.valueOf(n), wide);
            sum = sum.add(term, wide);
        }
        for (int doubling = 0; doubling < 10; doubling++) {
            sum = sum.multiply(sum, wide);
        }
        return sum.round(DIGITS);
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
        MathContext wide = new MathContext(60);
        return e.subtract(BigDecimal.ONE, wide).divide(e.add(BigDecimal.ONE, wide), DIGITS);
    }

    /// The error of a result in units of the last place of the exact value, as a double would have it.
    static double ulps(double result, BigDecimal exact) {
        double rounded = exact.doubleValue();
        BigDecimal ulp = new BigDecimal(Math.ulp(rounded));
        return new BigDecimal(result)
                .subtract(exact)
                .abs()
                .divide(ulp, 6, RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static BigDecimal lnByArtanh(BigDecimal x) {
        MathContext wide = new MathContext(60);
        BigDecimal s = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), wide);
        BigDecimal square = s.multiply(s, wide);
        BigDecimal power = s;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 1; n < 400 && power.abs().compareTo(new BigDecimal("1e-58")) > 0; n += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(n), wide), wide);
            power = power.multiply(square, wide);
        }
        return sum.multiply(TWO, wide);
    }
}
