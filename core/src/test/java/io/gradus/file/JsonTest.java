package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void readsEachKindOfValueInOrder() {
        Object tree =
                Json.parse("x.json", " {\"b\": [1, -2.5, 1e2, true, false, null], \"a\": {\"\": \"ä\\u00e4\\/\"}} ");

        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(1L, -2.5, 100.0, true, false, null));
        expected.put("a", Map.of("", "ää/"));
        assertThat(tree).isInstanceOf(LinkedHashMap.class).isEqualTo(expected).hasToString(expected.toString());
    }

    @Test
    void writesEachKindOfValueInOrder() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("z", Arrays.asList((byte) 1, (short) 2, 3, 4L, 0.5f, -0.0, null));
        tree.put("a/\"\n", Map.of("k", true));
        tree.put("rows", new double[][] {{1, 1e300}, {}});
        tree.put("counts", new int[] {7, -7});

        assertThat(Json.write(tree, false))
                .isEqualTo("{\"z\":[1,2,3,4,0.5,-0.0,null],\"a/\\\"\\n\":{\"k\":true},\"rows\":[[1.0,1.0E300],[]],"
                        + "\"counts\":[7,-7]}");
    }

    @Test
    void writesPrettyTheSameOnEverySystem() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a", List.of(1, 2));
        tree.put("b", Map.of("c", "d"));

        assertThat(Json.write(tree, true)).isEqualTo("""
            {
              "a" : [ 1, 2 ],
              "b" : {
                "c" : "d"
              }
            }\
            """);
    }

    @Test
    void writesDoublesInTheShortestFormThatReadsBack() {
        double[] values = {0.1, 1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE, 2e-3, 1e23, -0.0, 9007199254740992.0};

        String text = Json.write(values, false);

        assertThat(text)
                .isEqualTo("[0.1,0.3333333333333333,4.9E-324,1.7976931348623157E308,0.002,1.0E23,-0.0,"
                        + "9.007199254740992E15]");
        assertThat(Json.parse("x", text))
                .isEqualTo(Arrays.stream(values).boxed().toList());
    }

    @Test
    void writesNonFiniteDoublesAsNull() {
        assertThat(Json.write(new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1}, false))
                .isEqualTo("[null,null,1.0]");
        assertThat(Json.write(Float.NEGATIVE_INFINITY, false)).isEqualTo("null");
    }

    @Test
    void refusesToWriteOtherValues() {
        assertThatThrownBy(() -> Json.write(List.of('c'), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON: expected a value that JSON has, got a java.lang.Character");
        assertThatThrownBy(() -> Json.write(Map.of(1, 2), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON: expected a String as key, got 1");
    }

    @Test
    void saysWhereATextIsWrong() {
        assertRefused("", "line 1, column 1: expected JSON, got an empty text");
        assertRefused("{\n  \"a\": 1,\n  \"a\": 2\n}", "line 3, column 3: the key \"a\" is there twice");
        assertRefused("1 2", "line 1, column 3: more text after the end of the value");
        assertRefused("[1e400]", "line 1, column 2: 1e400 does not fit a double");
        assertRefused("[9223372036854775808]", "line 1, column 2: 9223372036854775808 does not fit 64 bits");
        assertRefused("[NaN]", "line 1, column 5: Non-standard token 'NaN'");
        assertRefused("[1,]", "line 1, column 4: Unexpected character (']' (code 93)): expected a valid value");
        assertRefused("[1", "line 1, column 3: Unexpected end-of-input: expected close marker for Array");
        assertRefused("[1}", "line 1, column 3: Unexpected close marker '}': expected ']'");
        assertRefused("/* */", "line 1, column 1: Unexpected character ('/' (code 47))");
        assertRefused(
                "[\u009b]", "line 1, column 2: Unexpected character ((CTRL-CHAR, code 155)): expected a valid value");
        assertRefused("nul", "line 1, column 1: Unrecognized token 'nul'");
        assertRefused("1".repeat(2000), "line 1, column 2001: Number value length (2000) exceeds the maximum allowed");
    }

    private static void assertRefused(String text, String what) {
        assertThatThrownBy(() -> Json.parse("x.json", text))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("x.json: " + what);
    }

    @Test
    void readsToTheDeepestLevelAndNoDeeper() {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);

        assertThat(Json.parse("x", deepest)).isInstanceOf(ArrayList.class);
        assertRefused("[" + deepest + "]", "line 1, column 65: nested deeper than 64 levels");
    }

    @Test
    void readsStringsOfAnyLength() {
        String text = "x".repeat(30_000_000); // more than jackson's default of 20 million

        assertThat(Json.parse("x", "\"" + text + "\"")).isEqualTo(text);
    }
}
