package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    private static final JsonObject OBJECT = JsonObject.parse("net.json", """
        {"s": "relu", "b": true, "d": 0.5, "i": 16, "l": 4294967296, "n": null, "ds": [1, 2.5], "is": [3, 4],
         "ss": ["a", "b"], "o": {"a/~": 1}, "os": [{"units": 1}, {"units": "x"}], "mixed": [1, "x"]}\
        """);

    @Test
    void givesEachTypeAskedFor() {
        assertThat(OBJECT.getString("s")).isEqualTo("relu");
        assertThat(OBJECT.getBoolean("b")).isTrue();
        assertThat(OBJECT.getDouble("d")).isEqualTo(0.5);
        assertThat(OBJECT.getDouble("i")).isEqualTo(16);
        assertThat(OBJECT.getInt("i")).isEqualTo(16);
        assertThat(OBJECT.getLong("l")).isEqualTo(1L << 32);
        assertThat(OBJECT.getDoubles("ds")).containsExactly(1, 2.5);
        assertThat(OBJECT.getLongs("is")).containsExactly(3, 4);
        assertThat(OBJECT.getStrings("ss")).containsExactly("a", "b");
        assertThat(OBJECT.getObject("o").keys()).containsExactly("a/~");
        assertThat(OBJECT.getObjects("os").getFirst().getInt("units")).isEqualTo(1);
        assertThat(OBJECT.getList("mixed").toString()).isEqualTo("[1, x]");
    }

    @Test
    void hasWhatIsThereAndNotNull() {
        assertThat(OBJECT.has("s")).isTrue();
        assertThat(OBJECT.has("n")).isFalse();
        assertThat(OBJECT.has("missing")).isFalse();
    }

    @Test
    void namesThePlaceOfAWrongType() {
        assertRefused(() -> OBJECT.getString("d"), "net.json at /d: expected a string, got 0.5");
        assertRefused(() -> OBJECT.getBoolean("n"), "net.json at /n: expected true or false, got null");
        assertRefused(() -> OBJECT.getDouble("n"), "net.json at /n: expected a number, got null");
        assertRefused(() -> OBJECT.getInt("d"), "net.json at /d: expected a whole number, got 0.5");
        assertRefused(() -> OBJECT.getInt("l"), "net.json at /l: expected a whole number of 32 bits, got 4294967296");
        assertRefused(() -> OBJECT.getList("o"), "net.json at /o: expected an array, got {\"a/~\":1}");
        assertRefused(() -> OBJECT.getDoubles("mixed"), "net.json at /mixed/1: expected a number, got \"x\"");
        assertRefused(() -> OBJECT.getLongs("ds"), "net.json at /ds/1: expected a whole number, got 2.5");
        assertRefused(() -> OBJECT.getStrings("is"), "net.json at /is/0: expected a string, got 3");
        assertRefused(() -> OBJECT.getObject("s"), "net.json at /s: expected an object, got \"relu\"");
        assertRefused(() -> OBJECT.getObjects("ds"), "net.json at /ds/0: expected an object, got 1");
        assertRefused(
                () -> OBJECT.getObjects("os").get(1).getInt("units"),
                "net.json at /os/1/units: expected a whole number, got \"x\"");
        assertRefused(() -> OBJECT.getObject("o").getString("a/~"), "net.json at /o/a~1~0: expected a string, got 1");
    }

    @Test
    void namesThePlaceOfAMissingKey() {
        assertRefused(() -> OBJECT.getString("x"), "net.json: the key \"x\" is missing");
        assertRefused(() -> OBJECT.getObject("o").getString("x"), "net.json at /o: the key \"x\" is missing");
    }

    @Test
    void refusesATextThatIsNoObject() {
        assertRefused(() -> JsonObject.parse("net.json", "[1]"), "net.json: expected an object, got [1]");
        assertRefused(() -> JsonObject.of("net.json", null), "net.json: expected an object, got null");
    }

    @Test
    void cutsLongValuesInErrors() {
        assertRefused(
                () -> JsonObject.parse("net.json", "\"" + "x".repeat(1000) + "\""),
                "net.json: expected an object, got \"" + "x".repeat(99) + "…");
    }

    @Test
    void makesErrorsForChecksOfItsUsers() {
        FileFormatException error = OBJECT.error("s", "there is no activation \"relu\"");

        assertThat(error).hasMessage("net.json at /s: there is no activation \"relu\"");
        assertThat(error.hint()).isEqualTo("correct this entry, or write the file again");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(FileFormatException.class).hasMessage(message);
    }
}
