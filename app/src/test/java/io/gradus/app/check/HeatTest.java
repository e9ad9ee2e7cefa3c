package io.gradus.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.diagnosis.Situation;
import io.gradus.layer.Loss;
import org.junit.jupiter.api.Test;

class HeatTest {
    /// Level AA of the Web Content Accessibility Guidelines.
    private static final double READABLE = 4.5;

    @Test
    void numbersCanBeReadOnEveryColour() {
        for (boolean dark : new boolean[] {false, true}) {
            for (int level = -HeatColors.STEPS; level <= HeatColors.STEPS; level++) {
                int paper = HeatColors.color(level, dark);
                int ink = HeatColors.isInkBlack(paper) ? 0x000000 : 0xffffff;
                assertThat(HeatColors.contrast(paper, ink))
                        .as(HeatColors.name(level))
                        .isGreaterThan(READABLE);
            }
        }
    }

    @Test
    void ratioThatIsWrongNeverLooksRight() {
        assertThat(HeatColors.ratioLevel(1 + 1e-9)).isEqualTo(1);
        assertThat(HeatColors.ratioLevel(1 - 1e-9)).isEqualTo(-1);
        assertThat(HeatColors.ratioLevel(2)).isEqualTo(2);
        assertThat(HeatColors.ratioLevel(-0.25)).isEqualTo(-4);
        assertThat(HeatColors.ratioLevel(Double.POSITIVE_INFINITY)).isEqualTo(8);
        assertThat(HeatColors.ratioLevel(0)).isEqualTo(-8);
    }

    @Test
    void oneWrongEntryShowsInALargeBlock() {
        Situation s = Samples.random(Samples.network(100, "tanh", 40, "identity", 2), Loss.mse(), 2);
        int wrong = 99 * 40 + 39;
        CheckedBlock block = Samples.of(s, g -> {
                    g[wrong] += 1e-3;
                    return g;
                })
                .blocks()
                .getFirst();
        HeatGrid grid = HeatGrid.of(block);
        assertThat(grid.isWhole()).isFalse();
        assertThat(grid.rows()).isEqualTo(32);
        assertThat(grid.columns()).isEqualTo(32);
        assertThat(grid.entry(31, 31)).isEqualTo(wrong);
        assertThat(grid.cell()).isEqualTo("3 or 4 × 1 or 2");
    }

    @Test
    void everyEntryOfASmallBlockHasItsCell() {
        HeatGrid grid = HeatGrid.of(Samples.notebook().blocks().getFirst());
        assertThat(grid.isWhole()).isTrue();
        assertThat(grid.entry(1, 0)).isEqualTo(2);
    }
}
