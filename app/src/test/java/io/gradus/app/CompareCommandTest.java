package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.file.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    /// The first loss that the notebook printed.
    private static final double NOTEBOOK_LOSS = 0.11319923179622736;
    /// The weights were recovered from the printed losses, which they give back so closely.
    private static final double OF_RECOVERED_WEIGHTS = 1e-11;
    /// The notebook's outputs for its test row, to the digits that are asked for.
    private static final double FOUR_DIGITS = 0.5e-4;
    /// How far apart 8,000 steps of the two methods may end: central differences with h = 1e-4 err by about h².
    private static final double SAME_PARAMETERS = 1e-6;

    private static final String INITIAL = "[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0,1.1,1.2]";

    @TempDir
    private Path folder;

    @Test
    void reproducesTheNotebook() {
        JsonObject report = CommandLineRun.succeeds("compare", "--json", "-").json();

        JsonObject data = report.getObject("data");
        assertThat(data.getInt("trainRows")).isEqualTo(8);
        assertThat(data.getInt("testRows")).isEqualTo(1);
        assertThat(data.getInt("inputs")).isEqualTo(2);
        assertThat(data.getInt("outputs")).isEqualTo(2);
        assertThat(report.getDouble("maxParameterDifference")).isLessThan(SAME_PARAMETERS);
        assertThat(report.getDouble("speedup")).isPositive(); // a time: benchmarks judge it
        assertThat(report.getObject("backpropagation").getInt("forwardPassesPerStep"))
                .isEqualTo(1);
        assertThat(report.getObject("numericalDifferentiation").getInt("forwardPassesPerStep"))
                .isEqualTo(25); // two for each of 12 parameters, one for the loss
        for (String method : List.of("backpropagation", "numericalDifferentiation")) {
            JsonObject run = report.getObject(method);
            assertThat(run.getInt("steps")).isEqualTo(8000);
            assertThat(run.getDouble("seconds")).isPositive();
            assertThat(run.getDouble("secondsPerStep")).isPositive();
            assertThat(run.getDoubles("parameters")).hasSize(12);
            assertLossesOfTheNotebook(run.getList("losses"));
            JsonObject test = run.getObject("test");
            List<Double> outputs = numbers(test.getList("outputs").getFirst());
            assertThat(outputs.getFirst()).isCloseTo(0.6168, within(FOUR_DIGITS));
            assertThat(outputs.getLast()).isCloseTo(0.4620, within(FOUR_DIGITS));
            assertThat(test.getStrings("labels")).containsExactly("0");
            assertThat(test.getDouble("loss")).isPositive();
        }
    }

    private static void assertLossesOfTheNotebook(List<?> losses) {
        List<List<Double>> expected = new ArrayList<>();
        for (int epoch = 0; epoch < 1000; epoch += epoch == 990 ? 9 : 10) {
            for (int sample = 0; sample < 8; sample++) {
                expected.add(List.of((double) epoch, (double) sample));
            }
        }
        assertThat(losses.stream().map(entry -> numbers(entry).subList(0, 2))).isEqualTo(expected);
        assertThat(numbers(losses.getFirst()).getLast()).isCloseTo(NOTEBOOK_LOSS, within(OF_RECOVERED_WEIGHTS));
    }

    private static List<Double> numbers(Object array) {
        return ((List<?>) array)
                .stream().map(number -> ((Number) number).doubleValue()).toList();
    }

    @Test
    void restartedPassesTrainTheSameNetwork() {
        JsonObject whole = CommandLineRun.succeeds("compare", "--epochs", "5", "--json", "-")
                .json();
        CommandLineRun run =
                CommandLineRun.succeeds("compare", "--epochs", "5", "--numerical", "restarted", "--json", "-");
        JsonObject restarted = run.json().getObject("numericalDifferentiation");
        assertThat(restarted.getDoubles("parameters"))
                .containsExactly(whole.getObject("numericalDifferentiation").getDoubles("parameters"));
        assertThat(restarted.getInt("forwardPassesPerStep")).isEqualTo(13); // 96 multiply-adds of 8, and the loss
        assertThat(CommandLineRun.succeeds("compare", "--epochs", "5", "--numerical", "restarted")
                        .out())
                .contains("restarted differentiation");
    }

    @Test
    void refusesAnotherScheme() {
        CommandLineRun.of("compare", "--numerical", "half")
                .assertRefused(
                        2,
                        "compare: --numerical: expected whole or restarted, got \"half\"",
                        "see gradus compare --help");
    }

    @Test
    void printsLossesAsTheNotebookDid() {
        CommandLineRun run = CommandLineRun.succeeds("compare", "--epochs", "50", "--log-every", "10");
        assertThat(run.out()).containsPattern("(?m)^Epoch: 10, loss 0\\.[0-9]+$");
        assertThat(run.out()).contains("Training by backpropagation", "Training by numerical differentiation");
        assertThat(run.out().lines().filter(line -> line.startsWith("Epoch: 49,")))
                .as("the last epoch, 8 rows, both methods")
                .hasSize(16);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void writesThePlotInBothFormats() throws Exception {
        Path svg = folder.resolve("losses.svg");
        Path png = folder.resolve("losses.png");
        assertThat(CommandLineRun.succeeds("compare", "--epochs", "20", "--plot", svg)
                        .err())
                .isEqualTo("plot: " + svg + System.lineSeparator());
        CommandLineRun.succeeds("compare", "--epochs", "20", "--plot", png);
        assertThat(svg).content().contains("<svg", "backpropagation", "numerical differentiation");
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void seedDrawsOtherWeights() {
        List<Double> recovered = firstParameters("--epochs", "2");
        List<Double> seven = firstParameters("--epochs", "2", "--seed", "7");
        assertThat(seven).isNotEqualTo(recovered).isEqualTo(firstParameters("--epochs", "2", "--seed", "7"));
        assertThat(firstParameters("--epochs", "2", "--seed", "8")).isNotEqualTo(seven);
    }

    private static List<Double> firstParameters(String... options) {
        List<String> arguments = new ArrayList<>(List.of("compare", "--json", "-"));
        arguments.addAll(List.of(options));
        JsonObject report = CommandLineRun.succeeds(arguments.toArray()).json();
        return numbers(report.getObject("backpropagation").getList("parameters"));
    }

    @Test
    void startsFromTheParametersInAFile() {
        Path file = CommandLineRun.write(folder.resolve("initial.json"), INITIAL);
        List<Double> trained =
                firstParameters("--epochs", "1", "--learning-rate", "1e-9", "--initial-parameters", file.toString());
        for (int i = 0; i < 12; i++) {
            assertThat(trained.get(i)).isCloseTo((i + 1) / 10.0, within(1e-7)); // 8 steps of at most about 1e-9
        }
    }

    @Test
    void refusesParametersThatDoNotFit() {
        Path file = CommandLineRun.write(folder.resolve("initial.json"), "[1,2]");
        CommandLineRun.of("compare", "--initial-parameters", file)
                .assertRefused(2, "compare: parameters: expected 12 (2-2-2), got 2", "see gradus compare --help");
        String hint = "give one JSON array of numbers, such as [0.1, -0.2]";
        CommandLineRun.write(file, "{}");
        CommandLineRun.of("compare", "--initial-parameters", file)
                .assertRefused(3, file + ": expected a JSON array", hint);
        CommandLineRun.write(file, "[1,\"a\"]");
        CommandLineRun.of("compare", "--initial-parameters", file)
                .assertRefused(3, file + ": element 1: expected a number, got a", hint);
        CommandLineRun.write(file, "one, two");
        CommandLineRun.of("compare", "--initial-parameters", file)
                .assertRefused(
                        3,
                        file + ": line 1, column 1: Unrecognized token 'one'",
                        "correct the JSON there, or write the file again");
        Path missing = folder.resolve("missing.json");
        CommandLineRun.of("compare", "--initial-parameters", missing)
                .assertRefused(3, missing + ": cannot be read", "check the path given to --initial-parameters");
    }

    @Test
    void comparesOnClassesOfAFile() {
        Path report = folder.resolve("report.json");
        CommandLineRun run = CommandLineRun.succeeds(
                "compare",
                SmallData.classes(folder),
                "--target",
                "label",
                "--hidden",
                "3",
                "--epochs",
                "5",
                "--json",
                report);
        assertThat(run.out()).startsWith("A 4-3-2 network (23 parameters) on 29 rows, trained twice");
        JsonObject json = CommandLineRun.json(report);
        assertThat(json.getObject("data").getInt("trainRows")).isEqualTo(29); // 40, less 8 to test and 3 to validate
        assertThat(json.getObject("data").getInt("testRows")).isEqualTo(8);
        assertThat(json.getObject("data").getInt("inputs")).isEqualTo(4);
        assertThat(json.getObject("backpropagation").getObject("test").getStrings("labels"))
                .hasSize(8)
                .containsOnly("low", "high");
        assertThat(json.getDouble("maxParameterDifference")).isLessThan(SAME_PARAMETERS);
    }

    @Test
    void comparesOnNumbersOfAFile() {
        JsonObject json = CommandLineRun.succeeds(
                        "compare",
                        SmallData.numbers(folder),
                        "--target",
                        "sum",
                        "--ignore",
                        "product",
                        "--hidden",
                        "3",
                        "--activation",
                        "tanh",
                        "--epochs",
                        "5",
                        "--json",
                        "-")
                .json();
        assertThat(json.getObject("data").getInt("outputs")).isEqualTo(1);
        assertThat(json.getObject("numericalDifferentiation").getObject("test").getList("labels"))
                .hasSize(8)
                .allSatisfy(label -> assertThat(label).isInstanceOf(Double.class));
        assertThat(json.getDouble("maxParameterDifference")).isLessThan(SAME_PARAMETERS);
    }

    @Test
    void refusesDropout() {
        CommandLineRun.of("compare", "--dropout", "0.5")
                .assertRefused(
                        2,
                        "compare: --dropout: expected none in a comparison, for two runs would not see the same masks,"
                                + " got 0.5",
                        "see gradus compare --help");
    }

    @Test
    void refusesATargetWithoutData() {
        CommandLineRun.of("compare", "--target", "label")
                .assertRefused(2, "compare: --target: expected DATA with it, got none", "see gradus compare --help");
    }
}
