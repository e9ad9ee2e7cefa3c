package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Hand-worked values, and where a metric comes to its limits: a class that is absent, equal scores, a single row.
class MetricEdgesTest {
    private static final double TOLERANCE = 1e-15;

    private static double of(String metric, Scored scored) {
        return Metric.named(metric).of(scored);
    }

    private static Scored binary(int[] actual, double... ofSecond) {
        double[] p = new double[2 * ofSecond.length];
        for (int row = 0; row < ofSecond.length; row++) {
            p[2 * row] = 1 - ofSecond[row];
            p[2 * row + 1] = ofSecond[row];
        }
        return Scored.classes(2, actual, p);
    }

    @Test
    void averagePrecisionOfConstantScoresIsThePartOfPositives() {
        assertThat(of("average_precision", binary(new int[] {0, 1, 0, 1, 1}, 0.5, 0.5, 0.5, 0.5, 0.5)))
                .isEqualTo(0.6);
    }

    @Test
    void averagePrecisionAddsUpSteps() {
        // scikit-learn's example: scores 0.8 (positive), 0.4 (negative), 0.35 (positive), 0.1: ½·1 + ½·2/3.
        assertThat(of("average_precision", binary(new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8)))
                .isCloseTo(5.0 / 6, within(TOLERANCE));
    }

    @Test
    void averagePrecisionNeedsAPositiveRow() {
        assertThat(of("average_precision", binary(new int[] {0, 0}, 0.1, 0.9))).isNaN();
        assertThat(of("average_precision", binary(new int[] {1, 1}, 0.1, 0.9))).isEqualTo(1);
    }

    @Test
    void brierOfTwoClassesIsThatOfTheSecond() {
        // (0.3² + (1 - 0.6)²) / 2
        assertThat(of("brier", binary(new int[] {0, 1}, 0.3, 0.6))).isCloseTo(0.125, within(TOLERANCE));
    }

    @Test
    void brierOfMoreClassesAddsUpAllOfThem() {
        // (1 - 0.5)² + 0.3² + 0.2²
        assertThat(of("brier", Scored.classes(3, new int[] {0}, new double[] {0.5, 0.3, 0.2})))
                .isCloseTo(0.38, within(TOLERANCE));
    }

    @Test
    void kappaAndCorrelationOfAHandWorkedMatrix() {
        // Cohen's kappa by hand: matrix [[20, 5], [10, 15]], N = 50: a = 35/50 = 0.7,
        // e = (25·30 + 25·20) / 2500 = 0.5, kappa = 0.2 / 0.5 = 0.4.
        // Correlation: (20·15 - 5·10) / √(25·30·25·20) = 250 / √375000.
        ConfusionMatrix matrix = matrix(new int[][] {{20, 5}, {10, 15}});
        assertThat(matrix.cohenKappa()).hasValue(0.4);
        assertThat(matrix.matthewsCorrelation()).isCloseTo(250 / Math.sqrt(375_000), within(TOLERANCE));
        assertThat(matrix.precision(0)).hasValue(20.0 / 30);
        assertThat(matrix.recall(0)).hasValue(0.8);
        assertThat(matrix.f1(0)).hasValue(40.0 / 55);
        assertThat(matrix.support(1)).isEqualTo(25);
        assertThat(matrix.balancedAccuracy()).isCloseTo(0.7, within(TOLERANCE));
        assertThat(matrix.weightedRecall()).isCloseTo(matrix.accuracy(), within(TOLERANCE));
    }

    private static ConfusionMatrix matrix(int[][] counts) {
        int total = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
        int[] actual = new int[total];
        int[] predicted = new int[total];
        int row = 0;
        for (int a = 0; a < counts.length; a++) {
            for (int p = 0; p < counts.length; p++) {
                for (int i = 0; i < counts[a][p]; i++) {
                    actual[row] = a;
                    predicted[row++] = p;
                }
            }
        }
        return ConfusionMatrix.of(counts.length, actual, predicted);
    }

