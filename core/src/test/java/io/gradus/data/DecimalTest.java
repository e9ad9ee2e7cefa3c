package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "5.1, 5.1", "-3, -3", "+3, 3", "1., 1", ".5, 0.5", "1e3, 1000", "-1.5E-2, -0.015", "007, 7"})
    void readsDecimalNumbers(String text, double value) {
        assertThat(Decimal.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1d",
                "1.0f",
                "0x1p3",
                "0x10",
                "1_000",
                "1,5",
                "1.2.3",
                "--1",
                " 1",
                "1 ",
                "٣",
                "abc",
                "1e5x",
                "NaN",
                "Infinity",
                "1e999",
                "-1e999"
            })
    void readsNothingElse(String text) {
        assertThat(Decimal.parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "inf", "-Inf", "+INFINITY", "1e999", "-1e999"})
    void knowsNumbersThatAreNotFinite(String text) {
        assertThat(Decimal.isNotFinite(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1e308", "n/a", "info", ""})
    void takesNothingElseForNotFinite(String text) {
        assertThat(Decimal.isNotFinite(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1,5|true", "-0,25|true", "1,5,2|false", "1|false", ",5|false", "a,b|false"})
    void knowsDecimalCommas(String text, boolean expected) {
        assertThat(Decimal.hasDecimalComma(text)).isEqualTo(expected);
    }
}
