import java.util.Arrays;
import java.util.Random;

/// What is timed: a network, how many rows a step takes, and a precision, written `784-128-10:32:float`.
///
/// `float`: hidden units are ReLU, outputs softmax, the loss is categorical cross-entropy. `double`: the course
/// notebook's kind, sigmoids throughout and the mean squared error. Either is trained by plain gradient descent. The data
/// are one batch, drawn once and the same in every step: standard normal inputs, a random class a row.
///
/// @param sizes units a layer, inputs first
/// @param rows a step takes
/// @param isDouble precision, and with it activations and loss
record Case(int[] sizes, int rows, boolean isDouble) {
    static final double LEARNING_RATE = 0.001;

    static Case parse(String text) {
        String[] parts = text.split(":");
        if (parts.length != 3 || !(parts[2].equals("float") || parts[2].equals("double"))) {
            throw new IllegalArgumentException("case: expected such as 784-128-10:32:float, got " + text);
        }
        int[] sizes =
                Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
        return new Case(sizes, Integer.parseInt(parts[1]), parts[2].equals("double"));
    }

    int inputs() {
        return sizes[0];
    }

    int outputs() {
        return sizes[sizes.length - 1];
    }

    /// Inputs [rows × inputs], row-major.
    double[] x() {
        Random random = new Random(1);
        double[] values = new double[rows * inputs()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /// The class of each row.
    int[] labels() {
        return new Random(2).ints(rows, 0, outputs()).toArray();
    }

    /// The classes one-hot [rows × outputs], row-major; for `double` 0.99 and 0.01, as the notebook has them.
    double[] targets() {
        double[] targets = new double[rows * outputs()];
        int[] labels = labels();
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < outputs(); k++) {
                boolean hit = k == labels[row];
                targets[row * outputs() + k] = isDouble ? (hit ? 0.99 : 0.01) : (hit ? 1 : 0);
            }
        }
        return targets;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// The row-major matrix as one array a row.
    static double[][] rowsOf(double[] matrix, int width) {
        double[][] rows = new double[matrix.length / width][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(matrix, row * width, (row + 1) * width);
        }
        return rows;
    }
}
