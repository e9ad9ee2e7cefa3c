package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradus.metric.Scored.Kind;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A row of weight 2 is two rows, one of weight 0 is none: so every metric with weights has one without for its oracle.
class WeightedMetricsTest {
    /// Other orders of summation.
    private static final double TOLERANCE = 1e-14;

    private static final int[] ACTUAL = {0, 1, 2, 0, 1, 2, 1};
    private static final double[] LABELS = {1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0};
    private static final double[] T = {3, 1, 4, 1.5, 5, 9, 2, 6, 5, 3.5, 5.5, 8, 9.5, 7};
    private static final double[] P3 = {
        0.5, 0.3, 0.2, 0.2, 0.2, 0.6, 0.1, 0.3, 0.6, 0.3, 0.4, 0.3, 0.1, 0.8, 0.1, 0.4, 0.3, 0.3, 0.3, 0.6, 0.1
    };
    private static final double[] P2 = {0.7, 0.2, 0.6, 0.9, 0.4, 0.7, 0.2, 0.1, 0.3, 0.6, 0.5, 0.8, 0.9, 0.2};
    private static final double[] WEIGHTS = {1, 2, 1, 0, 3, 1, 2};

    private static Scored scored(Kind kind, int[] rows) {
        return switch (kind) {
            case CLASSES ->
                Scored.classes(3, Arrays.stream(rows).map(row -> ACTUAL[row]).toArray(), select(P3, 3, rows));
            case LABELS -> Scored.labels(2, select(LABELS, 2, rows), select(P2, 2, rows));
            case NUMBERS -> Scored.numbers(2, select(T, 2, rows), select(P2, 2, rows));
        };
    }

    private static double[] select(double[] matrix, int width, int[] rows) {
        return Arrays.stream(rows)
                .flatMap(row -> IntStream.range(row * width, (row + 1) * width))
                .mapToDouble(i -> matrix[i])
                .toArray();
    }

    @ParameterizedTest
    @EnumSource
    void countARowAsOftenAsItWeighs(Kind kind) {
        int[] once = IntStream.range(0, WEIGHTS.length).toArray();
        int[] repeated = Arrays.stream(once)
                .flatMap(row -> IntStream.generate(() -> row).limit((long) WEIGHTS[row]))
                .toArray();
        Scored weighted = scored(kind, once).weighted(WEIGHTS);
        assertThat(Metric.all(kind))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(metric.of(weighted))
                        .as(metric.name())
                        .isCloseTo(metric.of(scored(kind, repeated)), within(TOLERANCE)));
    }

    @ParameterizedTest
    @EnumSource
    void ofOneGiveTheBitsOfNone(Kind kind) {
        int[] rows = IntStream.range(0, WEIGHTS.length).toArray();
        double[] ones = new double[WEIGHTS.length];
        Arrays.fill(ones, 1);
        Scored scored = scored(kind, rows);
        assertThat(Metric.all(kind))
                .allSatisfy(metric -> assertThat(metric.of(scored.weighted(ones)))
                        .as(metric.name())
                        .isEqualTo(metric.of(scored)));
    }

    @ParameterizedTest
    @EnumSource
    void refuseWhatIsNoWeight(Kind kind) {
        Scored scored = scored(kind, new int[] {0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scored.weighted(new double[] {1}))
                .withMessage("weights: expected one a row, 2, got 1");
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scored.weighted(new double[] {1, wrong}))
                    .withMessage("weight of row 1: expected a finite number, not negative, got " + wrong);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scored.weighted(new double[2]))
                .withMessage("weights: expected at least one above 0, got none");
    }
}
