package io.gradus.data;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows with named columns of numbers or text. Immutable and thread-safe.
///
/// **Types in files.** A column is numeric if every value is a finite decimal number (`-1.5e3`; not `1d`, `0x1p3` or
/// `NaN`). If at least half of its values are numbers and another is not, that is taken for a mistake, not for text,
/// and told with its line; [CsvOptions#withCategorical] reads the column as text all the same. Otherwise it is text.
/// Blanks around names and values are removed. An empty value is missing, and refused.
///
/// Each row remembers its place, `iris.csv:17`, through [#select] and [#without].
public final class Table {
    private final String name;
    private final List<Column> columns;
    private final int[] places; // lines of the file, or numbers of rows, both from 1
    private final boolean fromFile;
    private final List<String> leftOut; // names in the file that were not read: for suggestions
    private final @Nullable Split ownSplit;

    private Table(
            String name,
            List<Column> columns,
            int[] places,
            boolean fromFile,
            List<String> leftOut,
            @Nullable Split ownSplit) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.places = places;
        this.fromFile = fromFile;
        this.leftOut = List.copyOf(leftOut);
        this.ownSplit = ownSplit;
    }

    /// Reads a CSV file with [CsvOptions#DEFAULTS]. See [#readCsv(Path, CsvOptions)].
    public static Table readCsv(Path path) {
        return readCsv(path, CsvOptions.DEFAULTS);
    }

    /// Reads a CSV file: RFC 4180, UTF-8 with or without byte order mark, decompressed if its name ends in `.gz`.
    /// The first line that is not blank must be the header; blank lines are skipped.
    ///
    /// @throws DataException if the file cannot be read, is not CSV in UTF-8, or holds something other than such
    ///     columns
    public static Table readCsv(Path path, CsvOptions options) {
        return typed(CsvFile.read(path, options), path.toString(), options);
    }

    /// Reads CSV text to its end and leaves the reader open. See [#readCsv(Path, CsvOptions)].
    ///
    /// @param name stands for the file in errors
    public static Table readCsv(Reader text, String name, CsvOptions options) {
        return typed(CsvFile.read(text, name, options), name, options);
    }

    /// Reads every column as text as it stands, numbers and missing values (`""`) included; for whoever copies
    /// rows.
    ///
    /// @throws DataException if the file cannot be read or is not CSV in UTF-8
    public static Table readText(Path path) {
        CsvFile file = CsvFile.read(path, CsvOptions.DEFAULTS);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < file.header().size(); i++) {
            columns.add(ColumnType.text(file.header().get(i), file.column(i)));
        }
        return new Table(path.toString(), columns, file.lines(), true, List.of(), null);
    }

    /// A table of columns that are there already.
    ///
    /// @param name stands for the table in errors, as in `points, row 3`
    /// @param columns at least one, of one size, each name once; numbers finite, no text empty
    /// @throws DataException if they are not so
    public static Table of(String name, List<? extends Column> columns) {
        if (columns.isEmpty()) {
            throw new DataException(name, "no columns", "");
        }
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            Column first = columns.getFirst();
            if (column.size() != first.size()) {
                throw new DataException(
                        name,
                        Wording.column(column.name()) + ": " + column.size() + " rows, expected " + first.size()
                                + " as in " + Wording.column(first.name()),
                        "");
            }
            if (names.contains(column.name())) {
                throw new DataException(name, Wording.column(column.name()) + " appears twice", "rename one of them");
            }
            names.add(column.name());
        }
        Table table = ofArrays(name, List.copyOf(columns));
        table.columns.forEach(table::refuseUnusable);
        return table;
    }

    /// Images and their labels from IDX files, the format of MNIST (see [Idx]): columns `pixel0`, `pixel1`, …, row-major, as
    /// they are (0 to 255), and the text column `label`. Bytes are kept as bytes.
    ///
    /// @param images of two dimensions or more, the first counts the images
    /// @param labels whole numbers, as many
    /// @throws DataException if a file cannot be read or is not so
    public static Table readIdx(Path images, Path labels) {
        return IdxTable.read(images, labels);
    }

    /// Images from an IDX file, without labels. See [#readIdx(Path, Path)].
    public static Table readIdx(Path images) {
        return IdxTable.read(images, null);
    }

    /// The file of labels that goes with a file of images by its name: `train-labels-idx1-ubyte.gz` for
    /// `train-images-idx3-ubyte.gz`, compressed or not.
    ///
    /// @throws DataException if there is none
    public static Path idxLabelsBeside(Path images) {
        return IdxTable.labelsBeside(images);
    }

    /// A data set of the Proben1 collection, with its own parts. See [Proben1#table].
    ///
    /// @throws DataException if the file cannot be read or is not as described there
    public static Table readProben1(Path path) {
        return Proben1.read(path).table();
    }

    /// Columns of one size, known to be usable.
    static Table ofArrays(String name, List<Column> columns) {
        int[] numbers = IntStream.rangeClosed(1, columns.getFirst().size()).toArray();
        return new Table(name, columns, numbers, false, List.of(), null);
    }

    /// Columns of a file, known to be usable.
    ///
    /// @param lines of each row its line, from 1
    static Table ofFile(String name, List<Column> columns, int[] lines, Split ownSplit) {
        return new Table(name, columns, lines, true, List.of(), ownSplit);
    }

    private static Table typed(CsvFile file, String name, CsvOptions options) {
        if (options.only() == null) {
            List<String> named = new ArrayList<>(options.categorical());
            named.addAll(options.ignore());
            List<String> unknown =
                    named.stream().filter(n -> !file.header().contains(n)).toList();
            if (!unknown.isEmpty()) {
                throw Wording.noColumn(name, unknown, file.header(), file.header());
            }
        }
        int[] lines = file.lines();
        IntFunction<String> place = row -> name + ":" + lines[row];
        List<Column> columns = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < file.header().size(); i++) {
            String column = file.header().get(i);
            if (options.leavesOut(column)) {
                leftOut.add(column);
            } else {
                boolean categorical = options.categorical().contains(column);
                columns.add(ColumnType.judge(column, file.column(i), categorical, place));
            }
        }
        return new Table(name, columns, lines, true, leftOut, null);
    }

    private void refuseUnusable(Column column) {
        for (int row = 0; row < column.size(); row++) {
            switch (column) {
                case NumberColumn numbers -> {
                    if (!Double.isFinite(numbers.value(row))) {
                        throw ColumnType.notFinite(column.name(), Double.toString(numbers.value(row)), place(row));
                    }
                }
                case TextColumn texts -> {
                    if (texts.value(row).isEmpty()) {
                        throw ColumnType.missing(column.name(), place(row));
                    }
                }
            }
        }
    }

    /// The file's path as it was given, or the name of a table of arrays.
    public String name() {
        return name;
    }

    /// Number of rows.
    public int rows() {
        return places.length;
    }

    /// The columns in their order.
    public List<Column> columns() {
        return columns;
    }

    /// The names of the columns in their order.
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /// Whether there is such a column.
    public boolean has(String column) {
        return columns.stream().anyMatch(candidate -> candidate.name().equals(column));
    }

    /// A column by its name.
    ///
    /// @throws DataException if there is none; its hint suggests the most similar name
    public Column column(String column) {
        for (Column candidate : columns) {
            if (candidate.name().equals(column)) {
                return candidate;
            }
        }
        throw noColumn(List.of(column));
    }

    /// Where a row came from, for errors: `iris.csv:17`, or `points, row 3` (from 1) where there is no file.
    ///
    /// @param row from 0
    public String place(int row) {
        return name + (fromFile ? ":" : ", row ") + places[row];
    }

    /// This table without some columns.
    ///
    /// @throws DataException if one of them is not there
    public Table without(List<String> names) {
        names.forEach(this::column);
        List<Column> kept = columns.stream()
                .filter(column -> !names.contains(column.name()))
                .toList();
        return new Table(name, kept, places, fromFile, leftOut, ownSplit);
    }

    /// This table as if it were read with these options: columns left out, numbers taken for text.
    ///
    /// @throws DataException if a column is not there, unless [CsvOptions#only] is given
    public Table with(CsvOptions options) {
        if (options.only() == null) {
            options.ignore().forEach(this::column);
            options.categorical().forEach(this::column);
        }
        List<Column> kept = new ArrayList<>();
        List<String> left = new ArrayList<>(leftOut);
        for (Column column : columns) {
            if (options.leavesOut(column.name())) {
                left.add(column.name());
            } else if (column instanceof NumberColumn numbers
                    && options.categorical().contains(column.name())) {
                kept.add(NumberText.column(column.name(), numbers));
            } else {
                kept.add(column);
            }
        }
        return new Table(name, kept, places, fromFile, left, ownSplit);
    }

    /// The parts that belong to the data, as those of a benchmark do; null if there are none, and for selected rows.
    public @Nullable Split ownSplit() {
        return ownSplit;
    }

    /// Some rows of this table, in the order asked for. Each keeps its place.
    ///
    /// @param rows indices from 0; may repeat; not modified
    /// @throws IndexOutOfBoundsException if an index is outside
    public Table select(int[] rows) {
        int[] selected = Arrays.stream(rows)
                .map(row -> places[Objects.checkIndex(row, places.length)])
                .toArray();
        List<Column> selectedColumns =
                columns.stream().map(column -> column.select(rows)).toList();
        return new Table(name, selectedColumns, selected, fromFile, leftOut, null);
    }

    DataException noColumn(List<String> missing) {
        return noColumn(missing, List.of());
    }

    /// The fault of columns that are not there.
    ///
    /// @param used names that are asked for as well: not suggested, for they have their own place
    DataException noColumn(List<String> missing, List<String> used) {
        List<String> known = new ArrayList<>(columnNames());
        known.addAll(leftOut);
        List<String> candidates =
                known.stream().filter(column -> !used.contains(column)).toList();
        return Wording.noColumn(name, missing, candidates, known);
    }

    @Override
    public String toString() {
        return "Table[" + name + ", " + rows() + " rows, columns " + columnNames() + "]";
    }
}
