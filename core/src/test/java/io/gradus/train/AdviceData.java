package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;

/// Small data sets that are easy to learn, and networks for them.
final class AdviceData {
    private AdviceData() {}

    /// 150 points of three clouds on the plane, in turns, as one-hot classes; inputs of about the size of `scale`.
    static Dataset clouds(double scale) {
        CounterRandom random = new CounterRandom(3);
        double[][] x = new double[150][2];
        double[][] t = new double[150][3];
        for (int row = 0; row < 150; row++) {
            int k = row % 3;
            double[] centre = {1.2 * (k - 1), k == 1 ? 1 : -0.5};
            for (int i = 0; i < 2; i++) {
                x[row][i] = scale * (centre[i] + 0.4 * random.normal(Purpose.SYNTHETIC_DATA, 0, i, row));
            }
            t[row][k] = 1;
        }
        return Dataset.of(x, t);
    }

    /// t = sin 2x at 100 equal steps over [-1.7, 1.7].
    static Dataset sine() {
        double[][] x = new double[100][1];
        double[][] t = new double[100][1];
        for (int row = 0; row < 100; row++) {
            x[row][0] = -1.7 + 3.4 * row / 99;
            t[row][0] = StrictMath.sin(2 * x[row][0]);
        }
        return Dataset.of(x, t);
    }

    static Network forClouds(Activation hidden) {
        return Network.of(42, 2, Layer.dense(16, hidden), Layer.dense(3, Activation.softmax()));
    }

    static Network forSine(Activation hidden) {
        return Network.of(42, 1, Layer.dense(16, hidden), Layer.dense(1, Activation.identity()));
    }
}
