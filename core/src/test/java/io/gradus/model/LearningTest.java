package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.train.Optimizer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Networks learn what networks of their size are known to learn.
class LearningTest {
    @Test
    void flowersAreToldApartOnRowsNotTrainedOn() {
        Recipe.Fitted fitted = Recipe.builder("kind").hidden(16, 8).build().fit(MadeUp.flowers());
        Evaluation test = Objects.requireNonNull(fitted.testEvaluation());
        assertThat(test.rows()).isEqualTo(30);
        assertThat(Objects.requireNonNull(test.classification()).accuracy()).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void xorIsLearnedByTwoHiddenLayersButNotWithoutAny() {
        Recipe.Builder recipe = Recipe.builder("xor")
                .test(TestSize.fraction(0))
                .validation(TestSize.fraction(0))
                .activation(Activation.tanh())
                .optimizer(Optimizer.adam(0.05))
                .batchSize(4)
                .epochs(300);
        assertThat(trainingAccuracy(recipe.hidden(4), MadeUp.xor())).isEqualTo(1);
        assertThat(trainingAccuracy(recipe.hidden(), MadeUp.xor())).isLessThan(1);
    }

    @Test
    void twoSpiralsAreToldApart() {
        Recipe.Builder recipe = Recipe.builder("arm")
                .test(TestSize.fraction(0))
                .validation(TestSize.fraction(0))
                .hidden(64, 64)
                .activation(Activation.tanh())
                .initializer(Initializer.standardNormal())
                .optimizer(Optimizer.adam(0.003))
                .epochs(1000);
        assertThat(trainingAccuracy(recipe, MadeUp.spirals())).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void xorIsLearnedWithBinaryCrossEntropyToo() {
        Recipe.Builder recipe = Recipe.builder("xor")
                .test(TestSize.fraction(0))
                .validation(TestSize.fraction(0))
                .loss(Loss.binaryCrossEntropy())
                .hidden(8)
                .optimizer(Optimizer.adam(0.05))
                .batchSize(4)
                .epochs(300);
        assertThat(trainingAccuracy(recipe, MadeUp.xor())).isEqualTo(1);
    }

    @Test
    void twoCurvesAreLearnedAtOnceByFullBatchSteps() {
        Recipe.Fitted fitted = Recipe.builder("y", "z")
                .hidden(16)
                .activation(Activation.tanh())
                .optimizer(Optimizer.rprop())
                .epochs(400)
                .patience(0)
                .build()
                .fit(MadeUp.curves());
        Evaluation test = Objects.requireNonNull(fitted.testEvaluation());
        assertThat(Objects.requireNonNull(test.regression()).r2().orElseThrow()).isGreaterThan(0.99);
    }

    private static double trainingAccuracy(Recipe.Builder recipe, Table table) {
        Evaluation evaluation = recipe.build().fit(table).model().evaluate(table);
        return Objects.requireNonNull(evaluation.classification()).accuracy();
    }
}
