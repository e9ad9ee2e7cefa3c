package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource({
        "1e-9, 1e-9",
        "0.001, 0.001",
        "0.01, 0.01",
        "1, 1",
        "20, 20",
        "500, 500",
        "1000, 1k",
        "50000, 50k",
        "1e6, 1M",
        "2e9, 2G",
        "1e18, 1e18",
        "1e-4, 1e-4",
        "5e-5, 5e-5",
        "1e-300, 1e-300"
    })
    void numbersAreShort(double value, String text) {
        assertThat(TickText.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-9, 1 ns",
        "1e-7, 100 ns",
        "1e-6, 1 µs",
        "2e-5, 20 µs",
        "1e-3, 1 ms",
        "0.5, 500 ms",
        "1, 1 s",
        "1e4, 10k s",
        "1e-12, 0.001 ns"
    })
    void timesHaveAUnitThatSuits(double seconds, String text) {
        assertThat(TickText.time(seconds)).isEqualTo(text);
    }

    @Test
    void decadesHaveTextsAndTheirMultiplesOnlyOnAShortAxis() {
        Axis wide = Axis.logarithmic("x", range(1, 1e5), TickText::number);
        Axis narrow = Axis.logarithmic("x", range(1, 30), TickText::number);

        assertThat(wide.label(1000)).isEqualTo("1k");
        assertThat(wide.label(2000)).isEmpty();
        assertThat(narrow.label(20)).isEqualTo("20");
        assertThat(narrow.label(5)).isEqualTo("5");
        assertThat(narrow.label(3)).isEmpty();
    }

    @Test
    void veryWideLogarithmicAxisSkipsDecades() {
        Axis axis = Axis.logarithmic("x", range(1e-20, 1), TickText::number);

        // 21.6 decades with at most ten texts: each third.
        assertThat(axis.label(1e-18)).isEqualTo("1e-18");
        assertThat(axis.label(1e-17)).isEmpty();
    }

    @Test
    void constantDataGetARangeAroundThem() {
        Axis linear = Axis.linear("y", range(0.3, 0.3), false);
        Axis logarithmic = Axis.logarithmic("y", range(0.3, 0.3), TickText::number);

        assertThat(linear.fraction(0.3)).isCloseTo(0.5, within(1e-9));
        assertThat(logarithmic.fraction(0.3)).isCloseTo(0.5, within(1e-9));
        assertThat(logarithmic.high() / logarithmic.low()).isCloseTo(10, within(1e-9));
    }

    @Test
    void axisOfEpochsHasTextsAtIntegersOnly() {
        Axis axis = Axis.linear("epoch", range(1, 4), true);

        // Positions are epochs here: the span is 3, so the unit is 1.
        assertThat(axis.label(2)).isEqualTo("2");
        assertThat(axis.label(2.5)).isEmpty();
    }

    @Test
    void linearTicksOfAnAxisShareTheirUnit() {
        Axis axis = Axis.linear("epoch", range(0, 40_000), true);

        // Positions are ten thousands.
        assertThat(axis.label(0)).isEqualTo("0");
        assertThat(axis.label(0.5)).isEqualTo("5k");
        assertThat(axis.label(3)).isEqualTo("30k");
    }

    private static Range range(double min, double max) {
        Range range = new Range();
        range.include(min);
        range.include(max);
        return range;
    }
}
