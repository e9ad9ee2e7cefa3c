package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.train.Optimizer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Training learns what it should: tasks of known difficulty, from the table to the metric.
class LearningTest {
    /// Three clouds as far apart as the species of irises: one by itself, two that touch.
    @Test
    void threeSpeciesAreToldApartOnRowsNeverSeen() {
        double[][] centres = {{5.0, 3.4, 1.5, 0.2}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3.0, 5.6, 2.0}};
        Recipe.Fitted fitted = Recipe.builder("class")
                .hidden(16)
                .optimizer(Optimizer.adam(0.01))
                .epochs(100)
                .build()
                .fit(SyntheticTables.clouds(150, centres, 0.3, 1));
        Evaluation test = Objects.requireNonNull(fitted.testEvaluation());
        assertThat(test.rows()).isEqualTo(30);
        assertThat(test.classes()).containsExactly("class a", "class b", "class c");
        assertThat(Objects.requireNonNull(test.classification()).accuracy()).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void exclusiveOrIsLearnedByOneHiddenLayer() {
        Table xor = SyntheticTables.xor();
        Model model = everyRow(Recipe.builder("xor")
                        .hidden(8)
                        .activation(Activation.tanh())
                        .optimizer(Optimizer.adam(0.05))
                        .epochs(200))
                .fit(xor)
                .model();
        assertThat(accuracy(model, xor)).isEqualTo(1);
        Predictions predictions = model.predict(xor.without(java.util.List.of("xor")));
        assertThat(predictions.label(0)).isEqualTo("no");
        assertThat(predictions.label(1)).isEqualTo("yes");
        assertThat(predictions.classes()).containsExactly(0, 1, 1, 0);
        assertThat(predictions.hasClasses()).isTrue();
        assertThat(predictions.rows()).isEqualTo(4);
    }

    /// Without a hidden layer it can't be: no line separates the classes.
    @Test
    void exclusiveOrIsBeyondALinearModel() {
        Table xor = SyntheticTables.xor();
        Model model = everyRow(Recipe.builder("xor")
                        .hidden()
                        .optimizer(Optimizer.adam(0.05))
                        .epochs(200))
                .fit(xor)
                .model();
        assertThat(accuracy(model, xor)).isLessThan(1);
    }

    @Test
    void twoSpiralsAreToldApart() {
        Table spirals = SyntheticTables.spirals();
        Model model = everyRow(Recipe.builder("spiral")
                        .hidden(32, 32, 32)
                        .optimizer(Optimizer.adam(0.003))
                        .batchSize(8)
                        .epochs(500))
                .fit(spirals)
                .model();
        assertThat(accuracy(model, spirals)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void aSineIsFollowed() {
        Recipe.Fitted fitted = Recipe.builder("y")
                .hidden(16)
                .activation(Activation.tanh())
                .optimizer(Optimizer.adam(0.01))
                .epochs(300)
                .patience(0)
                .build()
                .fit(SyntheticTables.sine(200));
        Evaluation test = Objects.requireNonNull(fitted.testEvaluation());
        assertThat(test.classification()).isNull();
        assertThat(Objects.requireNonNull(test.regression()).r2().orElseThrow()).isGreaterThan(0.99);
    }

    private static Recipe everyRow(Recipe.Builder builder) {
        return builder.test(TestSize.count(0)).validation(TestSize.count(0)).build();
    }

    private static double accuracy(Model model, Table table) {
        return Objects.requireNonNull(model.evaluate(table).classification()).accuracy();
    }
}
