package io.gradus.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data set of the Proben1 collection, from its `.dt` file, numbers as given: L. Prechelt, "PROBEN1 - a set of neural
/// network benchmark problems and benchmarking rules", technical report 21/94, Universität Karlsruhe, 1994.
///
/// ```
/// bool_in=0
/// real_in=9
/// bool_out=2
/// real_out=0
/// training_examples=350
/// validation_examples=175
/// test_examples=174
/// 0.2 0.1 0.1 0.1 0.2 0.1 0.2 0.1 0.1 1 0
/// …
/// ```
///
/// An example a line, inputs first, then outputs. The examples of the three parts follow each other; the parts belong to the
/// benchmark. Blank lines are skipped. Immutable and thread-safe.
public final class Proben1 {
    private static final List<String> HEADER = List.of(
            "bool_in", "real_in", "bool_out", "real_out", "training_examples", "validation_examples", "test_examples");

    private final String name;
    private final int inputs;
    private final boolean classes;
    private final Split.Fixed parts;
    private final List<double[]> rows; // of each example inputs and outputs
    private final int[] lines;

    private Proben1(String name, int[] header, List<double[]> rows, List<Integer> lines) {
        this.name = name;
        this.inputs = header[0] + header[1];
        this.parts = new Split.Fixed(header[4], header[5], header[6]);
        this.rows = rows;
        this.lines = lines.stream().mapToInt(Integer::intValue).toArray();
        this.classes = header[2] >= 2 && header[3] == 0 && rows.stream().allMatch(row -> classOf(row) >= 0);
    }

    /// Reads a file, decompressed if its name ends in `.gz`. What its header claims is allocated only as far as the file
    /// holds it.
    ///
    /// @throws DataException if the file cannot be read or is not as described
    public static Proben1 read(Path path) {
        return SourceFile.read(path, bytes -> read(bytes, path.toString()));
    }

    private static Proben1 read(InputStream bytes, String name) throws IOException {
        BufferedReader text = new BufferedReader(new Utf8Reader(bytes));
        int[] header = new int[HEADER.size()];
        for (int i = 0; i < header.length; i++) {
            header[i] = headerValue(HEADER.get(i), text.readLine(), name + ":" + (i + 1));
        }
        long inputs = (long) header[0] + header[1];
        long outputs = (long) header[2] + header[3];
        if (inputs < 1 || outputs < 1) {
            throw new DataException(
                    name,
                    "expected inputs and outputs, got %d and %d".formatted(inputs, outputs),
                    "check lines 1 to 4");
        }
        List<double[]> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        int line = header.length;
        for (String next = text.readLine(); next != null; next = text.readLine()) {
            line++;
            if (!next.isBlank()) {
                rows.add(numbers(next.strip(), inputs, outputs, name + ":" + line));
                lines.add(line);
            }
        }
        long expected = (long) header[4] + header[5] + header[6];
        if (rows.size() != expected) {
            throw new DataException(
                    name,
                    "%,d examples, expected %,d (%,d to train, %,d to validate, %,d to test)"
                            .formatted(rows.size(), expected, header[4], header[5], header[6]),
                    "the file is incomplete, or its header is wrong (lines 5 to 7)");
        }
        if (header[4] < 1) {
            throw new DataException(name + ":5", "no examples to train on", "");
        }
        return new Proben1(name, header, rows, lines);
    }

    private static int headerValue(String key, @Nullable String line, String place) {
        String start = key + "=";
        if (line != null && line.startsWith(start)) {
            double value = Decimal.parse(line.substring(start.length()).strip());
            if (value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value)) {
                return (int) value;
            }
        }
        throw new DataException(
                place,
                "expected %sN with a whole number N, got %s"
                        .formatted(start, line == null ? "the end of the file" : Wording.quote(line)),
                "a Proben1 file begins with the seven lines " + Wording.list(HEADER));
    }

    private static double[] numbers(String line, long inputs, long outputs, String place) {
        String[] fields = line.split("[ \t]+", -1);
        if (fields.length != inputs + outputs) {
            throw new DataException(
                    place,
                    "%d %s, expected %d (%d inputs, %d outputs)"
                            .formatted(
                                    fields.length,
                                    fields.length == 1 ? "number" : "numbers",
                                    inputs + outputs,
                                    inputs,
                                    outputs),
                    "correct the line, or the header (lines 1 to 4)");
        }
        double[] numbers = new double[fields.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Decimal.parse(fields[i]);
            if (Double.isNaN(numbers[i])) {
                throw new DataException(
                        place,
                        "number %d: expected a finite number, got %s".formatted(i + 1, Wording.quote(fields[i])),
                        "correct the value");
            }
        }
        return numbers;
    }

    /// Numbers an example has as inputs.
    public int inputs() {
        return inputs;
    }

    /// Numbers an example has as outputs.
    public int outputs() {
        return rows.getFirst().length - inputs;
    }

    /// Whether the outputs are classes, 1-of-m: all `bool_out`, at least two, in each example one 1 and zeros.
    public boolean hasClasses() {
        return classes;
    }

    /// The examples to train on.
    public Dataset training() {
        return part(0, parts.training());
    }

    /// The examples that tell when to stop.
    public Dataset validation() {
        return part(parts.training(), parts.validation());
    }

    /// The examples that judge.
    public Dataset test() {
        return part(parts.training() + parts.validation(), parts.test());
    }

    /// All examples as a table with the parts as its [Table#ownSplit]: inputs as columns `x1`, `x2`, …; classes as the
    /// text column `class`, `1` for the first output, or else outputs as number columns `y1`, `y2`, ….
    public Table table() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            columns.add(numberColumn("x" + (i + 1), i));
        }
        if (classes) {
            columns.add(new TextColumn(
                    "class",
                    rows.stream().map(row -> Integer.toString(classOf(row) + 1)).toArray(String[]::new)));
        } else {
            for (int o = 0; o < outputs(); o++) {
                columns.add(numberColumn("y" + (o + 1), inputs + o));
            }
        }
        return Table.ofFile(name, columns, lines, parts);
    }

    private NumberColumn numberColumn(String column, int at) {
        return new NumberColumn(
                column, rows.stream().mapToDouble(row -> row[at]).toArray());
    }

    private Dataset part(int from, int count) {
        double[] x = new double[Math.multiplyExact(count, inputs)];
        double[] t = new double[Math.multiplyExact(count, outputs())];
        for (int i = 0; i < count; i++) {
            double[] row = rows.get(from + i);
            System.arraycopy(row, 0, x, i * inputs, inputs);
            System.arraycopy(row, inputs, t, i * outputs(), outputs());
        }
        return new Dataset(count, inputs, outputs(), x, t);
    }

    // The output that is 1 while all others are 0; -1 if there is none such.
    private int classOf(double[] row) {
        int found = -1;
        for (int i = inputs; i < row.length; i++) {
            if (row[i] == 1 && found < 0) {
                found = i - inputs;
            } else if (row[i] != 0) {
                return -1;
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "Proben1[%s, %d inputs, %d outputs, %d + %d + %d examples]"
                .formatted(name, inputs, outputs(), parts.training(), parts.validation(), parts.test());
    }
}
