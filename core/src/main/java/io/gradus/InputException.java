package io.gradus;

import java.io.Serial;

/// Something that Gradus was given cannot be used, data or a file: where, what is wrong with it, and what helps.
///
/// For instance where `iris.csv:17`, what `column "petal_width": expected a number, got "n/a"`. Unchecked: no caller in
/// between can do anything about it, and one handler at the top turns it into a line of text. Wrong arguments of a
/// method are `IllegalArgumentException`s instead.
public class InputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String what;
    private final String hint;

    /// @param where the place: a file, a file and line, an option
    /// @param what the fault, with the expected and the actual value; no full stop
    /// @param hint what helps, or "" where nothing general does; no full stop
    public InputException(String where, String what, String hint) {
        super((where + ": " + what).replaceAll("\\p{Cc}", "?")); // data must not steer the reader's terminal
        this.where = where;
        this.what = what;
        this.hint = hint;
    }

    /// The place.
    public final String where() {
        return where;
    }

    /// The fault, without the place; [#getMessage] is both.
    public final String what() {
        return what;
    }

    /// What helps; "" where nothing general does.
    public final String hint() {
        return hint;
    }
}
