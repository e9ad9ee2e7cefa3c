package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands around exercises: new, list, check, grade.
class ExerciseCommandTest {
    @TempDir
    private Path folder;

    private Path exercises() {
        Path made = folder.resolve("exercises");
        CommandLineRun.succeeds("exercise", "new", made);
        return made;
    }

    @Test
    void writesEveryExerciseAndAReadme() {
        Path made = folder.resolve("a/b");
        CommandLineRun run = CommandLineRun.succeeds("exercise", "new", made);
        assertThat(run.out())
                .isEqualTo("7 exercises written to %s.%nStart with Exercise1Notebook.java, then: gradus check %s%n"
                        .formatted(made, made.resolve("Exercise1Notebook.java")));
        assertThat(CommandLineRun.names(made))
                .containsExactly(
                        "Exercise1Notebook.java",
                        "Exercise2Batch.java",
                        "Exercise3Softmax.java",
                        "Exercise4Relu.java",
                        "Exercise5Penalty.java",
                        "Exercise6ThreeLayers.java",
                        "Exercise7Momentum.java",
                        "README.md");
        assertThat(CommandLineRun.succeeds("exercise", "list").out())
                .startsWith("1  Exercise1Notebook.java     the notebook's network, one sample")
                .hasLineCount(7);
    }

    @Test
    void writesNothingOver() throws IOException {
        Path made = exercises();
        Path mine = made.resolve("Exercise4Relu.java");
        Files.writeString(mine, "my work");
        Files.delete(made.resolve("README.md"));
        Files.delete(made.resolve("Exercise1Notebook.java"));
        CommandLineRun.of("exercise", "new", made)
                .assertRefused(
                        3,
                        made.resolve("Exercise2Batch.java") + ": there already, and is not written over",
                        "name a new folder");
        assertThat(mine).hasContent("my work");
        assertThat(made.resolve("Exercise1Notebook.java")).doesNotExist();
    }

    @Test
    void asksForASubcommand() {
        CommandLineRun.of("exercise")
                .assertRefused(2, "exercise: Missing required subcommand: new or list", "see gradus exercise --help");
    }

    /// What an editor or a build does: no Gradus, only its classes on the class path.
    @Test
    void everyFileCompilesWithThePlainCompiler() {
        Path made = exercises();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        for (String name : CommandLineRun.names(made)) {
            if (name.endsWith(".java")) {
                assertThat(javac.run(
                                null,
                                null,
                                null,
                                "-Xlint:all",
                                "-Werror",
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                folder.resolve("out").toString(),
                                made.resolve(name).toString()))
                        .as(name)
                        .isZero();
            }
        }
    }

    @Test
    void checkFailsOnABlankFileAndSaysWhatIsNext() {
        CommandLineRun run = CommandLineRun.of("check", exercises().resolve("Exercise2Batch.java"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(String.join(
                        System.lineSeparator(),
                        "Exercise 2, several samples at once: fail",
                        "",
                        "  W2         blank",
                        "  b2         blank",
                        "  W3         blank",
                        "  b3         blank",
                        "",
                        "Steps 1, 2, 3, 4, 5 and 6 are still blank.",
                        "",
                        "Next: fill in step 1: δ3 = ∂E/∂z3, which carries the 1/(B·O) of the mean.",
                        "[rows × outputs]",
                        ""));
    }

    @Test
    void theSolutionThatItShowsPasses() {
        Path file = exercises().resolve("Exercise3Softmax.java");
        CommandLineRun shown = CommandLineRun.of("check", file, "--solution");
        assertThat(shown.exitCode()).isEqualTo(1);
        CommandLineRun.write(file, shown.out());
        JsonObject report =
                CommandLineRun.succeeds("check", file, "--json", "-").json();
        assertThat(report.getString("verdict")).isEqualTo("pass");
        assertThat(report.getLong("exercise")).isEqualTo(3);
        assertThat(report.getLong("points")).isEqualTo(10);
        assertThat(report.getObjects("parameters")).hasSize(4).allSatisfy(block -> {
            assertThat(block.getString("verdict")).isEqualTo("pass");
            assertThat(block.has("diagnosis")).isFalse();
        });
    }

    @Test
    void hintsGoOn() {
        Path file = exercises().resolve("Exercise7Momentum.java");
        CommandLineRun.write(
                file,
                CommandLineRun.text(file)
                        .replace("blank(1)", "v[i] + g[i]")
                        .replace("blank(2)", "p[i] - learningRate * v[i]"));
        assertThat(CommandLineRun.of("check", file).out())
                .contains("v: v does not change as the formula says.", "More: --hint 2");
        assertThat(CommandLineRun.of("check", file, "--hint", "2").out())
                .endsWith("    v ← μ · v + g" + System.lineSeparator());
        CommandLineRun.of("check", file, "--hint", "4")
                .assertRefused(2, "check: --hint: expected 1, 2 or 3, got 4", "see gradus check --help");
    }

    /// What docs/exercises.md shows.
    @Test
    void theNotebooksSignIsSaidAsTheDocumentShowsIt() {
        Path file = exercises().resolve("Exercise1Notebook.java");
        String right = CommandLineRun.of("check", file, "--solution").out();
        CommandLineRun.write(file, right.replace("p.b2[j] - learningRate", "p.b2[j] - -learningRate"));
        String said = CommandLineRun.of("check", file, "--hint", "2").out();
        assertThat(CommandLineRun.text(Path.of("../docs/exercises.md")))
                .contains("```\n" + said.replace(System.lineSeparator(), "\n") + "```\n");
    }

    @Test
    void whatIsForbiddenIsBadInput() {
        Path file = CommandLineRun.write(folder.resolve("Mine.java"), "class A { static {\n new Thread(); } }");
        CommandLineRun.of("check", file)
                .assertRefused(
                        3,
                        file + ":2: uses java.lang.Thread, which an exercise may not",
                        "what it may use: Math, text, arrays, collections, System.out");
    }

    @Test
    void gradesAFolder() {
        Path made = exercises();
        CommandLineRun.write(made.resolve("Exercise1Notebook.java"), "class {");
        Path csv = folder.resolve("g.csv");
        Path html = folder.resolve("g.html");
        CommandLineRun run = CommandLineRun.succeeds("grade", made, "--csv", csv, "--html", html, "--limit", "20");
        assertThat(run.out())
                .startsWith("Exercise1Notebook.java     0        refused")
                .contains("Exercise7Momentum.java     0 of 10  blank")
                .endsWith("Written: %s, %s%n".formatted(csv, html));
        assertThat(CommandLineRun.text(csv).lines()).hasSize(8);
        assertThat(CommandLineRun.text(html).toLowerCase(Locale.ROOT)).startsWith("<!doctype html>");
        CommandLineRun.of("grade", folder.resolve("none"))
                .assertRefused(
                        3,
                        folder.resolve("none") + ": no such folder",
                        "check the path; a relative one starts at the working directory");
    }
}
