package io.gradus.data;

import static io.gradus.data.Faults.assertFault;
import static io.gradus.data.Faults.csv;
import static io.gradus.data.Faults.numbers;
import static io.gradus.data.Faults.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            Table.of("points", List.of(NumberColumn.of("x", 1, 2, 3), TextColumn.of("class", "b", "a", "b")));

    @Test
    void holdsColumnsOfArrays() {
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.columns()).hasSize(2);
        assertThat(table.has("x")).isTrue();
        assertThat(table.has("y")).isFalse();
        assertThat(numbers(table, "x")).containsExactly(1, 2, 3);
        assertThat(texts(table, "class")).containsExactly("b", "a", "b");
        assertThat(table).hasToString("Table[points, 3 rows, columns [x, class]]");
        assertThat(table.columns().getFirst()).hasToString("NumberColumn[x, 3 values]");
        assertThat(table.columns().getLast()).hasToString("TextColumn[class, 3 values]");
    }

    @Test
    void copiesTheArraysItIsGiven() {
        double[] values = {1, 2};
        String[] texts = {"a", "b"};
        NumberColumn numbers = NumberColumn.of("x", values);
        TextColumn text = TextColumn.of("y", texts);
        values[0] = 9;
        texts[0] = "z";
        numbers.values()[1] = 9;
        text.values()[1] = "z";
        assertThat(numbers.values()).containsExactly(1, 2);
        assertThat(text.values()).containsExactly("a", "b");
    }

    @Test
    void ordersCategoriesAndCodesRowsByThem() {
        TextColumn text = TextColumn.of("c", "b", "B", "a", "b", "é");
        assertThat(text.categories()).containsExactly("B", "a", "b", "é");
        assertThat(text.codes()).containsExactly(2, 0, 1, 2, 3);
    }

    @Test
    void countsRowsFromOneWhereThereIsNoFile() {
        assertThat(table.place(0)).isEqualTo("points, row 1");
    }

    @Test
    void keepsThePlacesOfSelectedRows() {
        Table selected = table.select(new int[] {2, 0, 2});
        assertThat(numbers(selected, "x")).containsExactly(3, 1, 3);
        assertThat(texts(selected, "class")).containsExactly("b", "b", "b");
        assertThat(selected.place(0)).isEqualTo("points, row 3");
        assertThat(csv("a", "5", "6").select(new int[] {1}).place(0)).isEqualTo("a.csv:3");
        assertThat(table.select(new int[0]).rows()).isZero();
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> table.select(new int[] {3}))
                .withMessage("Index 3 out of bounds for length 3");
    }

    @Test
    void dropsColumns() {
        assertThat(table.without(List.of("class")).columnNames()).containsExactly("x");
        assertFault(
                () -> table.without(List.of("clas")),
                "points: no column \"clas\"",
                "did you mean \"class\"? The columns are: x, class");
    }

    @Test
    void suggestsTheNearestColumn() {
        assertFault(
                () -> csv("width,species", "1,a").column("specis"),
                "a.csv: no column \"specis\"",
                "did you mean \"species\"? The columns are: width, species");
        assertFault(
                () -> csv("width,species", "1,a").column("price"),
                "a.csv: no column \"price\"",
                "The columns are: width, species");
    }

    @Test
    void suggestsColumnsThatWereLeftOut() {
        Table read = csv(Faults.ignore("species"), "width,species", "1,a");
        assertFault(
                () -> read.column("specis"),
                "a.csv: no column \"specis\"",
                "did you mean \"species\"? The columns are: width, species");
    }

    @Test
    void refusesArraysThatMakeNoTable() {
        assertFault(() -> Table.of("t", List.of()), "t: no columns", "");
        assertFault(
                () -> Table.of("t", List.of(NumberColumn.of("a", 1, 2), TextColumn.of("b", "x"))),
                "t: column \"b\": 1 rows, expected 2 as in column \"a\"",
                "");
        assertFault(
                () -> Table.of("t", List.of(NumberColumn.of("a", 1), TextColumn.of("a", "x"))),
                "t: column \"a\" appears twice",
                "rename one of them");
        assertFault(
                () -> Table.of("t", List.of(NumberColumn.of("a", 1, Double.NaN))),
                "t, row 2: column \"a\": expected a finite number, got NaN",
                "remove the row, replace the value, or leave the column out with --ignore a (CsvOptions.withIgnore)");
        assertFault(
                () -> Table.of("t", List.of(TextColumn.of("a", ""))),
                "t, row 1: column \"a\": missing value",
                "remove the row, fill the value in, or leave the column out with --ignore a (CsvOptions.withIgnore)");
        assertThatNullPointerException()
                .isThrownBy(() -> TextColumn.of("a", "x", null))
                .withMessage("values[1]");
    }

    @Test
    void offersTheNotebooksPoints() {
        Table notebook = ExampleData.notebook();
        assertThat(numbers(notebook, "x1")).containsExactly(2, 4, 6, 8, 10, 12, 14, 16, 18);
        assertThat(numbers(notebook, "x2")).containsExactly(4, 11, 6, 5, 7, 16, 8, 3, 7);
        assertThat(texts(notebook, "label")).containsExactly("0", "0", "0", "0", "1", "1", "1", "1", "1");
    }
}
