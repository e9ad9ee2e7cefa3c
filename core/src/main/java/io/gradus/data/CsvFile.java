package io.gradus.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifiers;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The structure of a CSV file: header, texts by column, the line of each row. What the texts mean is for
/// [ColumnType] to judge.
///
/// Blank lines are skipped; blanks around names and values are removed.
final class CsvFile {
    // FastCSV's messages end so; the number goes in front, where all our places stand.
    private static final Pattern RECORD_LINE =
            Pattern.compile("(.*) \\(record starting at line (\\d+)\\)", Pattern.DOTALL);
    private static final int MOST_COLUMNS = 1 << 20;

    private final String name;
    private final CsvOptions options;
    private final List<String> header = new ArrayList<>();
    private final List<TextStore> columns = new ArrayList<>();
    private boolean[] leftOut = {}; // by column: whether its texts are not kept
    private int[] lines = new int[32];
    private int rows;

    private CsvFile(String name, CsvOptions options) {
        this.name = name;
        this.options = options;
    }

    /// Reads a file, decompressed if its name ends in `.gz`.
    static CsvFile read(Path path, CsvOptions options) {
        return SourceFile.read(path, bytes -> read(new Utf8Reader(bytes), path.toString(), options));
    }

    /// Reads to the end; does not close.
    static CsvFile read(Reader text, String name, CsvOptions options) {
        CsvFile file = new CsvFile(name, options);
        try {
            file.readRecords(CsvDialect.prepare(text, name, options));
        } catch (UncheckedIOException e) {
            throw SourceFile.unreadable(name, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw SourceFile.unreadable(name, e);
        } catch (CsvParseException e) {
            throw file.malformed(e);
        }
        return file;
    }

    List<String> header() {
        return header;
    }

    TextStore column(int index) {
        return columns.get(index);
    }

    /// The line of each row, from 1.
    int[] lines() {
        return Arrays.copyOf(lines, rows);
    }

    private void readRecords(CsvDialect dialect) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here, for a message of our own
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MOST_COLUMNS)
                                .fieldModifier(FieldModifiers.STRIP)
                                .build(),
                        dialect.text())
                .iterator();
        while (records.hasNext()) {
            CsvRecord fields = records.next();
            boolean blank = fields.getFieldCount() == 1 && fields.getField(0).isEmpty();
            if (blank) {
                continue;
            }
            if (header.isEmpty()) {
                addHeader(fields);
            } else {
                addRow(fields, dialect.delimiter());
            }
        }
        if (header.isEmpty()) {
            throw new DataException(
                    name, "empty file", "expected a header line with the column names, then a line for each row");
        }
        if (rows == 0) {
            throw new DataException(name, "no rows below the header", "each line below the header is one row");
        }
    }

    private void addHeader(CsvRecord fields) {
        String place = name + ":" + fields.getStartingLineNumber();
        Map<String, Integer> positions = new LinkedHashMap<>();
        leftOut = new boolean[fields.getFieldCount()];
        for (String column : fields.getFields()) {
            int position = header.size() + 1;
            if (column.isEmpty()) {
                throw new DataException(
                        place,
                        "column " + position + " has no name",
                        "name it in the header line, or write the file without it (pandas: index=False)");
            }
            Integer earlier = positions.put(column, position);
            if (earlier != null) {
                throw new DataException(
                        place,
                        Wording.column(column) + " appears twice, as columns " + earlier + " and " + position,
                        "rename one of them in the header line");
            }
            leftOut[position - 1] = options.leavesOut(column);
            header.add(column);
            columns.add(new TextStore());
        }
    }

    private void addRow(CsvRecord fields, char delimiter) {
        int line = Math.toIntExact(fields.getStartingLineNumber());
        if (fields.getFieldCount() != header.size()) {
            String noun = fields.getFieldCount() == 1 ? " field" : " fields";
            throw new DataException(
                    name + ":" + line,
                    fields.getFieldCount() + noun + ", expected " + header.size() + " as in the header",
                    "fields are separated by " + CsvDialect.describe(delimiter)
                            + "; a field that contains one must stand in double quotes");
        }
        for (int i = 0; i < header.size(); i++) {
            if (!leftOut[i]) {
                columns.get(i).add(fields.getField(i));
            }
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
        }
        lines[rows++] = line;
    }

    private DataException malformed(CsvParseException e) {
        Matcher message = RECORD_LINE.matcher(String.valueOf(e.getMessage()));
        String place = message.matches() ? name + ":" + message.group(2) : name;
        String what = message.matches() ? message.group(1) : String.valueOf(e.getMessage());
        return new DataException(
                place,
                "not valid CSV: " + what,
                "check the double quotes from this line on; one inside a quoted field is written twice",
                e);
    }
}
