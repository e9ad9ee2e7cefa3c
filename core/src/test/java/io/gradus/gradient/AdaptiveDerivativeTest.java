package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numeric derivatives against derivatives worked by hand: the estimate of error holds, and is of use.
class AdaptiveDerivativeTest {
    private static final int CASES = 5000;

    /// The oracle is computed in double too.
    private static final double ROUNDING_OF_ORACLE = 4e-16;

    @Test
    void estimateBoundsTheErrorOfSmoothFunctionsAndIsSmall() {
        List<KnownDerivative> cases = KnownDerivative.smooth(CASES, 1);
        assertThat(missed(cases)).isEmpty();
        double[] relative = cases.stream()
                .mapToDouble(c -> AdaptiveDerivative.of(c.f(), c.x()).error() / Math.abs(c.derivative()))
                .sorted()
                .toArray();
        assertThat(relative[CASES / 2]).isLessThan(1e-12);
        assertThat(relative[CASES * 95 / 100]).isLessThan(1e-11);
    }

    /// Kinks, poles and edges next to the point, cancellation, functions computed in float, flat ones, other lengths than
    /// that of the argument: no more than 1 in 100 may be missed, and of no family more than 1 in 20.
    @Test
    void estimateBoundsTheErrorOfHardFunctions() {
        List<KnownDerivative> cases = KnownDerivative.hard(CASES, 2);
        List<KnownDerivative> missed = missed(cases);
        assertThat(missed).as("%s", missed).hasSizeLessThanOrEqualTo(CASES / 100);
        assertThat(missed.stream().collect(Collectors.groupingBy(KnownDerivative::family, Collectors.counting())))
                .allSatisfy((family, count) -> {
                    long all = cases.stream()
                            .filter(c -> c.family().equals(family))
                            .count();
                    assertThat(count).as(family).isLessThanOrEqualTo(all / 20);
                });
    }

    /// Half of the hard cases with a slope still have six digits or more, but those with noise like float's.
    @Test
    void estimateOfHardFunctionsIsOfUse() {
        double[] relative = KnownDerivative.hard(CASES, 3).stream()
                .filter(c -> c.derivative() != 0 && !c.family().startsWith("float"))
                .mapToDouble(c -> AdaptiveDerivative.of(c.f(), c.x()).error() / Math.abs(c.derivative()))
                .sorted()
                .toArray();
        assertThat(relative[relative.length / 2]).isLessThan(1e-8);
    }

    /// The counting itself: with estimates a hundredth of what they are, cases are missed.
    @Test
    void estimatesAHundredTimesSmallerWouldBeMissed() {
        List<KnownDerivative> cases = KnownDerivative.hard(CASES, 2);
        assertThat(cases.stream().filter(c -> isMissed(c, 0.01)).count()).isGreaterThan(CASES / 100);
    }

    private static List<KnownDerivative> missed(List<KnownDerivative> cases) {
        return cases.stream().filter(c -> isMissed(c, 1)).toList();
    }

