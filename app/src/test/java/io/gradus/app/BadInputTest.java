package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the program says to wrong data, files and options, and that it leaves nothing behind then.
class BadInputTest {
    private static final String OLD = "a model that must stay as it is";
    private static final String DAMAGED = "the file is damaged or no safetensors file; get or write it again";
    private static final String NOT_FINITE =
            "remove the row, replace the value, or leave the column out with --ignore x (CsvOptions.withIgnore)";

    @TempDir
    private Path folder;

    /// Trains twice, once where there is no model and once over one, and demands the same refusal.
    private void assertTrainingRefused(Path data, int code, String message, String hint, String... options)
            throws IOException {
        Path model = folder.resolve("m.gradus");
        List<Object> arguments = new ArrayList<>(List.of("train", data, "--model", model));
        arguments.addAll(List.of(options));
        if (!List.of(options).contains("--target")) {
            arguments.addAll(List.of("--target", "label"));
        }
        List<String> before = CommandLineRun.names(folder);
        CommandLineRun.of(arguments.toArray()).assertRefused(code, message, hint);
        assertThat(CommandLineRun.names(folder)).isEqualTo(before);
        CommandLineRun.write(model, OLD);
        CommandLineRun.of(arguments.toArray()).assertRefused(code, message, hint);
        assertThat(model).hasContent(OLD);
        Files.delete(model);
        assertThat(CommandLineRun.names(folder)).isEqualTo(before);
    }

    private Path good() {
        return SmallData.withRow(folder, -1, "");
    }

    private Path trained(Path data) {
        Path model = folder.resolve("trained.gradus");
        CommandLineRun.succeeds("train", data, "--target", "label", "--model", model, "--epochs", "2");
        return model;
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Path missing = folder.resolve("missing.csv");
        assertTrainingRefused(
                missing,
                3,
                missing + ": no such file",
                "check the path; a relative one starts at the working directory");
    }

    @Test
    void refusesFilesWithoutRows() throws IOException {
        Path file = CommandLineRun.write(folder.resolve("rows.csv"), "");
        assertTrainingRefused(
                file,
                3,
                folder.resolve("rows.csv") + ": empty file",
                "expected a header line with the column names, then a line for each row");
        CommandLineRun.write(file, "x,label\n");
        assertTrainingRefused(
                file,
                3,
                folder.resolve("rows.csv") + ": no rows below the header",
                "each line below the header is one row");
    }

    @Test
    void refusesARaggedRowByItsLine() throws IOException {
        assertTrainingRefused(
                SmallData.withRow(folder, 7, "7,b,1"),
                3,
                folder.resolve("rows.csv") + ":9: 3 fields, expected 2 as in the header",
                "fields are separated by commas; a field that contains one must stand in double quotes");
    }

