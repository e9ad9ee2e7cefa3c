package io.gradus.app;

import io.gradus.InputException;
import io.gradus.data.CsvOptions;
import io.gradus.data.Idx;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The DATA of a command, of a kind that its name tells: images in the IDX format (`train-images-idx3-ubyte`), a data set of
/// Proben1 (`.dt`), or else CSV or TSV; all of them also compressed (`.gz`).
final class DataFile {
    static final String KINDS = "A CSV or TSV file, IDX images (…-idx3-ubyte), or a Proben1 .dt file; .gz too.";
    static final String LABELS =
            "IDX labels of IDX images. Default: the file beside them, labels-idx1 for images-idx3.";

    private static final List<String> LATER = List.of(".parquet", ".json", ".jsonl", ".ndjson");
    private static final Pattern IDX = Pattern.compile("(.*[.-])?idx[0-9]*(-[a-z]+)?(\\.gz)?");
    private static final String LABEL = "label"; // the column that Table.readIdx makes of the labels

    private DataFile() {}

    /// @param labels the file of the labels, if DATA is images; null for the one beside them
    /// @throws IllegalArgumentException if there are labels to something that is no images
    static Table read(String data, @Nullable Path labels, CsvOptions options) {
        Path path = path(data);
        if (isIdx(path)) {
            boolean withoutLabels = labels == null && options.leavesOut(LABEL);
            return (withoutLabels
                            ? Table.readIdx(path)
                            : Table.readIdx(path, labels == null ? Table.idxLabelsBeside(path) : labels))
                    .with(options);
        }
        if (labels != null) {
            throw new IllegalArgumentException(
                    "--labels: expected IDX images as DATA with it, got \"%s\"".formatted(data));
        }
        return isProben1(path) ? Table.readProben1(path).with(options) : Table.readCsv(path, options);
    }

    /// Every column as text, for whoever copies rows. Of images only their numbers, from 1.
    static Table readText(String data) {
        Path path = path(data);
        if (isIdx(path)) {
            String[] numbers = IntStream.rangeClosed(1, Idx.read(path).shape()[0])
                    .mapToObj(Integer::toString)
                    .toArray(String[]::new);
            return Table.of(data, List.of(TextColumn.of("image", numbers)));
        }
        if (isProben1(path)) {
            Table table = Table.readProben1(path);
            return table.with(CsvOptions.DEFAULTS.withCategorical(table.columnNames()));
        }
        return Table.readText(path);
    }

    /// @throws InputException if it is of a kind that this version does not read
    private static Path path(String data) {
        String lower = data.toLowerCase(Locale.ROOT);
        if (lower.startsWith("sql:") || LATER.stream().anyMatch(lower::endsWith)) {
            throw new InputException(
                    data, "this version reads CSV, TSV, IDX and Proben1 files", "save the data as CSV first");
        }
        return Path.of(data);
    }

    private static boolean isIdx(Path path) {
        return IDX.matcher(String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT))
                .matches();
    }

    private static boolean isProben1(Path path) {
        String lower = path.toString().toLowerCase(Locale.ROOT);
        return lower.endsWith(".dt") || lower.endsWith(".dt.gz");
    }
}
