package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation.Elementwise;
import io.gradus.math.Reference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values against 45-digit ones, and derivatives against central differences of those: h = 1e-12 leaves an error of
/// about 1e-24.
class SmoothActivationsTest {
    private static final double RELATIVE = 1e-12;
    private static final int POINTS = 120;
    private static final BigDecimal H = new BigDecimal("1e-12");
    private static final MathContext DIGITS = new MathContext(60);
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /// @param lowest where the smallest numbers are, or close to
    /// @param rounding absolute error of a derivative: where it is computed from a, that of one rounding
    record Case(Elementwise f, UnaryOperator<BigDecimal> exact, double lowest, double highest, double rounding) {
        @Override
        public String toString() {
            return f.name();
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(new Rectifier.Elu(1), z -> elu(z, "1", "1"), -30, 30, 1.2e-16),
                new Case(new Rectifier.Elu(0.25), z -> elu(z, "1", "0.25"), -30, 30, 1.2e-16),
                new Case(
                        new Rectifier.Selu(),
                        z -> elu(
                                z,
                                "1.0507009873554804934193349852946",
                                "1.7580993408473768599402175208123193420602458089122"),
                        -30,
                        30,
                        2.3e-16),
                new Case(new Rectifier.Gelu(), Reference::gelu, -37.3, 30, 0),
                new Case(new Rectifier.Silu(), z -> z.multiply(Reference.sigmoid(z), DIGITS), -700, 40, 0),
                new Case(new Rectifier.Softplus(), Reference::softplus, -60, 60, 0),
                new Case(new Activation.Softsign(), z -> z.divide(z.abs().add(BigDecimal.ONE), DIGITS), -1e4, 1e4, 0),
                new Case(new Activation.Exponential(), z -> Reference.expm1(z).add(BigDecimal.ONE), -20, 700, 0));
    }

    private static BigDecimal elu(BigDecimal z, String scale, String alpha) {
        return z.signum() > 0
                ? z.multiply(new BigDecimal(scale))
                : Reference.expm1(z).multiply(new BigDecimal(alpha));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueIsExactToTwelveDigitsDownToTheSmallestNumbers(Case c) {
        for (double z : points(c)) {
            double exact = c.exact.apply(new BigDecimal(z)).doubleValue();
            assertThat(Math.abs(c.f.value(z) - exact)).as("z = %s", z).isLessThanOrEqualTo(RELATIVE * Math.abs(exact));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativeIsExactToTwelveDigitsDownToTheSmallestNumbers(Case c) {
        for (double z : points(c)) {
            BigDecimal at = new BigDecimal(z);
            double exact = c.exact
                    .apply(at.add(H))
                    .subtract(c.exact.apply(at.subtract(H)))
                    .divide(H.add(H), DIGITS)
                    .doubleValue();
            assertThat(Math.abs(c.f.derivative(z, c.f.value(z)) - exact))
                    .as("z = %s", z)
                    .isLessThanOrEqualTo(RELATIVE * Math.abs(exact) + c.rounding);
        }
    }

    /// Evenly spread over the whole range, and around 0; none at a kink.
    private static double[] points(Case c) {
        double[] z = new double[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double share = (i + 0.37) / POINTS;
            z[2 * i] = c.lowest + (c.highest - c.lowest) * share;
            z[2 * i + 1] = 6 * share - 3;
        }
        return z;
    }

    @Test
    void valuesAndDerivativesAtBothEndsAreTheirLimits() {
        record Ends(Elementwise f, double below, double above, double slopeBelow, double slopeAbove) {}
        for (Ends ends : List.of(
                new Ends(new Rectifier.LeakyRelu(0.1), -INFINITY, INFINITY, 0.1, 1),
                new Ends(new Rectifier.Elu(0.5), -0.5, INFINITY, 0, 1),
                new Ends(new Rectifier.Selu(), -1.7580993408473769, INFINITY, 0, 1.0507009873554805),
                new Ends(new Rectifier.Gelu(), 0, INFINITY, 0, 1),
                new Ends(new Rectifier.Silu(), 0, INFINITY, 0, 1),
                new Ends(new Rectifier.Softplus(), 0, INFINITY, 0, 1),
                new Ends(new Activation.Softsign(), -1, 1, 0, 0),
                new Ends(new Activation.Exponential(), 0, INFINITY, 0, INFINITY))) {
            String name = ends.f.name();
            assertThat(0 + ends.f.value(-INFINITY)).as(name).isEqualTo(ends.below);
            assertThat(ends.f.value(INFINITY)).as(name).isEqualTo(ends.above);
            assertThat(0 + ends.f.derivative(-INFINITY, ends.below)).as(name).isEqualTo(ends.slopeBelow);
            assertThat(ends.f.derivative(INFINITY, ends.above)).as(name).isEqualTo(ends.slopeAbove);
            assertThat(ends.f.value(Double.NaN)).as(name).isNaN();
        }
    }

    @Test
    void derivativeAtAKinkIsThatOfTheSideBelow() {
        assertThat(new Rectifier.LeakyRelu(0.2).derivative(0, 0)).isEqualTo(0.2);
        assertThat(new Rectifier.Elu(0.5).derivative(0, 0)).isEqualTo(0.5);
        assertThat(new Rectifier.Selu().derivative(0, 0)).isEqualTo(Rectifier.Selu.SCALED_ALPHA);
    }

    @Test
    void onlySlopesThatDifferMakeAKink() {
        assertThat(Activation.all().stream().filter(Activation::hasKink).map(Activation::name))
                .containsExactly("relu", "leaky_relu", "selu");
        assertThat(Activation.elu(0.5).hasKink()).isTrue();
        assertThat(Activation.leakyRelu(1).hasKink()).isFalse();
    }
}
