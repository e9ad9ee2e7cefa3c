package io.gradus.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads one array in NumPy's format .npy (numpy.org/doc/stable/reference/generated/numpy.lib.format.html), versions
/// 1.0, 2.0 and 3.0:
///
/// 1. six bytes of magic, `\x93NUMPY`, and two of the version;
/// 2. the header's length, little-endian: two bytes in version 1.0, four after;
/// 3. the header, see [NpyHeader]: Latin-1, from version 3.0 on UTF-8;
/// 4. the numbers, row by row or, in Fortran order, column by column.
///
/// Nothing is allocated for numbers that are claimed but not there: room grows with what has been read.
final class Npy {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /// NumPy writes 128 bytes or so, and refuses more than 10,000 unless told to trust the file.
    static final int LONGEST_HEADER = 1 << 16;

    private static final String HINT = "the file is damaged or was not written by NumPy; save it again with np.savez";
    private static final int BUFFER_BYTES = 1 << 13;

    private final String where;
    private final String name;
    private final InputStream in;

    /// @param where the file's name and the array's, for errors
    /// @param name of the array
    /// @param in at the first byte; not closed
    Npy(String where, String name, InputStream in) {
        this.where = where;
        this.name = name;
        this.in = in;
    }

    /// Reads the array, all of the stream.
    ///
    /// @param size bytes of the stream, as its container claims
    /// @param mostNumbers that the array may have
    /// @throws FileFormatException if it is no such array
    NpyArray read(long size, int mostNumbers) throws IOException {
        byte[] start = bytes(MAGIC.length + 2, "the magic and the version");
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw broken(where, "no .npy: it does not start with \\x93NUMPY");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
            throw broken(
                    where,
                    "expected version 1.0, 2.0 or 3.0 of the format, got %d.%d"
                            .formatted(version & 0xFF, start[MAGIC.length + 1] & 0xFF));
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer length =
                ByteBuffer.wrap(bytes(lengthBytes, "the header's length")).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = version == 1 ? length.getShort() & 0xFFFF : length.getInt() & 0xFFFF_FFFFL;
        if (headerLength > LONGEST_HEADER) {
            throw broken(
                    where,
                    "expected a header of at most %s, got %s".formatted(count(LONGEST_HEADER), count(headerLength)));
        }
        byte[] header = bytes((int) headerLength, "the header");
        NpyHeader parsed = NpyHeader.parse(
                where, name, decode(header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        return array(parsed, size - start.length - lengthBytes - headerLength, mostNumbers);
    }

    private NpyArray array(NpyHeader header, long dataBytes, int mostNumbers) throws IOException {
        long[] shape = header.shape();
        NpyType type = header.type();
        long elements = Tensor.elements(shape);
        if (elements < 0 || elements > mostNumbers) {
            throw new FileFormatException(
                    where,
                    "expected at most %,d numbers in all arrays together, got the shape %s"
                            .formatted(Npz.MOST_NUMBERS, Arrays.toString(shape)),
                    "save fewer rows");
        }
        if (elements * type.bytes() != dataBytes) {
            throw broken(
                    where,
                    "expected %s of numbers (shape %s, %s), got %s"
                            .formatted(
                                    count(elements * type.bytes()),
                                    Arrays.toString(shape),
                                    type.word(),
                                    count(Math.max(0, dataBytes))));
        }
        if (Arrays.stream(shape).anyMatch(dimension -> dimension > Integer.MAX_VALUE)) { // beside a dimension of 0
            throw broken(where, "a dimension does not fit 31 bits: " + Arrays.toString(shape));
        }
        double[] values = values(type, (int) elements);
        if (in.read() >= 0) {
            throw broken(where, "there are bytes after the last number");
        }
        int[] dimensions =
                Arrays.stream(shape).mapToInt(dimension -> (int) dimension).toArray();
        return new NpyArray(
                name,
                type.word(),
                dimensions,
                header.fortranOrder() && dimensions.length == 2
                        ? byRows(values, dimensions[0], dimensions[1])
                        : values);
    }

    private double[] values(NpyType type, int n) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        double[] values = new double[Math.min(n, BUFFER_BYTES / type.bytes())];
        for (int i = 0; i < n; ) {
            int some = Math.min(n - i, BUFFER_BYTES / type.bytes());
            int read = in.readNBytes(bytes, 0, some * type.bytes());
            if (read < some * type.bytes()) {
                throw broken(where, "truncated after %,d of %,d numbers".formatted(i + read / type.bytes(), n));
            }
            if (i + some > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(n, 2L * values.length));
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(type.order());
            for (int end = i + some; i < end; i++) {
                values[i] = value(type, buffer, i);
            }
        }
        return values;
    }

    private double value(NpyType type, ByteBuffer buffer, int i) {
        try {
            return type.get(buffer);
        } catch (NpyType.NoDouble e) {
            throw (FileFormatException) new FileFormatException(
                            where,
                            "number %,d in the file: %s".formatted(i + 1, e.getMessage()),
                            "save it as floating point, with astype(float)")
                    .initCause(e);
        }
    }

    /// @param values column by column
    private static double[] byRows(double[] values, int rows, int columns) {
        double[] byRows = new double[values.length];
        for (int j = 0, at = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                byRows[i * columns + j] = values[at++];
            }
        }
        return byRows;
    }

    private byte[] bytes(int n, String what) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw broken(where, "truncated: expected %s for %s, got %d".formatted(count(n), what, bytes.length));
        }
        return bytes;
    }

    private String decode(byte[] header, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(header)).toString();
        } catch (CharacterCodingException e) {
            throw broken(where, "header: it is not " + charset);
        }
    }

    static FileFormatException broken(String where, String what) {
        return new FileFormatException(where, what, HINT);
    }

    static String count(long bytes) {
        return String.format(Locale.ROOT, bytes == 1 ? "%,d byte" : "%,d bytes", bytes);
    }
}
