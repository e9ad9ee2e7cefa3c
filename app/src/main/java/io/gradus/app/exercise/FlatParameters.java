package io.gradus.app.exercise;

import io.gradus.exercise.Parameters;
import java.util.Arrays;

/// [Parameters] to and from the flat order: W2 row by row, b2, W3, b3, and so on.
final class FlatParameters {
    private FlatParameters() {}

    /// The arrays of a learner have another shape than they should.
    static final class WrongShape extends Exception {
        private static final long serialVersionUID = 1L;

        WrongShape(String message) {
            super(message);
        }
    }

    /// Parameters of these numbers.
    ///
    /// @param flat in the flat order, not modified
    static Parameters of(int[] sizes, double[] flat) {
        Parameters parameters = new Parameters(sizes);
        int from = 0;
        for (int layer = 2; layer <= sizes.length; layer++) {
            for (double[] row : weights(parameters, layer)) {
                System.arraycopy(flat, from, row, 0, row.length);
                from += row.length;
            }
            double[] bias = bias(parameters, layer);
            System.arraycopy(flat, from, bias, 0, bias.length);
            from += bias.length;
        }
        return parameters;
    }

    /// The numbers of parameters.
    ///
    /// @param name of the variable, for the message
    /// @throws WrongShape if an array is missing or has not the shape that the sizes say
    static double[] flatten(Parameters parameters, int[] sizes, String name) throws WrongShape {
        double[] flat = new double[count(sizes)];
        int from = 0;
        for (int layer = 2; layer <= sizes.length; layer++) {
            int rows = sizes[layer - 2];
            int columns = sizes[layer - 1];
            double[][] weights = weights(parameters, layer);
            require(
                    weights != null && weights.length == rows,
                    name + ".W" + layer,
                    "[" + rows + " × " + columns + "]",
                    weights == null ? "null" : weights.length + " rows");
            for (double[] row : weights) {
                require(
                        row != null && row.length == columns,
                        name + ".W" + layer,
                        "[" + rows + " × " + columns + "]",
                        row == null ? "a row that is null" : "a row of " + row.length);
                System.arraycopy(row, 0, flat, from, columns);
                from += columns;
            }
            double[] bias = bias(parameters, layer);
            require(
                    bias != null && bias.length == columns,
                    name + ".b" + layer,
                    "[" + columns + "]",
                    bias == null ? "null" : "[" + bias.length + "]");
            System.arraycopy(bias, 0, flat, from, columns);
            from += columns;
        }
        return flat;
    }

    private static void require(boolean right, String name, String expected, String got) throws WrongShape {
        if (!right) {
            throw new WrongShape(name + ": expected " + expected + ", got " + got);
        }
    }

    static int count(int[] sizes) {
        int count = 0;
        for (int layer = 1; layer < sizes.length; layer++) {
            count += (sizes[layer - 1] + 1) * sizes[layer];
        }
        return count;
    }

    /// Whether a learner left parameters as they were, to the bit.
    static boolean isUnchanged(Parameters parameters, int[] sizes, double[] flat) {
        try {
            return Arrays.equals(flatten(parameters, sizes, "p"), flat);
        } catch (WrongShape e) {
            return false;
        }
    }

    private static double[][] weights(Parameters parameters, int layer) {
        return switch (layer) {
            case 2 -> parameters.W2;
            case 3 -> parameters.W3;
            default -> parameters.W4;
        };
    }

    private static double[] bias(Parameters parameters, int layer) {
        return switch (layer) {
            case 2 -> parameters.b2;
            case 3 -> parameters.b3;
            default -> parameters.b4;
        };
    }
}
