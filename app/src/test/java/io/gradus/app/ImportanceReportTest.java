package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportanceReportTest {
    @Test
    void barsAreAsLongAsTheirPartOfTheLongest() {
        assertThat(ImportanceReport.bar(1)).isEqualTo("█".repeat(30));
        assertThat(ImportanceReport.bar(0.5)).isEqualTo("█".repeat(15));
        // 30·8 eighths: 1/240 is the least that shows, 9/240 is one character and an eighth.
        assertThat(ImportanceReport.bar(1.0 / 240)).isEqualTo("▏");
        assertThat(ImportanceReport.bar(9.0 / 240)).isEqualTo("█▏");
        assertThat(ImportanceReport.bar(7.0 / 240)).isEqualTo("▉");
    }

    @Test
    void whatIsNotAboveZeroHasNoBar() {
        assertThat(ImportanceReport.bar(0)).isEmpty();
        assertThat(ImportanceReport.bar(-0.5)).isEmpty();
        assertThat(ImportanceReport.bar(Double.NaN)).isEmpty();
        assertThat(ImportanceReport.bar(0.001)).isEmpty();
    }
}
