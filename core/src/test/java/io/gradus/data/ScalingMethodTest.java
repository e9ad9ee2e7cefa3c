package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.data.Preprocessing.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingMethodTest {
    private static final Table TRAINING = Table.of(
            "training",
            List.of(
                    NumberColumn.of("a", -1, 3, 1, 7),
                    NumberColumn.of("constant", 5, 5, 5, 5),
                    NumberColumn.of("y", 10, 20, 30, 20)));

    @Test
    void minMaxBringsTheTrainingPartFromZeroToOne() {
        Preprocessing fitted = fit(ScalingMethod.minMax(), ScalingMethod.minMax());
        Dataset data = fitted.apply(TRAINING);
        assertThat(data.x()).containsExactly(0, 0, 0.5, 0, 0.25, 0, 1, 0); // a: (v + 1) / 8; constant: 0
        assertThat(data.t()).containsExactly(0, 0.5, 1, 0.5); // (y - 10) / 20
    }

    @Test
    void minMaxGoesBeyondInOtherRows() {
        Table other = Table.of("other", List.of(NumberColumn.of("a", 11), NumberColumn.of("constant", 6)));
        assertThat(fit(ScalingMethod.minMax(), ScalingMethod.none()).inputs(other))
                .containsExactly(1.5, 1);
    }

    @Test
    void divideDividesInputsAndLeavesTargets() {
        Preprocessing fitted =
                fit(ScalingMethod.divide(4), ScalingMethod.divide(4).ofTargets());
        assertThat(fitted.apply(TRAINING).x()).containsExactly(-0.25, 1.25, 0.75, 1.25, 0.25, 1.25, 1.75, 1.25);
        assertThat(fitted.apply(TRAINING).t()).containsExactly(10, 20, 30, 20);
    }

    @Test
    void noneLeavesAllAsItIs() {
        Dataset data = fit(ScalingMethod.none(), ScalingMethod.none()).apply(TRAINING);
        assertThat(data.x()).containsExactly(-1, 5, 3, 5, 1, 5, 7, 5);
    }

    @Test
    void refusesAColumnWhoseRangeIsNoNumber() {
        Table wide = Table.of("wide", List.of(NumberColumn.of("a", -1e308, 1e308), NumberColumn.of("y", 1, 2)));
        assertFault(
                () -> Preprocessing.fit(
                        wide, new Settings(List.of("y"), ScalingMethod.minMax(), ScalingMethod.none(), 0)),
                "wide: column \"a\": values too far apart to scale, from -1.0E308 to 1.0E308",
                "rescale the column, or leave the column out with --ignore a (CsvOptions.withIgnore)");
    }

    @ParameterizedTest
    @CsvSource({"standard, standard", "minmax, minmax", "none, none", "divide:255, divide:255.0"})
    void isFoundByItsName(String given, String name) {
        assertThat(ScalingMethod.named(given).name()).isEqualTo(name);
        assertThat(ScalingMethod.named(name)).isEqualTo(ScalingMethod.named(given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "", "divide", "divide:", "divide:x", "divide:NaN"})
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingMethod.named(name))
                .withMessage("expected standard, minmax, none or divide:NUMBER, got \"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"divide:0", "divide:-1"})
    void refusesToDivideByWhatIsNotAboveZero(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingMethod.named(name))
                .withMessageStartingWith("divide:N: expected a finite number above 0, got ");
    }

    private static Preprocessing fit(ScalingMethod inputs, ScalingMethod targets) {
        return Preprocessing.fit(TRAINING, new Settings(List.of("y"), inputs, targets, 0));
    }
}
