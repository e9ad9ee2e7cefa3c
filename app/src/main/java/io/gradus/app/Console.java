package io.gradus.app;

import io.gradus.InputException;
import io.gradus.app.plot.Plot;
import io.gradus.app.plot.PlotFile;
import io.gradus.app.plot.SearchPlot;
import io.gradus.file.AtomicFile;
import io.gradus.file.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command writes: text for people, unless JSON has standard output for itself; JSON; plots.
@SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency for two methods
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final @Nullable String json;

    /// @param json the file of the report, `-` for standard output, null for none
    Console(PrintWriter out, PrintWriter err, @Nullable String json) {
        this.out = out;
        this.err = err;
        this.json = json;
        requireFolder(json == null || json.equals("-") ? null : Path.of(json));
    }

    /// A line for people.
    void print(String format, Object... arguments) {
        if (!"-".equals(json)) {
            out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
        }
    }

    /// A question, whose answer is typed behind it.
    void ask(String question) {
        out.print(question);
        out.flush();
    }

    /// A line that is neither result nor error: how it goes, what was written.
    void note(String format, Object... arguments) {
        err.println(String.format(Locale.ROOT, format, arguments));
    }

    PrintWriter err() {
        return err;
    }

    /// A table of numbers, two blanks between columns: the first column to the left, all others to the right.
    void table(List<List<String>> rows) {
        table(rows, true);
    }

    /// A table of words: every column to the left.
    void list(List<List<String>> rows) {
        table(rows, false);
    }

    private void table(List<List<String>> rows, boolean numbers) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String cell = row.get(c);
                String blanks = " ".repeat(widths[c] - cell.length());
                line.append(c == 0 ? "" : "  ").append(numbers && c > 0 ? blanks + cell : cell + blanks);
            }
            print("%s", line.toString().stripTrailing());
        }
    }

    /// Refuses a file that could not be written, before the work that it is to hold.
    ///
    /// @param file may be null: nothing is asked for
    static void requireFolder(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new InputException(
                    String.valueOf(file),
                    "the folder %s does not exist".formatted(folder),
                    "create it first, or choose another folder");
        }
    }

    /// Makes a folder where there is none; the one above it must be there.
    static void makeFolder(@Nullable Path folder) {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new InputException(
                    folder.toString(),
                    "the folder cannot be made",
                    "check that it is no file, and the rights above it");
        }
    }

    /// Writes the report, if one was asked for.
    void report(Map<String, ?> tree) {
        if (json == null) {
            return;
        }
        String text = Json.write(tree, true);
        if (json.equals("-")) {
            out.println(text);
        } else {
            AtomicFile.writeText(Path.of(json), text + "\n");
        }
    }

    /// Writes a plot and says so.
    void plot(Path file, Plot plot) {
        try {
            PlotFile.write(file, plot);
        } catch (IOException e) {
            throw new InputException(
                    file.toString(), "the plot cannot be written: " + e.getMessage(), "choose another folder");
        }
        note("plot: %s", file);
    }

    /// The same for the plot of a search.
    void plot(Path file, SearchPlot plot) {
        try {
            PlotFile.write(file, plot);
        } catch (IOException e) {
            throw new InputException(
                    file.toString(), "the plot cannot be written: " + e.getMessage(), "choose another folder");
        }
        note("plot: %s", file);
    }

    /// A time in the unit that suits it.
    static String time(double seconds) {
        if (seconds < 1e-6) {
            return String.format(Locale.ROOT, "%.0f ns", seconds * 1e9);
        }
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.2f µs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.2f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
