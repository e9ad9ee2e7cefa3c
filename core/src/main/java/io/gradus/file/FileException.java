package io.gradus.file;

import java.io.Serial;

/// Something is wrong with a file. The message is `WHERE: WHAT`; [#hint()] says what helps.
///
/// Unchecked: no caller in between can do anything about it, and one handler at the top turns it into a line of
/// text.
public abstract sealed class FileException extends RuntimeException permits FileAccessException, FileFormatException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    FileException(String where, String what, String hint) {
        super((where + ": " + what).replaceAll("\\p{Cc}", "?")); // files must not steer the reader's terminal
        this.hint = hint;
    }

    /// What helps: a phrase without a full stop, to stand behind `Hint: `.
    public final String hint() {
        return hint;
    }
}
