package io.gradus.train;

/// What an optimizer remembers from step to step: arrays as long as the parameters, and a few numbers. Mutable.
public final class OptimizerState {
    private final double[][] arrays;
    private final double[] scalars;

    /// @param arrays kept by reference
    /// @param scalars kept by reference
    OptimizerState(double[][] arrays, double[] scalars) {
        this.arrays = arrays;
        this.scalars = scalars;
    }

    /// The same with one more array, kept by reference.
    OptimizerState with(double[] array) {
        double[][] more = java.util.Arrays.copyOf(arrays, arrays.length + 1);
        more[arrays.length] = array;
        return new OptimizerState(more, scalars);
    }

    double[][] arrays() {
        return arrays;
    }

    double[] scalars() {
        return scalars;
    }

    /// Takes over the contents of a state of the same shape.
    void copyFrom(OptimizerState other) {
        for (int a = 0; a < arrays.length; a++) {
            System.arraycopy(other.arrays[a], 0, arrays[a], 0, arrays[a].length);
        }
        System.arraycopy(other.scalars, 0, scalars, 0, scalars.length);
    }
}