    @Test
    void refusesATextAmongNumbers() throws IOException {
        assertTrainingRefused(
                SmallData.withRow(folder, 7, "n/a,b"),
                3,
                folder.resolve("rows.csv") + ":9: column \"x\": expected a number, got \"n/a\"",
                "name it in --categorical x (CsvOptions.withCategorical) if it is meant as categories");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "inf", "-Infinity", "1e999"})
    void refusesANumberThatIsNotFinite(String number) throws IOException {
        assertTrainingRefused(
                SmallData.withRow(folder, 7, number + ",b"),
                3,
                folder.resolve("rows.csv") + ":9: column \"x\": expected a finite number, got \"" + number + "\"",
                NOT_FINITE);
    }

    @Test
    void refusesAMissingValue() throws IOException {
        String hint = "remove the row, fill the value in, or leave the column out with --ignore ";
        assertTrainingRefused(
                SmallData.withRow(folder, 7, ",b"),
                3,
                folder.resolve("rows.csv") + ":9: column \"x\": missing value",
                hint + "x (CsvOptions.withIgnore)");
        assertTrainingRefused(
                SmallData.withRow(folder, 7, "7,"),
                3,
                folder.resolve("rows.csv") + ":9: column \"label\": missing value",
                hint + "label (CsvOptions.withIgnore)");
    }

    @Test
    void suggestsTheTargetThatWasMeant() throws IOException {
        assertTrainingRefused(
                good(),
                3,
                folder.resolve("rows.csv") + ": no column \"labl\"",
                "did you mean \"label\"? The columns are: x, label",
                "--target",
                "labl");
    }

    @Test
    void refusesOneClass() throws IOException {
        Path data = SmallData.file(folder.resolve("one.csv"), "x,label", 20, i -> i + ",a");
        assertTrainingRefused(
                data,
                3,
                folder.resolve("one.csv") + ": column \"label\": only one class, \"a\"",
                "a classifier needs at least two in the training part; if the file has more, split it with"
                        + " --split stratify");
    }

    @Test
    void refusesATestPartThatLeavesNothing() throws IOException {
        String hint = "hold out fewer rows, or give more";
        assertTrainingRefused(good(), 3, "--test 50: only 20 rows", hint, "--test", "50");
        assertTrainingRefused(good(), 3, "--test 20: only 20 rows, none left to train on", hint, "--test", "20");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --hidden        | 0     | hidden layer 1: expected at least 1 unit, got 0
            --hidden        | -1    | hidden layer 1: expected at least 1 unit, got -1
            --epochs        | 0     | epochs: expected at least 1, got 0
            --epochs        | ten   | Invalid value for option '--epochs': 'ten' is not an int
            --learning-rate | 0     | learning rate: expected a finite number above 0, got 0.0
            --learning-rate | fast  | Invalid value for option '--learning-rate': 'fast' is not a double
            --l2            | -1    | l2: expected a finite number of at least 0, got -1.0
            --threads       | 0     | --threads: expected at least 1, got 0
            --precision     | half  | precision: expected one of double, float, got "half"
            --plot          | x.pdf | --plot x.pdf: expected a name that ends in .svg or .png
            --split         | tail  | --split: expected head, shuffle or stratify, got "tail"
            """)
    void refusesAWrongValueOfAnOption(String option, String value, String what) throws IOException {
        assertTrainingRefused(good(), 2, "train: " + what, "see gradus train --help", option, value);
    }

    @Test
    void suggestsTheOptionAndTheCommandThatWereMeant() throws IOException {
        assertTrainingRefused(
                good(),
                2,
                "train: Unknown option: '--epoch=3'",
                "did you mean --epochs? Otherwise see gradus train --help",
                "--epoch=3");
        CommandLineRun.of("trian")
                .assertRefused(2, "no command 'trian'", "did you mean train? Otherwise see gradus --help");
    }

    @Test
    void refusesAFolderThatDoesNotExistBeforeItTrains() {
        Path model = folder.resolve("none").resolve("m.gradus");
        CommandLineRun.of("train", good(), "--target", "label", "--model", model)
                .assertRefused(
                        3,
                        model + ": the folder " + model.getParent() + " does not exist",
                        "create it first, or choose another folder");
        assertThat(CommandLineRun.names(folder)).containsExactly("rows.csv");
    }

    @Test
    void keepsTheLastGoodStateBesideTheModelWhenTrainingDiverges() {
        Path model = CommandLineRun.write(folder.resolve("m.gradus"), OLD);
        CommandLineRun run = CommandLineRun.of(
                "train",
                SmallData.numbers(folder),
                "--target",
                "sum",
                "--model",
                model,
                "--optimizer",
                "sgd",
                "--learning-rate",
                "1e200",
                "--batch",
                "8");
        assertThat(run.err())
                .isEqualTo("gradus: train: training diverged in epoch 1: the loss is no longer finite: layer 1"
                        + " overflowed; the network after epoch 0 is in " + model + ".diverged. Hint: a smaller"
                        + " --learning-rate than 1.0E200 helps most often" + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(model).hasContent(OLD);
        assertThat(CommandLineRun.names(folder)).containsExactly("m.gradus", "m.gradus.diverged", "numbers.csv");
        CommandLineRun.succeeds("info", model + ".diverged");
    }

    @Test
    void refusesATruncatedModel() throws IOException {
        Path data = good();
        Path model = trained(data);
        byte[] whole = Files.readAllBytes(model);
        int header = Math.toIntExact(
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong());
        int tensors = 258 * 4; // 1-64-2 in float
        assertThat(whole).hasSize(8 + header + tensors);
        assertModelRefused(new byte[0], "the file is empty");
        assertModelRefused(Arrays.copyOf(whole, 5), "truncated: expected 8 bytes for the header's length, got 5");
        String given = "truncated: the header's length is given as %,d bytes, ".formatted(header);
        assertModelRefused(Arrays.copyOf(whole, 8), given + "0 bytes follow");
        assertModelRefused(Arrays.copyOf(whole, 100), given + "92 bytes follow");
        String says = "truncated: the header says 1,032 bytes of tensors, ";
        assertModelRefused(Arrays.copyOf(whole, 8 + header + 1), says + "1 is there");
        assertModelRefused(Arrays.copyOf(whole, whole.length - 1), says + "1,031 are there");
    }

    @Test
    void refusesAModelWithAHugeHeaderAtOnce() throws IOException {
        good();
        byte[] bytes = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 60)
                .array();
        assertModelRefused(
                bytes,
                "the header's length is given as 1152921504606846976, the format allows at most 100,000,000 bytes");
    }

    private void assertModelRefused(byte[] bytes, String what) throws IOException {
        Path broken = Files.write(folder.resolve("broken.gradus"), bytes);
        Path out = folder.resolve("out.csv");
        Path data = folder.resolve("rows.csv");
        CommandLineRun.of("predict", broken, data, "--out", out).assertRefused(3, broken + ": " + what, DAMAGED);
        CommandLineRun.of("evaluate", broken, data).assertRefused(3, broken + ": " + what, DAMAGED);
        CommandLineRun.of("info", broken).assertRefused(3, broken + ": " + what, DAMAGED);
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesDataThatLacksAColumn() {
        Path model = trained(good());
        Path other = SmallData.file(folder.resolve("other.csv"), "width,label", 3, i -> i + ",a");
        String message = other + ": no column \"x\"";
        CommandLineRun.of("predict", model, other, "--out", folder.resolve("out.csv"))
                .assertRefused(3, message, "The columns are: width, label");
        // Columns that the model reads come first.
        CommandLineRun.of("evaluate", model, other).assertRefused(3, message, "The columns are: label, width");
        assertThat(CommandLineRun.names(folder)).containsExactly("other.csv", "rows.csv", "trained.gradus");
    }

    @Test
    void refusesACategoryThatWasNotSeenInTraining() {
        Path model = trained(SmallData.classes(folder));
        Path other = CommandLineRun.write(folder.resolve("other.csv"), "x1,x2,colour\n1,2,red\n1,2,green\n");
        CommandLineRun.of("predict", model, other)
                .assertRefused(
                        3,
                        folder.resolve("other.csv") + ":3: column \"colour\": \"green\" was not seen in training",
                        "known are: blue, red; remove the row, or train with it");
    }
}
