package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static io.gradus.data.Faults.numbers;
import static io.gradus.data.Faults.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxTest {
    private static final String BROKEN = "it is incomplete or damaged; copy or download it again";

    // Two images of 2 × 3 and their labels 7 and 3.
    private static final String IMAGES = "00000803 00000002 00000002 00000003 000102030405 FFFEFDFCFBFA";
    private static final String LABELS = "00000801 00000002 0703";

    @TempDir
    private Path folder;

    @Test
    void readsBytesWithTheirShape() {
        Idx idx = Idx.read(write("a-images-idx3-ubyte", IMAGES));
        assertThat(idx.type()).isEqualTo(Idx.Type.UNSIGNED_BYTE);
        assertThat(idx.shape()).containsExactly(2, 2, 3);
        assertThat(idx.values()).containsExactly(0, 1, 2, 3, 4, 5, 255, 254, 253, 252, 251, 250);
        assertThat(idx).hasToString("Idx[UNSIGNED_BYTE, 2 × 2 × 3]");
    }

    @ParameterizedTest
    @CsvSource({
        "SIGNED_BYTE, 00000901 00000002 80 7F, -128, 127",
        "SHORT, 00000B01 00000002 8000 0102, -32768, 258",
        "INT, 00000C01 00000002 80000000 00010203, -2147483648, 66051",
        "FLOAT, 00000D01 00000002 BFC00000 3DCCCCCD, -1.5, 0.10000000149011612",
        "DOUBLE, 00000E01 00000002 BFF8000000000000 3FB999999999999A, -1.5, 0.1"
    })
    void readsEveryOtherType(Idx.Type type, String hex, double first, double second) {
        Idx idx = Idx.read(write("a.idx", hex));
        assertThat(idx.type()).isEqualTo(type);
        assertThat(idx.values()).containsExactly(first, second);
    }

    @Test
    void readsCompressedFiles() {
        assertThat(Idx.read(write("a-images-idx3-ubyte.gz", IMAGES)).size()).isEqualTo(12);
    }

    @Test
    void makesATableOfImagesAndLabels() {
        Path images = write("a-images-idx3-ubyte", IMAGES);
        Table table = Table.readIdx(images, write("a-labels-idx1-ubyte", LABELS));
        assertThat(table.columnNames())
                .containsExactly("pixel0", "pixel1", "pixel2", "pixel3", "pixel4", "pixel5", "label");
        assertThat(numbers(table, "pixel0")).containsExactly(0, 255);
        assertThat(numbers(table, "pixel5")).containsExactly(5, 250);
        assertThat(texts(table, "label")).containsExactly("7", "3");
        assertThat(table.place(1)).isEqualTo(images + ", row 2");
        assertThat(Table.readIdx(images).columnNames()).hasSize(6).doesNotContain("label");
    }

    @Test
    void selectsRowsOfBytesAsOfDoubles() {
        Table table = Table.readIdx(write("a-images-idx3-ubyte", IMAGES)).select(new int[] {1, 0, 1});
        assertThat(numbers(table, "pixel1")).containsExactly(254, 1, 254);
        assertThat(((NumberColumn) table.column("pixel1")).value(0)).isEqualTo(254);
    }

    @Test
    void readsImagesOfOtherTypesThanBytes() {
        Path images = write("a-images-idx2-float", "00000D02 00000002 00000002 3F800000 40000000 40400000 40800000");
        Table table = Table.readIdx(images);
        assertThat(numbers(table, "pixel0")).containsExactly(1, 3);
        assertThat(numbers(table, "pixel1")).containsExactly(2, 4);
        Path notFinite = write("b-images-idx2-float", "00000D02 00000002 00000002 3F800000 40000000 40400000 7FC00000");
        assertFault(
                () -> Table.readIdx(notFinite),
                notFinite + ", row 2: column \"pixel1\": expected a finite number, got NaN",
                "remove the row, replace the value, or leave the column out with --ignore pixel1"
                        + " (CsvOptions.withIgnore)");
    }

    @Test
    void findsTheLabelsBesideTheImages() {
        Path images = write("train-images-idx3-ubyte", IMAGES);
        Path labels = write("train-labels-idx1-ubyte.gz", LABELS);
        assertThat(Table.idxLabelsBeside(images)).isEqualTo(labels);
        Path dotted = write("t10k-images.idx3-ubyte.gz", IMAGES);
        assertThat(Table.idxLabelsBeside(dotted)).isEqualTo(write("t10k-labels.idx1-ubyte.gz", LABELS));
    }

    @Test
    void saysWhichLabelsAreMissing() {
        Path images = write("train-images-idx3-ubyte.gz", IMAGES);
        assertFault(
                () -> Table.idxLabelsBeside(images),
                images + ": no file of labels beside it: expected train-labels-idx1-ubyte.gz",
                "name it in --labels FILE (second argument of Table.readIdx)");
        Path other = write("digits.idx", IMAGES);
        assertFault(
                () -> Table.idxLabelsBeside(other),
                other + ": no file of labels can be told from this name",
                "name it in --labels FILE (second argument of Table.readIdx)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00000803 00000002 00000002 00000003 0001 | ends too early: expected 12 bytes (2 × 2 × 3), got 2",
                "00000801 00000002 070301 | goes on after the last number: expected 2 bytes (2)",
                "00000801 0000 | ends within its header",
                "00000803 00000002 | ends within its header",
                "00000800 | expected 1 to 127 dimensions, got 0",
                "00000A01 00000001 00 | expected a type code 0x08, 0x09, 0x0B, 0x0C, 0x0D or 0x0E, got 0x0A",
                "00000801 00000000 | dimension 1: expected a size from 1 to 2,147,483,647, got 0",
                "00000802 00000001 FFFFFFFF | dimension 2: expected a size from 1 to 2,147,483,647, got 4,294,967,295",
                "00000802 7FFFFFFF 7FFFFFFF | more than 2,147,483,639 numbers",
                "00000E01 7FFFFFF0 | more than 2,147,483,639 bytes of numbers"
            })
    void refusesDamagedFiles(String hex, String what) {
        for (String name : List.of("a.idx", "a.idx.gz")) {
            Path file = write(name, hex);
            assertFault(() -> Idx.read(file), file + ": " + what, BROKEN);
        }
    }

    @Test
    void refusesOtherFiles() throws IOException {
        String hint = "give a file such as train-images-idx3-ubyte.gz; a compressed one must be called .gz";
        for (String hex : List.of("", "0000", "612C620A312C320A", "1F8B0808")) {
            Path file = write("a.idx", hex);
            assertFault(
                    () -> Idx.read(file), file + ": not an IDX file: expected it to begin with two zero bytes", hint);
        }
        Path text = Files.writeString(folder.resolve("b.idx.gz"), "not compressed");
        assertFault(
                () -> Idx.read(text),
                text + ": not a valid gzip file (Not in GZIP format)",
                "copy or download it again; a file that is not compressed must not be called .gz");
        Path missing = folder.resolve("c.idx");
        assertFault(
                () -> Idx.read(missing),
                missing + ": no such file",
                "did you mean \"" + folder.resolve("a.idx") + "\"?");
    }

    /// A header may claim two thousand million bytes; only those that are there are kept. Run with any heap below 2 GB this
    /// would fail otherwise.
    @Test
    void believesNoHeaderAboutMemory() {
        Path file = write("a.idx", "00000801 7FFFFFF0 00");
        assertFault(
                () -> Idx.read(file),
                file + ": ends too early: expected 2,147,483,632 bytes (2147483632), got 1",
                BROKEN);
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        Path images = write("a-images-idx3-ubyte", IMAGES);
        Path three = write("a-labels-idx1-ubyte", "00000801 00000003 070301");
        assertFault(
                () -> Table.readIdx(images, three),
                three + ": 3 labels, expected 2 as there are images",
                "take images and labels of the same set");
        assertFault(
                () -> Table.readIdx(images, images),
                images + ": expected labels, 1 dimension of whole numbers, got Idx[UNSIGNED_BYTE, 2 × 2 × 3]",
                "name the file of the labels");
        assertFault(
                () -> Table.readIdx(three, three),
                three + ": expected images, at least 2 dimensions, got 1",
                "name the file of the images, such as train-images-idx3-ubyte.gz; that of the labels goes with it");
    }

    /// Facts about MNIST that others publish too: the first ten training labels, 6,742 ones, mean grey
    /// level 33.32 (0.1307 · 255) and deviation 78.57 (0.3081 · 255).
    @Test
    void readsMnist() {
        Table table = Table.readIdx(
                SharedData.file("mnist/train-images-idx3-ubyte.gz"),
                SharedData.file("mnist/train-labels-idx1-ubyte.gz"));
        assertThat(table.rows()).isEqualTo(60_000);
        assertThat(table.columns()).hasSize(785);
        assertThat(Arrays.copyOf(texts(table, "label"), 10))
                .containsExactly("5", "0", "4", "1", "9", "2", "1", "3", "1", "4");
        long ones = Arrays.stream(texts(table, "label")).filter("1"::equals).count();
        assertThat(ones).isEqualTo(6742);
        double sum = 0;
        double squares = 0;
        for (int pixel = 0; pixel < 784; pixel++) {
            for (double value : numbers(table, "pixel" + pixel)) {
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / (60_000 * 784) / 255;
        assertThat(Math.round(mean * 1e4)).isEqualTo(1307);
        assertThat(Math.round(Math.sqrt(squares / (60_000 * 784) / (255 * 255) - mean * mean) * 1e4))
                .isEqualTo(3081);
        assertThat(Table.idxLabelsBeside(SharedData.file("mnist/t10k-images-idx3-ubyte.gz")))
                .isEqualTo(SharedData.file("mnist/t10k-labels-idx1-ubyte.gz"));
    }

    private Path write(String name, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream target = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            target.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }
}
