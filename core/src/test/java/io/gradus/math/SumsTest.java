package io.gradus.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SumsTest {
    @Test
    void sumFoldsSixteenLanesInHalves() {
        // 17 numbers: lane 0 holds the first and the last. 1 + 2^-53 rounds to 1; lane 8 brings another 2^-53.
        double[] a = new double[17];
        a[0] = 1;
        a[16] = 0x1p-53;
        a[8] = 0x1p-53;
        assertThat(Sums.sum(a)).isEqualTo(1);
        // In lanes 1 and 9 instead, the two small numbers meet first (1 + 9 fold before 0 + 1) and survive.
        a[16] = 0;
        a[8] = 0;
        a[1] = 0x1p-53;
        a[9] = 0x1p-53;
        assertThat(Sums.sum(a)).isEqualTo(1 + 0x1p-52);
    }

    @Test
    void sumOfOneHasTheBitsOfTheTree() {
        for (double value : new double[] {0.0, -0.0, 1.5, -Double.MIN_VALUE, Double.POSITIVE_INFINITY}) {
            assertThat(Sums.sum(new double[] {value})).isEqualTo(Sums.sum(new double[] {value, 0}));
        }
    }

    @Test
    void dotOfTwoHasTheBitsOfTheTree() {
        CounterRandom random = new CounterRandom(3);
        for (int i = 0; i < 1_000; i++) {
            double[] a = {draw(random, 4 * i), draw(random, 4 * i + 1), 0};
            double[] b = {draw(random, 4 * i + 2), draw(random, 4 * i + 3), 0};
            // The third product is 0 and adds nothing, but takes the general path.
            assertThat(Sums.dot(a, 0, b, 0, 2)).isEqualTo(Sums.dot(a, 0, b, 0, 3));
        }
        double[] negativeZero = {-0.0, -0.0, 0};
        double[] ones = {1, 1, 1};
        assertThat(Sums.dot(negativeZero, 0, ones, 0, 2)).isEqualTo(0.0);
        double[] tiny = {-Double.MIN_VALUE, -Double.MIN_VALUE};
        double[] half = {0.1, 0.1};
        assertThat(Sums.dot(tiny, 0, half, 0, 2)).isEqualTo(0.0);
    }

    @Test
    void sumIsCloseToTheExactOneForAllSizes() {
        CounterRandom random = new CounterRandom(4);
        for (int n = 0; n < 70; n++) {
            double[] a = new double[n];
            BigDecimal exact = BigDecimal.ZERO;
            BigDecimal magnitudes = BigDecimal.ZERO;
            for (int i = 0; i < n; i++) {
                a[i] = draw(random, i);
                exact = exact.add(new BigDecimal(a[i]));
                magnitudes = magnitudes.add(new BigDecimal(a[i]).abs());
            }
            double error = new BigDecimal(Sums.sum(a)).subtract(exact).abs().doubleValue();
            assertThat(error).isLessThanOrEqualTo((n / 16 + 4) * 0x1p-53 * magnitudes.doubleValue());
        }
    }

    private static double draw(CounterRandom random, int i) {
        return random.normal(CounterRandom.Purpose.SYNTHETIC_DATA, 0, 0, i);
    }
}
