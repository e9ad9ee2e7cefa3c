package io.gradus.engine;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import org.jspecify.annotations.Nullable;

/// A dropout layer: in training a = mask ⊙ x, where a mask's element is 0 with probability `rate`, else 1 / (1 -
/// rate).
final class DropoutPass implements LayerPass {
    private final double rate;
    private final int index;
    private final int width;
    private final double[] mask;
    private final double[] a;
    private boolean training;
    private @Nullable CounterRandom random;
    private long seed;

    /// @param index the layer's place in the network, part of the key of its masks
    DropoutPass(double rate, int index, int width, int maxBatch) {
        this.rate = rate;
        this.index = index;
        this.width = width;
        this.mask = new double[Math.multiplyExact(maxBatch, width)];
        this.a = new double[mask.length];
    }

    @Override
    public double[] forward(double[] p, double[] x, int batch, Pass pass) {
        training = pass.isTraining() && rate > 0;
        if (!training) {
            return x;
        }
        CounterRandom generator = generator(pass.seed());
        double kept = 1 / (1 - rate);
        for (int i = 0; i < batch * width; i++) {
            mask[i] = generator.uniform(Purpose.DROPOUT, pass.step(), index, i) < rate ? 0 : kept;
            a[i] = mask[i] * x[i];
        }
        return a;
    }

    /// dx = mask ⊙ da.
    @Override
    public void backward(double[] p, double[] da, double @Nullable [] dx, int batch, double[] g) {
        if (dx == null) {
            return;
        }
        for (int i = 0; i < batch * width; i++) {
            dx[i] = training ? mask[i] * da[i] : da[i];
        }
    }

    private CounterRandom generator(long seed) {
        if (random == null || this.seed != seed) {
            random = new CounterRandom(seed);
            this.seed = seed;
        }
        return random;
    }
}
