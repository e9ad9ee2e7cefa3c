package io.gradus.data;

import static io.gradus.data.Faults.categorical;
import static io.gradus.data.Faults.csv;
import static io.gradus.data.Faults.ignore;
import static io.gradus.data.Faults.numbers;
import static io.gradus.data.Faults.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReadingTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsNumbersAndText() {
        Table table = csv("width,species", "0.2,setosa", "1.4,versicolor");
        assertThat(table.name()).isEqualTo("a.csv");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.columnNames()).containsExactly("width", "species");
        assertThat(numbers(table, "width")).containsExactly(0.2, 1.4);
        assertThat(texts(table, "species")).containsExactly("setosa", "versicolor");
    }

    @Test
    void removesBlanksAroundNamesAndValues() {
        Table table = csv(" width , species", " 0.2 , setosa");
        assertThat(numbers(table, "width")).containsExactly(0.2);
        assertThat(texts(table, "species")).containsExactly("setosa");
    }

    @Test
    void readsQuotedFields() {
        Table table = csv("a,b", "1,\"x, \"\"y\"\"\"");
        assertThat(texts(table, "b")).containsExactly("x, \"y\"");
    }

    @Test
    void knowsTheLineOfEachRow() {
        Table table = csv("", "a,b", "", "1,\"x", "y\"", "  ", "2,z", "3,z");
        assertThat(List.of(table.place(0), table.place(1), table.place(2)))
                .containsExactly("a.csv:4", "a.csv:7", "a.csv:8");
        assertThat(texts(table, "b")).containsExactly("x\ny", "z", "z");
    }

    @Test
    void countsLinesThatEndInCarriageReturnAndLineFeed() throws IOException {
        Table table = Table.readCsv(file("crlf.csv", "a\r\n\r\n1\r\n2\r\n"));
        assertThat(table.place(1)).isEqualTo(folder.resolve("crlf.csv") + ":4");
    }

    @Test
    void detectsTheDelimiterInTheHeader() {
        assertThat(csv("a;b;c", "1;2;3").columnNames()).containsExactly("a", "b", "c");
        assertThat(csv("a\tb", "1\t2").columnNames()).containsExactly("a", "b");
        assertThat(csv("\n\"x;y;z\",b", "1,2").columnNames()).containsExactly("x;y;z", "b");
        assertThat(csv("\"x,y\nz\";b", "1;2").columnNames()).containsExactly("x,y\nz", "b");
        assertThat(csv("only", "1").columnNames()).containsExactly("only");
    }

    @Test
    void takesTheDelimiterItIsTold() {
        Table table = csv(CsvOptions.DEFAULTS.withDelimiter('|'), "a,b|c", "1|2");
        assertThat(table.columnNames()).containsExactly("a,b", "c");
    }

    @Test
    void takesTabsInTsvFiles() throws IOException {
        Table table = Table.readCsv(file("a.TSV", "a,b\tc,d,e\n1\t2\n"));
        assertThat(table.columnNames()).containsExactly("a,b", "c,d,e");
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertThat(Table.readCsv(file("bom.csv", "\uFEFFa,b\n1,2\n")).columnNames())
                .containsExactly("a", "b");
        assertThat(csv("\uFEFFa", "1").columnNames()).containsExactly("a");
    }

    @Test
    void decompressesGz() throws IOException {
        Path path = folder.resolve("a.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("a\tb\n1\tü\n".getBytes(StandardCharsets.UTF_8));
        }
        Table table = Table.readCsv(path);
        assertThat(numbers(table, "a")).containsExactly(1);
        assertThat(texts(table, "b")).containsExactly("ü");
    }

    @Test
    void readsMoreThanItsBuffersHold() throws IOException {
        // Two- and four-byte characters, so that some straddle the ends of the buffers of 65,536.
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i).append(",ü😀").append(i % 7).append('\n');
        }
        Table table = Table.readCsv(file("long.csv", text.toString()));
        assertThat(table.rows()).isEqualTo(20_000);
        assertThat(table.place(19_999)).endsWith("long.csv:20001");
        assertThat(numbers(table, "a")[19_999]).isEqualTo(19_999);
        assertThat(((TextColumn) table.column("b")).categories())
                .containsExactly("ü😀0", "ü😀1", "ü😀2", "ü😀3", "ü😀4", "ü😀5", "ü😀6");
    }

    @Test
    void readsNamedColumnsAsCategories() {
        Table table = csv(categorical("label"), "x,label", "1,0", "2,1");
        assertThat(texts(table, "label")).containsExactly("0", "1");
        assertThat(numbers(table, "x")).containsExactly(1, 2);
    }

    @Test
    void doesNotJudgeIgnoredColumns() {
        Table table = csv(ignore("bad", "empty"), "x,bad,empty", "1,NaN,", "2,3,");
        assertThat(table.columnNames()).containsExactly("x");
    }

    @Test
    void readsOnlyWhatItIsAskedFor() {
        CsvOptions options = categorical("b", "absent").withOnly(List.of("b", "absent"));
        Table table = csv(options, "a,b", ",1");
        assertThat(table.columnNames()).containsExactly("b");
        assertThat(texts(table, "b")).containsExactly("1");
    }

    @Test
    void copiesEveryFieldAsTextWhenAskedFor() throws IOException {
        Table table = Table.readText(file("raw.csv", "a,b\n1.50,\nNaN,x\n"));
        assertThat(texts(table, "a")).containsExactly("1.50", "NaN");
        assertThat(texts(table, "b")).containsExactly("", "x");
    }

    @Test
    void refusesOptionsThatContradict() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> categorical("a").withIgnore(List.of("a")))
                .withMessage("column \"a\": expected categorical or ignored, got both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvOptions.DEFAULTS.withDelimiter('\n'))
                .withMessage("delimiter: expected neither a quote nor a line break, got \"\\n\"");
    }
}
