package io.gradus.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {
    private static SearchSpace space(String... texts) {
        return SearchSpace.parse(List.of(texts));
    }

    @Test
    void gridIsTheLoopsThatOneWouldWriteByHand() {
        List<Map<String, String>> byHand = new ArrayList<>();
        for (String hidden : new String[] {"16", "64", "32,16"}) {
            for (String rate : new String[] {"0.001", "0.01"}) {
                for (String activation : new String[] {"relu"}) {
                    Map<String, String> combination = new LinkedHashMap<>();
                    combination.put("hidden", hidden);
                    combination.put("learning-rate", rate);
                    combination.put("activation", activation);
                    byHand.add(combination);
                }
            }
        }

        SearchSpace space = space("hidden=16|64|32,16", "learning-rate=0.001|0.01", "activation=relu");

        assertThat(space.grid()).isEqualTo(byHand);
        assertThat(space.names()).containsExactly("hidden", "learning-rate", "activation");
        assertThat(SearchSpace.inWords(byHand.getLast())).isEqualTo("hidden=32,16 learning-rate=0.01 activation=relu");
    }

    @Test
    void drawsStayInTheirRanges() {
        SearchSpace space = space("a=1e-4..0.1:log", "b=-0.5..0.5", "c=8..11:int", "d=1..1000:log:int", "e=x|y");

        List<Map<String, String>> drawn = space.random(2000, 7);

        assertThat(drawn).hasSize(2000).doesNotHaveDuplicates();
        assertThat(drawn).extracting(c -> number(c, "a")).allMatch(a -> a >= 1e-4 && a <= 0.1);
        assertThat(drawn).extracting(c -> number(c, "b")).allMatch(b -> b >= -0.5 && b <= 0.5);
        assertThat(drawn)
                .extracting(c -> c.get("c"))
                .contains("8", "9", "10", "11")
                .containsOnly("8", "9", "10", "11");
        assertThat(drawn).extracting(c -> number(c, "d")).allMatch(d -> d >= 1 && d <= 1000 && d == Math.rint(d));
        assertThat(drawn).extracting(c -> c.get("e")).containsOnly("x", "y");
        // Uniform in the logarithm: a third of the draws in each decade, in 2000 within four deviations, 84.
        for (int decade = -4; decade < -1; decade++) {
            double from = Math.pow(10, decade);
            assertThat(drawn.stream().filter(c -> number(c, "a") >= from && number(c, "a") < 10 * from))
                    .hasSizeBetween(667 - 84, 667 + 84);
        }
        // Uniform: half of them below the middle, within four deviations, 89.
        assertThat(drawn.stream().filter(c -> number(c, "b") < 0)).hasSizeBetween(1000 - 89, 1000 + 89);
    }

    private static double number(Map<String, String> combination, String name) {
        return Double.parseDouble(combination.getOrDefault(name, ""));
    }

    @Test
    void numbersAreShortAndReadBack() {
        assertThat(Tried.parse("a=0.001..0.1").at(0.123456789)).isEqualTo("0.01322");
        assertThat(Tried.parse("a=1e-7..1e-6").at(0.5)).isEqualTo("5.5e-7");
        assertThat(Tried.parse("a=0..1").at(0)).isEqualTo("0");
        assertThat(Tried.parse("a=0.12344..0.9").at(0)).isEqualTo("0.12344"); // rounding does not leave the range
        assertThat(Tried.parse("a=1..3:int").at(Math.nextDown(1.0))).isEqualTo("3");
        assertThat(Tried.parse("a=1..8:log:int").at(0)).isEqualTo("1");
        assertThat(Tried.parse("a=1..8:log:int").at(Math.nextDown(1.0))).isEqualTo("8");
    }

    @Test
    void theSameSeedDrawsTheSameAndMoreGoOnBehind() {
        SearchSpace space = space("a=0..1", "b=x|y|z");

        assertThat(space.random(50, 3).subList(0, 20)).isEqualTo(space.random(20, 3));
        assertThat(space.random(20, 4)).isNotEqualTo(space.random(20, 3));
    }

    @Test
    void drawsNothingTwiceEvenWhereThereIsNotEnough() {
        assertThat(space("a=1|2|3", "b=x|y").random(100, 1))
                .hasSize(6)
                .containsExactlyInAnyOrderElementsOf(space("a=1|2|3", "b=x|y").grid());
        assertThat(space("a=1..5:int").random(9, 1)).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hidden; --try: expected NAME=VALUES such as hidden=16|64 or learning-rate=1e-4..0.1:log, got \"hidden\"",
                "=16; --try: expected NAME=VALUES such as hidden=16|64 or learning-rate=1e-4..0.1:log, got \"=16\"",
                "--a=1; --try: expected NAME=VALUES such as hidden=16|64 or learning-rate=1e-4..0.1:log, got \"--a=1\"",
                "a=; --try a: expected values such as a|b|c or a range lo..hi, got \"\"",
                "a=1||2; --try a: expected values such as a|b|c or a range lo..hi, got \"1||2\"",
                "a=1|2|1; --try a: a value appears twice in \"1|2|1\"",
                "a=2..1; --try a: expected lo < hi, got \"2..1\"",
                "a=1..1; --try a: expected lo < hi, got \"1..1\"",
                "a=0..1:log; --try a: expected lo > 0, as 0 has no logarithm, got \"0..1:log\"",
                "a=-1..1:log; --try a: expected lo > 0, as 0 has no logarithm, got \"-1..1:log\"",
                "a=0.5..3:int; --try a: expected whole numbers with :int, got \"0.5..3:int\"",
                "a=1..2:lg; --try a: expected lo..hi, lo..hi:log, lo..hi:int or lo..hi:log:int, got \"1..2:lg\"",
                "a=1..1e999; --try a: expected numbers lo..hi, got \"1..1e999\"",
                "a=--..1; --try a: expected numbers lo..hi, got \"--..1\""
            })
    void refusesWhatItCannotRead(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> space(text)).withMessage(message);
    }

    @Test
    void refusesAnOptionTwiceAndARangeInAGrid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space("a=1|2", "a=3"))
                .withMessage("--try: \"a\" appears twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space("a=1|2", "b=0..1").grid())
                .withMessage(
                        "--try b: expected values such as a|b|c with --search grid, for a range needs random or halving");
    }
}
