package io.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of a file, decompressed if its name ends in `.gz`, and what can go wrong with them.
final class SourceFile {
    /// What is made of the bytes.
    interface Reading<T> {
        T of(InputStream bytes) throws IOException;
    }

    private SourceFile() {}

    /// @throws DataException if the file cannot be read
    static <T> T read(Path path, Reading<T> reading) {
        String name = path.toString();
        if (Files.isDirectory(path)) {
            throw new DataException(name, "expected a file, got a directory", "name a file in it");
        }
        try (InputStream file = Files.newInputStream(path);
                InputStream bytes = isCompressed(name) ? new GZIPInputStream(file, 1 << 16) : file) {
            return reading.of(bytes);
        } catch (NoSuchFileException e) {
            throw missing(path, e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static DataException unreadable(String name, IOException e) {
        return switch (e) {
            case Utf8Reader.Malformed m ->
                new DataException(
                        name + ":" + m.line(),
                        "not valid UTF-8 (byte 0x" + String.format(Locale.ROOT, "%02X", m.wrongByte()) + ")",
                        "save the file in UTF-8, or convert it with iconv -f ISO-8859-1 -t UTF-8",
                        e);
            case EOFException _ ->
                new DataException(
                        name, "the compressed file ends too early", "it is incomplete; copy or download it again", e);
            case ZipException _ ->
                new DataException(
                        name,
                        "not a valid gzip file (" + e.getMessage() + ")",
                        "copy or download it again; a file that is not compressed must not be called .gz",
                        e);
            case AccessDeniedException _ ->
                new DataException(name, "no permission to read the file", "check its access rights", e);
            default -> new DataException(name, "cannot be read: " + e.getMessage(), "", e);
        };
    }

    private static boolean isCompressed(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static DataException missing(Path path, NoSuchFileException e) {
        String nearest = nearestSibling(path);
        String hint = nearest == null
                ? "check the path; a relative one starts at the working directory"
                : "did you mean " + Wording.quote(nearest) + "?";
        return new DataException(path.toString(), "no such file", hint, e);
    }

    private static @Nullable String nearestSibling(Path path) {
        Path name = path.getFileName();
        Path folder = path.toAbsolutePath().getParent();
        if (name == null || folder == null) {
            return null;
        }
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names = siblings.filter(Files::isRegularFile)
                    .map(sibling -> String.valueOf(sibling.getFileName()))
                    .sorted()
                    .toList();
            String nearest = Wording.nearest(name.toString(), names);
            return nearest == null ? null : path.resolveSibling(nearest).toString();
        } catch (IOException _) {
            return null; // the folder is missing too or cannot be listed: no suggestion
        }
    }
}
