package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {
    // A few ulp: our sums have another order than NumPy's, our logarithm another rounding than libm's.
    private static final double TOLERANCE = 1e-14;

    // Ten rows of three classes, one of them a tie; the results were recorded with scikit-learn 1.2.1.
    private static final int[] ACTUAL = {0, 1, 2, 2, 1, 0, 2, 1, 0, 1};
    private static final double[] P = {
        0.7, 0.2, 0.1, 0.2, 0.5, 0.3, 0.1, 0.2, 0.7, 0.4, 0.4, 0.2, 0.3, 0.3, 0.4, //
        0.5, 0.25, 0.25, 0.05, 0.05, 0.9, 0.6, 0.3, 0.1, 0.2, 0.2, 0.6, 0.1, 0.8, 0.1
    };

    @Test
    void agreesWithScikitLearnOnThreeClasses() {
        ClassificationMetrics metrics = ClassificationMetrics.of(3, ACTUAL, P);

        assertThat(metrics.accuracy()).isEqualTo(0.6);
        assertThat(metrics.f1()).isCloseTo(0.6031746031746033, within(TOLERANCE));
        assertThat(metrics.logLoss()).isCloseTo(0.8054969749489465, within(TOLERANCE));
        assertThat(metrics.rocAuc().getAsDouble()).isCloseTo(0.8373015873015873, within(TOLERANCE));
        assertThat(metrics.confusion().counts()).isDeepEqualTo(new int[][] {{2, 0, 1}, {1, 2, 1}, {1, 0, 2}});
    }

    @Test
    void agreesWithScikitLearnsExampleOfLogLoss() {
        // log_loss(["spam", "ham", "ham", "spam"], [[.1, .9], [.9, .1], [.8, .2], [.35, .65]]): 0.21616…
        double[] p = {0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65};
        assertThat(ClassificationMetrics.logLoss(2, new int[] {1, 0, 0, 1}, p))
                .isCloseTo(0.21616187468057912, within(TOLERANCE));
    }

    @Test
    void agreesWithScikitLearnsExampleOfRocAuc() {
        // Of the four pairs only (0.4, 0.35) is in the wrong order: 3/4.
        double[] p = {0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8};
        assertThat(ClassificationMetrics.rocAuc(2, new int[] {0, 0, 1, 1}, p)).hasValue(0.75);
    }

    @Test
    void dividesOutputsByTheirSumInTheLogLoss() {
        // Independent outputs, one pair (0, 0.4), one (1, 0); recorded with scikit-learn 1.2.1.
        double[] p = {0.9, 0.3, 0.2, 0.7, 0.6, 0.6, 0, 0.4, 1, 0};
        int[] actual = {0, 1, 1, 0, 1};
        assertThat(ClassificationMetrics.logLoss(2, actual, p)).isCloseTo(14.480631945530558, within(TOLERANCE * 100));
        assertThat(ClassificationMetrics.rocAuc(2, actual, p)).hasValue(2.0 / 3);
    }

    @Test
    void clipsTheLogLossOfACertainMistake() {
        // -ln 2^-52 = 52 ln 2
        assertThat(ClassificationMetrics.logLoss(2, new int[] {0}, new double[] {0, 1}))
                .isCloseTo(52 * 0.6931471805599453, within(1e-13));
        // Outputs of tanh may be below 0; they are clipped alike.
        assertThat(ClassificationMetrics.logLoss(2, new int[] {0}, new double[] {-0.5, 1}))
                .isCloseTo(52 * 0.6931471805599453, within(1e-13));
    }

    @Test
    void countsEqualScoresHalf() {
        // Negatives 0.5, 0.2; positives 0.5, 0.5, 0.9: (1.5 + 1.5 + 2) / 6.
        double[] p = {0.5, 0.5, 0.5, 0.5, 0.8, 0.2, 0.5, 0.5, 0.1, 0.9};
        assertThat(ClassificationMetrics.rocAuc(2, new int[] {0, 1, 0, 1, 1}, p))
                .hasValue(5.0 / 6);
    }

    @Test
    void takesMinusZeroAndZeroForEqualScores() {
        assertThat(ClassificationMetrics.rocAuc(2, new int[] {0, 1}, new double[] {1, 0.0, 1, -0.0}))
                .hasValue(0.5);
    }

    @Test
    void hasNoRocAucWhereAClassIsAbsent() {
        assertThat(ClassificationMetrics.rocAuc(2, new int[] {1, 1}, new double[] {0, 1, 0, 1}))
                .isEmpty();
        assertThat(ClassificationMetrics.rocAuc(2, new int[] {0, 0}, new double[] {0, 1, 0, 1}))
                .isEmpty();
        assertThat(ClassificationMetrics.rocAuc(3, new int[] {0, 1}, new double[] {1, 0, 0, 0, 1, 0}))
                .isEmpty();
    }

    @Test
    void predictsTheFirstOfEqualProbabilities() {
        assertThat(ClassificationMetrics.mostProbable(3, new double[] {0.2, 0.4, 0.4, 0.1, 0.1, 0.8}))
                .containsExactly(1, 2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassificationMetrics.of(2, new int[] {0, 1}, new double[] {1, 0}))
                .withMessage("p: expected 4 values (2 × 2), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassificationMetrics.mostProbable(2, new double[3]))
                .withMessage("p: expected a multiple of 2 values, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassificationMetrics.logLoss(2, new int[] {0}, new double[3]))
                .withMessage("p: expected 2 values (1 × 2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassificationMetrics.of(2, new int[] {0, 1}, new double[] {1, 0, 0, Double.NaN}))
                .withMessage("p of row 1, column 1: expected a finite number, got NaN");
    }
}
