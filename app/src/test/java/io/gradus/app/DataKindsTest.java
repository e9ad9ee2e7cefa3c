package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.InputColumn.NumberInput;
import io.gradus.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on data that is no CSV, and how columns and weights begin.
class DataKindsTest {
    private static final int IMAGES = 60;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void nameTheModel() {
        model = folder.resolve("m.gradus");
    }

    @Test
    void trainsEvaluatesAndPredictsOnImages() throws IOException {
        Path images = images("train-images-idx3-ubyte");
        labels("train-labels-idx1-ubyte", IMAGES);
        CommandLineRun train = CommandLineRun.succeeds(
                "train",
                images,
                "--target",
                "label",
                "--scale",
                "divide:255",
                "--epochs",
                "60",
                "--learning-rate",
                "0.05",
                "--hidden",
                "8",
                "--model",
                model,
                "--json",
                "-");
        assertThat(train.json().getObject("metrics").getDouble("accuracy")).isEqualTo(1);
        assertThat(Model.load(model).preprocessing().inputColumns().getFirst())
                .isEqualTo(new NumberInput("pixel0", 0, 255));

        Path alone = images("new-images-idx3-ubyte"); // without labels
        String[] lines =
                CommandLineRun.succeeds("predict", model, alone).out().lines().toArray(String[]::new);
        assertThat(lines).hasSize(IMAGES + 1);
        assertThat(lines[0]).isEqualTo("image,prediction,probability_0,probability_1");
        assertThat(lines[2]).startsWith("2,1,");

        Path elsewhere = labels("elsewhere", IMAGES);
        assertThat(CommandLineRun.succeeds("evaluate", model, alone, "--labels", elsewhere, "--json", "-")
                        .json()
                        .getObject("metrics")
                        .getDouble("accuracy"))
                .isEqualTo(1);
    }

    @Test
    void saysWhichLabelsItLacks() throws IOException {
        Path images = images("train-images-idx3-ubyte");
        CommandLineRun.of("train", images, "--target", "label", "--model", model)
                .assertRefused(
                        ExitCode.BAD_INPUT,
                        images + ": no file of labels beside it: expected train-labels-idx1-ubyte",
                        "name it in --labels FILE (second argument of Table.readIdx)");
    }

    @Test
    void refusesLabelsToOtherDataThanImages() {
        Path csv = SmallData.classes(folder);
        CommandLineRun run = CommandLineRun.of("train", csv, "--target", "label", "--model", model, "--labels", csv);
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("--labels: expected IDX images as DATA with it, got \"" + csv + "\"");
    }

    @Test
    void trainsOnTheOwnPartsOfAProben1File() {
        CommandLineRun train = CommandLineRun.succeeds(
                "train", proben1(), "--target", "class", "--epochs", "5", "--model", model, "--json", "-");
        assertThat(train.json().getInt("trainRows")).isEqualTo(20);
        assertThat(train.json().getInt("validationRows")).isEqualTo(10);
        assertThat(train.json().getInt("rows")).isEqualTo(6);
        String header = CommandLineRun.succeeds("predict", model, proben1())
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(header).isEqualTo("x1,x2,class,prediction,probability_1,probability_2");
    }

    @Test
    void refusesOtherPartsOfAProben1File() {
        for (String[] option : new String[][] {{"--split", "shuffle"}, {"--test", "0.5"}, {"--validation", "0"}}) {
            CommandLineRun run =
                    CommandLineRun.of("train", proben1(), "--target", "class", "--model", model, option[0], option[1]);
            assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(run.err())
                    .contains(option[0]
                            + ": expected none with a Proben1 file, whose parts belong to the benchmark, got \""
                            + option[1] + "\"");
        }
    }

