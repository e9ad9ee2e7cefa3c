package io.gradus.file;

import io.gradus.InputException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// A file cannot be read or written at all: missing, a folder, forbidden, disk full.
public final class FileAccessException extends InputException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param file the file as the user named it
    /// @param what what is wrong with it
    /// @param hint what helps
    public FileAccessException(Path file, String what, String hint) {
        super(file.toString(), what, hint);
    }

    static FileAccessException reading(Path file, IOException cause) {
        return with(cause, new FileAccessException(file, "cannot be read: " + reason(cause), "check the path"));
    }

    static FileAccessException writing(Path file, IOException cause) {
        String what = "cannot be written: " + reason(cause);
        return with(cause, new FileAccessException(file, what, "choose another folder or make room there"));
    }

    private static FileAccessException with(IOException cause, FileAccessException exception) {
        exception.initCause(cause);
        return exception;
    }

    /// The reason in words; the JDK puts it into the class for some causes and repeats the path as message.
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> "there is no such file";
            case AccessDeniedException e -> "permission denied";
            case FileSystemLoopException e -> "a loop of symbolic links";
            case NotDirectoryException e -> "a part of its path is not a folder";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }
}
