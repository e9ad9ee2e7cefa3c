package io.gradus.file;

import java.nio.ByteBuffer;

/// How the numbers of a tensor are stored: IEEE 754, little-endian. Gradus computes with doubles and floats, so
/// these two of the format's types are all it reads.
public enum Dtype {
    /// 64 bits: a double, bit for bit.
    F64(8) {
        @Override
        double get(ByteBuffer in) {
            return Double.longBitsToDouble(in.getLong());
        }

        @Override
        void put(ByteBuffer out, double value) {
            out.putLong(Double.doubleToRawLongBits(value));
        }
    },
    /// 32 bits: a double that has the value of a float.
    F32(4) {
        @Override
        double get(ByteBuffer in) {
            return widen(in.getInt());
        }

        @Override
        void put(ByteBuffer out, double value) {
            out.putInt(narrow(value));
        }

        @Override
        boolean holds(double value) {
            return Double.doubleToRawLongBits(widen(narrow(value))) == Double.doubleToRawLongBits(value);
        }
    };

    private static final long NAN = 0x7FF0000000000000L; // the exponent of a double that is no number
    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes of one number.
    public int bytes() {
        return bytes;
    }

    abstract double get(ByteBuffer in);

    abstract void put(ByteBuffer out, double value);

    /// Whether this value comes back with the same bits.
    boolean holds(double value) {
        return true;
    }

    // Conversions by hand for NaN, whose payload Java's casts may change: the upper 23 bits of its 52 are the float's.

    private static double widen(int bits) {
        float value = Float.intBitsToFloat(bits);
        return Float.isNaN(value)
                ? Double.longBitsToDouble(((bits & 0x80000000L) << 32) | NAN | ((bits & 0x7FFFFFL) << 29))
                : value;
    }

    private static int narrow(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return Double.isNaN(value)
                ? ((int) (bits >>> 32) & 0x80000000) | 0x7F800000 | ((int) (bits >>> 29) & 0x7FFFFF)
                : Float.floatToRawIntBits((float) value);
    }
}
