package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradus.InputException;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Tables that a model, or a recipe, cannot use.
class PredictionFaultsTest {
    private static final NumberColumn SIZE = NumberColumn.of("size", 1, 2, 3, 4);
    private static final TextColumn COLOUR = TextColumn.of("colour", "red", "blue", "red", "blue");
    private static final TextColumn KIND = TextColumn.of("kind", "a", "b", "a", "b");
    private static final Table TABLE = Table.of("things", List.of(SIZE, COLOUR, KIND));

    @Test
    void namesAMissingColumn() {
        Model model = everyRow(Recipe.builder("kind")).fit(TABLE).model();
        assertFault(
                () -> model.predict(
                        Table.of("new", List.of(NumberColumn.of("sise", 1), TextColumn.of("colour", "red")))),
                "new: no column \"size\"",
                "did you mean \"sise\"? The columns are: sise, colour");
        assertFault(
                () -> model.evaluate(TABLE.without(List.of("kind"))),
                "things: no column \"kind\"",
                "The columns are: size, colour");
    }

    @Test
    void namesACategoryThatWasNotThereInTraining() {
        Model model = everyRow(Recipe.builder("kind")).fit(TABLE).model();
        assertFault(
                () -> model.predict(Table.of(
                        "new", List.of(NumberColumn.of("size", 1, 2), TextColumn.of("colour", "red", "green")))),
                "new, row 2: column \"colour\": \"green\" was not seen in training",
                "known are: blue, red; remove the row, or train with it");
    }

    @Test
    void namesAColumnOfAnotherType() {
        Model model = everyRow(Recipe.builder("kind")).fit(TABLE).model();
        assertFault(
                () -> model.predict(
                        Table.of("new", List.of(TextColumn.of("size", "huge"), TextColumn.of("colour", "red")))),
                "new, row 1: column \"size\": expected a number as in training, got \"huge\"",
                "correct the value, or remove the row");
    }

    @Test
    void predictionsOfNumbersHaveNoClasses() {
        Model model = everyRow(Recipe.builder("size")).fit(TABLE).model();
        assertThatThrownBy(() -> model.predict(TABLE).classes())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts numbers, not classes");
    }

    @Test
    void refusesClassLossesForNumbers() {
        Recipe categorical = everyRow(Recipe.builder("size").loss(Loss.categoricalCrossEntropy()));
        assertFault(
                () -> categorical.fit(TABLE),
                "things: column \"size\": loss categorical_cross_entropy needs classes, the column holds numbers",
                "read it as classes with --categorical size, or take --loss mse");
        Recipe binary = everyRow(Recipe.builder("size").loss(Loss.binaryCrossEntropy()));
        assertFault(
                () -> binary.fit(TABLE),
                "things, row 2: loss binary_cross_entropy needs targets from 0 to 1, got 2.0",
                "take --loss mse, or read the column as classes with --categorical size");
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThatThrownBy(() -> Recipe.builder("kind").hidden(4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden layer 2: expected at least 1 unit, got 0");
        assertThatThrownBy(() -> Recipe.builder("kind")
                        .hidden(4, 4, 4)
                        .activation(Activation.relu(), Activation.tanh())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activation: expected one for all hidden layers or one each (3), got 2");
        Recipe recipe = everyRow(Recipe.builder("kind").output(Activation.sigmoid()));
        assertThatThrownBy(() -> recipe.fit(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss categorical_cross_entropy: expected the output activation softmax, got sigmoid");
    }

    private static Recipe everyRow(Recipe.Builder builder) {
        return builder.epochs(1)
                .test(TestSize.count(0))
                .validation(TestSize.count(0))
                .build();
    }

    private static void assertFault(ThrowingCallable action, String message, String hint) {
        InputException fault = catchThrowableOfType(InputException.class, action);
        assertThat(fault).as("an InputException").isNotNull();
        assertThat(fault.getMessage()).isEqualTo(message);
        assertThat(fault.hint()).isEqualTo(hint);
    }
}
