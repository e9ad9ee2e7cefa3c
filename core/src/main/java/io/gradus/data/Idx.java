package io.gradus.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// An array from an IDX file, the format of MNIST: numbers of one type with any number of dimensions, row-major.
///
/// ```
/// 0, 0, type, number of dimensions     a byte each
/// size of each dimension               four bytes each
/// the numbers
/// ```
///
/// Types: 0x08 unsigned byte, 0x09 signed byte, 0x0B short (2 bytes), 0x0C int (4), 0x0D float (4), 0x0E double (8); all
/// big-endian. Files whose names end in `.gz` are decompressed. Y. LeCun, C. Cortes, C. Burges, "The MNIST database of
/// handwritten digits", section "The IDX file format".
///
/// Immutable and thread-safe. The numbers are kept as they stand in the file.
public final class Idx {
    private static final String BROKEN = "it is incomplete or damaged; copy or download it again";

    /// What the numbers are.
    public enum Type {
        UNSIGNED_BYTE(0x08, 1),
        SIGNED_BYTE(0x09, 1),
        SHORT(0x0B, 2),
        INT(0x0C, 4),
        FLOAT(0x0D, 4),
        DOUBLE(0x0E, 8);

        private final int code;
        private final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /// Whether only whole numbers are of this type.
        public boolean isWhole() {
            return this != FLOAT && this != DOUBLE;
        }
    }

    private final Type type;
    private final int[] shape;
    private final byte[] bytes;
    private final ByteBuffer numbers;

    private Idx(Type type, int[] shape, byte[] bytes) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes); // big-endian
    }

    /// Reads a file. What its header claims is allocated only as far as the file holds it.
    ///
    /// @throws DataException if the file cannot be read, is no IDX file, or holds fewer or more numbers than its header
    ///     says
    public static Idx read(Path path) {
        return SourceFile.read(path, in -> read(in, path.toString()));
    }

    private static Idx read(InputStream in, String name) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
            throw new DataException(
                    name,
                    "not an IDX file: expected it to begin with two zero bytes",
                    "give a file such as train-images-idx3-ubyte.gz; a compressed one must be called .gz");
        }
        Type type = type(magic[2], name);
        int[] shape = new int[magic[3]];
        if (shape.length < 1) {
            throw new DataException(name, "expected 1 to 127 dimensions, got " + (magic[3] & 0xFF), BROKEN);
        }
        long count = 1;
        for (int d = 0; d < shape.length; d++) {
            shape[d] = dimension(in, d, name);
            count = count * shape[d]; // both below 2^31
            if (count > Integer.MAX_VALUE - 8) {
                throw new DataException(name, "more than %,d numbers".formatted(Integer.MAX_VALUE - 8), BROKEN);
            }
        }
        long length = count * type.bytes;
        if (length > Integer.MAX_VALUE - 8) {
            throw new DataException(name, "more than %,d bytes of numbers".formatted(Integer.MAX_VALUE - 8), BROKEN);
        }
        byte[] bytes = in.readNBytes((int) length); // grows with what is there
        if (bytes.length < length) {
            throw new DataException(
                    name,
                    "ends too early: expected %,d bytes (%s), got %,d".formatted(length, sizes(shape), bytes.length),
                    BROKEN);
        }
        if (in.read() >= 0) {
            throw new DataException(
                    name,
                    "goes on after the last number: expected %,d bytes (%s)".formatted(length, sizes(shape)),
                    BROKEN);
        }
        return new Idx(type, shape, bytes);
    }

    private static Type type(byte code, String name) {
        for (Type type : Type.values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new DataException(
                name, "expected a type code 0x08, 0x09, 0x0B, 0x0C, 0x0D or 0x0E, got 0x%02X".formatted(code), BROKEN);
    }

    private static int dimension(InputStream in, int d, String name) throws IOException {
        byte[] size = in.readNBytes(4);
        if (size.length < 4) {
            throw new DataException(name, "ends within its header", BROKEN);
        }
        int dimension = ByteBuffer.wrap(size).getInt();
        if (dimension < 1) {
            throw new DataException(
                    name,
                    "dimension %d: expected a size from 1 to %,d, got %,d"
                            .formatted(d + 1, Integer.MAX_VALUE, Integer.toUnsignedLong(dimension)),
                    BROKEN);
        }
        return dimension;
    }

    /// What the numbers are.
    public Type type() {
        return type;
    }

    /// The size of each dimension, at least one; a copy.
    public int[] shape() {
        return shape.clone();
    }

    /// How many numbers there are.
    public int size() {
        return bytes.length / type.bytes;
    }

    /// A number, exactly.
    ///
    /// @param index row-major, from 0
    /// @throws IndexOutOfBoundsException if it is outside
    public double value(int index) {
        return switch (type) {
            case UNSIGNED_BYTE -> Byte.toUnsignedInt(bytes[index]);
            case SIGNED_BYTE -> bytes[index];
            case SHORT -> numbers.getShort(index * 2);
            case INT -> numbers.getInt(index * 4);
            case FLOAT -> numbers.getFloat(index * 4);
            case DOUBLE -> numbers.getDouble(index * 8);
        };
    }

    /// All numbers, row-major, in a new array.
    public double[] values() {
        double[] values = new double[size()];
        Arrays.setAll(values, this::value);
        return values;
    }

    /// The numbers at one place of every row, where a row is all that the first dimension counts.
    ///
    /// @param at index within the row
    /// @param width numbers a row
    Numbers column(int at, int width) {
        int rows = shape[0];
        if (type == Type.UNSIGNED_BYTE) {
            byte[] column = new byte[rows];
            for (int row = 0; row < rows; row++) {
                column[row] = bytes[row * width + at];
            }
            return new Numbers.UnsignedBytes(column);
        }
        double[] column = new double[rows];
        Arrays.setAll(column, row -> value(row * width + at));
        return new Numbers.Doubles(column);
    }

    private static String sizes(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    }

    @Override
    public String toString() {
        return "Idx[" + type + ", " + sizes(shape) + "]";
    }
}
