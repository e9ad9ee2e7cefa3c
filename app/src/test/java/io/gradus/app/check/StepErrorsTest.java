package io.gradus.app.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.app.plot.PowerLaw;
import io.gradus.diagnosis.Situation;
import io.gradus.layer.Loss;
import org.junit.jupiter.api.Test;

class StepErrorsTest {
    /// The least squares line through eight points of a decade and a half; the next term of the error is h² smaller.
    private static final double SLOPE = 0.05;

    @Test
    void errorOfASmoothNetworkGrowsWithTheSquareOfTheStep() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "sigmoid", 2), Loss.mse(), 5);
        for (CheckedBlock block : Samples.of(s, g -> g).blocks()) {
            PowerLaw law = StepErrors.of(s, block.check(), 0).truncation();
            assertThat(law).as(block.name()).isNotNull();
            assertThat(law.slope()).as(block.name()).isCloseTo(2, within(SLOPE));
        }
    }

    @Test
    void errorOfSmallStepsIsThatOfRounding() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "sigmoid", 2), Loss.mse(), 5);
        StepErrors errors =
                StepErrors.of(s, Samples.of(s, g -> g).blocks().getFirst().check(), 0);
        int last = errors.size() - 1;
        assertThat(errors.step(last)).isCloseTo(1e-12, within(1e-20));
        assertThat(errors.error(last)).isLessThan(10 * errors.rounding(1e-12));
        assertThat(errors.error(last)).isGreaterThan(1e3 * errors.error(errors.size() / 2));
    }

    @Test
    void quadraticLossHasNoCurvatureErrorToFit() {
        Situation s = Samples.random(Samples.network(3, "identity", 2), Loss.mse(), 5);
        StepErrors errors =
                StepErrors.of(s, Samples.of(s, g -> g).blocks().getFirst().check(), 0);
        assertThat(errors.truncation()).isNull();
        assertThat(errors.isClear()).isFalse();
    }
}
