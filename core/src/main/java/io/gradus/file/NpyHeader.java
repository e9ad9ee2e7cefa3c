package io.gradus.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The header of an .npy file: a literal of Python such as
/// `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }`, padded with blanks and ended by a line feed.
///
/// The parser takes what NumPy writes and a little more: its three keys in any order, quotes of both kinds, the `L`
/// that Python 2 put behind whole numbers. Nothing is evaluated.
final class NpyHeader {
    private final String where;
    private final String name;
    private final String text;
    private int at;

    private @Nullable NpyType type;
    private @Nullable Boolean fortranOrder;
    private long @Nullable [] shape;

    private NpyHeader(String where, String name, String text) {
        this.where = where;
        this.name = name;
        this.text = text;
    }

    /// Reads a header.
    ///
    /// @param where the file's name and the array's, for errors
    /// @param name of the array, for hints
    /// @throws FileFormatException if it is no such literal, or of an array that Gradus does not read
    static NpyHeader parse(String where, String name, String text) {
        NpyHeader header = new NpyHeader(where, name, text);
        header.dictionary();
        return header;
    }

    NpyType type() {
        return found("descr", type);
    }

    /// Whether the first index runs fastest.
    boolean fortranOrder() {
        return found("fortran_order", fortranOrder);
    }

    /// The dimensions: none to two, each at least 0. The product may be anything.
    long[] shape() {
        return found("shape", shape);
    }

    private <T> T found(String key, @Nullable T value) {
        if (value == null) {
            throw Npy.broken(where, "header: the key '%s' is missing".formatted(key));
        }
        return value;
    }

    private void dictionary() {
        expect('{');
        while (!accept('}')) {
            String key = string();
            expect(':');
            switch (key) {
                case "descr" -> type = once(key, type, type(descr()));
                case "fortran_order" -> fortranOrder = once(key, fortranOrder, bool());
                case "shape" -> shape = once(key, shape, dimensions());
                default ->
                    throw Npy.broken(
                            where, "header: expected the keys descr, fortran_order and shape, got '%s'".formatted(key));
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        blanks();
        if (at < text.length()) {
            throw unexpected("nothing after the closing brace");
        }
        type();
        fortranOrder();
        shape();
    }

    private <T> T once(String key, @Nullable T before, T value) {
        if (before != null) {
            throw Npy.broken(where, "header: the key '%s' is there twice".formatted(key));
        }
        return value;
    }

    private String descr() {
        blanks();
        if (at < text.length() && text.charAt(at) == '[') {
            throw new FileFormatException(
                    where,
                    "expected an array of numbers, got a structured one",
                    "save each field as an array of its own");
        }
        return string();
    }

    private NpyType type(String descr) {
        NpyType known = NpyType.of(descr);
        if (known != null) {
            return known;
        }
        if (descr.startsWith("|O")) {
            throw new FileFormatException(
                    where,
                    "expected an array of numbers, got objects (a pickle, which is not opened)",
                    saveAsNumbers() + "; rows of different lengths make objects too");
        }
        throw new FileFormatException(
                where,
                "expected a type of real numbers, such as '<f8', '<f4' or '<i8', got '%s'".formatted(descr),
                saveAsNumbers());
    }

    private String saveAsNumbers() {
        String python = name.matches("[A-Za-z_][A-Za-z_0-9]{0,30}") ? name : "W1"; // a hint repeats no odd name
        return "save numbers: np.savez(..., %1$s=%1$s.astype(float))".formatted(python);
    }

    private boolean bool() {
        blanks();
        for (String word : new String[] {"True", "False"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw unexpected("True or False");
    }

    private long[] dimensions() {
        List<Long> dimensions = new ArrayList<>();
        expect('(');
        while (!accept(')')) {
            dimensions.add(wholeNumber());
            if (!accept(',')) {
                if (dimensions.size() == 1) {
                    throw unexpected("a comma: (n) is no tuple");
                }
                expect(')');
                break;
            }
        }
        if (dimensions.size() > 2) {
            throw new FileFormatException(
                    where,
                    "expected at most 2 dimensions, got %d: %s".formatted(dimensions.size(), dimensions),
                    "save it as a matrix, with reshape");
        }
        return dimensions.stream().mapToLong(Long::longValue).toArray();
    }

    private long wholeNumber() {
        blanks();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected("a whole number of at least 0");
        }
        String digits = text.substring(start, at);
        if (at < text.length() && text.charAt(at) == 'L') {
            at++;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw Npy.broken(where, "header: a dimension does not fit 64 bits: " + digits);
        }
    }

    private String string() {
        blanks();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote != '\'' && quote != '"') {
            throw unexpected("a string");
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw unexpected("a string that ends");
        }
        String string = text.substring(at + 1, end);
        if (string.indexOf('\\') >= 0) {
            throw unexpected("a string without escapes");
        }
        at = end + 1;
        return string;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw unexpected("\"" + c + "\"");
        }
    }

    private boolean accept(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private FileFormatException unexpected(String expected) {
        String got = at < text.length() ? "\"" + text.charAt(at) + "\"" : "its end";
        return Npy.broken(where, "header, character %d: expected %s, got %s".formatted(at + 1, expected, got));
    }
}
