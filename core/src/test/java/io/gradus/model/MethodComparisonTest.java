package io.gradus.model;

import static io.gradus.Tolerances.CENTRAL_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.data.ExampleData;
import io.gradus.data.TestSize;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.model.MethodComparison.LoggedLoss;
import io.gradus.model.MethodComparison.MethodRun;
import io.gradus.train.History;
import io.gradus.train.Optimizer;
import io.gradus.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodComparisonTest {
    private static final GradientMethod DIFFERENCES = GradientMethod.numericalDifferentiation(1e-4);

    private static Recipe.Builder notebook() {
        return Recipe.builder("label")
                .hidden(2)
                .activation(Activation.sigmoid())
                .loss(Loss.mse())
                .standardise(false)
                .optimizer(Optimizer.sgd(0.5))
                .epochs(4)
                .batchSize(1)
                .shuffle(false)
                .test(TestSize.count(0))
                .validation(TestSize.count(0));
    }

    @Test
    void bothMethodsTakeTheSameWay() {
        PreparedData data = notebook().build().prepare(ExampleData.notebook());
        List<Integer> heard = new ArrayList<>();
        TrainingListener progress = new TrainingListener() {
            @Override
            public void epoch(History.Epoch epoch) {
                heard.add(epoch.number());
            }
        };
        MethodComparison comparison = MethodComparison.run(data, DIFFERENCES, 2, 2, progress);
        MethodRun exact = comparison.backpropagation();
        MethodRun differences = comparison.numericalDifferentiation();

        assertThat(comparison.maxParameterDifference()).isPositive().isLessThan(CENTRAL_DIFFERENCE);
        assertThat(heard).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
        assertThat(exact.steps()).isEqualTo(4 * 9);
        assertThat(differences.steps()).isEqualTo(4 * 9);
        assertThat(exact.forwardPassesPerStep()).isEqualTo(1);
        assertThat(differences.forwardPassesPerStep()).isEqualTo(2 * 12 + 1); // 12 parameters and the loss itself
        assertThat(exact.losses().stream().map(LoggedLoss::epoch).distinct()).containsExactly(0, 2, 3);
        assertThat(exact.losses())
                .hasSize(3 * 9)
                .last()
                .satisfies(last -> assertThat(last.loss()).isEqualTo(exact.finalLoss()));
        assertThat(comparison.speedup())
                .isEqualTo(differences.secondsPerStep() / exact.secondsPerStep())
                .isPositive();
        assertThat(exact.seconds()).isPositive();
        assertThat(MethodComparison.loss(exact.network(), data.settings(), data.training()))
                .isLessThan(MethodComparison.loss(data.initial(), data.settings(), data.training()));
    }

    /// A full-batch optimizer takes one step an epoch, whatever the batch.
    @Test
    void countsTheStepsOfAFullBatchOptimizer() {
        PreparedData data = notebook().optimizer(Optimizer.rprop()).build().prepare(ExampleData.notebook());
        MethodComparison comparison = MethodComparison.run(data, DIFFERENCES, 1, 1, TrainingListener.NONE);
        assertThat(comparison.backpropagation().steps()).isEqualTo(4);
    }

    /// Restarted or whole, the passes have the same bits, and so has what they train.
    @Test
    void bothSchemesOfNumericalDifferentiationTrainTheSameNetwork() {
        PreparedData data = notebook().hidden(9, 3).build().prepare(ExampleData.notebook());
        MethodRun whole = MethodComparison.run(data, DIFFERENCES, 1, 1, TrainingListener.NONE)
                .numericalDifferentiation();
        MethodRun restarted = MethodComparison.run(
                        data, GradientMethod.restartedDifferentiation(1e-4), 1, 1, TrainingListener.NONE)
                .numericalDifferentiation();
        assertThat(restarted.network().parameters())
                .containsExactly(whole.network().parameters());
        assertThat(restarted.losses()).isEqualTo(whole.losses());
        assertThat(restarted.forwardPassesPerStep()).isLessThan(whole.forwardPassesPerStep());
    }

    @Test
    void rejectsDropout() {
        PreparedData data = notebook().dropout(0.1).build().prepare(ExampleData.notebook());
        assertThatThrownBy(() -> MethodComparison.run(data, DIFFERENCES, 1, 1, TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout: expected 0 in a comparison, got a network with dropout");
    }
}