    @Test
    void saysNothingOfAClassThatIsAbsent() {
        // Class 2 of three is neither actual nor predicted; class 1 is never predicted.
        ConfusionMatrix matrix = matrix(new int[][] {{3, 0, 0}, {2, 0, 0}, {0, 0, 0}});
        assertThat(matrix.precision(1)).isEmpty();
        assertThat(matrix.recall(1)).hasValue(0);
        assertThat(matrix.precision(2)).isEmpty();
        assertThat(matrix.recall(2)).isEmpty();
        assertThat(matrix.f1(2)).isEmpty();
        // One half: of the two classes that are there, one has precision 3/5 and the other counts as 0.
        assertThat(matrix.macroPrecision()).isEqualTo(0.3);
        assertThat(matrix.balancedAccuracy()).isEqualTo(0.5);
        assertThat(matrix.weightedPrecision()).isCloseTo(0.36, within(TOLERANCE));
    }

    @Test
    void correlationIsZeroAndKappaUndefinedForOneClass() {
        ConfusionMatrix oneClass = matrix(new int[][] {{4, 0}, {0, 0}});
        assertThat(oneClass.cohenKappa()).isEmpty();
        assertThat(oneClass.matthewsCorrelation()).isZero();
        // Two classes, always the same prediction: no better than chance.
        ConfusionMatrix constant = matrix(new int[][] {{3, 0}, {2, 0}});
        assertThat(constant.cohenKappa()).hasValue(0);
        assertThat(constant.matthewsCorrelation()).isZero();
    }

    @Test
    void topKOfEqualOutputsTakesTheFirst() {
        Scored equal = Scored.classes(3, new int[] {0, 1, 2}, new double[9]);
        assertThat(of("top_k_accuracy:1", equal)).isEqualTo(1.0 / 3);
        assertThat(of("accuracy", equal)).isEqualTo(1.0 / 3);
        assertThat(of("top_k_accuracy:2", equal)).isEqualTo(2.0 / 3);
        assertThat(of("top_k_accuracy:3", equal)).isEqualTo(1);
        assertThat(of("top_k_accuracy:9", equal)).isEqualTo(1);
    }

    @Test
    void calibrationPutsAnEdgeIntoTheLowerBin() {
        Scored.Classes scored = (Scored.Classes) binary(new int[] {0, 1, 1, 0}, 0, 0.3, 0.31, 1);
        Calibration calibration = Calibration.of(scored, 10).orElseThrow();
        assertThat(calibration.bins())
                .containsExactly(
                        new Calibration.Bin(0, 0.1, 1, 1, 0, 0),
                        new Calibration.Bin(0.2, 0.3, 1, 1, 0.3, 1),
                        new Calibration.Bin(0.3, 0.4, 1, 1, 0.31, 1),
                        new Calibration.Bin(0.9, 1, 1, 1, 1, 0));
        // (0 + 0.7 + 0.69 + 1) / 4
        assertThat(calibration.expectedError()).isCloseTo(0.5975, within(TOLERANCE));
    }

    @Test
    void calibrationOfMoreClassesIsThatOfThePredictedOne() {
        // 0.6 and right, 0.8 and wrong, 0.6 and wrong.
        Scored.Classes scored =
                Scored.classes(3, new int[] {0, 1, 2}, new double[] {0.6, 0.2, 0.2, 0.1, 0.1, 0.8, 0.2, 0.6, 0.2});
        assertThat(Calibration.of(scored, 2).orElseThrow().bins())
                .singleElement()
                .satisfies(bin -> {
                    assertThat(bin.cases()).isEqualTo(3);
                    assertThat(bin.predicted()).isCloseTo(2.0 / 3, within(TOLERANCE));
                    assertThat(bin.observed()).isEqualTo(1.0 / 3);
                });
    }

