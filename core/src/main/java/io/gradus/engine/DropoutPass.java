package io.gradus.engine;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.math.Rounding;
import org.jspecify.annotations.Nullable;

/// A dropout layer: in training a = mask ⊙ x, where a mask's element is 0 with probability `rate`, else 1 / (1 -
/// rate).
final class DropoutPass implements LayerPass {
    private final /* wide */ double rate;
    private final int index;
    private final int width;
    private final double[] mask;
    private final double[] a;
    private boolean training;

    /// @param index the layer's place in the network, part of the key of its masks
    DropoutPass(/* wide */ double rate, int index, int width, int maxBatch) {
        this.rate = rate;
        this.index = index;
        this.width = width;
        this.mask = new double[Math.multiplyExact(maxBatch, width)];
        this.a = new double[mask.length];
    }

    @Override
    public double[] forward(double[] p, double[] x, int x0, int from, int to, Pass pass, Kernels kernels) {
        boolean drops = pass.isTraining() && rate > 0;
        training = drops;
        if (!drops) {
            return x;
        }
        CounterRandom generator = pass.random();
        double kept = Rounding.toDouble(1 / (1 - rate));
        for (int i = from * width; i < to * width; i++) {
            mask[i] = generator.uniform(Purpose.DROPOUT, pass.step(), index, i) < rate ? 0 : kept;
            a[i] = mask[i] * x[x0 + i];
        }
        return a;
    }

    /// Outputs of the rows `from` to `to` - 1 of copies of a batch, one after the other: a row has the mask of the row
    /// that it copies, as in the last forward pass of `original`.
    ///
    /// @param batch rows of the original
    /// @param x inputs [rows × width], not modified
    double[] forwardCopies(DropoutPass original, int batch, double[] x, int from, int to) {
        if (!original.training) {
            return x;
        }
        for (int r = from; r < to; r++) {
            int ofMask = r % batch * width;
            for (int i = 0; i < width; i++) {
                a[r * width + i] = original.mask[ofMask + i] * x[r * width + i];
            }
        }
        return a;
    }

    /// dx = mask ⊙ da.
    @Override
    public void backward(
            double[] p, double[] d, double[] dx, LayerPass before, int from, int to, int batch, Kernels kernels) {
        for (int i = from * width; i < to * width; i++) {
            dx[i] = training ? mask[i] * d[i] : d[i];
        }
        before.toDelta(dx, from, to, kernels);
    }

    @Override
    public void toDelta(double[] d, int from, int to, Kernels kernels) {}

    /// It has no parameters.
    @Override
    public void parameterGradient(
            double[] delta, int batch, double[] g, int part, int parts, Kernels kernels, GradientDone done) {}

    @Override
    public void descendOne(
            double[] p,
            double[] d,
            double @Nullable [] dx,
            @Nullable LayerPass before,
            double learningRate,
            Kernels kernels) {
        if (dx != null && before != null) {
            backward(p, d, dx, before, 0, 1, 1, kernels);
        }
    }
}
