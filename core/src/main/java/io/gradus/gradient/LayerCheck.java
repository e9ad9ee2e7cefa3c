package io.gradus.gradient;

import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.ParameterBlock.Kind;
import io.gradus.math.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A layer as a function of a single array: its inputs x, then its parameters p, and as its value Σ da ⊙ a. The gradient of
/// that is what a backward pass has to give: dx and dp.
final class LayerCheck {
    /// The outputs of a layer.
    interface Forward {
        double[] of(double[] p, double[] x);
    }

    private LayerCheck() {}

    /// @param blocks of p
    /// @param dx to be judged, not modified
    /// @param dp to be judged, not modified
    static GradientReport check(
            Forward forward,
            List<ParameterBlock> blocks,
            double[] p,
            double[] x,
            int rows,
            double[] da,
            double[] dx,
            double[] dp) {
        int n = x.length;
        double[] point = Arrays.copyOf(x, n + p.length);
        System.arraycopy(p, 0, point, n, p.length);
        double[] g = Arrays.copyOf(dx, n + p.length);
        System.arraycopy(dp, 0, g, n, p.length);
        List<ParameterBlock> all = new ArrayList<>();
        all.add(new ParameterBlock("x", Kind.WEIGHTS, rows, n / rows, 0));
        for (ParameterBlock block : blocks) {
            all.add(new ParameterBlock(block.name(), block.kind(), block.rows(), block.columns(), n + block.offset()));
        }
        return GradientCheck.check(
                q -> {
                    double[] a = forward.of(Arrays.copyOfRange(q, n, q.length), Arrays.copyOf(q, n));
                    requireLength("outputs of the layer", a, da.length);
                    return Sums.dot(a, 0, da, 0, a.length);
                },
                point,
                g,
                all);
    }

    static void requireLength(String what, double[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException("%s: expected %d, got %d".formatted(what, expected, values.length));
        }
    }

    static void requireRows(double[] x, int rows) {
        if (rows < 1 || x.length == 0 || x.length % rows != 0) {
            throw new IllegalArgumentException(
                    "inputs: expected a multiple of the %d rows, got %d".formatted(rows, x.length));
        }
    }

    /// a = f(x·W + b), written out.
    static double[] dense(Layer.Dense layer, double[] p, double[] x, int rows) {
        // I inputs, O outputs; x [rows × I], W [I × O], b [O]; z, a [rows × O]
        int inputs = x.length / rows;
        int outputs = layer.units();
        double[] z = new double[rows * outputs];
        double[] a = new double[rows * outputs];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < outputs; j++) {
                double sum = p[inputs * outputs + j];
                for (int i = 0; i < inputs; i++) {
                    sum = Math.fma(x[r * inputs + i], p[i * outputs + j], sum);
                }
                z[r * outputs + j] = sum;
            }
            layer.activation().forward(z, a, r * outputs, outputs);
        }
        return a;
    }
}
