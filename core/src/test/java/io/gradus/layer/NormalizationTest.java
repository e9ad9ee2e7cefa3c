package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.layer.ParameterBlock.Kind;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final Architecture ARCHITECTURE = Architecture.of(
            3,
            Layer.batchNorm(Activation.identity()),
            Layer.dense(4, Activation.identity()),
            Layer.layerNorm(Activation.relu()),
            Layer.dropout(0.1),
            Layer.dense(2, Activation.identity()),
            Layer.batchNorm(Activation.tanh()),
            Layer.dense(2, Activation.softmax()));

    @Test
    void parametersAreNumberedByNormalisationInTheFlatOrder() {
        assertThat(ARCHITECTURE.blocks())
                .containsExactly(
                        new ParameterBlock("gamma1", Kind.GAMMA, 1, 3, 0),
                        new ParameterBlock("beta1", Kind.BETA, 1, 3, 3),
                        new ParameterBlock("W1", Kind.WEIGHTS, 3, 4, 6),
                        new ParameterBlock("b1", Kind.BIAS, 1, 4, 18),
                        new ParameterBlock("gamma2", Kind.GAMMA, 1, 4, 22),
                        new ParameterBlock("beta2", Kind.BETA, 1, 4, 26),
                        new ParameterBlock("W2", Kind.WEIGHTS, 4, 2, 30),
                        new ParameterBlock("b2", Kind.BIAS, 1, 2, 38),
                        new ParameterBlock("gamma3", Kind.GAMMA, 1, 2, 40),
                        new ParameterBlock("beta3", Kind.BETA, 1, 2, 42),
                        new ParameterBlock("W3", Kind.WEIGHTS, 2, 2, 44),
                        new ParameterBlock("b3", Kind.BIAS, 1, 2, 48));
        assertThat(ARCHITECTURE.parameterCount()).isEqualTo(50);
        assertThat(ARCHITECTURE.blocks().stream().map(ParameterBlock::place))
                .startsWith("normalisation 1", "normalisation 1", "layer 1");
        assertThat(ARCHITECTURE.sizes()).isEqualTo("3-4-2-2");
    }

    @Test
    void batchNormalisationsAloneHaveRunningStatistics() {
        assertThat(ARCHITECTURE.stateBlocks())
                .containsExactly(
                        new StateBlock("mean1", 3, 0, 0),
                        new StateBlock("variance1", 3, 3, 1),
                        new StateBlock("mean3", 2, 6, 0),
                        new StateBlock("variance3", 2, 8, 1));
        assertThat(ARCHITECTURE.initialState()).containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 1, 1);
        assertThat(ARCHITECTURE.fewestTrainingRows()).isEqualTo(2);
        Architecture rowsAlone =
                Architecture.of(3, Layer.layerNorm(Activation.tanh()), Layer.dense(1, Activation.identity()));
        assertThat(rowsAlone.stateCount()).isZero();
        assertThat(rowsAlone.fewestTrainingRows()).isEqualTo(1);
    }

    @Test
    void rejectsAStateThatDoesNotFit() {
        assertRejected(() -> ARCHITECTURE.checkState(new double[9]), "state: expected 10 running statistics, got 9");
        double[] state = ARCHITECTURE.initialState();
        state[0] = -3; // a mean may be
        ARCHITECTURE.checkState(state);
        state[9] = -1e-9;
        assertRejected(() -> ARCHITECTURE.checkState(state), "variance3[1]: expected at least 0, got -1.0E-9");
    }

    @Test
    void rejectsSettingsOutOfRange() {
        Activation f = Activation.tanh();
        assertRejected(() -> new Layer.BatchNorm(0, 1e-5, f), "momentum: expected 0 < momentum <= 1, got 0.0");
        assertRejected(() -> new Layer.BatchNorm(1.01, 1e-5, f), "momentum: expected 0 < momentum <= 1, got 1.01");
        assertRejected(() -> new Layer.BatchNorm(Double.NaN, 1e-5, f), "momentum: expected 0 < momentum <= 1, got NaN");
        assertRejected(() -> new Layer.BatchNorm(0.1, 0, f), "epsilon: expected a finite number above 0, got 0.0");
        assertRejected(() -> new Layer.LayerNorm(-1, f), "epsilon: expected a finite number above 0, got -1.0");
        assertRejected(
                () -> new Layer.LayerNorm(Double.POSITIVE_INFINITY, f),
                "epsilon: expected a finite number above 0, got Infinity");
        assertThat(new Layer.BatchNorm(1, 1e-5, f).momentum()).isEqualTo(1);
    }

    @Test
    void defaultsAreThoseOfPyTorch() {
        assertThat(Layer.batchNorm(Activation.relu())).isEqualTo(new Layer.BatchNorm(0.1, 1e-5, Activation.relu()));
        assertThat(Layer.layerNorm(Activation.relu())).isEqualTo(new Layer.LayerNorm(1e-5, Activation.relu()));
    }

    @Test
    void standsBetweenTheWeightedSumsAndTheActivation() {
        Activation f = Activation.relu();
        Layer sums = Layer.dense(4, Activation.identity());
        assertThat(Normalization.named("none").hidden(4, f)).containsExactly(Layer.dense(4, f));
        assertThat(Normalization.named("batch").hidden(4, f)).containsExactly(sums, Layer.batchNorm(f));
        assertThat(Normalization.named("layer").hidden(4, f)).containsExactly(sums, Layer.layerNorm(f));
        assertRejected(() -> Normalization.named("group"), "norm: expected one of none, batch, layer, got \"group\"");
    }

    private static void assertRejected(Runnable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action::run).withMessage(message);
    }
}
