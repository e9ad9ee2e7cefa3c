package io.gradus.math;

import static io.gradus.math.CounterRandom.Purpose.EPOCH_ORDER;
import static io.gradus.math.CounterRandom.Purpose.INITIAL_WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterRandomTest {
    /// Known answers of Philox 4×32-10 from `kat_vectors` of Random123 1.14.
    @Test
    void philoxGivesTheKnownAnswers() {
        assertThat(CounterRandom.philox(0, 0, 0, 0, 0, 0, 0)).isEqualTo(0xe169c58d_6627e8d5L);
        assertThat(CounterRandom.philox(0, 0, 0, 0, 0, 0, 1)).isEqualTo(0x9b00dbd8_bc57ac4cL);
        assertThat(CounterRandom.philox(-1, -1, -1, -1, -1, -1, 0)).isEqualTo(0x41c83b0e_408f276dL);
        assertThat(CounterRandom.philox(-1, -1, -1, -1, -1, -1, 1)).isEqualTo(0x6d5451fd_a20bc7c6L);
        assertThat(pi(0)).isEqualTo(0x94fdcceb_d16cfe09L);
        assertThat(pi(1)).isEqualTo(0x24126ea1_5001e420L);
    }

    private static long pi(int half) {
        return CounterRandom.philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, half);
    }

    @Test
    void everyPartOfTheCounterAndTheSeedMatters() {
        CounterRandom random = new CounterRandom(42);
        assertThat(new long[] {
                    random.bits(INITIAL_WEIGHTS, 1, 2, 3),
                    random.bits(EPOCH_ORDER, 1, 2, 3),
                    random.bits(INITIAL_WEIGHTS, 2, 2, 3),
                    random.bits(INITIAL_WEIGHTS, 1 + (1L << 32), 2, 3),
                    random.bits(INITIAL_WEIGHTS, 1, 3, 3),
                    random.bits(INITIAL_WEIGHTS, 1, 2, 2),
                    random.bits(INITIAL_WEIGHTS, 1, 2, 4),
                    new CounterRandom(43).bits(INITIAL_WEIGHTS, 1, 2, 3),
                    new CounterRandom(42 + (1L << 32)).bits(INITIAL_WEIGHTS, 1, 2, 3)
                })
                .doesNotHaveDuplicates();
    }

    /// Moments of 100,000 draws; the standard error of a mean is 0.003, of the fourth moment 0.03.
    @Test
    void normalsHaveTheMomentsOfTheNormalDistribution() {
        CounterRandom random = new CounterRandom(1);
        int n = 100_000;
        double[] moments = new double[5];
        for (int i = 0; i < n; i++) {
            double x = random.normal(INITIAL_WEIGHTS, 0, 0, i);
            for (int power = 1; power <= 4; power++) {
                moments[power] += StrictMath.pow(x, power) / n;
            }
        }
        assertThat(moments[1]).isCloseTo(0, within(0.015));
        assertThat(moments[2]).isCloseTo(1, within(0.02));
        assertThat(moments[3]).isCloseTo(0, within(0.06));
        assertThat(moments[4]).isCloseTo(3, within(0.15));
    }

    /// Check values of Wichura (1988), page 479; the others from 50-digit arithmetic (mpmath 1.2.1).
    @Test
    void normalQuantileGivesThePublishedValues() {
        assertThat(Normal.quantile(0.25)).isCloseTo(-0.6744897501960817, within(1e-15));
        assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306167814, within(4e-15));
        assertThat(Normal.quantile(1e-20)).isCloseTo(-9.262340089798408, within(1e-14));
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(2e-15));
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Normal.quantile(Double.NaN)).isNaN();
    }

    @Test
    void shuffledNumbersAreAPermutationThatDependsOnTheStep() {
        int[] first = ascending(100);
        int[] again = ascending(100);
        int[] other = ascending(100);
        new CounterRandom(5).shuffle(first, EPOCH_ORDER, 1, 0);
        new CounterRandom(5).shuffle(again, EPOCH_ORDER, 1, 0);
        new CounterRandom(5).shuffle(other, EPOCH_ORDER, 2, 0);
        assertThat(first).containsExactly(again).isNotEqualTo(other).containsExactlyInAnyOrder(ascending(100));
    }

    @Test
    void everyPlaceOfAShuffleIsAsLikely() {
        int[] counts = new int[6];
        for (int step = 0; step < 6_000; step++) {
            int[] values = ascending(6);
            new CounterRandom(9).shuffle(values, EPOCH_ORDER, step, 0);
            counts[values[0]]++;
        }
        // 1,000 expected, standard deviation 29
        for (int count : counts) {
            assertThat(count).isBetween(880, 1120);
        }
    }

    private static int[] ascending(int n) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        return values;
    }
}
