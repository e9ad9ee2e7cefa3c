package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One run of the program in this process: what it was given, its exit code and what it wrote.
record CommandLineRun(List<String> arguments, int exitCode, String out, String err) {
    static {
        System.setProperty("java.awt.headless", "true");
    }

    /// Runs the program.
    ///
    /// @param arguments texts and paths
    static CommandLineRun of(Object... arguments) {
        String[] args = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandLineRun(List.of(args), exitCode, out.toString(), err.toString());
    }

    /// Runs the program and demands that it succeeds.
    static CommandLineRun succeeds(Object... arguments) {
        CommandLineRun run = of(arguments);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.DONE);
        return run;
    }

    /// Demands one line on standard error, nothing on standard output, and the exit code.
    void assertRefused(int code, String message, String hint) {
        assertThat(err).isEqualTo("gradus: " + message + ". Hint: " + hint + System.lineSeparator());
        assertThat(exitCode).isEqualTo(code);
        assertThat(out).isEmpty();
    }

    /// Standard output, all of it one JSON object.
    JsonObject json() {
        return JsonObject.parse("standard output", out);
    }

    /// A JSON report in a file.
    static JsonObject json(Path file) {
        return JsonObject.parse(file.toString(), text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names in a folder, sorted.
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
