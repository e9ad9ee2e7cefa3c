package io.gradus.app;

import io.gradus.InputException;
import io.gradus.data.CsvOptions;
import io.gradus.data.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The DATA of a command: a path to CSV or TSV, also compressed.
final class DataFile {
    private static final List<String> LATER = List.of(".parquet", ".json", ".jsonl", ".ndjson");

    private DataFile() {}

    static Table read(String data, CsvOptions options) {
        return Table.readCsv(path(data), options);
    }

    /// @throws InputException if it is of a kind that this version does not read
    static Path path(String data) {
        String lower = data.toLowerCase(Locale.ROOT);
        if (lower.startsWith("sql:") || LATER.stream().anyMatch(lower::endsWith)) {
            throw new InputException(data, "this version reads CSV and TSV files", "save the data as CSV first");
        }
        return Path.of(data);
    }
}
