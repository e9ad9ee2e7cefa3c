package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
    @TempDir
    private Path folder;

    private static final String EXAMPLE = "Example: gradus ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare",
                "train",
                "tune",
                "predict",
                "evaluate",
                "check",
                "drill",
                "exercise",
                "exercise new",
                "exercise list",
                "grade",
                "info"
            })
    void everyCommandShowsAnExampleThatItUnderstands(String command) {
        CommandLineRun help = CommandLineRun.succeeds((Object[]) (command + " --help").split(" ", -1));
        String example = help.out()
                .lines()
                .filter(line -> line.startsWith(EXAMPLE))
                .findFirst()
                .orElseThrow();
        String[] words = example.substring(EXAMPLE.length()).split(" ", -1);
        assertThat(example).startsWith(EXAMPLE + command);
        // Not with --help behind it: picocli then takes unknown options too.
        assertThat(new CommandLine(commandNamed(words[0]))
                        .parseArgs(Arrays.copyOfRange(words, 1, words.length))
                        .errors())
                .isEmpty();
    }

    private static Object commandNamed(String name) {
        return switch (name) {
            case "compare" -> new CompareCommand();
            case "train" -> new TrainCommand();
            case "tune" -> new TuneCommand();
            case "predict" -> new PredictCommand();
            case "evaluate" -> new EvaluateCommand();
            case "check" -> new CheckCommand();
            case "drill" -> new DrillCommand();
            case "exercise" -> new ExerciseCommand();
            case "grade" -> new GradeCommand();
            case "info" -> new InfoCommand();
            default -> throw new AssertionError(name);
        };
    }

    @Test
    void theExampleOfCompareRuns() {
        Path plot = folder.resolve("losses.svg");
        CommandLineRun.succeeds("compare", "--epochs", "500", "--plot", plot);
        assertThat(plot).isNotEmptyFile();
    }

    @Test
    void showsTheCommandsWithoutArgumentsAndWithHelp() {
        CommandLineRun run = CommandLineRun.succeeds();
        assertThat(run.out())
                .contains(
                        "compare",
                        "train",
                        "tune",
                        "predict",
                        "evaluate",
                        "check",
                        "drill",
                        "exercise",
                        "grade",
                        "info",
                        "Start with:");
        assertThat(CommandLineRun.succeeds("--help").out()).isEqualTo(run.out());
    }

    @Test
    void showsItsVersion() {
        assertThat(CommandLineRun.succeeds("--version").out()).isEqualTo("gradus 0.1.0" + System.lineSeparator());
    }
}
