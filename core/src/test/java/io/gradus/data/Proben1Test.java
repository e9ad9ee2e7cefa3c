package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static io.gradus.data.Faults.numbers;
import static io.gradus.data.Faults.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.Split.Parts;
import io.gradus.data.Split.Purpose;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Proben1Test {
    private static final List<String> CLASSES = List.of(
            "bool_in=1",
            "real_in=1",
            "bool_out=2",
            "real_out=0",
            "training_examples=2",
            "validation_examples=1",
            "test_examples=1",
            "1 0.25 1 0",
            " 0  -0.5\t0 1 ",
            "",
            "1 1e-3 0 1",
            "0 4 1 0");

    @TempDir
    private Path folder;

    @Test
    void readsThePartsAsTheyFollowEachOther() throws IOException {
        Proben1 data = Proben1.read(write("a.dt", CLASSES));
        assertThat(data.inputs()).isEqualTo(2);
        assertThat(data.outputs()).isEqualTo(2);
        assertThat(data.hasClasses()).isTrue();
        assertThat(data.training().x()).containsExactly(1, 0.25, 0, -0.5);
        assertThat(data.training().t()).containsExactly(1, 0, 0, 1);
        assertThat(data.validation().x()).containsExactly(1, 1e-3);
        assertThat(data.validation().t()).containsExactly(0, 1);
        assertThat(data.test().x()).containsExactly(0, 4);
        assertThat(data.test().t()).containsExactly(1, 0);
    }

    @Test
    void makesATableOfClassesWithItsOwnParts() throws IOException {
        Path file = write("a.dt", CLASSES);
        Table table = Table.readProben1(file);
        assertThat(table.columnNames()).containsExactly("x1", "x2", "class");
        assertThat(numbers(table, "x2")).containsExactly(0.25, -0.5, 1e-3, 4);
        assertThat(texts(table, "class")).containsExactly("1", "2", "2", "1");
        assertThat(table.place(2)).isEqualTo(file + ":11"); // after the blank line
        assertThat(table.ownSplit()).isEqualTo(Split.fixed(2, 1, 1));
        assertThat(table.without(List.of("x1")).ownSplit()).isEqualTo(Split.fixed(2, 1, 1));
        assertThat(table.select(new int[] {0, 1}).ownSplit()).isNull();
    }

    @Test
    void makesNumberColumnsOfOtherOutputs() throws IOException {
        // One row has no 1, another has two: no classes, though all outputs are bool.
        for (String outputs : List.of("0 0", "1 1", "0.5 0.5")) {
            List<String> lines = new ArrayList<>(CLASSES);
            lines.set(7, "1 0.25 " + outputs);
            Table table = Table.readProben1(write("a.dt", lines));
            assertThat(table.columnNames()).containsExactly("x1", "x2", "y1", "y2");
            assertThat(numbers(table, "y2")[0]).isEqualTo(Double.parseDouble(outputs.split(" ", -1)[1]));
        }
    }

    @Test
    void readsCompressedFiles() throws IOException {
        Path file = folder.resolve("a.dt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", CLASSES).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Proben1.read(file).test().rows()).isEqualTo(1);
    }

    @Test
    void fixedPartsHoldOutTheEndsOfFileAndTrainingPart() {
        Split split = Split.fixed(3, 2, 1);
        Parts test = split.apply(6, TestSize.fraction(0.5), Purpose.TEST);
        assertThat(test.training()).containsExactly(0, 1, 2, 3, 4);
        assertThat(test.heldOut()).containsExactly(5);
        Parts validation = split.apply(5, TestSize.fraction(0.5), Purpose.VALIDATION);
        assertThat(validation.training()).containsExactly(0, 1, 2);
        assertThat(validation.heldOut()).containsExactly(3, 4);
        assertFault(
                () -> split.apply(7, TestSize.count(1), Purpose.TEST),
                "fixed parts: 7 rows, expected 6",
                "these parts are those of whole files; take another split for a selection of rows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | bool_in=x | :1: expected bool_in=N with a whole number N, got \"bool_in=x\"",
                "1 | bool_in=1 | :2: expected real_in=N with a whole number N, got \"bool_in=1\"",
                "2 | bool_out=1.5 | :3: expected bool_out=N with a whole number N, got \"bool_out=1.5\"",
                "4 | training_examples=-1 | :5: expected training_examples=N with a whole number N, got"
                        + " \"training_examples=-1\""
            })
    void refusesAnotherHeader(int index, String line, String message) throws IOException {
        Path file = write("a.dt", replaced(index, line));
        assertFault(
                () -> Proben1.read(file),
                file + message,
                "a Proben1 file begins with the seven lines bool_in, real_in, bool_out, real_out, training_examples,"
                        + " validation_examples, test_examples");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 1 0.25 1 | :8: 3 numbers, expected 4 (2 inputs, 2 outputs) | correct the line, or the header (lines 1 to"
                        + " 4)",
                "8 | 1 | :9: 1 number, expected 4 (2 inputs, 2 outputs) | correct the line, or the header (lines 1 to 4)",
                "8 | 1 0.25 one 0 | :9: number 3: expected a finite number, got \"one\" | correct the value",
                "8 | 1 NaN 1 0 | :9: number 2: expected a finite number, got \"NaN\" | correct the value",
                "6 | test_examples=2 | : 4 examples, expected 5 (2 to train, 1 to validate, 2 to test) | the file is"
                        + " incomplete, or its header is wrong (lines 5 to 7)",
                "6 | test_examples=0 | : 4 examples, expected 3 (2 to train, 1 to validate, 0 to test) | the file is"
                        + " incomplete, or its header is wrong (lines 5 to 7)",
                "2 | bool_out=0 | : expected inputs and outputs, got 2 and 0 | check lines 1 to 4"
            })
    void refusesExamplesThatDoNotFit(int index, String line, String message, String hint) throws IOException {
        Path file = write("a.dt", replaced(index, line));
        assertFault(() -> Proben1.read(file), file + message, hint);
    }

    @Test
    void refusesAFileThatEndsInItsHeader() throws IOException {
        Path file = write("a.dt", CLASSES.subList(0, 3));
        assertFault(
                () -> Proben1.read(file),
                file + ":4: expected real_out=N with a whole number N, got the end of the file",
                "a Proben1 file begins with the seven lines bool_in, real_in, bool_out, real_out, training_examples,"
                        + " validation_examples, test_examples");
    }

    @ParameterizedTest
    @CsvSource({
        "cancer1, 9, 2, true, 350, 175, 174",
        "cancer2, 9, 2, true, 350, 175, 174",
        "cancer3, 9, 2, true, 350, 175, 174",
        "diabetes1, 8, 2, true, 384, 192, 192",
        "diabetes2, 8, 2, true, 384, 192, 192",
        "diabetes3, 8, 2, true, 384, 192, 192",
        "gene1, 120, 3, true, 1588, 794, 793",
        "thyroid1, 21, 3, true, 3600, 1800, 1800",
        "building1, 14, 3, false, 2104, 1052, 1052",
        "flare1, 24, 3, false, 533, 267, 266"
    })
    void readsTheCollection(
            String name, int inputs, int outputs, boolean classes, int training, int validation, int test) {
        Proben1 data = Proben1.read(SharedData.file("proben1/" + name + ".dt"));
        assertThat(data.inputs()).isEqualTo(inputs);
        assertThat(data.outputs()).isEqualTo(outputs);
        assertThat(data.hasClasses()).isEqualTo(classes);
        assertThat(data.training().rows()).isEqualTo(training);
        assertThat(data.validation().rows()).isEqualTo(validation);
        assertThat(data.test().rows()).isEqualTo(test);
        assertThat(data.table().rows()).isEqualTo(training + validation + test);
    }

    private static List<String> replaced(int index, String line) {
        List<String> lines = new ArrayList<>(CLASSES);
        lines.set(index, line);
        return lines;
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }
}
