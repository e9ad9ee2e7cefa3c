package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static io.gradus.data.Faults.categorical;
import static io.gradus.data.Faults.csv;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.Preprocessing.Settings;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingFaultsTest {
    private final Table training = csv("length,colour,species", "1,red,setosa", "2,blue,virginica");
    private final Preprocessing fitted = Preprocessing.fit(training, Settings.of("species"));

    @Test
    void refusesATargetThatIsNotThere() {
        assertFault(
                () -> Preprocessing.fit(training, Settings.of("specis")),
                "a.csv: no column \"specis\"",
                "did you mean \"species\"? The columns are: length, colour, species");
    }

    @Test
    void refusesATargetOfOneClass() {
        assertFault(
                () -> Preprocessing.fit(training.select(new int[] {0}), Settings.of("species")),
                "a.csv: column \"species\": only one class, \"setosa\"",
                "a classifier needs at least two in the training part; if the file has more, split it with"
                        + " --split stratify");
    }

    @Test
    void refusesTargetsOfTextAndNumbers() {
        assertFault(
                () -> Preprocessing.fit(training, Settings.of("species", "length")),
                "a.csv: targets \"length\" (numbers) and \"species\" (text): expected one text column or only numbers",
                "train a model for each");
    }

    @Test
    void refusesSeveralTargetsOfText() {
        assertFault(
                () -> Preprocessing.fit(training, Settings.of("species", "colour")),
                "a.csv: targets \"species\", \"colour\": expected one text column, got 2",
                "train a model for each");
    }

    @Test
    void refusesToLearnFromNoColumnsOrRows() {
        assertFault(
                () -> Preprocessing.fit(training.without(List.of("length", "colour")), Settings.of("species")),
                "a.csv: no input column besides the target",
                "give at least one more column, or ignore fewer");
        assertFault(
                () -> Preprocessing.fit(training.select(new int[0]), Settings.of("species")),
                "a.csv: no rows to fit the preprocessing to",
                "");
    }

    @Test
    void refusesToStandardiseBeyondTheRangeOfNumbers() {
        String hint = "rescale the column, or leave the column out with --ignore x (CsvOptions.withIgnore)";
        assertFault(
                () -> Preprocessing.fit(csv("x,y", "1e200,1", "-1e200,2"), Settings.of("y")),
                "a.csv: column \"x\": values too large or too close to standardise, mean 0.0, deviation Infinity",
                hint);
        assertFault(
                () -> Preprocessing.fit(csv("x,y", "1e-200,1", "-1e-200,2"), Settings.of("y")),
                "a.csv: column \"x\": values too large or too close to standardise, mean 0.0, deviation 0.0",
                hint);
    }

    @Test
    void namesTheInputColumnsThatAreMissing() {
        assertFault(
                () -> fitted.inputs(csv(fitted.csvOptions(), "lenght,colour", "1,red")),
                "a.csv: no column \"length\"",
                "did you mean \"lenght\"? The columns are: colour, lenght");
        assertFault(
                () -> fitted.inputs(csv("size,color", "1,red")),
                "a.csv: no columns \"length\", \"colour\"",
                "did you mean \"color\"? The columns are: size, color");
        assertFault(
                () -> fitted.apply(csv("length,colour", "1,red")),
                "a.csv: no column \"species\"",
                "The columns are: length, colour");
        assertFault(
                () -> fitted.classes(csv("length,colour", "1,red")),
                "a.csv: no column \"species\"",
                "The columns are: length, colour");
    }

    @Test
    void refusesTextWhereNumbersWere() {
        assertFault(
                () -> fitted.inputs(csv("length,colour", "1,red", "long,red", "short,red")),
                "a.csv:3: column \"length\": expected a number as in training, got \"long\"",
                "correct the value, or remove the row");
        assertFault(
                () -> fitted.inputs(csv(categorical("length"), "length,colour", "1,red")),
                "a.csv: column \"length\": expected numbers as in training, got text",
                "read it as numbers, with Preprocessing.csvOptions()");
    }

    @Test
    void refusesNumbersWhereTextWas() {
        assertFault(
                () -> fitted.inputs(csv("length,colour", "1,7")),
                "a.csv: column \"colour\": expected text as in training, got numbers",
                "name it in --categorical colour (CsvOptions.withCategorical) if it is meant as categories, or read the"
                        + " file with Preprocessing.csvOptions()");
    }

    @Test
    void refusesACategoryThatWasNotSeen() {
        assertFault(
                () -> fitted.inputs(csv("length,colour", "1,red", "", "2,teal")),
                "a.csv:4: column \"colour\": \"teal\" was not seen in training",
                "known are: blue, red; remove the row, or train with it");
    }

    @Test
    void refusesAClassThatWasNotSeen() {
        assertFault(
                () -> fitted.apply(csv("length,colour,species", "1,red,setosa", "2,blue,versicolor")),
                "a.csv:3: column \"species\": \"versicolor\" was not seen in training",
                "known are: setosa, virginica; remove the row, or train with it");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(Settings::of)
                .withMessage("targets: expected at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of("a", "a"))
                .withMessage("targets: expected each once, got \"a\" twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(List.of("a"), true, true, 1))
                .withMessage("smoothing: expected 0 ≤ smoothing < 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fit(training, new Settings(List.of("species"), true, true, 0.5)))
                .withMessage("smoothing: expected 0 ≤ smoothing < 0.5 for 2 classes, got 0.5");
    }

    @Test
    void refusesDescriptionsThatContradict() {
        ClassTarget target = new ClassTarget("c", List.of("a", "b"), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.of(List.of(), target))
                .withMessage("input columns: expected at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.of(List.of(new NumberInput("c", 0, 1)), target))
                .withMessage("input columns and targets: expected each once, got \"c\" twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberInput("x", Double.NaN, 1))
                .withMessage("mean of column \"x\": expected a finite number, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberOutput("x", 0, 0))
                .withMessage("scale of column \"x\": expected a finite number above 0, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoryInput("x", List.of()))
                .withMessage("categories of column \"x\": expected at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassTarget("x", List.of("a"), 0))
                .withMessage("classes of column \"x\": expected at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberTarget(List.of()))
                .withMessage("targets: expected at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberTarget(List.of(new NumberOutput("a", 0, 1), new NumberOutput("b", 0, 1)))
                        .unscaled(new double[3]))
                .withMessage("y: expected a multiple of 2 values, got 3");
    }
}
