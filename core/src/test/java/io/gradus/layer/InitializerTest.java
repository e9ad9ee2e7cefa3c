package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTest {
    private static final Architecture WIDE =
            Architecture.of(200, Layer.dense(300, Activation.relu()), Layer.dense(100, Activation.tanh()));
    private static final int FIRST_BIAS = 200 * 300;
    private static final int SECOND_WEIGHT = FIRST_BIAS + 300;

    @Test
    void heDrawsWithVarianceTwoByInputsAndLeavesBiasesAtZero() {
        double[] p = Initializer.heNormal().draw(WIDE, 1);
        assertThat(meanSquare(p, 0, FIRST_BIAS)).isCloseTo(2.0 / 200, within(2e-4));
        assertThat(Arrays.copyOfRange(p, FIRST_BIAS, SECOND_WEIGHT)).containsOnly(0);
    }

    @Test
    void glorotDrawsUniformlyWithinItsLimit() {
        double[] p = Initializer.glorotUniform().draw(WIDE, 1);
        double limit = Math.sqrt(6.0 / 500);
        double largest = Arrays.stream(p, 0, FIRST_BIAS).map(Math::abs).max().orElseThrow();
        assertThat(largest).isLessThan(limit).isCloseTo(limit, within(1e-4));
        assertThat(meanSquare(p, 0, FIRST_BIAS)).isCloseTo(limit * limit / 3, within(1e-4)); // variance of a uniform
    }

    @Test
    void automaticTakesHeForReluAndGlorotOtherwise() {
        double[] p = Initializer.automatic().draw(WIDE, 1);
        assertThat(Arrays.copyOf(p, FIRST_BIAS))
                .containsExactly(Arrays.copyOf(Initializer.heNormal().draw(WIDE, 1), FIRST_BIAS));
        double[] glorot = Initializer.glorotUniform().draw(WIDE, 1);
        assertThat(Arrays.copyOfRange(p, SECOND_WEIGHT, p.length))
                .containsExactly(Arrays.copyOfRange(glorot, SECOND_WEIGHT, p.length));
    }

    @Test
    void standardNormalDrawsBiasesToo() {
        double[] p = Initializer.standardNormal().draw(WIDE, 1);
        assertThat(meanSquare(p, 0, p.length)).isCloseTo(1, within(0.02));
        assertThat(p[FIRST_BIAS]).isNotZero();
    }

    @Test
    void seedDecidesAllAndNothingElse() {
        assertThat(Initializer.heNormal().draw(WIDE, 5))
                .containsExactly(Initializer.heNormal().draw(WIDE, 5));
        assertThat(Initializer.heNormal().draw(WIDE, 5))
                .isNotEqualTo(Initializer.heNormal().draw(WIDE, 6));
    }

    private static double meanSquare(double[] p, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += p[i] * p[i];
        }
        return sum / (to - from);
    }
}
