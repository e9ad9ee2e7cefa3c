package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.data.Split.Parts;
import io.gradus.data.Split.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final String FEWER = "hold out fewer rows, or give more";

    @Test
    void holdsTheFirstRowsOutAsTheNotebookDoes() {
        Parts parts = Split.head().apply(9, TestSize.fraction(0.2), Purpose.TEST); // int(0.2 * 9) = 1
        assertThat(parts.heldOut()).containsExactly(0);
        assertThat(parts.training()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 9, 1", "0.29, 100, 28", "0.1, 30, 3", "0.7, 10, 7", "0, 5, 0", "0.999, 3, 2"})
    void cutsFractionsDown(double rate, int rows, int heldOut) {
        assertThat(TestSize.fraction(rate).of(rows)).isEqualTo(heldOut);
    }

    @Test
    void shufflesBySeedAndPurpose() {
        Parts parts = Split.shuffle(42).apply(10, TestSize.count(3), Purpose.TEST);
        // Pinned: another choice of rows changes every model.
        assertThat(parts.heldOut()).containsExactly(0, 1, 7);
        assertThat(Split.shuffle(42).apply(10, TestSize.count(3), Purpose.TEST).heldOut())
                .isEqualTo(parts.heldOut());
        assertThat(Split.shuffle(43).apply(10, TestSize.count(3), Purpose.TEST).heldOut())
                .isNotEqualTo(parts.heldOut());
        assertThat(Split.shuffle(42)
                        .apply(10, TestSize.count(3), Purpose.VALIDATION)
                        .heldOut())
                .isNotEqualTo(parts.heldOut());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 99})
    void givesEachRowToOnePartInAscendingOrder(int heldOut) {
        int[] classes = IntStream.range(0, 100).map(row -> row % 7 % 3).toArray();
        for (Split split : new Split[] {Split.head(), Split.shuffle(1), Split.stratify(1)}) {
            Parts parts = split.apply(classes, TestSize.count(heldOut), Purpose.TEST);
            assertThat(parts.heldOut()).hasSize(heldOut).isSorted();
            assertThat(parts.training()).isSorted();
            int[] all = IntStream.concat(Arrays.stream(parts.heldOut()), Arrays.stream(parts.training()))
                    .sorted()
                    .toArray();
            assertThat(all).isEqualTo(IntStream.range(0, 100).toArray());
        }
    }

    @Test
    void givesEachClassItsShare() {
        // 10 of 50 rows; classes of 25, 15, 10 have shares 5, 3, 2 exactly.
        assertThat(heldOutByClass(10, 25, 15, 10)).containsExactly(5, 3, 2);
        // 5 of 22: shares 10/22·5 = 2.27, 7/22·5 = 1.59, 5/22·5 = 1.14; the one left goes to 0.59.
        assertThat(heldOutByClass(5, 10, 7, 5)).containsExactly(2, 2, 1);
        // Equal remainders: the first classes get what is left.
        assertThat(heldOutByClass(2, 5, 5, 5)).containsExactly(1, 1, 0);
        assertThat(heldOutByClass(0, 5, 5)).containsExactly(0, 0);
    }

    @Test
    void keepsAClassesLastRowForTraining() {
        // 4 of 6: shares 0.67, 3.33. The remainder of class 0 is larger, but it has one row only.
        assertThat(heldOutByClass(4, 1, 5)).containsExactly(0, 4);
        // Where there is no other way, it goes.
        assertThat(heldOutByClass(2, 1, 1, 1)).containsExactly(1, 1, 0);
    }

    @Test
    void staysWithinOneRowOfEachShare() {
        for (int k = 0; k < 60; k++) {
            int[] counts = {31, 17, 1, 9, 2};
            int[] heldOut = heldOutByClass(k, counts);
            assertThat(Arrays.stream(heldOut).sum()).isEqualTo(k);
            for (int c = 0; c < counts.length; c++) {
                assertThat(Math.abs(heldOut[c] * 60L - (long) k * counts[c])).isLessThanOrEqualTo(60);
            }
        }
    }

    @Test
    void stratifiesByATextColumn() {
        Parts parts = Split.stratify(42).apply(ExampleData.notebook(), "label", TestSize.count(2), Purpose.TEST);
        assertThat(parts.heldOut()).containsExactly(0, 7); // pinned
        assertThat(Split.head()
                        .apply(ExampleData.notebook(), "x1", TestSize.count(2), Purpose.TEST)
                        .heldOut())
                .containsExactly(0, 1);
    }

    @Test
    void givesItsListsAsCopies() {
        Parts parts = Split.head().apply(2, TestSize.count(1), Purpose.TEST);
        parts.heldOut()[0] = 7;
        parts.training()[0] = 7;
        assertThat(parts.heldOut()).containsExactly(0);
        assertThat(parts.training()).containsExactly(1);
    }

    @Test
    void refusesToStratifyNumbers() {
        assertFault(
                () -> Split.stratify(1).apply(ExampleData.notebook(), "x1", TestSize.count(2), Purpose.TEST),
                "notebook: column \"x1\": stratify needs classes, the column holds numbers",
                "use --split shuffle, or name it in --categorical x1 (CsvOptions.withCategorical) if it is meant as"
                        + " categories");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.stratify(1).apply(9, TestSize.count(2), Purpose.TEST))
                .withMessage("stratify: expected the class of each row, got their number only");
    }

    @Test
    void refusesToHoldOutMoreRowsThanThereAre() {
        assertFault(() -> Split.head().apply(9, TestSize.count(12), Purpose.TEST), "--test 12: only 9 rows", FEWER);
        assertFault(
                () -> Split.shuffle(1).apply(1, TestSize.count(2), Purpose.VALIDATION),
                "--validation 2: only 1 row",
                FEWER);
    }

    @Test
    void refusesToLeaveNothingToTrainOn() {
        assertFault(
                () -> Split.stratify(1).apply(new int[9], TestSize.count(9), Purpose.TEST),
                "--test 9: only 9 rows, none left to train on",
                FEWER);
    }

    @Test
    void readsSizesAsFractionsOrWholeNumbers() {
        assertThat(TestSize.parse("0.2")).isEqualTo(TestSize.fraction(0.2)).hasToString("0.2");
        assertThat(TestSize.parse("30")).isEqualTo(TestSize.count(30)).hasToString("30");
        assertThat(TestSize.parse("0")).isEqualTo(TestSize.count(0));
        assertThat(TestSize.parse("1")).isEqualTo(TestSize.count(1));
        assertThat(TestSize.parse("0.0")).isEqualTo(TestSize.fraction(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.5", "-1", "-0.1", "20%", "", "99999999999"})
    void refusesOtherSizes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSize.parse(text))
                .withMessage(
                        "expected a fraction below 1 such as 0.2, or a whole number of rows, got \"" + text + "\"");
    }

    @Test
    void refusesRatesAndCountsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSize.fraction(1))
                .withMessage("rate: expected 0 ≤ rate < 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSize.fraction(Double.NaN))
                .withMessage("rate: expected 0 ≤ rate < 1, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSize.count(-1))
                .withMessage("count: expected count ≥ 0, got -1");
    }

    // Rows held out of each class, the classes' rows lying in turn.
    private static int[] heldOutByClass(int k, int... counts) {
        int[] left = counts.clone();
        int[] classes = new int[Arrays.stream(counts).sum()];
        for (int row = 0, c = 0; row < classes.length; c = (c + 1) % counts.length) {
            if (left[c]-- > 0) {
                classes[row++] = c;
            }
        }
        int[] heldOut = new int[counts.length];
        for (int row : Split.stratify(7)
                .apply(classes, TestSize.count(k), Purpose.TEST)
                .heldOut()) {
            heldOut[classes[row]]++;
        }
        return heldOut;
    }
}
