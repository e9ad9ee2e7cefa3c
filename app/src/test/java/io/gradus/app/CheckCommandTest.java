package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    @Test
    void passesOnTheNotebooksNetwork() {
        CommandLineRun run = CommandLineRun.succeeds("check", "--json", "-");
        assertThat(run.err()).isEmpty();
        assertBlocks(run.json(), "W1 [2, 2]", "b1 [2]", "W2 [2, 2]", "b2 [2]");
    }

    @Test
    void passesOnAnotherNetwork() {
        Path report = folder.resolve("check.json");
        CommandLineRun run = CommandLineRun.succeeds(
                "check",
                "--hidden",
                "16,8",
                "--activation",
                "tanh",
                "--loss",
                "categorical_cross_entropy",
                "--json",
                report);
        assertThat(run.out()).startsWith("Backpropagation of a 2-16-8-2 network against numerical differentiation,");
        assertBlocks(
                CommandLineRun.json(report), "W1 [2, 16]", "b1 [16]", "W2 [16, 8]", "b2 [8]", "W3 [8, 2]", "b3 [2]");
    }

    @Test
    void passesWithActivationsThatHaveAParameter() {
        CommandLineRun run = CommandLineRun.succeeds(
                "check",
                "--hidden",
                "4,3,3",
                "--activation",
                "gelu,leaky_relu:0.2,elu:0.5",
                "--output",
                "softsign",
                "--json",
                "-");
        assertThat(run.json().getString("verdict")).isEqualTo("pass");
    }

    @Test
    void refusesAParameterOutOfItsRange() {
        assertThat(CommandLineRun.of("check", "--activation", "leaky_relu:2").err())
                .contains("slope of leaky_relu: expected a number from 0 to 1, got 2");
    }

    private static void assertBlocks(JsonObject report, String... namesAndShapes) {
        assertThat(report.getString("verdict")).isEqualTo("pass");
        List<String> blocks = new ArrayList<>();
        for (JsonObject block : report.getObjects("parameters")) {
            long size = 1;
            for (long length : block.getLongs("shape")) {
                size *= length;
            }
            blocks.add(block.getString("name") + " " + block.getList("shape"));
            assertThat(block.getLong("checked")).isEqualTo(size);
            assertThat(block.getLong("of")).isEqualTo(size);
            assertThat(block.getString("verdict")).isEqualTo("pass");
            assertThat(block.getDouble("maxRelativeError")).isBetween(0.0, 1e-8);
            assertThat(block.getDouble("noiseFloor")).isPositive();
            assertThat(block.keys()).contains("diagnosis");
            assertThat(block.has("diagnosis")).isFalse();
        }
        assertThat(blocks).containsExactly(namesAndShapes);
    }

    @Test
    void refusesAFileOfAnotherKindAndAnUnknownActivation() {
        CommandLineRun.of("check", "Mine.jar")
                .assertRefused(2, "check: FILE: expected a .java file, got \"Mine.jar\"", "see gradus check --help");
        assertThat(CommandLineRun.of("check", "--activation", "tan").exitCode()).isEqualTo(2);
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        CommandLineRun.of("check", "Mine.java", "--hidden", "3")
                .assertRefused(2, "check: --hidden: does not go with FILE", "the exercise says what network it is");
        CommandLineRun.of("check", "Mine.java", "--loss", "mse")
                .assertRefused(2, "check: --loss: does not go with FILE", "the exercise says what network it is");
        CommandLineRun.of("check", "--hint", "2")
                .assertRefused(
                        2,
                        "check: --hint: goes with a FILE.java only",
                        "name the file too: gradus check Exercise1Notebook.java --hint");
    }
}
