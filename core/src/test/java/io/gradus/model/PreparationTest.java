package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.InputException;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.NumberColumn;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Table NUMBERS = Table.of(
            "numbers",
            List.of(NumberColumn.of("x", 1000, 1000, 1, 2, 3, 4, 5, 6), NumberColumn.of("y", 9, 9, 0, 1, 0, 1, 0, 1)));

    /// The first two rows are the test part, the next two the validation part: the mean of x is that of 1 to 6.
    @Test
    void validationRowsJoinInFittingAndTestRowsDoNot() {
        PreparedData data = Recipe.builder("y")
                .split(Split.head())
                .test(TestSize.count(2))
                .validation(TestSize.count(2))
                .build()
                .prepare(NUMBERS);
        NumberInput x = (NumberInput) data.preprocessing().inputColumns().getFirst();
        assertThat(x.mean()).isCloseTo(3.5, within(1e-15));
        assertThat(data.training().rows()).isEqualTo(4);
        assertThat(data.validation()).isNotNull();
        assertThat(data.testRows().rows()).isEqualTo(2);
        assertThat(data.initial().architecture().outputActivation()).isEqualTo(Activation.identity());
    }

    @Test
    void outputFollowsTheLoss() {
        assertThat(output(Recipe.builder("class"))).isEqualTo(Activation.softmax());
        assertThat(output(Recipe.builder("class").loss(Loss.mse()))).isEqualTo(Activation.sigmoid());
        assertThat(output(Recipe.builder("class").loss(Loss.binaryCrossEntropy())))
                .isEqualTo(Activation.sigmoid());
    }

    @Test
    void outputOfNumbersFollowsTheLossAndOnlyLossesOfDifferencesScaleTargets() {
        Table counts = Table.of(
                "counts", List.of(NumberColumn.of("x", 1, 2, 3, 4, 5, 6), NumberColumn.of("y", 0, 10, 20, 30, 40, 50)));
        for (Loss loss : List.of(Loss.mse(), Loss.mae(), Loss.huber(2), Loss.quantile(0.9))) {
            PreparedData data = Recipe.builder("y").loss(loss).build().prepare(counts);
            assertThat(data.initial().architecture().outputActivation()).isEqualTo(Activation.identity());
            assertThat(((NumberTarget) data.preprocessing().target())
                            .columns()
                            .getFirst()
                            .scale())
                    .as(loss.name())
                    .isGreaterThan(1);
        }
        PreparedData data = Recipe.builder("y").loss(Loss.poisson()).build().prepare(counts);
        assertThat(data.initial().architecture().outputActivation()).isEqualTo(Activation.exp());
        assertThat(((NumberTarget) data.preprocessing().target()).columns().getFirst())
                .isEqualTo(new NumberOutput("y", 0, 1));
    }

    @Test
    void poissonNeedsCounts() {
        Table negative = Table.of("counts", List.of(NumberColumn.of("x", 1, 2, 3), NumberColumn.of("y", 3, 0, -1)));
        assertThatThrownBy(() -> Recipe.builder("y")
                        .loss(Loss.poisson())
                        .test(TestSize.fraction(0))
                        .build()
                        .prepare(negative))
                .hasMessage("counts, row 3: loss poisson needs targets of at least 0, got -1.0")
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.hint()).isEqualTo("take --loss mse"));
        assertThatThrownBy(() -> output(Recipe.builder("class").loss(Loss.poisson())))
                .hasMessage("clouds: column \"class\": loss poisson needs counts, the column holds classes");
    }

    private static Activation output(Recipe.Builder recipe) {
        return recipe.build()
                .prepare(SyntheticTables.clouds(30, new double[][] {{0, 0}, {3, 0}, {0, 3}}, 0.5, 1))
                .initial()
                .architecture()
                .outputActivation();
    }

    @Test
    void crossEntropiesNeedTargetsThatTheyUnderstand() {
        assertThatThrownBy(() -> Recipe.builder("y")
                        .loss(Loss.categoricalCrossEntropy())
                        .build()
                        .prepare(NUMBERS))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "numbers: column \"y\": loss categorical_cross_entropy needs classes, the column holds numbers");
        assertThatThrownBy(() -> Recipe.builder("y")
                        .loss(Loss.binaryCrossEntropy())
                        .split(Split.head())
                        .test(TestSize.count(1))
                        .build()
                        .prepare(NUMBERS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("loss binary_cross_entropy needs targets from 0 to 1, got 9.0");
    }

    @Test
    void suggestionForAMissingColumnIsNotOneThatIsUsed() {
        Table table = Table.of(
                "flowers",
                List.of(
                        NumberColumn.of("sepal_length", 1, 2, 3, 4),
                        NumberColumn.of("petal_length", 1, 2, 3, 5),
                        NumberColumn.of("y", 1, 2, 3, 4)));
        Model model = Recipe.builder("y").epochs(1).build().fit(table).model();
        assertThatThrownBy(() -> model.predict(table.without(List.of("petal_length"))))
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.hint()).isEqualTo("The columns are: sepal_length, y"));
    }

    @Test
    void wrongNumberOfActivationsIsRefused() {
        assertThatThrownBy(() -> Recipe.builder("y")
                        .hidden(4, 4, 4)
                        .activation(Activation.relu(), Activation.tanh())
                        .build())
                .hasMessage("activation: expected one for all hidden layers or one each (3), got 2");
    }
}
