package io.gradus.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryFunctionsTest {
    private static final int POINTS = 4_000;

    @Test
    void expIsWithinItsStatedErrorWhereTheResultIsNormal() {
        assertThat(worst(Exp::exp, Reference::exp, -708, 709.78)).isLessThan(0.7);
        assertThat(worst(Exp::exp, Reference::exp, -1, 1)).isLessThan(0.7);
    }

    @Test
    void expIsWithinOneUlpWhereTheResultIsSubnormal() {
        assertThat(worst(Exp::exp, Reference::exp, -745.1, -708.4)).isLessThan(1);
    }

    @Test
    void expOfSpecialValues() {
        assertThat(Exp.exp(0.0)).isEqualTo(1);
        assertThat(Exp.exp(-0.0)).isEqualTo(1);
        assertThat(Exp.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Exp.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exp.exp(Double.NaN)).isNaN();
        assertThat(Exp.exp(709.782712893384)).isFinite();
        assertThat(Exp.exp(709.7827128933841)).isInfinite();
        assertThat(Exp.exp(-745.1332191019411)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exp.exp(-745.1332191019412)).isZero();
        assertThat(Exp.exp(Double.MIN_VALUE)).isEqualTo(1);
        assertThat(Exp.exp(Double.MAX_VALUE)).isInfinite();
        assertThat(Exp.exp(-Double.MAX_VALUE)).isZero();
    }

    @Test
    void expm1IsWithinItsStatedError() {
        assertThat(worst(Exp::expm1, Reference::expm1, -1.5, 1.5)).isLessThan(1.5);
        assertThat(worst(Exp::expm1, Reference::expm1, -1e-3, 1e-3)).isLessThan(1.5);
        assertThat(worst(Exp::expm1, Reference::expm1, -45, 0)).isLessThan(1.5);
        assertThat(worst(Exp::expm1, Reference::expm1, 0, 45)).isLessThan(1.5);
        assertThat(worst(Exp::expm1, Reference::expm1, 40, 709.78)).isLessThan(1.5);
        // around ±0.15, where q's error is largest beside r: the worst that is known
        assertThat(worst(Exp::expm1, Reference::expm1, -0.25, 0.25)).isBetween(0.7, 1.5);
    }

    @Test
    void expm1OfSpecialValues() {
        assertThat(Exp.expm1(0.0)).isEqualTo(0.0);
        assertThat(Exp.expm1(-0.0)).isEqualTo(-0.0);
        assertThat(Exp.expm1(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Exp.expm1(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Exp.expm1(Double.NaN)).isNaN();
        assertThat(Exp.expm1(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exp.expm1(-1e-300)).isEqualTo(-1e-300);
        assertThat(Exp.expm1(-1e300)).isEqualTo(-1);
        assertThat(Exp.expm1(709.7828)).isInfinite();
    }

    @Test
    void logIsWithinItsStatedErrorOverAllExponents() {
        double worst = 0;
        for (int exponent = -1074; exponent <= 1023; exponent += 3) {
            double x = Math.scalb(1 + uniform(exponent + 2000), exponent);
            worst = Math.max(worst, Reference.ulps(Log.log(x), Reference.log(new BigDecimal(x))));
        }
        assertThat(worst).isLessThan(0.9);
        assertThat(worst(Log::log, Reference::log, 0.5, 2)).isLessThan(0.9);
    }

    @Test
    void preciseLogIsWithinItsStatedError() {
        assertThat(worst(PreciseLog::log, Reference::log, 0, 1)).isLessThan(0.53);
        assertThat(worst(PreciseLog::log, Reference::log, 0.7, 1.5)).isLessThan(0.53);
        double worst = 0;
        for (int exponent = -1022; exponent <= 1023; exponent += 3) {
            double x = Math.scalb(1 + uniform(exponent + 2000), exponent);
            worst = Math.max(worst, Reference.ulps(PreciseLog.log(x), Reference.log(new BigDecimal(x))));
        }
        assertThat(worst).isLessThan(0.53);
        assertThat(PreciseLog.log(1)).isZero();
    }

    @Test
    void logOfSpecialValues() {
        assertThat(Log.log(1)).isEqualTo(0.0);
        assertThat(Log.log(0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Log.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Log.log(-1)).isNaN();
        assertThat(Log.log(Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(Log.log(Double.NaN)).isNaN();
        assertThat(Log.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Log.log(Double.MIN_VALUE)).isEqualTo(-744.4400719213812);
    }

    @Test
    void log1pIsWithinItsStatedError() {
        UnaryOperator<BigDecimal> exact = x -> Reference.log(x.add(BigDecimal.ONE));
        assertThat(worst(Log::log1p, exact, -0.9, 3)).isLessThan(3);
        assertThat(worst(Log::log1p, exact, -1e-3, 1e-3)).isLessThan(3);
        assertThat(worst(Log::log1p, exact, 1e3, 1e6)).isLessThan(3);
        // the result just below 2^-8, where one ulp is least relative to it: the worst that is known
        assertThat(worst(Log::log1p, exact, 0.0036, 0.0042)).isBetween(2.0, 3.0);
    }

    @Test
    void log1pOfSpecialValues() {
        assertThat(Log.log1p(-0.0)).isEqualTo(-0.0);
        assertThat(Log.log1p(1e-300)).isEqualTo(1e-300);
        assertThat(Log.log1p(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Log.log1p(-1.5)).isNaN();
        assertThat(Log.log1p(Double.NaN)).isNaN();
        assertThat(Log.log1p(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void tanhIsWithinItsStatedError() {
        assertThat(worst(Tanh::tanh, Reference::tanh, -0.6, 0.6)).isLessThan(1.5);
        assertThat(worst(Tanh::tanh, Reference::tanh, 0.5, 22)).isLessThan(1.5);
        assertThat(worst(Tanh::tanh, Reference::tanh, -1e-6, 1e-6)).isLessThan(1.5);
    }

    @Test
    void tanhOfSpecialValues() {
        assertThat(Tanh.tanh(-0.0)).isEqualTo(-0.0);
        assertThat(Tanh.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Tanh.tanh(-1e300)).isEqualTo(-1);
        assertThat(Tanh.tanh(Double.NaN)).isNaN();
        assertThat(Tanh.tanh(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void erfIsWithinItsStatedError() {
        assertThat(worst(Erf::erf, Reference::erf, -0.9, 0.9)).isLessThan(1.3);
        assertThat(worst(Erf::erf, Reference::erf, 0.8, 6.1)).isLessThan(1.3);
        assertThat(worst(Erf::erf, Reference::erf, -1e-6, 1e-6)).isLessThan(1.3);
        assertThat(worst(Erf::erf, Reference::erf, -1e-307, 1e-307)).isLessThan(1.3);
        // from the end of the polynomial on: the worst that is known
        assertThat(worst(Erf::erf, Reference::erf, 0.82, 0.83)).isBetween(1.0, 1.3);
    }

    @Test
    void erfOfSpecialValues() {
        assertThat(Erf.erf(0.0)).isEqualTo(0.0);
        assertThat(Erf.erf(-0.0)).isEqualTo(-0.0);
        assertThat(Erf.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Erf.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Erf.erf(1e300)).isEqualTo(1);
        assertThat(Erf.erf(-6)).isEqualTo(-1);
        assertThat(Erf.erf(Double.NaN)).isNaN();
        assertThat(Erf.erf(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(Erf.erf(-7 * Double.MIN_VALUE)).isEqualTo(-8 * Double.MIN_VALUE); // 7.9
    }

    @Test
    void erfcIsWithinItsStatedErrorDownToItsSmallestNumbers() {
        assertThat(worst(Erf::erfc, Reference::erfc, -6, 0)).isLessThan(3);
        assertThat(worst(Erf::erfc, Reference::erfc, 0, 3)).isLessThan(3);
        assertThat(worst(Erf::erfc, Reference::erfc, 3, 26.5)).isLessThan(3);
        assertThat(worst(Erf::erfc, Reference::erfc, 26.5, 27.3)).isLessThan(3);
        assertThat(worst(Erf::erfc, Reference::erfc, -1e-15, 1e-15)).isLessThan(3);
        // from the end of the polynomial on: the worst that is known
        assertThat(worst(Erf::erfc, Reference::erfc, 0.82, 0.83)).isBetween(2.0, 3.0);
    }

    @Test
    void erfcOfSpecialValues() {
        assertThat(Erf.erfc(0.0)).isEqualTo(1);
        assertThat(Erf.erfc(-0.0)).isEqualTo(1);
        assertThat(Erf.erfc(Double.POSITIVE_INFINITY)).isEqualTo(0.0);
        assertThat(Erf.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(Erf.erfc(-1e300)).isEqualTo(2);
        assertThat(Erf.erfc(1e300)).isEqualTo(0.0);
        assertThat(Erf.erfc(Double.NaN)).isNaN();
        assertThat(Erf.erfc(Double.MIN_VALUE)).isEqualTo(1);
        assertThat(Erf.erfc(27.22)).isEqualTo(Double.MIN_VALUE);
        assertThat(Erf.erfc(27.23)).isEqualTo(0.0);
    }

    /// The two series are independent of each other, and so is a value that others printed: M. Abramowitz, I. A. Stegun,
    /// "Handbook of mathematical functions", 1964, table 7.1.
    @Test
    void referenceOfErfAgreesWithItselfAndWithATable() {
        BigDecimal four = BigDecimal.valueOf(4);
        BigDecimal sum = Reference.erfBySeries(four).add(Reference.erfcByFraction(four));
        assertThat(sum.subtract(BigDecimal.ONE).abs()).isLessThan(new BigDecimal("1e-55"));
        assertThat(Reference.erf(BigDecimal.ONE).setScale(10, RoundingMode.HALF_EVEN))
                .isEqualTo(new BigDecimal("0.8427007929"));
    }

    /// The largest error in ulp at evenly spread random points of [from, to].
    private static double worst(DoubleUnaryOperator function, UnaryOperator<BigDecimal> exact, double from, double to) {
        double worst = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = from + (to - from) * ((i + uniform(i)) / POINTS);
            double error = Reference.ulps(function.applyAsDouble(x), exact.apply(new BigDecimal(x)));
            if (error > worst) {
                worst = error;
            }
        }
        return worst;
    }

    private static double uniform(int i) {
        return new CounterRandom(7).uniform(CounterRandom.Purpose.SYNTHETIC_DATA, 0, 0, i);
    }
}
