package io.gradus.data;

import static io.gradus.data.Faults.categorical;
import static io.gradus.data.Faults.csv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.Preprocessing.Settings;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    // Population deviation of 2, 4, 4, 4, 5, 5, 7, 9: mean 40/8 = 5, squares 9+1+1+1+0+0+4+16 = 32, sqrt(32/8) = 2.
    private final Table training = csv(
            "v,colour,y",
            "2,red,10",
            "4,blue,20",
            "4,red,10",
            "4,red,20",
            "5,blue,10",
            "5,red,20",
            "7,red,10",
            "9,red,20");

    @Test
    void standardisesByMeanAndPopulationDeviation() {
        Preprocessing fitted = Preprocessing.fit(training, Settings.of("y"));

        assertThat(fitted.inputColumns())
                .containsExactly(new NumberInput("v", 5, 2), new CategoryInput("colour", List.of("blue", "red")));
        assertThat(fitted.target()).isEqualTo(new NumberTarget(List.of(new NumberOutput("y", 15, 5))));
        assertThat(fitted.inputCount()).isEqualTo(3);
        assertThat(fitted.featureNames()).containsExactly("v", "colour=blue", "colour=red");
        Dataset data = fitted.apply(training.select(new int[] {0, 1, 7}));
        assertThat(data.x()).containsExactly(-1.5, 0, 1, -0.5, 1, 0, 2, 0, 1);
        assertThat(data.t()).containsExactly(-1, 1, 1);
    }

    @Test
    void passesNumbersAsTheyAreWhenAsked() {
        Preprocessing fitted = Preprocessing.fit(training, new Settings(List.of("y"), false, false, 0));
        Dataset data = fitted.apply(training.select(new int[] {7}));
        assertThat(data.x()).containsExactly(9, 0, 1);
        assertThat(data.t()).containsExactly(20);
    }

    @Test
    void leavesNothingButZeroOfAConstantColumn() {
        // The mean of three 0.1 is rounded to 0.10000000000000002: as a deviation that would be noise.
        Table constant = Table.of("t", List.of(NumberColumn.of("c", 0.1, 0.1, 0.1), NumberColumn.of("y", 1, 2, 3)));
        Preprocessing fitted = Preprocessing.fit(constant, Settings.of("y"));
        assertThat(fitted.inputColumns()).containsExactly(new NumberInput("c", 0.1, 1));
        assertThat(fitted.inputs(constant)).containsOnly(0);
    }

    @Test
    void encodesClassesAsTheNotebookDoes() {
        Preprocessing fitted =
                Preprocessing.fit(ExampleData.notebook(), new Settings(List.of("label"), false, true, 0.01));
        Dataset data = fitted.apply(ExampleData.notebook());

        assertThat(data.inputs()).isEqualTo(2);
        assertThat(data.x()).startsWith(2, 4, 4, 11).endsWith(16, 3, 18, 7);
        assertThat(data.t()).startsWith((double) 0.99f, (double) 0.01f).endsWith((double) 0.01f, (double) 0.99f);
        assertThat(fitted.classes(ExampleData.notebook())).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(fitted.target().outputNames()).containsExactly("0", "1");
    }

    @Test
    void spreadsTheSmoothingOverTheOtherClasses() {
        ClassTarget target = new ClassTarget("c", List.of("a", "b", "c", "d", "e"), 0.2);
        assertThat(target.on()).isEqualTo((double) 0.8f);
        assertThat(target.off()).isEqualTo((double) 0.05f);
        assertThat(target.outputs()).isEqualTo(5);
        assertThat(new ClassTarget("c", List.of("a", "b"), 0).on()).isEqualTo(1);
        assertThat(new ClassTarget("c", List.of("a", "b"), 0).off()).isEqualTo(0);
    }

    @Test
    void predictsSeveralNumbersInTheirOwnUnits() {
        Table table = Table.of(
                "t", List.of(NumberColumn.of("b", 0, 4), NumberColumn.of("x", 1, 2), NumberColumn.of("a", 10, 30)));
        Preprocessing fitted = Preprocessing.fit(table, Settings.of("a", "b")); // a: 20, 10; b: 2, 2
        assertThat(fitted.apply(table).t()).containsExactly(-1, -1, 1, 1);
        assertThat(fitted.numbers(table)).containsExactly(10, 0, 30, 4);
        assertThat(fitted.target().outputNames()).containsExactly("a", "b");
        NumberTarget target = (NumberTarget) fitted.target();
        assertThat(target.unscaled(new double[] {-1, -1, 1, 1})).containsExactly(10, 0, 30, 4);
    }

    @Test
    void learnsNothingFromRowsItWasNotFittedOn() {
        Preprocessing fitted = Preprocessing.fit(training.select(new int[] {0, 1}), Settings.of("y"));
        assertThat(fitted.inputColumns().getFirst()).isEqualTo(new NumberInput("v", 3, 1));
        assertThat(fitted.apply(training.select(new int[] {7})).x()).containsExactly(6, 0, 1);
    }

    @Test
    void findsColumnsByNameWhateverTheirOrder() {
        Preprocessing fitted = Preprocessing.fit(training, Settings.of("y"));
        Table other = csv("extra,colour,v", "1,blue,7");
        assertThat(fitted.inputs(other)).containsExactly(1, 1, 0);
    }

    @Test
    void readsNewFilesAsItReadTheTrainingPart() {
        // Codes of a category and a class look like numbers; further columns are odd; the target is empty.
        Table table = csv(categorical("zip", "label"), "v,zip,label", "1,10115,0", "3,80331,1");
        Preprocessing fitted = Preprocessing.fit(table, Settings.of("label"));

        Table evaluated = csv(fitted.csvOptions(), "label,zip,v,odd", "1,10115,3,NaN", "0,80331,1,");
        assertThat(fitted.apply(evaluated).x()).containsExactly(1, 1, 0, -1, 0, 1);
        assertThat(fitted.classes(evaluated)).containsExactly(1, 0);

        Table predicted = csv(fitted.inputCsvOptions(), "label,zip,v,odd", ",10115,3,NaN", ",80331,1,");
        assertThat(fitted.inputs(predicted)).containsExactly(1, 1, 0, -1, 0, 1);
        Table withoutLabel = csv(fitted.csvOptions(), "zip,v", "10115,3");
        assertThat(fitted.inputs(withoutLabel)).containsExactly(1, 1, 0);
    }

    @Test
    void canBeMadeAgainFromItsDescription() {
        Preprocessing fitted = Preprocessing.fit(training, Settings.of("y"));
        Preprocessing again = Preprocessing.of(fitted.inputColumns(), fitted.target());
        assertThat(again.inputs(training)).isEqualTo(fitted.inputs(training));
    }

    @Test
    void appliesToNoRowsAtAll() {
        Preprocessing fitted = Preprocessing.fit(training, Settings.of("y"));
        assertThat(fitted.apply(training.select(new int[0])).rows()).isZero();
    }

    @Test
    void knowsWhichOfClassesAndNumbersItPredicts() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Preprocessing.fit(training, Settings.of("y")).classes(training))
                .withMessage("the target is numbers, it has no classes");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Preprocessing.fit(training, Settings.of("colour")).numbers(training))
                .withMessage("the target is classes, not numbers");
    }
}
