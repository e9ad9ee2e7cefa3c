package io.gradus.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.atomic.AtomicLong;

/// Writes a file so that its path names the old content or the new one, never a part, whenever the process dies.
///
/// The content goes to a temporary file in the same folder, is forced to disk and renamed over the target; then the
/// folder is forced too, where the platform can do that. If anything throws, the temporary file is removed and the
/// target is as it was; only a process killed meanwhile leaves a `.gradus-….tmp` behind. A target that exists keeps
/// its permissions; a symbolic link stays a link, and the file it points to is replaced. A device or a pipe, such
/// as `/dev/stdout`, cannot be replaced and is written straight.
///
/// Thread-safe: of several writers of one file, the last to finish wins.
public final class AtomicFile {
    private static final int MOST_LINKS = 40; // as Linux allows in one path
    private static final AtomicLong COUNTER = new AtomicLong();

    /// Writes the content of a file.
    @FunctionalInterface
    public interface Content {
        /// Writes the content.
        ///
        /// @param out buffered; closing it is allowed and does nothing
        /// @throws IOException if the content cannot be written or made
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /// Writes a file of these bytes. See [#write(Path, Content)].
    public static void write(Path file, byte[] content) {
        write(file, out -> out.write(content));
    }

    /// Writes a file of this text in UTF-8. See [#write(Path, Content)].
    public static void writeText(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file.
    ///
    /// @param file created or replaced
    /// @param content called once; what it throws, other than IOException, goes through unchanged
    /// @throws FileAccessException if the folder is missing, the file is a folder, or writing fails
    public static void write(Path file, Content content) {
        refuseFolders(file);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                writeStraight(file, content);
            } else {
                replace(followLinks(file), content);
            }
        } catch (IOException e) {
            throw FileAccessException.writing(file, e);
        }
    }

    private static void refuseFolders(Path file) {
        if (Files.isDirectory(file)) {
            throw new FileAccessException(file, "is a folder", "name a file in it");
        }
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder)) {
            throw new FileAccessException(file, folder + " is a file, not a folder", "choose another folder");
        }
        throw new FileAccessException(
                file, "the folder " + folder + " does not exist", "create it first, or choose another folder");
    }

    /// The file that a chain of links ends at, which need not exist.
    private static Path followLinks(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void replace(Path target, Content content) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("it is the root folder");
        }
        Path temporary = newFileIn(folder);
        boolean moved = false;
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                writeAll(channel, content);
                channel.force(true);
            }
            keepPermissions(absolute, temporary);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(temporary);
            }
        }
        forceFolder(folder);
    }

    /// A new empty file. Not by Files.createTempFile: only the owner could read it, also after the renaming.
    private static Path newFileIn(Path folder) throws IOException {
        while (true) {
            String name = ".gradus-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + ".tmp";
            try {
                return Files.createFile(folder.resolve(name));
            } catch (FileAlreadyExistsException e) {
                // left over from a killed process with the same id: try the next number
            }
        }
    }

    private static void writeStraight(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeAll(channel, content);
        }
    }

    private static void writeAll(FileChannel channel, Content content) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length); // FilterOutputStream would write them one by one
            }

            @Override
            public void close() throws IOException {
                flush(); // the channel must stay open for force
            }
        });
        out.flush();
    }

    private static void keepPermissions(Path old, Path replacement) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        if (view != null && Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(replacement, view.readAttributes().permissions());
        }
    }

    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders. The file is complete and in its place either way; only a power cut in the next
            // seconds could bring back the old one, whole.
        }
    }
}
