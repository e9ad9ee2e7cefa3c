package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.layer.Activation.Elementwise;
import io.gradus.math.Reference;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationTest {
    private static final Elementwise SIGMOID = new Activation.Sigmoid();

    @Test
    void sigmoidIsStableAtBothEnds() {
        assertThat(SIGMOID.value(0)).isEqualTo(0.5);
        assertThat(SIGMOID.value(1e308)).isEqualTo(1);
        assertThat(SIGMOID.value(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(SIGMOID.value(-1e308)).isZero();
        assertThat(SIGMOID.value(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(SIGMOID.value(Double.NaN)).isNaN();
        // e^-700 / (1 + e^-700), a number that 1 / (1 + e^700) still has; at -730 only e^z / (1 + e^z) has it
        assertThat(SIGMOID.value(-700)).isCloseTo(StrictMath.exp(-700), within(1e-315));
        assertThat(SIGMOID.value(-730)).isPositive().isCloseTo(StrictMath.exp(-730), within(1e-322));
    }

    @Test
    void sigmoidIsWithinItsStatedErrorDownToItsSmallestNumbers() {
        double worst = 0;
        for (double z = -745; z < 40; z += z < -6 ? 0.37 : 0.0037) {
            worst = Math.max(worst, Reference.ulps(SIGMOID.value(z), Reference.sigmoid(new BigDecimal(z))));
        }
        assertThat(worst).isLessThan(2.5);
    }

    @Test
    void sigmoidOfPlusAndMinusZAddUpToOne() {
        for (double z = 0; z < 40; z += 0.37) {
            assertThat(SIGMOID.value(z) + SIGMOID.value(-z)).isCloseTo(1, within(2e-16));
        }
    }

    @Test
    void reluHasDerivativeZeroAtItsKinkAndKeepsNaN() {
        Elementwise relu = new Activation.Relu();
        assertThat(relu.derivative(0, 0)).isZero();
        assertThat(relu.derivative(1e-300, 1e-300)).isEqualTo(1);
        assertThat(relu.value(-3)).isZero();
        assertThat(relu.value(Double.NaN)).isNaN();
    }

    @Test
    void softmaxOfLargeNumbersDoesNotOverflow() {
        double[] a = new double[3];
        // e^-1 / (1 + e^-1 + e^-2) and its kin, whatever is added to all three
        Activation.softmax().forward(new double[] {1000, 999, 998}, a, 0, 3);
        assertThat(a)
                .containsExactly(
                        new double[] {0.6652409557748219, 0.24472847105479767, 0.09003057317038046}, within(2e-16));
    }

    @Test
    void softmaxLeavesOtherRowsAlone() {
        double[] a = {7, 7, 7, 7};
        Activation.softmax().forward(new double[] {1, 2, 2, 3}, a, 1, 2);
        assertThat(a).containsExactly(7, 0.5, 0.5, 7);
    }

    @Test
    void namesAreFoundAgain() {
        for (Activation activation : Activation.all()) {
            assertThat(Activation.named(activation.name())).isEqualTo(activation);
        }
        for (Loss loss : Loss.all()) {
            assertThat(Loss.named(loss.name())).isEqualTo(loss);
        }
        for (Initializer initializer : Initializer.all()) {
            assertThat(Initializer.named(initializer.name())).isEqualTo(initializer);
        }
    }

    @Test
    void unknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Activation.named("sigmod"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "activation: expected one of identity, sigmoid, tanh, softsign, relu, leaky_relu, elu, selu, gelu, silu,"
                                + " softplus, exp, softmax, got \"sigmod\"");
        assertThatThrownBy(() -> Loss.named("MSE"))
                .hasMessage(
                        "loss: expected one of mse, mae, huber, quantile, binary_cross_entropy, categorical_cross_entropy,"
                                + " poisson, got \"MSE\"");
    }

    @Test
    void nameHasTheParameterThatIsNotTheDefault() {
        assertThat(Activation.leakyRelu(0.01).name()).isEqualTo("leaky_relu");
        assertThat(Activation.leakyRelu(0.2).name()).isEqualTo("leaky_relu:0.2");
        assertThat(Activation.elu(2).name()).isEqualTo("elu:2");
        assertThat(Activation.named("elu:1")).isEqualTo(Activation.elu());
        for (Activation activation : List.of(Activation.leakyRelu(1e-5), Activation.elu(1 / 3.0))) {
            assertThat(Activation.named(activation.name())).isEqualTo(activation);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            leaky_relu:1.5  | slope of leaky_relu: expected a number from 0 to 1, got 1.5
            leaky_relu:-0.1 | slope of leaky_relu: expected a number from 0 to 1, got -0.1
            elu:-1          | alpha of elu: expected a number from 0 to 1000000, got -1
            elu:1e7         | alpha of elu: expected a number from 0 to 1000000, got 1.0E7
            elu:            | activation: expected a number after elu:, got ""
            elu:NaN         | activation: expected a number after elu:, got "NaN"
            relu:0.1        | activation: relu takes no number, got "relu:0.1"
            """)
    void parameterThatDoesNotFitIsRefused(String name, String message) {
        assertThatThrownBy(() -> Activation.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void parameterThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Activation.elu(Double.NaN))
                .hasMessage("alpha of elu: expected a number from 0 to 1000000, got NaN");
    }
}