    @Test
    void scalesAsAsked() {
        Path csv = SmallData.classes(folder); // x1 from 0 to 19.5
        NumberInput minMax = firstInput(csv, "minmax");
        assertThat(minMax.mean()).isGreaterThanOrEqualTo(0);
        assertThat(minMax.mean() + minMax.scale()).isLessThanOrEqualTo(19.5);
        assertThat(minMax.scale()).isGreaterThan(15);
        assertThat(firstInput(csv, "none")).isEqualTo(new NumberInput("x1", 0, 1));
        assertThat(firstInput(csv, "standard").scale()).isLessThan(7);
        CommandLineRun run = CommandLineRun.of("train", csv, "--target", "label", "--model", model, "--scale", "max");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("--scale: expected standard, minmax, none or divide:NUMBER, got \"max\"");
    }

    @Test
    void drawsWeightsAsAsked() {
        Path csv = SmallData.classes(folder);
        byte[] usual = trained(csv, "--seed", "42");
        assertThat(trained(csv, "--initializer", "automatic")).isEqualTo(usual);
        assertThat(trained(csv, "--initializer", "orthogonal+uniform:0.1")).isNotEqualTo(usual);
        assertThat(trained(csv, "--initializer", "numpy_randn")).isNotEqualTo(usual);
        CommandLineRun unknown =
                CommandLineRun.of("train", csv, "--target", "label", "--model", model, "--initializer", "xavier");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(unknown.err()).contains("initializer: expected one of standard_normal, normal,");
        CommandLineRun both = CommandLineRun.of(
                "train",
                csv,
                "--target",
                "label",
                "--model",
                model,
                "--initializer",
                "normal",
                "--initial-parameters",
                csv);
        assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(both.err()).contains("--initializer: expected none with --initial-parameters, got \"normal\"");
    }

    @Test
    void comparisonStartsFromNumPysWeights() {
        // np.random.seed(0); np.random.randn(2, 2)[0, 0] = 1.764052345967664; a step of rate 1e-300 leaves it there.
        double first = CommandLineRun.succeeds(
                        "compare",
                        "--initializer",
                        "numpy_randn",
                        "--seed",
                        "0",
                        "--epochs",
                        "1",
                        "--learning-rate",
                        "1e-300",
                        "--json",
                        "-")
                .json()
                .getObject("backpropagation")
                .getDoubles("parameters")[0];
        assertThat(first).isEqualTo(1.764052345967664);
    }

    private NumberInput firstInput(Path csv, String scale) {
        trained(csv, "--scale", scale);
        return (NumberInput) Model.load(model).preprocessing().inputColumns().getFirst();
    }

    private byte[] trained(Path csv, String option, String value) {
        CommandLineRun.succeeds(
                "train", csv, "--target", "label", "--epochs", "2", "--hidden", "4", "--model", model, option, value);
        return CommandLineRun.bytes(model);
    }

    // Images of 2 × 2: the upper row is bright in every other one, and noise below.
    private Path images(String name) throws IOException {
        byte[] bytes = new byte[16 + 4 * IMAGES];
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, IMAGES, 0, 0, 0, 2, 0, 0, 0, 2}, 0, bytes, 0, 16);
        for (int i = 0; i < IMAGES; i++) {
            byte bright = (byte) (i % 2 == 0 ? 20 : 230);
            bytes[16 + 4 * i] = bright;
            bytes[17 + 4 * i] = bright;
            bytes[18 + 4 * i] = (byte) (i * 37);
            bytes[19 + 4 * i] = (byte) (i * 91);
        }
        return Files.write(folder.resolve(name), bytes);
    }

    private Path labels(String name, int count) throws IOException {
        byte[] bytes = new byte[8 + count];
        System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, (byte) count}, 0, bytes, 0, 8);
        for (int i = 0; i < count; i++) {
            bytes[8 + i] = (byte) (i % 2);
        }
        return Files.write(folder.resolve(name), bytes);
    }

    private Path proben1() {
        String rows = IntStream.range(0, 36)
                .mapToObj(i -> "%s %d %s".formatted(i * 0.1, i % 5, i % 3 == 0 ? "1 0" : "0 1"))
                .collect(Collectors.joining("\n"));
        return CommandLineRun.write(folder.resolve("tiny.dt"), """
                bool_in=0
                real_in=2
                bool_out=2
                real_out=0
                training_examples=20
                validation_examples=10
                test_examples=6
                """ + rows + "\n");
    }
}
