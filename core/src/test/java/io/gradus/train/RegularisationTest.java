package io.gradus.train;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One step worked by hand: y = w·x + b, w = 5, b = 0, x = 1, t = 0, so that the loss (w + b)² is 25 and its gradient
/// (10, 10). Gradient descent with learning rate 0.1 goes to w = 4, b = -1.
class RegularisationTest {
    private static final Network LINE =
            Network.of(Architecture.of(1, Layer.dense(1, Activation.identity())), new double[] {5, 0});

    /// | | w | b |
    /// | --- | --- | --- |
    /// | λ₁ = 0.5: gradient (10.5, 10) | 3.95 | -1 |
    /// | λ₂ = 0.1: gradient (10 + 0.1·5, 10) | 3.95 | -1 |
    /// | each number cut to 3 | 4.7 | -0.3 |
    /// | norm √200 cut to √8: gradient (2, 2) | 4.8 | -0.2 |
    /// | norm cut to 20: as it was | 4 | -1 |
    /// | weights of a unit cut to 2 after the step | 2 | -1 |
    /// | averages in step 0: a tenth of before, nine of after | 4.1 | -0.9 |
    @ParameterizedTest
    @CsvSource({
        "none, 0, 4, -1",
        "l1, 0.5, 3.95, -1",
        "l2, 0.1, 3.95, -1",
        "clipValue, 3, 4.7, -0.3",
        "clipNorm, 2.8284271247461903, 4.8, -0.2",
        "clipNorm, 20, 4, -1",
        "maxNorm, 2, 2, -1",
        "averaging, 0.5, 4.1, -0.9"
    })
    void takesTheHandWorkedStep(String name, double value, double w, double b) {
        assertThat(afterOneStep(regularisation(name, value), Optimizer.sgd(0.1), 1, Precision.DOUBLE))
                .containsExactly(new double[] {w, b}, within(HAND_WORKED));
        assertThat(afterOneStep(regularisation(name, value), Optimizer.sgd(0.1), 2, Precision.DOUBLE))
                .as("two rows alike")
                .containsExactly(new double[] {w, b}, within(HAND_WORKED));
        assertThat(afterOneStep(regularisation(name, value), Optimizer.sgd(0.1), 2, Precision.FLOAT))
                .as("in float")
                .containsExactly(new double[] {w, b}, within(1e-6));
    }

    /// w ← 5·(1 - 0.1·0.2) = 4.9, then the step of 1; b does not decay.
    @Test
    void weightsDecayApartFromTheGradient() {
        Optimizer decaying = new Optimizer.Decaying(Optimizer.sgd(0.1), 0.2);
        assertThat(afterOneStep(Regularisation.NONE, decaying, 1, Precision.DOUBLE))
                .containsExactly(new double[] {3.9, -1}, within(HAND_WORKED));
    }

    /// The penalties are part of the loss that the history has: 25 + 0.5·5 + 0.2/2·25.
    @Test
    void historyHasThePenalisedLoss() {
        Regularisation both = Regularisation.NONE.withL1(0.5).withL2(0.2);
        History history = new Trainer(settings(both, Optimizer.sgd(0.1), Precision.DOUBLE))
                .fit(LINE, rows(1))
                .history();
        assertThat(history.lastLoss().orElseThrow()).isCloseTo(30, within(HAND_WORKED));
    }

    /// The units' incoming weights (3, 4) and (0.3, 0.4): norms 5 and 0.5, of which the first is cut to 1.
    @Test
    void onlyUnitsWithLargeWeightsAreCut() {
        Network two = Network.of(
                Architecture.of(2, Layer.dense(2, Activation.identity())), new double[] {3, 0.3, 4, 0.4, 7, 8});
        Dataset nothing = Dataset.of(new double[][] {{0, 0}}, new double[][] {{7, 8}}); // the gradient is 0
        double[] p = new Trainer(settings(Regularisation.NONE.withMaxNorm(1), Optimizer.sgd(0.1), Precision.DOUBLE))
                .fit(two, nothing)
                .network()
                .parameters();
        assertThat(p).containsExactly(new double[] {0.6, 0.3, 0.8, 0.4, 7, 8}, within(HAND_WORKED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"l1", "l2", "clipValue", "clipNorm", "maxNorm", "averaging"})
    void isRefusedOutsideItsRange(String name) {
        for (double wrong : new double[] {-0.1, Double.NaN}) {
            assertThatThrownBy(() -> regularisation(name, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("got " + wrong);
        }
    }

    @Test
    void averagingOfOneWouldNeverLearn() {
        assertThatThrownBy(() -> Regularisation.NONE.withAveraging(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("averaging: expected 0 <= averaging < 1, got 1.0");
    }

    private static double[] afterOneStep(
            Regularisation regularisation, Optimizer optimizer, int rows, Precision precision) {
        return new Trainer(settings(regularisation, optimizer, precision))
                .fit(LINE, rows(rows))
                .network()
                .parameters();
    }

    private static TrainingSettings settings(Regularisation regularisation, Optimizer optimizer, Precision precision) {
        return TrainingSettings.of(Loss.mse())
                .withRegularisation(regularisation)
                .withOptimizer(optimizer)
                .withPrecision(precision)
                .withEpochs(1);
    }

    private static Dataset rows(int n) {
        double[][] x = new double[n][];
        double[][] t = new double[n][];
        java.util.Arrays.fill(x, new double[] {1});
        java.util.Arrays.fill(t, new double[] {0});
        return Dataset.of(x, t);
    }

    private static Regularisation regularisation(String name, double value) {
        return switch (name) {
            case "none" -> Regularisation.NONE;
            case "l1" -> Regularisation.NONE.withL1(value);
            case "l2" -> Regularisation.NONE.withL2(value);
            case "clipValue" -> Regularisation.NONE.withClipValue(value);
            case "clipNorm" -> Regularisation.NONE.withClipNorm(value);
            case "maxNorm" -> Regularisation.NONE.withMaxNorm(value);
            case "averaging" -> Regularisation.NONE.withAveraging(value);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
