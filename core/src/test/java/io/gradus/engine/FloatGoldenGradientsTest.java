package io.gradus.engine;

import static io.gradus.GoldenCase.largest;
import static io.gradus.GoldenCase.largestDifference;
import static io.gradus.Tolerances.GOLDEN_IN_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.GoldenCase;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loss, output and gradient in float against what PyTorch 1.13.1's autograd gives in float64.
class FloatGoldenGradientsTest {
    @ParameterizedTest
    @MethodSource("cases")
    void backpropagationInFloatComesNearTheRecordedLossAndGradient(GoldenCase golden) {
        FloatPenalisedLoss objective =
                new FloatPenalisedLoss(golden.architecture(), golden.loss().name(), 0, golden.rows(), Team.ALONE);
        float[] g = new float[golden.parameters().length];
        double loss = objective.valueAndGradient(
                Storage.toFloat(golden.parameters()),
                Storage.toFloat(golden.x()),
                Storage.toFloat(golden.t()),
                golden.rows(),
                new Pass(0).training(0),
                g);
        double[] widened = new double[g.length];
        Storage.copy(g, widened);

        assertThat(Math.abs(loss - golden.lossValue()))
                .isLessThanOrEqualTo(GOLDEN_IN_FLOAT * Math.abs(golden.lossValue()));
        assertThat(largestDifference(widened, golden.gradient()))
                .isLessThanOrEqualTo(GOLDEN_IN_FLOAT * largest(golden.gradient()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void networkInFloatPredictsNearlyTheRecordedOutput(GoldenCase golden) {
        double[] y = Network.of(golden.architecture(), Precision.FLOAT, golden.parameters())
                .predict(golden.x(), golden.rows());

        assertThat(largestDifference(y, golden.output()))
                .isLessThanOrEqualTo(GOLDEN_IN_FLOAT * largest(golden.output()));
    }

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }
}
