package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.gradient.GradientMethod;
import io.gradus.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodComparisonTest {
    private static final GradientMethod NUMERICAL = GradientMethod.numericalDifferentiation(1e-4);

    @Test
    void bothMethodsEndAtTheSameParametersAndCountTheirPasses() {
        PreparedData data = Recipe.builder("kind")
                .hidden(3)
                .epochs(4)
                .shuffle(false)
                .build()
                .prepare(MadeUp.flowers());
        MethodComparison comparison = MethodComparison.run(data, NUMERICAL, 2, TrainingListener.NONE);
        int parameters = data.initial().architecture().parameterCount();

        assertThat(comparison.maxParameterDifference()).isPositive().isLessThan(1e-6);
        assertThat(comparison.backpropagation().forwardPassesPerStep()).isEqualTo(1);
        assertThat(comparison.numericalDifferentiation().forwardPassesPerStep()).isEqualTo(2L * parameters + 1);
        assertThat(comparison.backpropagation().steps()).isEqualTo(4 * 4); // 108 rows in batches of 32
        assertThat(comparison.backpropagation().losses())
                .extracting(MethodComparison.LoggedLoss::epoch)
                .containsExactly(0, 0, 0, 0, 2, 2, 2, 2, 3, 3, 3, 3);
        assertThat(comparison.backpropagation().losses())
                .extracting(MethodComparison.LoggedLoss::sample)
                .startsWith(0, 32, 64, 96);
        assertThat(comparison.speedup()).isPositive();
        assertThat(comparison.numericalDifferentiation().finalLoss())
                .isCloseTo(comparison.backpropagation().finalLoss(), within(1e-6));
    }

    @Test
    void refusesDropout() {
        PreparedData data = Recipe.builder("kind").dropout(0.5).build().prepare(MadeUp.flowers());
        assertThatThrownBy(() -> MethodComparison.run(data, NUMERICAL, 1, TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout: expected 0 in a comparison, got a network with dropout");
    }

    @Test
    void scalingStudyMeasuresEveryNetwork() {
        List<Integer> progress = new ArrayList<>();
        List<ScalingStudy.Point> points = ScalingStudy.run(new int[] {2, 4}, 1e-4, progress::add);
        assertThat(points).extracting(ScalingStudy.Point::parameters).containsExactly(12, 40);
        assertThat(points)
                .allSatisfy(point -> assertThat(point.backpropagation()).isPositive());
        assertThat(points)
                .allSatisfy(
                        point -> assertThat(point.numericalDifferentiation()).isPositive());
        assertThat(progress).containsExactly(1, 2);
        assertThat(ScalingStudy.points()).isEqualTo(9);
    }
}
