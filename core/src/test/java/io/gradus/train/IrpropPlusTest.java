package io.gradus.train;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IrpropPlusTest {
    private static final Optimizer.Rprop PLUS = new Optimizer.Rprop(0.1, 0.1, 1.2, 0.5, 1e-6, 50, true);

    /// One parameter at p = 1, gradients and losses given; the algorithm of Igel and Hüsken (2003), table 1.
    ///
    /// 1. g = 3, loss 5: no sign before, Δ = 0.1, p = 0.9.
    /// 2. g = 2, loss 4: same sign, Δ = 0.12, p = 0.78.
    /// 3. g = -1, loss 6: the sign turns and the loss rose: the step is taken back, p = 0.9; Δ = 0.06.
    /// 4. g = 2, loss 4: no sign before, as g was set to 0: Δ stays, p = 0.84.
    /// 5. g = 1, loss 3: same sign, Δ = 0.072, p = 0.768.
    /// 6. g = -1, loss 2: the sign turns, but the loss fell: p rests; Δ = 0.036.
    /// 7. g = -1, loss 1: no sign before, p = 0.804.
    @Test
    void takesTheHandWorkedSteps() {
        OptimizerState state = PLUS.newState(1);
        double[] p = {1};
        double[] gradients = {3, 2, -1, 2, 1, -1, -1};
        double[] losses = {5, 4, 6, 4, 3, 2, 1};
        double[] expected = {0.9, 0.78, 0.9, 0.84, 0.768, 0.768, 0.804};
        double[] steps = {0.1, 0.12, 0.06, 0.06, 0.072, 0.036, 0.036};
        for (int k = 0; k < gradients.length; k++) {
            PLUS.update(p, new double[] {gradients[k]}, losses[k], state);
            assertThat(p[0]).as("p after step %d", k + 1).isCloseTo(expected[k], within(HAND_WORKED));
            assertThat(state.arrays()[1][0]).as("Δ of step %d", k + 1).isCloseTo(steps[k], within(HAND_WORKED));
        }
    }

    /// Only the parameter whose gradient's sign turned goes back where the loss rose.
    @Test
    void leavesParametersAloneWhoseSignStayed() {
        OptimizerState state = PLUS.newState(2);
        double[] p = {0, 0};
        PLUS.update(p, new double[] {1, 1}, 1, state);
        assertThat(p).containsExactly(-0.1, -0.1);
        PLUS.update(p, new double[] {1, -1}, 2, state);
        assertThat(p).containsExactly(new double[] {-0.22, 0}, within(HAND_WORKED));
    }

    @Test
    void refusesAGradientWithoutItsLoss() {
        assertThatThrownBy(() -> PLUS.update(new double[1], new double[1], PLUS.newState(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("optimizer irprop+: expected the loss besides the gradient, got the gradient alone");
    }

    /// A network of one weight w on x = 1, t = 0: loss w², gradient 2w. The trainer hands the loss on: from 0.1 with the first
    /// step 0.25, w = -0.15, whose loss is higher and whose sign has turned: back to 0.1. Without backtracking it rests.
    @ParameterizedTest
    @CsvSource({"true, 0.1", "false, -0.15"})
    void theTrainerTellsItTheLoss(boolean backtracking, double expected) {
        Network network =
                Network.of(1, 1, Layer.dense(1, Activation.identity())).withParameters(new double[] {0.1, 0});
        Dataset data = Dataset.of(new double[][] {{1}}, new double[][] {{0}});
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withEpochs(2)
                .withOptimizer(new Optimizer.Rprop(0.125, 0.125, 1.2, 0.5, 1e-6, 50, backtracking));
        // Weight and bias move alike, together by 0.25.
        double[] p = new Trainer(settings).fit(network, data).network().parameters();
        assertThat(p[0] + p[1]).isCloseTo(expected, within(HAND_WORKED));
    }

    /// Uniform between its bounds: 10,000 draws have their mean within 4 standard errors of the middle.
    @Test
    void drawsFirstStepsBetweenTheirBounds() {
        Optimizer.Rprop drawn = new Optimizer.Rprop(0.05, 0.2, 1.1, 0.5, 0, 50, false);
        double[] steps = drawn.newState(10_000, 3).arrays()[1];
        assertThat(Arrays.stream(steps).min().orElseThrow()).isBetween(0.05, 0.0502);
        assertThat(Arrays.stream(steps).max().orElseThrow()).isBetween(0.1998, 0.2);
        double mean = Arrays.stream(steps).boxed().mapToDouble(d -> d).sum() / steps.length;
        assertThat(mean).isCloseTo(0.125, within(4 * 0.15 / Math.sqrt(12 * 10_000)));
        assertThat(drawn.newState(10_000, 3).arrays()[1]).containsExactly(steps);
        assertThat(drawn.newState(10_000, 4).arrays()[1]).isNotEqualTo(steps);
    }

    /// The seed of the training is the seed of the first steps: all else being equal it changes the first epoch.
    @Test
    void theTrainingsSeedIsThatOfTheFirstSteps() {
        Network network =
                Network.of(1, 1, Layer.dense(1, Activation.identity())).withParameters(new double[] {1, 1});
        Dataset data = Dataset.of(new double[][] {{1}}, new double[][] {{0}});
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withEpochs(1)
                .withOptimizer(new Optimizer.Rprop(0.05, 0.2, 1.1, 0.5, 0, 50, false));
        List<Double> reached = IntStream.range(0, 5)
                .mapToObj(seed -> new Trainer(settings.withSeed(seed))
                        .fit(network, data)
                        .network()
                        .parameters()[0])
                .toList();
        assertThat(reached).doesNotHaveDuplicates().allMatch(w -> w >= 0.8 && w <= 0.95);
    }

    @Test
    void refusesALargestFirstStepBelowTheFirst() {
        assertThatThrownBy(() -> new Optimizer.Rprop(0.2, 0.1, 1.2, 0.5, 0, 50, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("largest first step: expected at least the first step, got 0.1");
    }
}
