package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.InputException;
import io.gradus.data.NumberColumn;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RowWeightsTest {
    /// Two rows of class c for the test part, then five of a, three of b and two of c.
    private static final Table TABLE = Table.of(
            "points",
            List.of(
                    NumberColumn.of("x", 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                    NumberColumn.of("w", -1, 0, 1, 2, 1, 2, 1, 2, 1, 2, 1, 0),
                    TextColumn.of("class", "c", "c", "a", "a", "a", "a", "a", "b", "b", "b", "c", "c")));

    private static Recipe.Builder recipe() {
        return Recipe.builder("class")
                .split(Split.head())
                .test(TestSize.count(2))
                .validation(TestSize.fraction(0))
                .epochs(3);
    }

    private static double[] weights(Recipe.Builder recipe) {
        return Objects.requireNonNull(
                recipe.build().prepare(TABLE.without(List.of("w"))).training().weights());
    }

    /// scikit-learn 1.2.1: compute_class_weight("balanced", classes=["a", "b", "c"], y=list("aaaaabbbcc")) gives
    /// 0.66666667, 1.11111111, 1.66666667.
    @Test
    void balancedWeightsAreThoseOfScikitLearnOnTheTrainingPart() {
        double a = 10 / 15.0;
        double b = 10 / 9.0;
        double c = 10 / 6.0;
        assertThat(weights(recipe().classWeights(ClassWeights.balanced())))
                .containsExactly(new double[] {a, a, a, a, a, b, b, b, c, c}, within(1e-15));
    }

    @Test
    void classesWithoutAWeightHaveOne() {
        assertThat(weights(recipe().classWeights(Map.of("b", 2.5))))
                .containsExactly(1, 1, 1, 1, 1, 2.5, 2.5, 2.5, 1, 1);
    }

    @Test
    void aColumnOfWeightsIsNoInputAndMultipliesThoseOfClasses() {
        PreparedData data = recipe().sampleWeight("w")
                .classWeights(Map.of("b", 3.0))
                .build()
                .prepare(TABLE);
        assertThat(data.preprocessing().featureNames()).containsExactly("x");
        assertThat(data.training().weights()).containsExactly(1, 2, 1, 2, 1, 6, 3, 6, 1, 0);
    }

    /// Predicting needs no weights.
    @Test
    void weightsChangeTheModelAndAreNotNeededToPredict() {
        Table bare = TABLE.without(List.of("w"));
        Model plain = recipe().build().fit(bare).model();
        Model weighted = recipe().sampleWeight("w").build().fit(TABLE).model();
        assertThat(weighted.predict(bare).values())
                .isNotEqualTo(plain.predict(bare).values());
        assertThat(weighted.provenance()).containsEntry("weighted", true);
        assertThat(plain.provenance()).doesNotContainKey("weighted");
    }

    @Test
    void validationRowsCarryTheirWeights() {
        PreparedData data =
                recipe().validation(TestSize.count(3)).sampleWeight("w").build().prepare(TABLE);
        assertThat(Objects.requireNonNull(data.validation()).weights()).containsExactly(1, 2, 1);
    }

    @Test
    void saysWhichWeightCanNotBeUsed() {
        assertRefused(
                () -> recipe().test(TestSize.fraction(0))
                        .sampleWeight("w")
                        .build()
                        .prepare(TABLE),
                "points, row 1: column \"w\": expected a weight of at least 0, got -1.0",
                "0 leaves a row out of training");
        assertRefused(
                () -> recipe().sampleWeight("weight").build().prepare(TABLE),
                "points: no column \"weight\"",
                "The columns are: x, w, class");
        assertRefused(
                () -> Recipe.builder("x")
                        .split(Split.head())
                        .sampleWeight("class")
                        .build()
                        .prepare(TABLE),
                "points: column \"class\": weights are numbers, the column holds text",
                "give a column of numbers of at least 0");
        assertRefused(
                () -> Recipe.builder("x")
                        .split(Split.head())
                        .test(TestSize.count(1))
                        .validation(TestSize.fraction(0))
                        .sampleWeight("w")
                        .build()
                        .prepare(TABLE.select(new int[] {2, 11, 1})), // the last two have the weight 0
                "points: the weights of all training rows are 0",
                "give at least one of them a weight above 0, or leave the rows of weight 0 out");
        assertThatThrownBy(() -> recipe().sampleWeight("class").build())
                .hasMessage("sample weight: expected another column than the target, got \"class\"");
    }

    @Test
    void saysWhichClassWeightCanNotBeUsed() {
        Table bare = TABLE.without(List.of("w"));
        assertRefused(
                () -> recipe().classWeights(Map.of("d", 2.0)).build().prepare(bare),
                "points: class weights: there is no class \"d\"",
                "the classes of the training part are a, b, c");
        assertRefused(
                () -> Recipe.builder("x")
                        .classWeights(ClassWeights.balanced())
                        .build()
                        .prepare(bare),
                "points: column \"x\": class weights need classes, the column holds numbers",
                "read it as classes with --categorical x, or give weights in a column with --weight");
        assertThatThrownBy(() -> ClassWeights.of(Map.of("a", -1.0)))
                .hasMessage("class weights: \"a\": expected a finite number of at least 0, got -1.0");
        assertThatThrownBy(() -> ClassWeights.of(Map.of()))
                .hasMessage("class weights: expected at least one, got none");
    }

    private static void assertRefused(ThrowingCallable call, String message, String hint) {
        assertThatThrownBy(call)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.hint()).isEqualTo(hint));
    }
}
