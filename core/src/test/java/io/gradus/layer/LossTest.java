package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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

    /// y - t = (-3, 0, 0.5, 2): mean of the absolute values 5.5/4; slopes are the signs, 0 at the kink.
    @Test
    void maeIsTheMeanOfAbsoluteErrors() {
        assertThat(ofErrors(Loss.mae())).isEqualTo(1.375);
        assertThat(slopes(Loss.mae())).containsExactly(-0.25, 0, 0.25, 0.25);
    }

    /// δ = 1: (1·(3 - ½) + 0 + 0.5²/2 + 1·(2 - ½)) / 4 = (2.5 + 0.125 + 1.5) / 4. δ = 2.5: (2.5·(3 - 1.25) + 0.125 + 2) / 4.
    @Test
    void huberIsASquareUpToDeltaAndALineBeyond() {
        assertThat(ofErrors(Loss.huber(1))).isEqualTo(1.03125);
        assertThat(slopes(Loss.huber(1))).containsExactly(-0.25, 0, 0.125, 0.25);
        assertThat(ofErrors(Loss.huber(2.5))).isEqualTo(1.625);
        assertThat(slopes(Loss.huber(2.5))).containsExactly(-0.625, 0, 0.125, 0.5);
    }

    /// τ = ¾: below the target ¾ a unit, above it ¼: (0.75·3 + 0 + 0.25·0.5 + 0.25·2) / 4.
    @Test
    void quantileWeighsErrorsBelowTheTargetByTauAndThoseAboveByTheRest() {
        assertThat(ofErrors(Loss.quantile(0.75))).isEqualTo(0.71875);
        assertThat(slopes(Loss.quantile(0.75))).containsExactly(-0.1875, 0, 0.0625, 0.0625);
        assertThat(2 * ofErrors(Loss.quantile(0.5))).isEqualTo(ofErrors(Loss.mae()));
    }

    /// z = ln 2, so y = 2, and t = 3: 2 - 3 ln 2; slope by z is y - t = -1.
    @Test
    void poissonIsTheRateMinusTheCountTimesItsLogarithm() {
        double[] z = {StrictMath.log(2)};
        double[] y = {2};
        double[] t = {3};
        double[] delta = new double[1];
        assertThat(Loss.poisson().ofRow(z, y, 0, t, 0, 1, new double[1]))
                .isCloseTo(2 - 3 * StrictMath.log(2), within(1e-15));
        Loss.poisson().derivative(z, y, 0, t, 0, 1, 0.5, delta);
        assertThat(delta).containsExactly(-0.5);
    }

    private static final double[] OUTPUTS = {-2, 1, 0.5, 5};
    private static final double[] TARGETS = {1, 1, 0, 3};

    private static double ofErrors(Loss loss) {
        return loss.ofRow(OUTPUTS, OUTPUTS, 0, TARGETS, 0, 4, new double[4]);
    }

    private static double[] slopes(Loss loss) {
        double[] delta = new double[4];
        loss.derivative(OUTPUTS, OUTPUTS, 0, TARGETS, 0, 4, 1, delta);
        return delta;
    }

    /// The derivative of every loss against a central difference of its value, by z where it is fused: h² and 1e-16/h make
    /// about 1e-10.
    @Test
    void derivativeOfEveryLossIsThatOfItsValue() {
        double h = 1e-5;
        double[] t = {0.25, 0.75};
        List<Loss> all = new ArrayList<>(Loss.all());
        all.addAll(List.of(Loss.huber(0.1), Loss.quantile(0.9)));
        for (Loss loss : all) {
            Activation f = switch (loss) {
                case Loss.OfDifference _ -> Activation.identity();
                case Loss.Poisson _ -> Activation.exp();
                case Loss.BinaryCrossEntropy _ -> Activation.sigmoid();
                case Loss.CategoricalCrossEntropy _ -> Activation.softmax();
            };
            double[] z = {0.4, -1.3};
            double[] delta = new double[2];
            loss.derivative(z, activated(f, z), 0, t, 0, 2, 1, delta);
            for (int j = 0; j < 2; j++) {
                double[] above = z.clone();
                double[] below = z.clone();
                above[j] += h;
                below[j] -= h;
                double difference = loss.ofRow(above, activated(f, above), 0, t, 0, 2, new double[2])
                        - loss.ofRow(below, activated(f, below), 0, t, 0, 2, new double[2]);
                assertThat(delta[j]).as(loss.name()).isCloseTo(difference / (2 * h), within(1e-9));
            }
        }
    }

    private static double[] activated(Activation f, double[] z) {
        double[] y = new double[z.length];
        f.forward(z, y, 0, z.length);
        return y;
    }

    @Test
    void nameCarriesAParameterOtherThanTheDefault() {
        assertThat(Loss.all())
                .extracting(Loss::name)
                .containsExactly(
                        "mse",
                        "mae",
                        "huber",
                        "quantile",
                        "binary_cross_entropy",
                        "categorical_cross_entropy",
                        "poisson");
        assertThat(Loss.all())
                .allSatisfy(loss -> assertThat(Loss.named(loss.name())).isEqualTo(loss));
        assertThat(Loss.quantile(0.9).name()).isEqualTo("quantile:0.9");
        assertThat(Loss.named("quantile:0.9")).isEqualTo(Loss.quantile(0.9));
        assertThat(Loss.named("huber:0.25")).isEqualTo(Loss.huber(0.25));
        assertThat(Loss.named("huber:1")).isEqualTo(Loss.named("huber"));
    }

    @Test
    void refusesParametersOutOfRangeAndUnknownNames() {
        assertThatThrownBy(() -> Loss.named("quantile:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile: expected tau between 0 and 1, got 1.0");
        assertThatThrownBy(() -> Loss.named("huber:0")).hasMessage("huber: expected a finite delta above 0, got 0.0");
        assertThatThrownBy(() -> Loss.named("huber:wide"))
                .hasMessage("loss: expected a number after huber:, got \"wide\"");
        assertThatThrownBy(() -> Loss.named("mse:2")).hasMessage("loss: mse takes no number, got \"mse:2\"");
        assertThatThrownBy(() -> Loss.named("hinge"))
                .hasMessage("loss: expected one of mse, mae, huber, quantile, binary_cross_entropy,"
                        + " categorical_cross_entropy, poisson, got \"hinge\"");
    }

    @Test
    void fusedLossNamesTheOutputActivationItNeeds() {
        assertThatThrownBy(() -> Loss.categoricalCrossEntropy().checkOutput(Activation.sigmoid()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss categorical_cross_entropy: expected the output activation softmax, got sigmoid");
        assertThatThrownBy(() -> Loss.binaryCrossEntropy().checkOutput(Activation.tanh()))
                .hasMessage("loss binary_cross_entropy: expected the output activation sigmoid, got tanh");
        assertThatThrownBy(() -> Loss.poisson().checkOutput(Activation.identity()))
                .hasMessage("loss poisson: expected the output activation exp, got identity");
    }
}
