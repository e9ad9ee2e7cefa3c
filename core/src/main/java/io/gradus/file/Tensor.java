package io.gradus.file;

import java.util.Arrays;

/// A named array of numbers with a shape, row-major. The array is neither copied nor modified: who gives it away or
/// looks at it must not modify it either.
public final class Tensor {
    private final String name;
    private final Dtype dtype;
    private final double[] values;
    private final long[] shape;

    private Tensor(String name, Dtype dtype, double[] values, long[] shape) {
        this.name = name;
        this.dtype = dtype;
        this.values = values;
        this.shape = shape;
    }

    /// A tensor to be written.
    ///
    /// @param name any but `__metadata__`, which the format keeps for itself
    /// @param dtype how the numbers are to be stored
    /// @param values as many as the shape says, not copied; for F32 each must be a float's value (no rounding is
    ///     done)
    /// @param shape dimensions, none for a scalar; one of them may be 0
    /// @throws IllegalArgumentException if these do not fit together
    public static Tensor of(String name, Dtype dtype, double[] values, long... shape) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("tensor " + name + ": the format keeps this name for itself");
        }
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException("tensor " + name + ": expected as many values as the shape "
                    + Arrays.toString(shape) + " says, got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!dtype.holds(values[i])) {
                throw new IllegalArgumentException(
                        "tensor " + name + ": value " + i + ": expected a number that fits a float, got " + values[i]);
            }
        }
        return new Tensor(name, dtype, values, shape.clone());
    }

    /// A tensor that has been read, and so is known to be right.
    static Tensor read(SafetensorsHeader.Entry entry, double[] values) {
        return new Tensor(entry.name(), entry.dtype(), values, entry.shape());
    }

    /// The product of the dimensions; -1 if one is negative or the product, taken from the left, is no long.
    static long elements(long[] shape) {
        long product = 1;
        for (long dimension : shape) {
            if (dimension < 0 || Math.multiplyHigh(product, dimension) != 0 || product * dimension < 0) {
                return -1;
            }
            product *= dimension;
        }
        return product;
    }

    /// The name, unique in its file.
    public String name() {
        return name;
    }

    /// How the numbers are stored.
    public Dtype dtype() {
        return dtype;
    }

    /// The numbers, row-major: the array itself.
    public double[] values() {
        return values;
    }

    /// The dimensions, a copy; none for a scalar.
    public long[] shape() {
        return shape.clone();
    }

    /// Name, type and shape: `W1: F64 [4, 16]`.
    @Override
    public String toString() {
        return name + ": " + dtype + " " + Arrays.toString(shape);
    }
}
