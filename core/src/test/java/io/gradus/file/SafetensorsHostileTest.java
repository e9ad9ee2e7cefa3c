package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsHostileTest {
    private static final String DAMAGED = "the file is damaged or no safetensors file; get or write it again";
    private static final String CORRECT_JSON = "correct the JSON there, or write the file again";
    private static final String CORRECT_ENTRY = "correct this entry, or write the file again";

    @TempDir
    private Path folder;

    private void assertRefused(byte[] bytes, String what, String hint) throws IOException {
        Path file = Files.write(folder.resolve("iris.gradus"), bytes);
        FileFormatException error = catchThrowableOfType(FileFormatException.class, () -> Safetensors.read(file));
        assertThat(error).isNotNull().hasMessage(file + ": " + what);
        assertThat(error.hint()).isEqualTo(hint);
    }

    private void assertRefused(String header, int dataSize, String what, String hint) throws IOException {
        assertRefused(SafetensorsTest.bytes(header, new byte[dataSize]), what, hint);
    }

    private void assertEntryRefused(String dtype, String shape, String offsets, String what) throws IOException {
        String header = "{\"W\":{\"dtype\":" + dtype + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
        assertRefused(header, 32, "header at /W" + what, CORRECT_ENTRY);
    }

    private static String entry(String name, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"F64\",\"shape\":[" + (end - begin) / 8 + "],\"data_offsets\":[" + begin
                + "," + end + "]}";
    }

    private static byte[] length(long length) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put("{}      ".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Test
    void refusesFilesWithoutAWholeHeader() throws IOException {
        assertRefused(new byte[0], "the file is empty", DAMAGED);
        assertRefused(new byte[7], "truncated: expected 8 bytes for the header's length, got 7", DAMAGED);
        assertRefused(length(9), "truncated: the header's length is given as 9 bytes, 8 bytes follow", DAMAGED);
        String limit = ", the format allows at most 100,000,000 bytes";
        assertRefused(length(100_000_001), "the header's length is given as 100000001" + limit, DAMAGED);
        assertRefused(length(1L << 60), "the header's length is given as 1152921504606846976" + limit, DAMAGED);
        assertRefused(length(-1), "the header's length is given as 18446744073709551615" + limit, DAMAGED);
        assertRefused(
                length(100_000_000),
                "truncated: the header's length is given as 100,000,000 bytes, 8 bytes follow",
                DAMAGED);
    }

    @Test
    void refusesHeadersThatAreNoJsonObject() throws IOException {
        assertRefused(length(0), "the header does not start with \"{\"", DAMAGED);
        assertRefused("[]", 0, "the header does not start with \"{\"", DAMAGED);
        assertRefused(" {}", 0, "the header does not start with \"{\"", DAMAGED);
        assertRefused(
                "{\"a\" 1}",
                0,
                "header: line 1, column 6: Unexpected character ('1' (code 49)): was expecting a colon to separate"
                        + " property name and value",
                CORRECT_JSON);
        assertRefused("{} {}", 0, "header: line 1, column 4: more text after the end of the value", CORRECT_JSON);
        assertRefused(
                "{}\0",
                0,
                "header: line 1, column 3: Illegal character ((CTRL-CHAR, code 0)): only regular white space (\\r"
                        + ", \\n"
                        + ", \\t) is allowed between tokens",
                CORRECT_JSON);
        assertRefused(
                "{\"W\":" + "[".repeat(1000),
                0,
                "header: line 1, column 69: nested deeper than 64 levels",
                CORRECT_JSON);
        byte[] noUtf8 = SafetensorsTest.bytes("{\"W\":{}}", new byte[0]);
        noUtf8[10] = (byte) 0xff;
        assertRefused(noUtf8, "the header is not UTF-8", DAMAGED);
    }

    @Test
    void refusesTheSameKeyTwice() throws IOException {
        assertRefused(
                "{" + entry("W", 0, 8) + "," + entry("W", 8, 16) + "}",
                16,
                "header: line 1, column 55: the key \"W\" is there twice",
                CORRECT_JSON);
        assertRefused(
                "{\"__metadata__\":{\"a\":\"1\",\"\\u0061\":\"2\"}}",
                0,
                "header: line 1, column 26: the key \"a\" is there twice",
                CORRECT_JSON);
    }

    @Test
    void refusesMetadataThatAreNoStrings() throws IOException {
        assertRefused("{\"__metadata__\":1}", 0, "header at /__metadata__: expected an object, got 1", CORRECT_ENTRY);
        assertRefused(
                "{\"__metadata__\":{\"a\":null}}",
                0,
                "header at /__metadata__/a: expected a string, got null",
                CORRECT_ENTRY);
    }

    @Test
    void refusesEntriesOfAWrongForm() throws IOException {
        assertRefused("{\"W\":[]}", 0, "header at /W: expected an object, got []", CORRECT_ENTRY);
        assertRefused("{\"W\":{}}", 0, "header at /W: the key \"dtype\" is missing", CORRECT_ENTRY);
        assertEntryRefused("\"BF16\"", "[2]", "[0,4]", "/dtype: expected F64 or F32, got \"BF16\"");
        assertEntryRefused("8", "[2]", "[0,4]", "/dtype: expected a string, got 8");
        assertEntryRefused("\"F64\"", "4", "[0,32]", "/shape: expected an array, got 4");
        assertEntryRefused("\"F64\"", "[4.0]", "[0,32]", "/shape/0: expected a whole number, got 4.0");
        assertEntryRefused("\"F64\"", "[1,\"4\"]", "[0,32]", "/shape/1: expected a whole number, got \"4\"");
        assertEntryRefused("\"F64\"", "[4]", "[0,\"32\"]", "/data_offsets/1: expected a whole number, got \"32\"");
    }

    @Test
    void showsNamesWithoutTheirControlCharacters() throws IOException {
        assertRefused("{\"\\u001b[2J/\":1}", 0, "header at /\\u001B[2J~1: expected an object, got 1", CORRECT_ENTRY);
    }

    @Test
    void refusesShapesThatFitNoNumber() throws IOException {
        String expected = "/shape: expected dimensions of at least 0 and a product that fits 64 bits, got ";
        assertEntryRefused("\"F64\"", "[-4]", "[0,32]", expected + "[-4]");
        assertEntryRefused("\"F64\"", "[-2,-2]", "[0,32]", expected + "[-2,-2]");
        // 2^32 · 2^32 = 2^64 would be 0, and 2^61 doubles would be 0 bytes.
        assertEntryRefused("\"F64\"", "[4294967296,4294967296]", "[0,0]", expected + "[4294967296,4294967296]");
        assertEntryRefused("\"F64\"", "[2305843009213693952]", "[0,0]", expected + "[2305843009213693952]");
        assertEntryRefused(
                "\"F64\"",
                "[0,9223372036854775807,2]",
                "[0,32]",
                "/data_offsets: 0 bytes by type and shape, got 32 bytes");
    }

    @Test
    void refusesOffsetsThatDoNotMatch() throws IOException {
        String expected = "/data_offsets: expected a begin of at least 0 and an end not before it, got ";
        assertEntryRefused("\"F64\"", "[4]", "[-32,0]", expected + "[-32,0]");
        assertEntryRefused("\"F64\"", "[4]", "[32,0]", expected + "[32,0]");
        assertEntryRefused("\"F64\"", "[4]", "[0,32,0]", expected + "[0,32,0]");
        assertEntryRefused("\"F64\"", "[4]", "[0]", expected + "[0]");
        assertEntryRefused("\"F64\"", "[4]", "[0,24]", "/data_offsets: 32 bytes by type and shape, got 24 bytes");
        assertEntryRefused("\"F32\"", "[]", "[0,1]", "/data_offsets: 4 bytes by type and shape, got 1 byte");
        assertEntryRefused(
                "\"F32\"", "[2147483648]", "[0,8589934592]", "/shape: more elements than an array of Java holds");
    }

    @Test
    void refusesGapsAndOverlaps() throws IOException {
        String gap = "there is a gap before the bytes of tensor \"b\"";
        assertRefused("{" + entry("b", 16, 32) + "," + entry("a", 0, 8) + "}", 32, gap, DAMAGED);
        assertRefused("{" + entry("b", 8, 16) + "}", 16, gap, DAMAGED);
        String overlap = "there is an overlap with the bytes of tensor \"b\"";
        assertRefused("{" + entry("a", 0, 16) + "," + entry("b", 8, 24) + "}", 24, overlap, DAMAGED);
        assertRefused("{" + entry("a", 0, 16) + "," + entry("b", 0, 16) + "}", 16, overlap, DAMAGED);
    }

    @Test
    void refusesTooFewAndTooManyBytes() throws IOException {
        String header = "{" + entry("W", 0, 1024) + "}";
        assertRefused(header, 1000, "truncated: the header says 1,024 bytes of tensors, 1,000 are there", DAMAGED);
        assertRefused(header, 1, "truncated: the header says 1,024 bytes of tensors, 1 is there", DAMAGED);
        assertRefused(header, 1025, "1 byte too many after the last tensor", DAMAGED);
        assertRefused("{}", 2000, "2,000 bytes too many after the last tensor", DAMAGED);
        // 16 GB are claimed, in a file of a hundred bytes: refused before anything is allocated.
        assertRefused(
                "{" + entry("W", 0, 1L << 33) + "}",
                0,
                "truncated: the header says 8,589,934,592 bytes of tensors, 0 are there",
                DAMAGED);
    }

    @Test
    void refusesTheExampleTruncatedAnywhere() throws IOException {
        byte[] whole = SafetensorsTest.example();
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .isInstanceOf(FileFormatException.class)
                    .message()
                    .satisfiesAnyOf(
                            message -> assertThat(message).startsWith(file + ": truncated: "),
                            message -> assertThat(message).isEqualTo(file + ": the file is empty"));
        }
    }

    @Test
    void answersEveryChangedByteWithAFileOrAFormatError() throws IOException {
        byte[] whole = SafetensorsTest.example();
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) flip;
                Path file = Files.write(folder.resolve("changed"), changed);
                try {
                    assertThat(Safetensors.read(file).tensors()).hasSizeBetween(3, 4);
                } catch (FileFormatException e) {
                    assertThat(e.hint()).isNotEmpty();
                    refused++;
                }
            }
        }
        // Changes in the numbers, names and metadata (a fifth of the bytes) go through; the others do not.
        assertThat(refused).isBetween(whole.length * 9 / 2, whole.length * 9);
    }

    @Test
    void saysIfTheFileCannotBeRead() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Safetensors.read(missing))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(missing + ": cannot be read: there is no such file")
                .extracting(e -> ((FileAccessException) e).hint())
                .isEqualTo("check the path");
        assertThatThrownBy(() -> Safetensors.read(folder))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(folder + ": is a folder");
    }
}
