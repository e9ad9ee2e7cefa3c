package io.gradus.app;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Small files of rows. No numbers at random: a file is the same in every run.
final class SmallData {
    private SmallData() {}

    /// 40 rows x1, x2, colour (a category), label: `low` for the first half, `high` for the other.
    static Path classes(Path folder) {
        return file(
                folder.resolve("classes.csv"),
                "x1,x2,colour,label",
                40,
                i -> "%s,%s,%s,%s"
                        .formatted(i * 0.5, i * 7 % 11, i % 3 == 0 ? "red" : "blue", i < 20 ? "low" : "high"));
    }

    /// 40 rows a, b, sum, product: two targets that are numbers.
    static Path numbers(Path folder) {
        return file(folder.resolve("numbers.csv"), "a,b,sum,product", 40, i -> {
            int a = i % 7;
            int b = i * 5 % 11;
            return "%d,%d,%d,%d".formatted(a, b, a + b, a * b);
        });
    }

    /// 20 rows x, label (`a` or `b` in turn), with one row replaced. Row 0 is line 2 of the file.
    static Path withRow(Path folder, int row, String replacement) {
        return file(
                folder.resolve("rows.csv"),
                "x,label",
                20,
                i -> i == row ? replacement : i + (i % 2 == 0 ? ",a" : ",b"));
    }

    static Path file(Path file, String header, int rows, IntFunction<String> row) {
        return CommandLineRun.write(
                file, header + "\n" + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n")) + "\n");
    }
}
