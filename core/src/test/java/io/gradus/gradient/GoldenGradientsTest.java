package io.gradus.gradient;

import static io.gradus.GoldenCase.largest;
import static io.gradus.GoldenCase.largestDifference;
import static io.gradus.Tolerances.GOLDEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.GoldenCase;
import io.gradus.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loss, output and gradient against PyTorch 1.13.1's autograd in float64: recorded networks of random shapes.
class GoldenGradientsTest {
    @ParameterizedTest
    @MethodSource("cases")
    void backpropagationGivesTheRecordedLossAndGradient(GoldenCase golden) {
        Objective objective = new Objective(golden.architecture(), golden.loss(), 0, 0, golden.rows());
        double[] g = new double[golden.parameters().length];
        Batch batch = new Batch(golden.x(), golden.t(), golden.rows());
        double loss = GradientMethod.backpropagation().lossAndGradient(objective, golden.parameters(), batch, 0, g);

        assertThat(Math.abs(loss - golden.lossValue())).isLessThanOrEqualTo(GOLDEN * Math.abs(golden.lossValue()));
        assertThat(largestDifference(g, golden.gradient())).isLessThanOrEqualTo(GOLDEN * largest(golden.gradient()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void networkPredictsTheRecordedOutput(GoldenCase golden) {
        double[] y = Network.of(golden.architecture(), golden.parameters()).predict(golden.x(), golden.rows());

        assertThat(largestDifference(y, golden.output())).isLessThanOrEqualTo(GOLDEN * largest(golden.output()));
    }

    @Test
    void allCasesAreThere() {
        assertThat(cases()).hasSize(60 + 120);
    }

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }
}
