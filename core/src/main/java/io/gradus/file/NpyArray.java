package io.gradus.file;

import java.util.Arrays;

/// An array as NumPy saved it: name, type, shape and numbers, row-major whatever the order in the file.
///
/// The array of numbers is neither copied nor modified: who looks at it must not modify it either.
public final class NpyArray {
    private final String name;
    private final String type;
    private final int[] shape;
    private final double[] values;

    NpyArray(String name, String type, int[] shape, double[] values) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.values = values;
    }

    /// The name it was saved by, unique in its file.
    public String name() {
        return name;
    }

    /// NumPy's name of the type, such as `float64`, `float32` or `int64`.
    public String type() {
        return type;
    }

    /// The dimensions, a copy; none for a single number, at most two.
    public int[] shape() {
        return shape.clone();
    }

    /// The numbers, row-major: the array itself.
    public double[] values() {
        return values;
    }

    /// Name, type and shape: `W1: float32 [2, 3]`.
    @Override
    public String toString() {
        return name + ": " + type + " " + Arrays.toString(shape);
    }
}
