package io.gradus.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// How NumPy stored the numbers of an array: its `dtype`, as the header's `descr` writes it.
///
/// @param kind `f` floating point, `i` signed, `u` unsigned, `b` bool
/// @param bytes of one number
/// @param order of the bytes
record NpyType(char kind, int bytes, ByteOrder order) {
    /// Whole numbers up to here are all doubles; beyond, some are not.
    private static final long LARGEST_EXACT = 1L << 53;

    /// The type of this text, such as `<f8`; null if Gradus does not read it.
    static @Nullable NpyType of(String descr) {
        if (descr.length() != 3) {
            return null;
        }
        char kind = descr.charAt(1);
        int bytes = descr.charAt(2) - '0';
        boolean known = switch (kind) {
            case 'f' -> bytes == 2 || bytes == 4 || bytes == 8;
            case 'i', 'u' -> bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
            case 'b' -> bytes == 1;
            default -> false;
        };
        if (!known) {
            return null;
        }
        return switch (descr.charAt(0)) {
            case '<' -> new NpyType(kind, bytes, ByteOrder.LITTLE_ENDIAN);
            case '>' -> new NpyType(kind, bytes, ByteOrder.BIG_ENDIAN);
            case '|' -> bytes == 1 ? new NpyType(kind, bytes, ByteOrder.LITTLE_ENDIAN) : null;
            default -> null;
        };
    }

    /// NumPy's name, such as `float32`.
    String word() {
        return switch (kind) {
            case 'f' -> "float" + 8 * bytes;
            case 'i' -> "int" + 8 * bytes;
            case 'u' -> "uint" + 8 * bytes;
            default -> "bool";
        };
    }

    /// The next number, in [#order] of the buffer.
    ///
    /// @throws NoDouble if it is a whole number that no double is, or a bool that is neither 0 nor 1
    double get(ByteBuffer in) {
        return switch (kind) {
            case 'f' ->
                switch (bytes) {
                    case 2 -> Float.float16ToFloat(in.getShort());
                    case 4 -> in.getFloat();
                    default -> in.getDouble();
                };
            case 'i' ->
                switch (bytes) {
                    case 1 -> in.get();
                    case 2 -> in.getShort();
                    case 4 -> in.getInt();
                    default -> exact(in.getLong());
                };
            case 'u' ->
                switch (bytes) {
                    case 1 -> in.get() & 0xFF;
                    case 2 -> in.getShort() & 0xFFFF;
                    case 4 -> in.getInt() & 0xFFFF_FFFFL;
                    default -> exactUnsigned(in.getLong());
                };
            default -> bool(in.get());
        };
    }

    private static double exact(long value) {
        if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
            throw new NoDouble("expected whole numbers of at most 2^53, which a double holds, got " + value);
        }
        return value;
    }

    private static double exactUnsigned(long value) {
        if (value < 0) {
            throw new NoDouble("expected whole numbers of at most 2^53, which a double holds, got "
                    + Long.toUnsignedString(value));
        }
        return exact(value);
    }

    private static double bool(byte value) {
        if (value != 0 && value != 1) {
            throw new NoDouble("expected 0 or 1 for a bool, got " + (value & 0xFF));
        }
        return value;
    }

    /// A stored number that has no double's value; the message says which.
    static final class NoDouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoDouble(String what) {
            super(what, null, false, false);
        }
    }
}
