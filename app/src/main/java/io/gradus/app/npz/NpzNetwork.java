package io.gradus.app.npz;

import static io.gradus.app.npz.NpzArrays.text;

import io.gradus.InputException;
import io.gradus.file.NpyArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The network and the batch that arrays hold, their shapes found to fit.
///
/// Immutable by convention.
final class NpzNetwork {
    private final NpzArrays arrays;
    private final boolean outIn;
    private final int[] widths;
    private final double[] parameters;
    private final Rows batch;
    private final @Nullable Rows previous;

    /// Samples [count × in] with their targets [count × out].
    static final class Rows {
        private final double[] x;
        private final double[] t;
        private final int count;

        private Rows(double[] x, double[] t, int count) {
            this.x = x;
            this.t = t;
            this.count = count;
        }

        double[] x() {
            return x;
        }

        double[] t() {
            return t;
        }

        int count() {
            return count;
        }
    }

    private NpzNetwork(NpzArrays arrays, boolean outIn) {
        this.arrays = arrays;
        this.outIn = outIn;
        widths = widths();
        parameters = flatParameters();
        batch = rows(NpzArrays.BATCH, NpzArrays.TARGETS);
        previous = arrays.has(NpzArrays.PREVIOUS_BATCH)
                ? rows(NpzArrays.PREVIOUS_BATCH, NpzArrays.PREVIOUS_TARGETS)
                : null;
    }

    /// @param outIn whether weights are [out × in]
    /// @throws InputException if shapes do not fit each other; the hint says if the other orientation does
    static NpzNetwork of(NpzArrays arrays, boolean outIn) {
        try {
            return new NpzNetwork(arrays, outIn);
        } catch (InputException misfit) {
            if (!fits(arrays, !outIn)) {
                throw misfit;
            }
            throw new InputException(
                    misfit.where(),
                    misfit.what(),
                    outIn
                            ? "the shapes fit [in × out] matrices: leave --weights out-in away"
                            : "the shapes fit [out × in] matrices: add --weights out-in");
        }
    }

    /// Whether all shapes fit each other this way.
    static boolean fits(NpzArrays arrays, boolean outIn) {
        try {
            return new NpzNetwork(arrays, outIn).layers() > 0;
        } catch (InputException e) {
            return false;
        }
    }

