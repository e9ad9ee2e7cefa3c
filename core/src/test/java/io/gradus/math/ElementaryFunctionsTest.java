package io.gradus.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
        assertThat(worst(Log::log1p, exact, -0.9, 3)).isLessThan(2);
        assertThat(worst(Log::log1p, exact, -1e-3, 1e-3)).isLessThan(2);
        assertThat(worst(Log::log1p, exact, 1e3, 1e6)).isLessThan(2);
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
