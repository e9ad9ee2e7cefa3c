package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.data.Split.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldsTest {
    // Classes of 31, 17, 1, 9 and 2 rows, lying in no order.
    private static final int[] CLASSES = classes(31, 17, 1, 9, 2);

    @ParameterizedTest
    @CsvSource({"2, 2", "10, 3", "10, 10", "11, 5", "60, 7"})
    void holdsEachRowOutOnceAndTrainsOnAllOthers(int rows, int k) {
        assertPartition(Folds.of(k, 42).parts(rows), rows, k);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "7", "60"})
    void stratifiedFoldsHoldEachRowOutOnceToo(int k) {
        assertPartition(Folds.stratified(k, 42).parts(CLASSES), CLASSES.length, k);
    }

    @Test
    void sizesOfFoldsDifferByOneRowAtMost() {
        assertThat(Folds.of(4, 1).parts(10).stream().map(parts -> parts.heldOut().length))
                .containsExactly(3, 3, 2, 2);
        assertThat(Folds.stratified(7, 1).parts(CLASSES).stream().map(parts -> parts.heldOut().length))
                .allMatch(size -> size == 60 / 7 || size == 60 / 7 + 1);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "10"})
    void stratifiedFoldsHaveOfEachClassItsShareWithinOne(int k) {
        int[] counts = {31, 17, 1, 9, 2};
        for (Parts parts : Folds.stratified(k, 3).repeated(4).parts(CLASSES)) {
            int[] held = new int[counts.length];
            Arrays.stream(parts.heldOut()).forEach(row -> held[CLASSES[row]]++);
            for (int c = 0; c < counts.length; c++) {
                assertThat(held[c]).isBetween(counts[c] / k, (counts[c] + k - 1) / k);
            }
        }
    }

    @Test
    void plainFoldsDoNotLookAtClasses() {
        assertThat(heldOut(Folds.of(5, 9).parts(CLASSES)))
                .isEqualTo(heldOut(Folds.of(5, 9).parts(60)));
        assertThat(heldOut(Folds.stratified(5, 9).parts(CLASSES)))
                .isNotEqualTo(heldOut(Folds.of(5, 9).parts(60)));
    }

    @Test
    void seedDecidesTheFolds() {
        // Pinned: other folds change every cross-validated figure.
        assertThat(heldOut(Folds.of(3, 42).parts(7))).isEqualTo("[0, 5, 6][1, 4][2, 3]");
        assertThat(heldOut(Folds.stratified(2, 42).parts(new int[] {0, 0, 0, 0, 1, 1, 1})))
                .isEqualTo("[2, 3, 5, 6][0, 1, 4]");
        assertThat(heldOut(Folds.of(3, 43).parts(7)))
                .isNotEqualTo(heldOut(Folds.of(3, 42).parts(7)));
    }

    @Test
    void repeatsAreDealtAnewAndDoNotDependOnTheirNumber() {
        List<Parts> three = Folds.of(5, 42).repeated(3).parts(30);
        assertThat(three).hasSize(15);
        assertThat(heldOut(three.subList(0, 5)))
                .isEqualTo(heldOut(Folds.of(5, 42).parts(30)));
        assertThat(heldOut(three.subList(0, 10)))
                .isEqualTo(heldOut(Folds.of(5, 42).repeated(2).parts(30)));
        assertThat(heldOut(three.subList(5, 10))).isNotEqualTo(heldOut(three.subList(0, 5)));
        for (int repeat = 0; repeat < 3; repeat++) {
            assertPartition(three.subList(5 * repeat, 5 * repeat + 5), 30, 5);
        }
    }

    @Test
    void takesTheClassesOfATextColumn() {
        Table notebook = ExampleData.notebook(); // labels: four rows of "0", then five of "1"
        int[] classes = {0, 0, 0, 0, 1, 1, 1, 1, 1};
        assertThat(heldOut(Folds.stratified(3, 1).parts(notebook, "label")))
                .isEqualTo(heldOut(Folds.stratified(3, 1).parts(classes)));
        assertThat(heldOut(Folds.of(3, 1).parts(notebook, "x1")))
                .isEqualTo(heldOut(Folds.of(3, 1).parts(9)));
        assertFault(
                () -> Folds.stratified(3, 1).parts(notebook, "x1"),
                "notebook: column \"x1\": stratified folds need classes, the column holds numbers",
                "take folds that are not stratified, or name it in --categorical x1 (CsvOptions.withCategorical) if it"
                        + " is meant as categories");
    }

    @Test
    void refusesFewerThanTwoFoldsAndNoRepeats() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.of(1, 42))
                .withMessage("folds: expected at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.of(2, 42).repeated(0))
                .withMessage("repeats: expected at least 1, got 0");
    }

    @Test
    void refusesMoreFoldsThanRows() {
        assertFault(() -> Folds.of(5, 42).parts(4), "5 folds: only 4 rows", "take fewer folds, or give more rows");
        assertFault(
                () -> Folds.stratified(2, 42).parts(new int[1]),
                "2 folds: only 1 row",
                "take fewer folds, or give more rows");
    }

    @Test
    void refusesToStratifyWithoutClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.stratified(2, 42).parts(9))
                .withMessage("stratified folds: expected the class of each row, got their number only");
    }

    private static void assertPartition(List<Parts> folds, int rows, int k) {
        assertThat(folds).hasSize(k);
        int[] timesHeldOut = new int[rows];
        for (Parts parts : folds) {
            Arrays.stream(parts.heldOut()).forEach(row -> timesHeldOut[row]++);
            assertThat(IntStream.concat(Arrays.stream(parts.heldOut()), Arrays.stream(parts.training()))
                            .sorted())
                    .containsExactlyElementsOf(IntStream.range(0, rows).boxed().toList());
        }
        assertThat(timesHeldOut).containsOnly(1);
    }

    private static String heldOut(List<Parts> folds) {
        StringBuilder text = new StringBuilder();
        folds.forEach(parts -> text.append(Arrays.toString(parts.heldOut())));
        return text.toString();
    }

    // Row by row the classes in turn, as long as they have rows left.
    private static int[] classes(int... counts) {
        int[] left = counts.clone();
        int[] classes = new int[Arrays.stream(counts).sum()];
        for (int row = 0, c = 0; row < classes.length; c = (c + 1) % counts.length) {
            if (left[c]-- > 0) {
                classes[row++] = c;
            }
        }
        return classes;
    }
}