    private int[] widths() {
        int[] found = new int[arrays.layers() + 1];
        for (int l = 0; l < arrays.layers(); l++) {
            String name = arrays.name("W", l);
            int[] shape = arrays.get(name).shape();
            if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
                throw new InputException(
                        arrays.where(name),
                        "expected a matrix %s, got the shape %s"
                                .formatted(outIn ? "[out × in]" : "[in × out]", text(shape)),
                        "save it as one, such as %1$s=%1$s.reshape(%2$s)".formatted(name, outIn ? "1, -1" : "-1, 1"));
            }
            int in = outIn ? shape[1] : shape[0];
            int out = outIn ? shape[0] : shape[1];
            if (l > 0 && in != found[l]) {
                throw new InputException(
                        arrays.where(name),
                        "expected %s, for %s has %d outputs, got %s"
                                .formatted(
                                        outIn ? "[out × %d]".formatted(found[l]) : "[%d × out]".formatted(found[l]),
                                        arrays.name("W", l - 1),
                                        found[l],
                                        text(shape)),
                        "a layer takes the outputs of the layer before");
            }
            found[l] = in;
            found[l + 1] = out;
        }
        return found;
    }

    private double[] flatParameters() {
        int count = 0;
        for (int l = 0; l < layers(); l++) {
            count += arrays.get(arrays.name("W", l)).values().length + outputs(l);
        }
        double[] flat = new double[count];
        int at = 0;
        for (int l = 0; l < layers(); l++) {
            double[] w = inOut(l, arrays.finite(arrays.name("W", l)).values());
            System.arraycopy(w, 0, flat, at, w.length);
            at += w.length;
            String name = arrays.name("b", l);
            NpyArray b = arrays.finite(name);
            if (!isVector(b.shape(), outputs(l))) {
                throw new InputException(
                        arrays.where(name),
                        "expected %s, for %s has %d outputs, got %s"
                                .formatted(text(outputs(l)), arrays.name("W", l), outputs(l), text(b.shape())),
                        "a layer has a bias for each of its outputs");
            }
            System.arraycopy(b.values(), 0, flat, at, outputs(l));
            at += outputs(l);
        }
        return flat;
    }

    /// [n], as a row or a column too; for n = 1 a single number as well.
    static boolean isVector(int[] shape, int n) {
        return switch (shape.length) {
            case 0 -> n == 1;
            case 1 -> shape[0] == n;
            default -> (shape[0] == 1 && shape[1] == n) || (shape[0] == n && shape[1] == 1);
        };
    }

    /// A matrix as the file has weights, [in × out].
    ///
    /// @param values of layer l, row-major as in the file, not modified
    double[] inOut(int l, double[] values) {
        if (!outIn) {
            return values;
        }
        double[] transposed = new double[values.length];
        for (int j = 0; j < outputs(l); j++) {
            for (int i = 0; i < inputs(l); i++) {
                transposed[i * outputs(l) + j] = values[j * inputs(l) + i];
            }
        }
        return transposed;
    }

    private Rows rows(String xName, String tName) {
        NpyArray x = arrays.finite(xName);
        int in = inputs();
        int[] shape = x.shape();
        int count = switch (shape.length) {
            case 0 -> in == 1 ? 1 : -1;
            case 1 -> in == 1 ? shape[0] : shape[0] == in ? 1 : -1;
            default -> shape[1] == in ? shape[0] : -1;
        };
        if (count < 1) {
            boolean columns = shape.length == 2 && shape[0] == in;
            throw new InputException(
                    arrays.where(xName),
                    "expected [batch × %d], for %s takes %d inputs, got %s"
                            .formatted(in, arrays.name("W", 0), in, text(shape)),
                    columns
                            ? "samples are rows: save %1$s=%1$s.T and %2$s=%2$s.T".formatted(xName, tName)
                            : "save the inputs as the first layer takes them, a sample a row");
        }
        NpyArray t = arrays.finite(tName);
        int out = widths[layers()];
        if (!areTargets(t.shape(), count, out)) {
            boolean labels = out > 1
                    && isVector(t.shape(), count)
                    && Arrays.stream(t.values()).allMatch(value -> value == Math.rint(value) && value >= 0);
            throw new InputException(
                    arrays.where(tName),
                    "expected %s, for %s has %s and the network %d outputs, got %s"
                            .formatted(
                                    text(count, out),
                                    xName,
                                    count == 1 ? "one sample" : count + " samples",
                                    out,
                                    text(t.shape())),
                    labels
                            ? "one-hot encode the classes: %1$s=np.eye(%2$d)[%1$s.astype(int).ravel()]"
                                    .formatted(tName, out)
                            : "save a row of targets for each sample");
        }
        return new Rows(x.values(), t.values(), count);
    }

    private static boolean areTargets(int[] shape, int rows, int out) {
        return switch (shape.length) {
            case 0 -> rows == 1 && out == 1;
            case 1 -> (rows == 1 && shape[0] == out) || (out == 1 && shape[0] == rows);
            default -> shape[0] == rows && shape[1] == out;
        };
    }

    boolean outIn() {
        return outIn;
    }

    int layers() {
        return arrays.layers();
    }

    int inputs() {
        return widths[0];
    }

    int inputs(int layer) {
        return widths[layer];
    }

    int outputs(int layer) {
        return widths[layer + 1];
    }

    /// In the flat order; the array itself.
    double[] parameters() {
        return parameters;
    }

    Rows batch() {
        return batch;
    }

    /// The batch of the step before, null if unknown.
    @Nullable
    Rows previous() {
        return previous;
    }
}
