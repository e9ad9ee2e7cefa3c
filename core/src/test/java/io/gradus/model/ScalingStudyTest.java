package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingStudyTest {
    @Test
    void everyNetworkIsMeasuredByEachMethod() {
        List<Integer> progress = new ArrayList<>();
        List<ScalingStudy.Point> points = ScalingStudy.run(new int[] {2, 4}, 1e-4, progress::add);
        assertThat(points).extracting(ScalingStudy.Point::parameters).containsExactly(12, 40);
        assertThat(points).extracting(ScalingStudy.Point::sizes).containsExactly("2-2-2", "4-4-4");
        assertThat(points)
                .allSatisfy(point -> assertThat(point.backpropagation()).isPositive());
        assertThat(points)
                .allSatisfy(
                        point -> assertThat(point.numericalDifferentiation()).isPositive());
        assertThat(points)
                .allSatisfy(
                        point -> assertThat(point.restartedDifferentiation()).isPositive());
        assertThat(progress).containsExactly(1, 2);
        assertThat(ScalingStudy.points()).isEqualTo(9);
    }
}
