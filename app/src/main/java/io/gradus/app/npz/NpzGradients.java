package io.gradus.app.npz;

import static io.gradus.app.npz.NpzArrays.text;

import io.gradus.InputException;
import io.gradus.file.NpyArray;
import java.util.Arrays;
import java.util.List;

/// The gradients that arrays hold, in the flat order of the parameters.
///
/// A wrong gradient may have a wrong shape, and its shape says what is wrong with it. So one that NumPy would have taken
/// in `W1 -= lr * dW1` is broadcast as there, and one that has as many numbers as its parameter, or that has a row for
/// each sample, is handed on too: the diagnosis names the mistake. Each time a note says so. Other shapes are refused.
final class NpzGradients {
    private final NpzArrays arrays;
    private final NpzNetwork network;

    NpzGradients(NpzArrays arrays, NpzNetwork network) {
        this.arrays = arrays;
        this.network = network;
    }

    /// All of them.
    ///
    /// @param notes a sentence is added for each whose shape is not its parameter's
    /// @throws InputException if one can't be judged
    double[] flat(List<String> notes) {
        double[] flat = new double[network.parameters().length];
        int at = 0;
        for (int l = 0; l < network.layers(); l++) {
            double[] dW = weights(l, notes);
            System.arraycopy(dW, 0, flat, at, dW.length);
            at += dW.length;
            double[] db = bias(l, notes);
            System.arraycopy(db, 0, flat, at, db.length);
            at += db.length;
        }
        return flat;
    }

    private NpyArray gradient(String name) {
        NpyArray gradient = arrays.get(name);
        if (gradient.type().equals("float16")) {
            throw new InputException(
                    arrays.where(name),
                    "float16 has three digits, too few to judge a gradient by",
                    "compute it in float32 or float64");
        }
        return gradient;
    }

    private double[] weights(int l, List<String> notes) {
        String name = arrays.name("dW", l);
        String parameter = arrays.name("W", l);
        NpyArray dW = gradient(name);
        int[] got = dW.shape();
        int[] expected = arrays.get(parameter).shape();
        if (Arrays.equals(got, expected)) {
            return network.inOut(l, dW.values());
        }
        String shapes = "%s has the shape %s, %s %s".formatted(name, text(got), parameter, text(expected));
        if (isBroadcast(got, expected)) {
            notes.add(broadcast(shapes, name, parameter));
            return network.inOut(l, broadcast(dW, expected));
        }
        if (dW.values().length != expected[0] * expected[1]) {
            throw new InputException(
                    arrays.where(name),
                    "expected %s as %s has, got %s".formatted(text(expected), parameter, text(got)),
                    "save the gradient of %s: a number for each of its entries".formatted(parameter));
        }
        if (got.length == 2 && got[0] == expected[1] && got[1] == expected[0]) {
            notes.add(shapes + ": it is transposed. Its numbers were judged in the order in which they lie there.");
            // Read with the file's orientation, [in × out] for one of [out × in]: what is left is the mistake.
            return network.outIn() ? transpose(dW.values(), got[0], got[1]) : dW.values();
        }
        notes.add(shapes + ": its numbers were judged in the order in which they lie there.");
        return network.inOut(l, dW.values());
    }

    private double[] bias(int l, List<String> notes) {
        String name = arrays.name("db", l);
        String parameter = arrays.name("b", l);
        NpyArray db = gradient(name);
        int[] got = db.shape();
        int out = network.outputs(l);
        int batch = network.batch().count();
        if (NpzNetwork.isVector(got, out)) {
            return db.values();
        }
        String shapes = "%s has the shape %s, %s %s"
                .formatted(
                        name, text(got), parameter, text(arrays.get(parameter).shape()));
        if (db.values().length == 1) {
            notes.add(broadcast(shapes, name, parameter));
            return broadcast(db, new int[] {1, out});
        }
        boolean rowASample = got.length == 2 ? got[0] == batch && got[1] == out : out == 1 && got[0] == batch;
        if (!rowASample) {
            throw new InputException(
                    arrays.where(name),
                    "expected %s as %s has, got %s".formatted(text(out), parameter, text(got)),
                    "save the gradient of %s: a number for each output, summed over the batch".formatted(parameter));
        }
        notes.add(shapes + ": it is not summed over the batch. One of its rows was judged.");
        return differentRow(db.values(), batch, out);
    }

    private static String broadcast(String shapes, String gradient, String parameter) {
        return "%s: it was broadcast, as NumPy does in %s -= lr * %s.".formatted(shapes, parameter, gradient);
    }

    /// The first row, or the last if the first is the sum of all: what is not summed should not pass as the sum.
    private static double[] differentRow(double[] delta, int rows, int columns) {
        double[] sum = new double[columns];
        for (int k = 0; k < delta.length; k++) {
            sum[k % columns] += delta[k];
        }
        double[] first = Arrays.copyOf(delta, columns);
        return Arrays.equals(first, sum) ? Arrays.copyOfRange(delta, (rows - 1) * columns, rows * columns) : first;
    }

    /// Whether NumPy would broadcast the one shape to the other.
    private static boolean isBroadcast(int[] from, int[] to) {
        for (int k = 1; k <= from.length; k++) {
            int length = from[from.length - k];
            if (length != 1 && length != to[to.length - k]) {
                return false;
            }
        }
        return true;
    }

    private static double[] broadcast(NpyArray array, int[] to) {
        int[] from = array.shape();
        int rows = from.length == 2 ? from[0] : 1;
        int columns = from.length == 0 ? 1 : from[from.length - 1];
        double[] values = new double[to[0] * to[1]];
        for (int i = 0; i < to[0]; i++) {
            for (int j = 0; j < to[1]; j++) {
                values[i * to[1] + j] = array.values()[(rows == 1 ? 0 : i) * columns + (columns == 1 ? 0 : j)];
            }
        }
        return values;
    }

    /// @param values [rows × columns]
    private static double[] transpose(double[] values, int rows, int columns) {
        double[] transposed = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = values[i * columns + j];
            }
        }
        return transposed;
    }
}
