package io.gradus.file;

import io.gradus.InputException;
import java.io.Serial;

/// The content of a file is not what its format demands.
public final class FileFormatException extends InputException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param where the file as the user named it, with the place in it if that is known: `iris.json: line 3,
    ///     column 7`
    /// @param what what is wrong there, the expected and the actual value
    /// @param hint what helps
    public FileFormatException(String where, String what, String hint) {
        super(where, what, hint);
    }
}
