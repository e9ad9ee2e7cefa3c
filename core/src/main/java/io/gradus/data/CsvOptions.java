package io.gradus.data;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a CSV file is read. Start from [#DEFAULTS] and change what differs: each `with…` returns a changed copy.
///
/// @param categorical columns read as text although their values look like numbers
/// @param ignore columns left out, whatever they hold
/// @param only if not null, all other columns are left out; then no name in any of the three lists has to be in the
///     file (whoever asks for a column later says that it is missing), otherwise an unknown name is an error
/// @param delimiter the character between fields; null: tab for `.tsv` and `.tsv.gz`, else whichever of comma,
///     semicolon and tab is most frequent in the header line, outside quotes
public record CsvOptions(
        List<String> categorical,
        List<String> ignore,
        @Nullable List<String> only,
        @Nullable Character delimiter) {

    /// Every column, types detected, delimiter detected.
    public static final CsvOptions DEFAULTS = new CsvOptions(List.of(), List.of(), null, null);

    /// @throws IllegalArgumentException if a column is both categorical and ignored, or the delimiter is a quote or
    ///     a line break
    public CsvOptions {
        categorical = List.copyOf(categorical);
        ignore = List.copyOf(ignore);
        only = only == null ? null : List.copyOf(only);
        for (String name : categorical) {
            if (ignore.contains(name)) {
                throw new IllegalArgumentException(
                        "column " + Wording.quote(name) + ": expected categorical or ignored, got both");
            }
        }
        if (delimiter != null && "\"\r\n".indexOf(delimiter) >= 0) {
            throw new IllegalArgumentException(
                    "delimiter: expected neither a quote nor a line break, got " + Wording.quote(delimiter.toString()));
        }
    }

    /// With these columns read as text.
    public CsvOptions withCategorical(List<String> names) {
        return new CsvOptions(names, ignore, only, delimiter);
    }

    /// With these columns left out.
    public CsvOptions withIgnore(List<String> names) {
        return new CsvOptions(categorical, names, only, delimiter);
    }

    /// With all columns but these left out.
    public CsvOptions withOnly(List<String> names) {
        return new CsvOptions(categorical, ignore, Objects.requireNonNull(names, "names"), delimiter);
    }

    /// With this character between fields.
    public CsvOptions withDelimiter(char character) {
        return new CsvOptions(categorical, ignore, only, character);
    }

    /// Whether a column of this name is left out.
    public boolean leavesOut(String name) {
        return ignore.contains(name) || only != null && !only.contains(name);
    }
}
