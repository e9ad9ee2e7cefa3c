package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void countsActualInRowsAndPredictedInColumns() {
        // The example of scikit-learn's confusion_matrix: y_true = [2, 0, 2, 2, 0, 1], y_pred = [0, 0, 2, 2, 0,
        // 1].
        ConfusionMatrix matrix = ConfusionMatrix.of(3, new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 1});

        assertThat(matrix.counts()).isDeepEqualTo(new int[][] {{2, 0, 0}, {0, 1, 0}, {1, 0, 2}});
        assertThat(matrix.count(2, 0)).isEqualTo(1);
        assertThat(matrix.classes()).isEqualTo(3);
        assertThat(matrix.total()).isEqualTo(6);
        assertThat(matrix.accuracy()).isEqualTo(5.0 / 6);
    }

    @Test
    void givesItsCountsAsACopy() {
        ConfusionMatrix matrix = ConfusionMatrix.of(2, new int[] {0}, new int[] {0});
        matrix.counts()[0][0] = 7;
        assertThat(matrix.count(0, 0)).isEqualTo(1);
    }

    @Test
    void averagesF1OverClasses() {
        // The example of scikit-learn's f1_score: only class 0 is ever right, 2 of 2 + 2; so (2·2/(2+3) + 0 +
        // 0)/3.
        ConfusionMatrix matrix = ConfusionMatrix.of(3, new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1});
        assertThat(matrix.macroF1()).isEqualTo(0.26666666666666666);
    }

    @Test
    void countsAClassThatIsOnlyPredictedAsZero() {
        // Class 1 is never actual: F1 is 2·1/(2+1) for class 0 and 0 for class 1.
        ConfusionMatrix matrix = ConfusionMatrix.of(2, new int[] {0, 0}, new int[] {0, 1});
        assertThat(matrix.macroF1()).isEqualTo((2.0 / 3 + 0) / 2);
    }

    @Test
    void leavesAClassOutThatIsNeitherActualNorPredicted() {
        // scikit-learn 1.2.1: f1_score([0, 0, 1, 1], [0, 0, 1, 3], average="macro"); class 2 does not occur.
        ConfusionMatrix matrix = ConfusionMatrix.of(4, new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 3});
        assertThat(matrix.macroF1()).isEqualTo(0.5555555555555555);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(1, new int[] {0}, new int[] {0}))
                .withMessage("classes: expected at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(2, new int[0], new int[0]))
                .withMessage("actual: expected at least 1 row, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(2, new int[] {0, 1}, new int[] {0}))
                .withMessage("predicted: expected 2 rows, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(2, new int[] {0, 2}, new int[] {0, 1}))
                .withMessage("actual[1]: expected a class from 0 to 1, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(2, new int[] {0, 1}, new int[] {-1, 1}))
                .withMessage("predicted[0]: expected a class from 0 to 1, got -1");
    }
}
