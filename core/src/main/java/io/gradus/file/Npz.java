package io.gradus.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Reads the files that `np.savez` and `np.savez_compressed` write: a zip archive, zip64 too, with an .npy an array, see
/// [Npy].
///
/// Numbers of the types float16, float32, float64, bool and whole numbers become doubles, each exactly; a file with any
/// other type is refused, and pickled objects are not opened. Single numbers, vectors and matrices are read, in C and
/// Fortran order, little- and big-endian.
///
/// A file may be anything: checksums are compared, and whatever the file claims, no more is allocated than about twice
/// what has been read, [#MOST_NUMBERS] at most.
public final class Npz {
    /// Numbers that the arrays of one file may have together: half a gibibyte of doubles.
    public static final int MOST_NUMBERS = 1 << 26;

    private static final String SUFFIX = ".npy";
    private static final String SAVE = "save arrays by their names: np.savez(\"mine.npz\", W1=W1, b1=b1, ...)";
    private static final String HINT = "the file is damaged; save it again with np.savez";

    private Npz() {}

    /// Reads all arrays, in the order of the file.
    ///
    /// @return unmodifiable, by name
    /// @throws FileFormatException if it is no such file
    /// @throws FileAccessException if it is missing or cannot be read
    public static Map<String, NpyArray> read(Path file) {
        if (Files.isDirectory(file)) {
            throw new FileAccessException(file, "is a folder", "name a file in it");
        }
        requireArchive(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return read(file, zip);
        } catch (ZipException | EOFException e) {
            String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw broken(file.toString(), "not a whole zip archive: " + reason, e);
        } catch (IOException e) {
            throw FileAccessException.reading(file, e);
        }
    }

    /// Says what else a file is, better than the zip reader could.
    private static void requireArchive(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(Npy.MAGIC.length);
        } catch (IOException e) {
            throw FileAccessException.reading(file, e);
        }
        if (start.length == 0) {
            throw new FileFormatException(file.toString(), "the file is empty", SAVE);
        }
        if (Arrays.equals(start, Npy.MAGIC)) {
            throw new FileFormatException(
                    file.toString(), "expected an archive of arrays (.npz), got a single array (.npy)", SAVE);
        }
        if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
            throw new FileFormatException(file.toString(), "expected a zip archive, which an .npz is", SAVE);
        }
    }

    private static Map<String, NpyArray> read(Path file, ZipFile zip) {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().endsWith(SUFFIX)) {
                throw new FileFormatException(
                        file.toString(), "expected arrays (.npy) only, got \"%s\"".formatted(entry.getName()), SAVE);
            }
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            if (entries.put(name, entry) != null) { // the archive would give the same one for both
                throw new FileFormatException(
                        where(file, name), "it is there twice", "save the file again with np.savez");
            }
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        int numbers = 0;
        for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
            String name = entry.getKey();
            NpyArray array = read(where(file, name), name, zip, entry.getValue(), MOST_NUMBERS - numbers);
            numbers += array.values().length;
            arrays.put(name, array);
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static String where(Path file, String name) {
        return "%s: array \"%s\"".formatted(file, name);
    }

    private static NpyArray read(String where, String name, ZipFile zip, ZipEntry entry, int mostNumbers) {
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            NpyArray array = new Npy(where, name, in).read(entry.getSize(), mostNumbers);
            if (checksum.getValue() != entry.getCrc()) {
                throw broken(where, "the checksum does not match", null);
            }
            return array;
        } catch (EOFException e) {
            throw broken(where, "truncated", e);
        } catch (IOException e) {
            throw broken(where, "cannot be read from the archive: " + e.getMessage(), e);
        }
    }

    private static FileFormatException broken(String where, String what, @Nullable Exception cause) {
        FileFormatException exception = new FileFormatException(where, what, HINT);
        exception.initCause(cause);
        return exception;
    }
}
