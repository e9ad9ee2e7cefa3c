package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the tests of this package share: CSV from a string, faults word by word.
final class Faults {
    private Faults() {}

    static Table csv(String... lines) {
        return csv(CsvOptions.DEFAULTS, lines);
    }

    static Table csv(CsvOptions options, String... lines) {
        return Table.readCsv(new StringReader(String.join("\n", lines)), "a.csv", options);
    }

    static CsvOptions categorical(String... names) {
        return CsvOptions.DEFAULTS.withCategorical(List.of(names));
    }

    static CsvOptions ignore(String... names) {
        return CsvOptions.DEFAULTS.withIgnore(List.of(names));
    }

    static void assertFault(ThrowingCallable action, String message, String hint) {
        DataException fault = catchThrowableOfType(DataException.class, action);
        assertThat(fault).as("a DataException").isNotNull();
        assertThat(fault.getMessage()).isEqualTo(message);
        assertThat(fault.getMessage()).isEqualTo(fault.where() + ": " + fault.what());
        assertThat(fault.hint()).isEqualTo(hint);
    }

    static double[] numbers(Table table, String name) {
        return ((NumberColumn) table.column(name)).values();
    }

    static String[] texts(Table table, String name) {
        return ((TextColumn) table.column(name)).values();
    }
}
