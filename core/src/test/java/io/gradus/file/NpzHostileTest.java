package io.gradus.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzHostileTest {
    private static final String DAMAGED = "the file is damaged; save it again with np.savez";
    private static final String NOT_NUMPY =
            "the file is damaged or was not written by NumPy; save it again with np.savez";
    private static final String SAVE = "save arrays by their names: np.savez(\"mine.npz\", W1=W1, b1=b1, ...)";
    private static final String AS_NUMBERS = "save numbers: np.savez(..., W1=W1.astype(float))";
    private static final String TWO_DOUBLES = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";

    @TempDir
    private Path folder;

    private static FileFormatException refusal(Path file) {
        FileFormatException error = catchThrowableOfType(FileFormatException.class, () -> Npz.read(file));
        assertThat(error).as("%s", file).isNotNull();
        return error;
    }

    private static void assertRefused(Path file, String where, String what, String hint) {
        FileFormatException error = refusal(file);
        assertThat(error.where()).isEqualTo(file + where);
        assertThat(error.what()).isEqualTo(what);
        assertThat(error.hint()).isEqualTo(hint);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("mine.npz"), bytes);
    }

    /// An .npy of version 1.0 with this header and these bytes of data.
    private static byte[] npy(String header, byte... data) {
        byte[] text = header.getBytes(ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Npy.MAGIC)
                .put(new byte[] {1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(data)
                .array();
    }

    private Path archive(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return write(bytes.toByteArray());
    }

    private void assertArrayRefused(byte[] npy, String what, String hint) throws IOException {
        assertRefused(archive("W1.npy", npy), ": array \"W1\"", what, hint);
    }

    private void assertHeaderRefused(String header, String what) throws IOException {
        assertArrayRefused(npy(header, new byte[16]), what, NOT_NUMPY);
    }

    @Test
    void readsTheFilesOfThisTestWhenTheyAreRight() throws IOException {
        Path file = archive("W1.npy", npy(TWO_DOUBLES, new byte[16]));
        assertThat(Npz.read(file).get("W1")).hasToString("W1: float64 [2]");
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(write(new byte[0]), "", "the file is empty", SAVE);
        assertRefused(write("x1,x2\n1,2\n".getBytes(ISO_8859_1)), "", "expected a zip archive, which an .npz is", SAVE);
        assertRefused(
                NpzTest.recorded("single.npy"),
                "",
                "expected an archive of arrays (.npz), got a single array (.npy)",
                SAVE);
        assertRefused(archive("notes.txt", new byte[0]), "", "expected arrays (.npy) only, got \"notes.txt\"", SAVE);
    }

    @Test
    void saysIfTheFileCannotBeRead() {
        Path missing = folder.resolve("missing.npz");
        FileAccessException error = catchThrowableOfType(FileAccessException.class, () -> Npz.read(missing));
        assertThat(error).hasMessage(missing + ": cannot be read: there is no such file");
        assertThat(catchThrowableOfType(FileAccessException.class, () -> Npz.read(folder)))
                .hasMessage(folder + ": is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64.npz", "compressed.npz", "zip64.npz"})
    void refusesAFileTruncatedAnywhere(String name) throws IOException {
        byte[] whole = Files.readAllBytes(NpzTest.recorded(name));
        for (int length = 1; length < whole.length; length++) {
            FileFormatException error = refusal(write(Arrays.copyOf(whole, length)));
            assertThat(error.what()).startsWith(length == 1 ? "expected a zip" : "not a whole zip archive: ");
            assertThat(error.hint()).isEqualTo(length == 1 ? SAVE : DAMAGED);
        }
    }

    @Test
    void refusesAnArrayTruncatedAnywhere() throws IOException {
        byte[] whole = npy(TWO_DOUBLES, new byte[16]);
        for (int length = 0; length < whole.length; length++) {
            FileFormatException error = refusal(archive("W1.npy", Arrays.copyOf(whole, length)));
            assertThat(error.what())
                    .satisfiesAnyOf(
                            what -> assertThat(what).startsWith("truncated: expected "),
                            what -> assertThat(what)
                                    .startsWith("expected 16 bytes of numbers (shape [2], float64), got "));
        }
    }

    @ParameterizedTest
    @CsvSource({"float64.npz, 4", "compressed.npz, 3", "zip64.npz, 2"})
    void answersEveryChangedByteWithTheSameNumbersOrAFormatError(String name, int count) throws IOException {
        byte[] whole = Files.readAllBytes(NpzTest.recorded(name));
        double[] right = numbers(NpzTest.recorded(name));
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            for (int flip : new int[] {1, 32, 255}) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) flip;
                try {
                    // Checksums cover the arrays; what goes through are names, times and the like.
                    assertThat(numbers(write(changed)))
                            .as("byte %d, flip %d", i, flip)
                            .isEqualTo(right);
                } catch (FileFormatException e) {
                    assertThat(e.hint()).isNotEmpty();
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(whole.length * 3 / 2);
        assertThat(Npz.read(NpzTest.recorded(name))).hasSize(count);
    }

    private static double[] numbers(Path file) {
        return Npz.read(file).values().stream()
                .flatMapToDouble(array -> Arrays.stream(array.values()))
                .toArray();
    }

    @Test
    void refusesOtherTypesThanNumbers() {
        String where = ": array \"W1\"";
        assertRefused(
                NpzTest.recorded("objects.npz"),
                where,
                "expected an array of numbers, got objects (a pickle, which is not opened)",
                AS_NUMBERS + "; rows of different lengths make objects too");
        assertRefused(
                NpzTest.recorded("structured.npz"),
                where,
                "expected an array of numbers, got a structured one",
                "save each field as an array of its own");
        String expected = "expected a type of real numbers, such as '<f8', '<f4' or '<i8', got ";
        assertRefused(NpzTest.recorded("complex.npz"), where, expected + "'<c16'", AS_NUMBERS);
        assertRefused(NpzTest.recorded("text.npz"), where, expected + "'<U2'", AS_NUMBERS);
        assertRefused(NpzTest.recorded("long-double.npz"), where, expected + "'<f16'", AS_NUMBERS);
        assertRefused(
                NpzTest.recorded("three-dimensions.npz"),
                where,
                "expected at most 2 dimensions, got 3: [2, 1, 3]",
                "save it as a matrix, with reshape");
    }

    @Test
    void refusesNumbersThatNoDoubleIs() throws IOException {
        String hint = "save it as floating point, with astype(float)";
        String expected = "expected whole numbers of at most 2^53, which a double holds, got ";
        assertRefused(
                NpzTest.recorded("too-large-i8.npz"),
                ": array \"x\"",
                "number 2 in the file: " + expected + "9007199254740993",
                hint);
        assertRefused(
                NpzTest.recorded("too-large-u8.npz"),
                ": array \"x\"",
                "number 1 in the file: " + expected + "9223372036854775808",
                hint);
        assertArrayRefused(
                npy("{'descr': '|b1', 'fortran_order': False, 'shape': (2,)}", (byte) 1, (byte) 2),
                "number 2 in the file: expected 0 or 1 for a bool, got 2",
                hint);
    }

    @Test
    void refusesAnotherMagicOrVersion() throws IOException {
        byte[] npy = npy(TWO_DOUBLES, new byte[16]);
        npy[1] = 'n';
        assertArrayRefused(npy, "no .npy: it does not start with \\x93NUMPY", NOT_NUMPY);
        npy[1] = 'N';
        String expected = "expected version 1.0, 2.0 or 3.0 of the format, got ";
        for (int version : new int[] {0, 4, 255}) {
            npy[6] = (byte) version;
            assertArrayRefused(npy, expected + version + ".0", NOT_NUMPY);
        }
        npy[6] = 1;
        npy[7] = 1;
        assertArrayRefused(npy, expected + "1.1", NOT_NUMPY);
    }

    @Test
    void refusesAHeaderThatIsAbsurdlyLongOrNoText() throws IOException {
        byte[] npy = npy(TWO_DOUBLES, new byte[16]);
        npy[6] = 2; // the length has four bytes now: two of them are "{'"
        assertArrayRefused(npy, "expected a header of at most 65,536 bytes, got 662,372,409 bytes", NOT_NUMPY);
        byte[] latin = npy("    " + TWO_DOUBLES.replace('d', 'é'), new byte[16]);
        latin[6] = 3;
        latin[8] = 50;
        Arrays.fill(latin, 9, 12, (byte) 0);
        assertArrayRefused(latin, "header: it is not UTF-8", NOT_NUMPY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        dict(shape=2)                                            | header, character 1: expected "{", got "d"
        `   `                                                    | header, character 4: expected "{", got its end
        {}                                                       | header: the key 'descr' is missing
        {'descr': '<f8'                                          | header, character 16: expected "}", got its end
        {'descr': '<f8'}                                         | header: the key 'fortran_order' is missing
        {'descr': '<f8', 'fortran_order': True}                  | header: the key 'shape' is missing
        {'descr': '<f8', 'descr': '<f8'}                         | header: the key 'descr' is there twice
        {'descr': '<f8', 'order': True}                          | header: expected the keys descr, fortran_order and shape, got 'order'
        {'descr': 8}                                             | header, character 11: expected a string, got "8"
        {'descr': '<f8                                           | header, character 11: expected a string that ends, got "'"
        {'descr': '\\x3cf8'}                                     | header, character 11: expected a string without escapes, got "'"
        {'descr' '<f8'}                                          | header, character 10: expected ":", got "'"
        {'descr': '<f8', 'fortran_order': 0}                     | header, character 35: expected True or False, got "0"
        {'descr': '<f8', 'fortran_order': False, 'shape': 2}     | header, character 51: expected "(", got "2"
        {'descr': '<f8', 'fortran_order': False, 'shape': (2)}   | header, character 53: expected a comma: (n) is no tuple, got ")"
        {'descr': '<f8', 'fortran_order': False, 'shape': (-2,)} | header, character 52: expected a whole number of at least 0, got "-"
        {'descr': '<f8', 'fortran_order': False, 'shape': (1,2 } | header, character 56: expected ")", got "}"
        {'shape': (9223372036854775808,)}                        | header: a dimension does not fit 64 bits: 9223372036854775808
        {'descr': '<f8', 'fortran_order': False, 'shape': (2,)}; | header, character 56: expected nothing after the closing brace, got ";"
        """)
    void refusesHeadersThatAreNoLiteral(String header, String what) throws IOException {
        assertHeaderRefused(header, what);
    }

    @Test
    void takesQuotesOfBothKindsAndTheLOfPython2() throws IOException {
        Path file = archive(
                "W1.npy", npy("{\"shape\": (1L, 2L), \"fortran_order\": False, \"descr\": \"<f8\"}  \n", new byte[16]));
        assertThat(Npz.read(file).get("W1")).hasToString("W1: float64 [1, 2]");
    }

    @Test
    void refusesTypesOfAWrongSizeOrOrder() throws IOException {
        for (String descr : new String[] {"<f1", "<f3", "|f8", "=f8", "<i3", "<b2", "f8", "", "<f88"}) {
            assertArrayRefused(
                    npy("{'descr': '%s', 'fortran_order': False, 'shape': (2,)}".formatted(descr), new byte[16]),
                    "expected a type of real numbers, such as '<f8', '<f4' or '<i8', got '%s'".formatted(descr),
                    AS_NUMBERS);
        }
    }

    @Test
    void refusesDataOfAnotherSizeThanTheShapeSays() throws IOException {
        assertHeaderRefused(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
                "expected 24 bytes of numbers (shape [3], float64), got 16 bytes");
        assertHeaderRefused(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
                "expected 8 bytes of numbers (shape [1], float64), got 16 bytes");
        assertHeaderRefused(
                "{'descr': '|i1', 'fortran_order': False, 'shape': ()}",
                "expected 1 byte of numbers (shape [], int8), got 16 bytes");
    }

    @Test
    void refusesAbsurdSizesBeforeItAllocates() throws IOException {
        // 2^32 · 2^32 would be 0 in 64 bits.
        for (String shape : new String[] {"67108865", "1073741824, 8", "4294967296, 4294967296"}) {
            assertArrayRefused(
                    npy("{'descr': '<f8', 'fortran_order': False, 'shape': (%s,)}".formatted(shape), new byte[16]),
                    "expected at most 67,108,864 numbers in all arrays together, got the shape [%s]".formatted(shape),
                    "save fewer rows");
        }
        assertHeaderRefused(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (67108864,)}",
                "expected 536,870,912 bytes of numbers (shape [67108864], float64), got 16 bytes");
        assertArrayRefused(
                npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4294967296)}"),
                "a dimension does not fit 31 bits: [0, 4294967296]",
                NOT_NUMPY);
    }

    @Test
    void refusesAZipBombBeforeItIsUnpacked() throws IOException {
        // Sixteen bytes that the archive's directory claims to be 5 GiB: zip64 can say so.
        byte[] bytes = Files.readAllBytes(NpzTest.recorded("zip64.npz"));
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = (int) zip.getLong(zip.getInt(bytes.length - 22 - 20 + 8) + 48);
        int nameLength = zip.getShort(directory + 28);
        int size = directory + 46 + nameLength + 4;
        assertThat(zip.getLong(size)).isEqualTo(176);
        zip.putLong(size, 5L << 30);
        assertRefused(
                write(bytes),
                ": array \"W\"",
                "expected 48 bytes of numbers (shape [2, 3], float64), got 5,368,708,992 bytes",
                NOT_NUMPY);
    }

    @Test
    void allocatesOnlyForNumbersThatAreThere() throws IOException {
        // Header and directory agree on half a gibibyte; the compressed data end after 16 bytes.
        byte[] npy = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (67108864,)}", new byte[16]);
        archive("W1.npy", npy);
        byte[] bytes = Files.readAllBytes(folder.resolve("mine.npz"));
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = zip.getInt(bytes.length - 22 + 16);
        assertThat(zip.getInt(directory + 24)).isEqualTo(npy.length);
        zip.putInt(directory + 24, npy.length - 16 + (1 << 29));
        FileFormatException error = refusal(write(bytes));
        assertThat(error.what()).isEqualTo("truncated after 2 of 67,108,864 numbers");
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        byte[] bytes = Files.readAllBytes(NpzTest.recorded("zip64.npz"));
        for (int i = 0; i + 5 < bytes.length; i++) { // W.npy and v.npy, in the local headers and in the directory
            if (new String(bytes, i, 5, ISO_8859_1).equals("v.npy")) {
                bytes[i] = 'W';
            }
        }
        assertRefused(write(bytes), ": array \"W\"", "it is there twice", "save the file again with np.savez");
    }

    @Test
    void refusesDataThatTheChecksumDoesNotMatch() throws IOException {
        byte[] bytes = Files.readAllBytes(NpzTest.recorded("zip64.npz"));
        bytes[0xE0] ^= 1; // in W's last number
        assertRefused(write(bytes), ": array \"W\"", "the checksum does not match", DAMAGED);
    }

    @Test
    void showsNamesWithoutTheirControlCharacters() throws IOException {
        Path file = archive("\u001b[2J.npy", npy("{'descr': '<c8', 'fortran_order': False, 'shape': ()}"));
        FileFormatException error = refusal(file);
        assertThat(error).hasMessageStartingWith(file + ": array \"?[2J\": expected a type");
        assertThat(error.hint()).isEqualTo(AS_NUMBERS);
    }
}
