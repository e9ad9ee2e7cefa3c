package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void showsControlCharactersAndCutsLongValues() {
        assertThat(Wording.quote("a\nb\tc\rd\u0000")).isEqualTo("\"a\\nb\\tc\\rd\\u0000\"");
        assertThat(Wording.quote("x".repeat(60))).isEqualTo("\"" + "x".repeat(60) + "\"");
        assertThat(Wording.quote("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "…\"");
    }

    @Test
    void listsTenAtMost() {
        List<String> names = IntStream.range(0, 11).mapToObj(i -> "c" + i).toList();
        assertThat(Wording.list(names.subList(0, 10))).isEqualTo("c0, c1, c2, c3, c4, c5, c6, c7, c8, c9");
        assertThat(Wording.list(names)).isEqualTo("c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, … (11 in all)");
    }

    @Test
    void quotesOptionsForAShell() {
        assertThat(Wording.option("--ignore", "petal_width")).isEqualTo("--ignore petal_width");
        assertThat(Wording.option("--ignore", "petal width")).isEqualTo("--ignore 'petal width'");
        assertThat(Wording.option("--ignore", "it's")).isEqualTo("--ignore 'it'\\''s'");
    }

    @Test
    void countsEdits() {
        assertThat(Wording.edits("kitten", "sitting")).isEqualTo(3); // k→s, e→i, +g
        assertThat(Wording.edits("lable", "label")).isEqualTo(1); // neighbours swapped
        assertThat(Wording.edits("", "abc")).isEqualTo(3);
    }

    @Test
    void suggestsTheNearestNameOnlyIfItIsNear() {
        List<String> names = List.of("sepal_length", "species", "id");
        assertThat(Wording.nearest("specis", names)).isEqualTo("species");
        assertThat(Wording.nearest("SPECIES", names)).isEqualTo("species");
        assertThat(Wording.nearest("ix", names)).isEqualTo("id");
        assertThat(Wording.nearest("price", names)).isNull();
    }

    @Test
    void refusesNamesThatRepeat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wording.distinct("targets", List.of("a", "b", "a"), 1))
                .withMessage("targets: expected each once, got \"a\" twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wording.distinct("targets", List.of(), 1))
                .withMessage("targets: expected at least 1, got 0");
    }
}
