package io.gradus.data;

import java.io.Serial;

/// Data that cannot be used: where, what is wrong with it, and what helps.
///
/// For instance where `iris.csv:17`, what `column "petal_width": expected a number, got "n/a"`, and hint `name it in
/// --categorical petal_width …`. Options in hints are those of the command line, with the library's equivalent.
public final class DataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String what;
    private final String hint;

    /// A fault of the data itself.
    ///
    /// @param where the place: a file, a file and line, an option
    /// @param what the fault, with the expected and the actual value; no full stop
    /// @param hint what helps, or "" where nothing general does; no full stop
    public DataException(String where, String what, String hint) {
        super(where + ": " + what);
        this.where = where;
        this.what = what;
        this.hint = hint;
    }

    /// With a cause, for faults that another exception reported. See
    /// [#DataException(String, String, String)].
    public DataException(String where, String what, String hint, Throwable cause) {
        super(where + ": " + what, cause);
        this.where = where;
        this.what = what;
        this.hint = hint;
    }

    /// The place.
    public String where() {
        return where;
    }

    /// The fault, without the place; [#getMessage] is both.
    public String what() {
        return what;
    }

    /// What helps; "" where nothing general does.
    public String hint() {
        return hint;
    }
}
