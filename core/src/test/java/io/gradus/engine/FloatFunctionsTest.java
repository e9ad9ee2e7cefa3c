package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.math.Erf;
import io.gradus.math.Exp;
import io.gradus.math.FloatErf;
import io.gradus.math.FloatExp;
import io.gradus.math.FloatLog;
import io.gradus.math.FloatTanh;
import io.gradus.math.Log;
import io.gradus.math.Tanh;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// The functions in float against those in double, whose own errors vanish beside a float's ulp: `ElementaryFunctionsTest`
/// judges them. Every 997th of all floats, special ones by name.
class FloatFunctionsTest {
    private static final int STRIDE = 997;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private interface OfFloat {
        float apply(float x);
    }

    @Test
    void expIsWithinItsStatedError() {
        assertThat(worst(FloatExp::exp, Exp::exp, true)).isLessThan(0.7);
        assertThat(worst(FloatExp::exp, Exp::exp, false)).isLessThan(1);
    }

    @Test
    void expm1IsWithinItsStatedError() {
        assertThat(worst(FloatExp::expm1, Exp::expm1, true)).isLessThan(1.5);
        assertThat(worst(FloatExp::expm1, Exp::expm1, false)).isLessThan(1.5);
    }

    @Test
    void logIsWithinItsStatedError() {
        assertThat(worst(FloatLog::log, Log::log, true)).isLessThan(0.9);
    }

    @Test
    void log1pIsWithinItsStatedError() {
        assertThat(worst(FloatLog::log1p, Log::log1p, true)).isLessThan(3);
        assertThat(worst(FloatLog::log1p, Log::log1p, false)).isLessThan(3);
    }

    @Test
    void tanhIsWithinItsStatedError() {
        assertThat(worst(FloatTanh::tanh, Tanh::tanh, true)).isLessThan(1.5);
        assertThat(worst(FloatTanh::tanh, Tanh::tanh, false)).isLessThan(1.5);
    }

    @Test
    void erfIsWithinItsStatedError() {
        assertThat(worst(FloatErf::erf, Erf::erf, true)).isLessThan(1.3);
        assertThat(worst(FloatErf::erf, Erf::erf, false)).isLessThan(1.3);
    }

    @Test
    void erfcIsWithinItsStatedError() {
        assertThat(worst(FloatErf::erfc, Erf::erfc, true)).isLessThan(3);
        assertThat(worst(FloatErf::erfc, Erf::erfc, false)).isLessThan(3);
    }

    @Test
    void sigmoidIsWithinItsStatedError() {
        OfFloat sigmoid = new FloatActivation.Sigmoid()::value;
        DoubleUnaryOperator exact = new Activation.Sigmoid()::value;
        assertThat(worst(sigmoid, exact, true)).isLessThan(2.5);
        assertThat(worst(sigmoid, exact, false)).isLessThan(2.5);
    }

    /// What is lost beside the double's digits: z/√2 rounded in gelu's tail changes it by up to 200 roundings, and a subnormal factor
    /// of z has few; where a
    /// derivative crosses 0, or is computed from a, its error is absolute.
    @Test
    void activationsAndTheirDerivativesComeNearThoseInDouble() {
        for (Activation activation : Activation.all()) {
            if (!(activation instanceof Activation.Elementwise f)) {
                continue;
            }
            FloatActivation.Elementwise inFloat =
                    (FloatActivation.Elementwise) FloatActivation.named(activation.name());
            for (float z = -100; z < 80; z += 0.0371f) {
                double a = f.value(z);
                double slope = f.derivative(z, a);
                assertThat(Math.abs(inFloat.value(z) - a))
                        .as("%s of %s", f.name(), z)
                        .isLessThanOrEqualTo(2e-5 * Math.abs(a) + Math.max(1, -z) * Float.MIN_VALUE);
                assertThat(Math.abs(inFloat.derivative(z, (float) a) - slope))
                        .as("derivative of %s at %s", f.name(), z)
                        .isLessThanOrEqualTo(2e-5 * Math.abs(slope) + 2e-7);
            }
        }
    }

    @Test
    void specialValues() {
        assertThat(FloatExp.exp(-0f)).isEqualTo(1);
        assertThat(FloatExp.exp(INFINITY)).isEqualTo(INFINITY);
        assertThat(FloatExp.exp(-INFINITY)).isZero();
        assertThat(FloatExp.exp(Float.NaN)).isNaN();
        assertThat(FloatExp.exp(88.72283f)).isFinite();
        assertThat(FloatExp.exp(88.72284f)).isInfinite();
        assertThat(FloatExp.exp(-103.97f)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatExp.exp(-103.98f)).isZero();
        assertThat(FloatExp.expm1(-0f)).isEqualTo(-0f);
        assertThat(FloatExp.expm1(-INFINITY)).isEqualTo(-1);
        assertThat(FloatExp.expm1(Float.NaN)).isNaN();
        assertThat(FloatLog.log(1)).isEqualTo(0f);
        assertThat(FloatLog.log(0)).isEqualTo(-INFINITY);
        assertThat(FloatLog.log(-0f)).isEqualTo(-INFINITY);
        assertThat(FloatLog.log(-1)).isNaN();
        assertThat(FloatLog.log(Float.NaN)).isNaN();
        assertThat(FloatLog.log(INFINITY)).isEqualTo(INFINITY);
        assertThat(FloatLog.log(Float.MIN_VALUE)).isEqualTo(-103.27893f);
        assertThat(FloatLog.log1p(-0f)).isEqualTo(-0f);
        assertThat(FloatLog.log1p(-1)).isEqualTo(-INFINITY);
        assertThat(FloatLog.log1p(-1.5f)).isNaN();
        assertThat(FloatTanh.tanh(-0f)).isEqualTo(-0f);
        assertThat(FloatTanh.tanh(-INFINITY)).isEqualTo(-1);
        assertThat(FloatTanh.tanh(Float.NaN)).isNaN();
        assertThat(FloatErf.erf(-0f)).isEqualTo(-0f);
        assertThat(FloatErf.erf(INFINITY)).isEqualTo(1);
        assertThat(FloatErf.erf(-Float.MAX_VALUE)).isEqualTo(-1);
        assertThat(FloatErf.erf(Float.NaN)).isNaN();
        assertThat(FloatErf.erf(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatErf.erfc(-0f)).isEqualTo(1);
        assertThat(FloatErf.erfc(INFINITY)).isEqualTo(0f);
        assertThat(FloatErf.erfc(-INFINITY)).isEqualTo(2);
        assertThat(FloatErf.erfc(Float.MAX_VALUE)).isEqualTo(0f);
        assertThat(FloatErf.erfc(Float.NaN)).isNaN();
        assertThat(FloatErf.erfc(10.05f)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatErf.erfc(10.06f)).isEqualTo(0f);
    }

    /// The largest error in ulp where the exact result is finite.
    ///
    /// @param normal whether to look at results that are normal numbers, or at smaller ones
    private static double worst(OfFloat function, DoubleUnaryOperator exact, boolean normal) {
        double worst = 0;
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            double expected = exact.applyAsDouble(x);
            float rounded = (float) expected;
            if (Float.isFinite(rounded) && Math.abs(expected) >= Float.MIN_NORMAL == normal) {
                worst = Math.max(worst, Math.abs(function.apply(x) - expected) / Math.ulp(rounded));
            } else if (!Float.isFinite(rounded)) {
                assertThat(function.apply(x)).isEqualTo(Float.valueOf(rounded)); // boxed: NaN is NaN
            }
        }
        return worst;
    }
}
