package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DatasetTest {
    @Test
    void laysRowsOutOneAfterTheOther() {
        Dataset data = Dataset.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[][] {{7}, {8}, {9}});
        assertThat(data.rows()).isEqualTo(3);
        assertThat(data.inputs()).isEqualTo(2);
        assertThat(data.outputs()).isEqualTo(1);
        assertThat(data.x()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(data.t()).containsExactly(7, 8, 9);
        assertThat(data).hasToString("Dataset[3 rows, 2 inputs, 1 outputs]");
    }

    @Test
    void copiesItsArraysOnEntryOnly() {
        double[] x = {1, 2};
        Dataset data = Dataset.of(2, 1, 1, x, new double[] {3, 4});
        x[0] = 9;
        assertThat(data.x()).containsExactly(1, 2).isSameAs(data.x());
        assertThat(data.t()).isSameAs(data.t());
    }

    @Test
    void selectsRowsInTheOrderAskedFor() {
        Dataset data = Dataset.of(3, 2, 1, new double[] {1, 2, 3, 4, 5, 6}, new double[] {7, 8, 9})
                .select(new int[] {2, 0, 2});
        assertThat(data.rows()).isEqualTo(3);
        assertThat(data.x()).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(data.t()).containsExactly(9, 7, 9);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> data.select(new int[] {-1}));
    }

    @Test
    void weightsAreCopiedAndFollowTheirRows() {
        double[] weights = {1, 0, 2.5};
        Dataset bare = Dataset.of(3, 1, 1, new double[] {1, 2, 3}, new double[] {7, 8, 9});
        Dataset data = bare.withWeights(weights);
        weights[0] = 9;
        assertThat(data.weights()).containsExactly(1, 0, 2.5);
        assertThat(data.x()).isEqualTo(bare.x());
        assertThat(data.select(new int[] {2, 0, 2}).weights()).containsExactly(2.5, 1, 2.5);
        assertThat(bare.weights()).isNull();
        assertThat(bare.select(new int[] {2}).weights()).isNull();
    }

    @Test
    void refusesWeightsThatCanNotBe() {
        Dataset data = Dataset.of(2, 1, 1, new double[] {1, 2}, new double[] {7, 8});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withWeights(new double[3]))
                .withMessage("weights: expected 2, one a row, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withWeights(new double[] {1, -0.5}))
                .withMessage("weights[1]: expected a finite number of at least 0, got -0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withWeights(new double[] {Double.NaN, 1}))
                .withMessage("weights[0]: expected a finite number of at least 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withWeights(new double[2]))
                .withMessage("weights: expected a finite sum above 0, got 0.0");
    }

    @Test
    void mayBeEmpty() {
        assertThat(Dataset.of(0, 2, 1, new double[0], new double[0]).rows()).isZero();
    }

    @Test
    void refusesShapesThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(new double[0][], new double[0][]))
                .withMessage("rows of x and t: expected equally many, at least 1, got 0 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(new double[][] {{1}, {2}}, new double[][] {{1}}))
                .withMessage("rows of x and t: expected equally many, at least 1, got 2 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(new double[][] {{1, 2}, {3}}, new double[][] {{1}, {2}}))
                .withMessage("x[1]: expected 2 values as in x[0], got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(2, 1, 1, new double[2], new double[3]))
                .withMessage("t: expected 2 values (2 × 1), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(1, 0, 1, new double[0], new double[1]))
                .withMessage("shape: expected rows ≥ 0, inputs ≥ 1, outputs ≥ 1, got 1, 0, 1");
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(2, 2, 1, new double[] {1, 2, Double.NaN, 4}, new double[2]))
                .withMessage("x[1][0]: expected a finite number, got NaN");
    }
}