    @Test
    void outputsThatAreNoProbabilitiesHaveNoCalibration() {
        Scored.Classes scored = Scored.classes(2, new int[] {0, 1}, new double[] {0, 1.5, 0.5, 0.5});
        assertThat(Calibration.of(scored, 10)).isEmpty();
        assertThat(of("calibration_error", scored)).isNaN();
        assertThat(of("calibration_error", Scored.labels(1, new double[] {1}, new double[] {-0.1})))
                .isNaN();
    }

    @Test
    void refusesAnImpossibleNumberOfBins() {
        Scored.Classes scored = (Scored.Classes) binary(new int[] {0}, 0.5);
        for (int bins : new int[] {0, -1, 1001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Calibration.of(scored, bins))
                    .withMessage("bins: expected 1 to 1000, got " + bins);
        }
    }

    @Test
    void percentageErrorNeedsTargetsOtherThanZero() {
        // |10 - 8| / 10 and |-4 + 5| / 4
        assertThat(of("mape", Scored.numbers(1, new double[] {10, -4}, new double[] {8, -5})))
                .isCloseTo((0.2 + 0.25) / 2, within(TOLERANCE));
        assertThat(of("mape", Scored.numbers(1, new double[] {10, 0}, new double[] {8, 0})))
                .isNaN();
    }

    @Test
    void poissonDevianceNeedsCountsAndPositivePredictions() {
        // t = 0: 2·y.
        assertThat(of("poisson_deviance", Scored.numbers(1, new double[] {0}, new double[] {1.5})))
                .isEqualTo(3);
        assertThat(of("poisson_deviance", Scored.numbers(1, new double[] {1}, new double[] {0})))
                .isNaN();
        assertThat(of("poisson_deviance", Scored.numbers(1, new double[] {-1}, new double[] {1})))
                .isNaN();
    }

    @Test
    void pinballWeighsErrorsByTheirSide() {
        Scored oneUnderOneOver = Scored.numbers(1, new double[] {1, 1}, new double[] {0, 3});
        // 0.9·1 and 0.1·2
        assertThat(of("pinball:0.9", oneUnderOneOver)).isCloseTo(1.1 / 2, within(TOLERANCE));
        assertThat(of("pinball", oneUnderOneOver)).isEqualTo(of("mae", oneUnderOneOver) / 2);
    }

    @Test
    void oneLabelIsAboutTwoClasses() {
        double[] p = {0.2, 0.5, 0.9, 0.7};
        Scored label = Scored.labels(1, new double[] {0, 1, 1, 0}, p);
        Scored classes = binary(new int[] {0, 1, 1, 0}, p);
        for (String metric : new String[] {"accuracy", "roc_auc", "average_precision", "brier", "calibration_error"}) {
            assertThat(of(metric, label)).as(metric).isCloseTo(of(metric, classes), within(TOLERANCE));
        }
        assertThat(of("hamming_loss", label)).isEqualTo(1 - of("accuracy", label));
    }

    @Test
    void labelThatNeverHoldsCountsAsZeroAndHasNoRanking() {
        Scored scored = Scored.labels(2, new double[] {1, 0, 1, 0}, new double[] {0.9, 0.1, 0.8, 0.2});
        assertThat(of("f1", scored)).isEqualTo(0.5);
        assertThat(of("roc_auc", scored)).isNaN();
        assertThat(of("average_precision", scored)).isNaN();
    }

    @Test
    void labelsAreZeroOrOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scored.labels(2, new double[] {1, 0, 1, 0.5}, new double[4]))
                .withMessage("t of row 1, column 1: expected 0 or 1, got 0.5");
    }

    @Test
    void judgesASingleRow() {
        Scored row = binary(new int[] {1}, 0.8);
        assertThat(of("accuracy", row)).isEqualTo(1);
        assertThat(of("roc_auc", row)).isNaN();
        assertThat(of("cohen_kappa", row)).isNaN();
        Scored number = Scored.numbers(1, new double[] {2}, new double[] {1});
        assertThat(of("r2", number)).isNaN();
        assertThat(of("rmse", number)).isEqualTo(1);
    }
}
