package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static io.gradus.data.Faults.categorical;
import static io.gradus.data.Faults.csv;
import static io.gradus.data.Faults.ignore;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFaultsTest {
    private static final String UTF_8_HINT = "save the file in UTF-8, or convert it with iconv -f ISO-8859-1 -t UTF-8";
    private static final String QUOTE_HINT =
            "check the double quotes from this line on; one inside a quoted field is written twice";

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void namesAMissingFileAndTheOneThatWasMeant() throws IOException {
        file("iris.csv", new byte[] {'a'});
        Path misspelled = folder.resolve("irsi.csv");
        assertFault(
                () -> Table.readCsv(misspelled),
                misspelled + ": no such file",
                "did you mean \"" + folder.resolve("iris.csv") + "\"?");
        Path other = folder.resolve("no-folder").resolve("other.csv");
        assertFault(
                () -> Table.readCsv(other),
                other + ": no such file",
                "check the path; a relative one starts at the working directory");
    }

    @Test
    void refusesADirectory() {
        assertFault(() -> Table.readCsv(folder), folder + ": expected a file, got a directory", "name a file in it");
    }

    @Test
    void refusesAnEmptyFile() {
        String hint = "expected a header line with the column names, then a line for each row";
        assertFault(() -> csv(""), "a.csv: empty file", hint);
        assertFault(() -> csv("\uFEFF", " ", ""), "a.csv: empty file", hint);
    }

    @Test
    void refusesAFileThatIsOnlyAHeader() {
        assertFault(() -> csv("a,b", ""), "a.csv: no rows below the header", "each line below the header is one row");
    }

    @Test
    void refusesARowWithTooFewOrTooManyFields() {
        String hint = "fields are separated by commas; a field that contains one must stand in double quotes";
        assertFault(() -> csv("a,b", "1,2", "", "1,2,3"), "a.csv:4: 3 fields, expected 2 as in the header", hint);
        assertFault(() -> csv("a,b", "1"), "a.csv:2: 1 field, expected 2 as in the header", hint);
        assertFault(
                () -> csv("a;b", "1"),
                "a.csv:2: 1 field, expected 2 as in the header",
                "fields are separated by semicolons; a field that contains one must stand in double quotes");
    }

    @Test
    void namesTabsAndOtherDelimiters() {
        assertThat(CsvDialect.describe('\t')).isEqualTo("tabs");
        assertThat(CsvDialect.describe('|')).isEqualTo("\"|\"");
    }

    @Test
    void refusesAColumnWithoutAName() {
        assertFault(
                () -> csv("a,,b", "1,2,3"),
                "a.csv:1: column 2 has no name",
                "name it in the header line, or write the file without it (pandas: index=False)");
    }

    @Test
    void refusesAColumnNameThatRepeats() {
        assertFault(
                () -> csv("", "a,b, a", "1,2,3"),
                "a.csv:2: column \"a\" appears twice, as columns 1 and 3",
                "rename one of them in the header line");
    }

    @Test
    void refusesMissingValues() {
        String hint =
                "remove the row, fill the value in, or leave the column out with --ignore b (CsvOptions.withIgnore)";
        assertFault(() -> csv("a,b", "1,2", "1,"), "a.csv:3: column \"b\": missing value", hint);
        assertFault(() -> csv("a,b", "1,x", "1,  "), "a.csv:3: column \"b\": missing value", hint);
        assertFault(() -> csv(categorical("b"), "a,b", "1,\"\""), "a.csv:2: column \"b\": missing value", hint);
    }

    @Test
    void refusesAValueThatIsNoNumberAmongNumbers() {
        assertFault(
                () -> csv("x,petal_width", "1,0.2", "2,n/a", "3,0.4", "4,?"),
                "a.csv:3: column \"petal_width\": expected a number, got \"n/a\"",
                "name it in --categorical petal_width (CsvOptions.withCategorical) if it is meant as categories");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        String hint =
                "remove the row, replace the value, or leave the column out with --ignore a (CsvOptions.withIgnore)";
        assertFault(() -> csv("a", "1", "NaN"), "a.csv:3: column \"a\": expected a finite number, got \"NaN\"", hint);
        assertFault(() -> csv("a", "-inf", "1"), "a.csv:2: column \"a\": expected a finite number, got \"-inf\"", hint);
        assertFault(
                () -> csv("a", "nan", "nan", "1"),
                "a.csv:2: column \"a\": expected a finite number, got \"nan\"",
                hint);
        assertFault(
                () -> csv("a", "1", "1e999"), "a.csv:3: column \"a\": expected a finite number, got \"1e999\"", hint);
    }

    @Test
    void refusesDecimalCommas() {
        assertFault(
                () -> csv("a;b", "1,5;x", "2,5;y"),
                "a.csv:2: column \"a\": expected a number, got \"1,5\"",
                "write decimals with a point, or name it in --categorical a (CsvOptions.withCategorical) if it is meant"
                        + " as categories");
    }

    @Test
    void takesAColumnForTextIfFewerThanHalfOfItsValuesAreNumbers() {
        assertThat(Faults.texts(csv("a", "1", "2", "x", "y", "z"), "a")).containsExactly("1", "2", "x", "y", "z");
        assertFault(
                () -> csv("a", "1", "2", "x", "y"),
                "a.csv:4: column \"a\": expected a number, got \"x\"",
                "name it in --categorical a (CsvOptions.withCategorical) if it is meant as categories");
    }

    @Test
    void refusesOptionsForColumnsThatAreNotThere() {
        assertFault(
                () -> csv(ignore("specis"), "width,species", "1,a"),
                "a.csv: no column \"specis\"",
                "did you mean \"species\"? The columns are: width, species");
        assertFault(
                () -> csv(categorical("x", "Width"), "width,species", "1,a"),
                "a.csv: no columns \"x\", \"Width\"",
                "did you mean \"width\"? The columns are: width, species");
    }

    @Test
    void refusesQuotesThatDoNotClose() {
        assertFault(
                () -> csv("a,b", "1,2", "1,\"x", "1,2"),
                "a.csv:3: not valid CSV: Unclosed quoted field at end of input",
                QUOTE_HINT);
    }

    @Test
    void refusesTextBehindAClosingQuote() {
        assertFault(
                () -> csv("a,b", "1,\"x\"y"),
                "a.csv:2: not valid CSV: Unexpected character after closing quote: 'y' (0x79)",
                QUOTE_HINT);
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        Path latin = file("latin.csv", "a,b\r\n1,x\r\n2,caf\u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFault(() -> Table.readCsv(latin), latin + ":3: not valid UTF-8 (byte 0xE9)", UTF_8_HINT);
        Path utf16 = file("utf16.csv", "a,b\n1,x\n".getBytes(StandardCharsets.UTF_16));
        assertFault(() -> Table.readCsv(utf16), utf16 + ":1: not valid UTF-8 (byte 0xFE)", UTF_8_HINT);
        Path cut = file("cut.csv", new byte[] {'a', '\n', 'x', (byte) 0xC3});
        assertFault(() -> Table.readCsv(cut), cut + ":2: not valid UTF-8 (byte 0xC3)", UTF_8_HINT);
    }

    @Test
    void tellsTheLineOfAWrongByteBehindALongFile() throws IOException {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i += 3) {
            bytes[i] = '1';
            bytes[i + 1] = '\r';
            bytes[i + 2] = '\n';
        }
        bytes[bytes.length - 3] = (byte) 0xFF;
        Path path = file("long.csv", bytes);
        assertFault(() -> Table.readCsv(path), path + ":100000: not valid UTF-8 (byte 0xFF)", UTF_8_HINT);
    }

    @Test
    void refusesACompressedFileThatIsCutOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write("a,b\n1,2\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        Path path = file("a.csv.gz", Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
        assertFault(
                () -> Table.readCsv(path),
                path + ": the compressed file ends too early",
                "it is incomplete; copy or download it again");
    }

    @Test
    void refusesACompressedFileThatIsNone() throws IOException {
        Path path = file("a.csv.gz", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        assertFault(
                () -> Table.readCsv(path),
                path + ": not a valid gzip file (Not in GZIP format)",
                "copy or download it again; a file that is not compressed must not be called .gz");
    }

    @Test
    void tellsWhatAReaderFailedWith() {
        Reader broken = new Reader() {
            @Override
            public int read(char[] target, int from, int length) throws IOException {
                throw new IOException("the line is dead");
            }

            @Override
            public void close() {}
        };
        assertFault(
                () -> Table.readCsv(broken, "stdin", CsvOptions.DEFAULTS),
                "stdin: cannot be read: the line is dead",
                "");
        assertFault(
                () -> {
                    throw SourceFile.unreadable("a.csv", new AccessDeniedException("a.csv"));
                },
                "a.csv: no permission to read the file",
                "check its access rights");
    }
}
