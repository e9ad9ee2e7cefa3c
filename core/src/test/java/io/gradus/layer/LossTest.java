package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossTest {
    /// ((0.3 - 1)² + (0.9 - 0)²) / 2 = (0.49 + 0.81) / 2 = 0.65; derivative 2/2·(y - t).
    @Test
    void mseIsTheMeanOverTheOutputs() {
        double[] y = {0.3, 0.9};
        double[] t = {1, 0};
        double[] delta = new double[2];
        assertThat(Loss.mse().ofRow(y, y, 0, t, 0, 2, new double[2])).isCloseTo(0.65, within(1e-15));
        Loss.mse().derivative(y, y, 0, t, 0, 2, 1, delta);
        assertThat(delta).containsExactly(new double[] {-0.7, 0.9}, within(1e-15));
    }

    /// -ln 0.25 for one class that has probability 1/4.
    @Test
    void categoricalCrossEntropyIsMinusTheLogOfTheProbability() {
        double[] z = {5, 5, 5, 5};
        assertThat(categorical(z, new double[] {0, 0, 1, 0})).isCloseTo(StrictMath.log(4), within(1e-15));
        assertThat(categorical(new double[] {1e4, 0, 0, 0}, new double[] {0, 1, 0, 0}))
                .isEqualTo(1e4);
    }

    private static double categorical(double[] z, double[] t) {
        return Loss.categoricalCrossEntropy().ofRow(z, z, 0, t, 0, 4, new double[4]);
    }

    /// z = 0 is probability ½: ln 2 whatever the target. z = 800 with target 0 costs 800, and nothing overflows.
    @Test
    void binaryCrossEntropyIsComputedFromTheWeightedSum() {
        assertThat(binary(0, 0.3)).isCloseTo(StrictMath.log(2), within(1e-15));
        assertThat(binary(800, 0)).isEqualTo(800);
        assertThat(binary(-800, 0)).isZero();
        assertThat(binary(-40, 0)).isCloseTo(StrictMath.exp(-40), within(1e-32));
    }

    private static double binary(double z, double t) {
        return Loss.binaryCrossEntropy()
                .ofRow(new double[] {z}, new double[1], 0, new double[] {t}, 0, 1, new double[1]);
    }

    @Test
    void fusedLossNamesTheOutputActivationItNeeds() {
        assertThatThrownBy(() -> Loss.categoricalCrossEntropy().checkOutput(Activation.sigmoid()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss categorical_cross_entropy: expected the output activation softmax, got sigmoid");
        assertThatThrownBy(() -> Loss.binaryCrossEntropy().checkOutput(Activation.tanh()))
                .hasMessage("loss binary_cross_entropy: expected the output activation sigmoid, got tanh");
    }
}
