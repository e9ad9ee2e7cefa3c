package io.gradus.data;

import io.gradus.InputException;
import java.io.Serial;

/// Data that cannot be used: where, what is wrong with it, and what helps.
///
/// For instance where `iris.csv:17`, what `column "petal_width": expected a number, got "n/a"`, and hint `name it in
/// --categorical petal_width …`. Options in hints are those of the command line, with the library's equivalent.
public final class DataException extends InputException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// See [InputException#InputException(String, String, String)].
    public DataException(String where, String what, String hint) {
        super(where, what, hint);
    }

    /// With a cause, for faults that another exception reported.
    public DataException(String where, String what, String hint, Throwable cause) {
        super(where, what, hint);
        initCause(cause);
    }
}