    private static boolean isMissed(KnownDerivative c, double factor) {
        Derivative derivative = AdaptiveDerivative.of(c.f(), c.x());
        double error = Math.abs(derivative.value() - c.derivative());
        return !(error <= factor * derivative.error() + ROUNDING_OF_ORACLE * Math.abs(c.derivative()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 1e-8, 1e8, 3.3})
    void kinkAtThePointGivesTheDerivativesOfBothSides(double x) {
        double l = Math.max(Math.abs(x), 1e-8);
        for (double v : new double[] {1e-8, 1, 1e8}) {
            Derivative abs = AdaptiveDerivative.of(z -> v * Math.abs(z - x) / l, x);
            assertKink(abs, -v / l, v / l);
            Derivative relu = AdaptiveDerivative.of(z -> v * (Math.max(z - x, 0) / l + StrictMath.sin(z / l)), x);
            double smooth = v / l * StrictMath.cos(x / l);
            assertKink(relu, smooth, smooth + v / l);
            Derivative bent = AdaptiveDerivative.of(
                    z -> v * (z < x ? StrictMath.exp((z - x) / l) : 1 + 3 * (z - x) / l + (z - x) / l * (z - x) / l),
                    x);
            assertKink(bent, v / l, 3 * v / l);
        }
    }

    private static void assertKink(Derivative derivative, double below, double above) {
        double jump = Math.abs(above - below);
        assertThat(derivative.isKink()).as(derivative.toString()).isTrue();
        assertThat(derivative.below()).isCloseTo(below, within(1e-3 * jump));
        assertThat(derivative.above()).isCloseTo(above, within(1e-3 * jump));
        assertThat(derivative.error()).isBetween(0.499 * jump, 0.51 * jump);
        assertThat(derivative.reason()).isEqualTo("the function has a kink at the point");
    }

    /// They have a derivative where a kink might be suspected.
    @Test
    void smoothPointsOfBentFunctionsAreNoKinks() {
        List<DoubleUnaryOperator> functions = List.of(
                z -> z * Math.abs(z), z -> Math.abs(z) * z * z, z -> Math.sqrt(1e-6 + z * z), z -> Math.max(z, 0) * z);
        for (DoubleUnaryOperator f : functions) {
            Derivative derivative = AdaptiveDerivative.of(f, 0);
            assertThat(derivative.isKink()).as(derivative.toString()).isFalse();
            assertThat(derivative.value()).isCloseTo(0, within(derivative.error()));
            assertThat(derivative.error()).isLessThan(1e-6);
        }
    }

    @Test
    void noFiniteValueIsNoDerivative() {
        Derivative nan = AdaptiveDerivative.of(z -> Double.NaN, 1);
        assertThat(nan).isEqualTo(Derivative.none("the function is NaN at the point itself"));
        assertThat(nan.error()).isInfinite();
        assertThat(AdaptiveDerivative.of(StrictMath::log, 0).reason())
                .isEqualTo("the function is -Infinity at the point itself");
        assertThat(AdaptiveDerivative.of(Math::sqrt, 0).reason())
                .startsWith("the function is NaN at -")
                .endsWith(", next to the point");
    }

    @Test
    void stepsShrinkToTheDomain() {
        Derivative derivative = AdaptiveDerivative.of(StrictMath::log, 1e-6);
        assertThat(derivative.value()).isCloseTo(1e6, within(1e-3));
        assertThat(derivative.step()).isLessThan(1e-6);
        // Defined at integers and around one point only.
        Derivative island = AdaptiveDerivative.of(z -> Math.abs(z - 2) < 1e-9 ? z * z : Double.NaN, 2);
        assertThat(island.value()).isCloseTo(4, within(island.error()));
    }

    @Test
    void noiseIsMeasured() {
        double[] levels = {1e-14, 1e-10, 1e-6};
        for (double level : levels) {
            // Sums with a number that is 2^52·level large are rounded to multiples of level.
            double large = 1.5 * level * 0x1p52;
            double measured = FunctionNoise.of(z -> StrictMath.sin(z) + large - large, 0.7, 1e-13);
            assertThat(measured).as("noise of %s", level).isBetween(level / 10, level);
        }
        assertThat(FunctionNoise.of(z -> 5, 1, 1e-13)).isZero();
        // Flat, with a kink to the right of it: that is no noise.
        for (double away : new double[] {1e-10, 1e-6, 1e-2}) {
            assertThat(FunctionNoise.of(z -> 1 + Math.max(z - away, 0), 0, 1e-13))
                    .isZero();
        }
        double[] smooth = {FunctionNoise.of(StrictMath::exp, 1, 1e-13), FunctionNoise.of(StrictMath::sin, 1, 1e-13)};
        assertThat(Arrays.stream(smooth).max().orElseThrow()).isLessThan(4e-16);
    }
}
