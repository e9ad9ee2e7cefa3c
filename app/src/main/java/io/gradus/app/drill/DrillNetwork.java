package io.gradus.app.drill;

import io.gradus.diagnosis.Situation;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.Random;

/// The networks of the drills, from the notebook's up: small enough that all their numbers fit on a screen.
enum DrillNetwork {
    /// The notebook's: 2-2-2 sigmoids, one row.
    NOTEBOOK(1, 0) {
        @Override
        Architecture architecture() {
            return Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
        }
    },
    /// Classes, three rows.
    CLASSES(3, 0) {
        @Override
        Architecture architecture() {
            return Architecture.of(2, Layer.dense(3, Activation.tanh()), Layer.dense(3, Activation.softmax()));
        }
    },
    /// ReLU with a penalty, two rows.
    PENALISED(2, 0.1) {
        @Override
        Architecture architecture() {
            return Architecture.of(3, Layer.dense(3, Activation.relu()), Layer.dense(2, Activation.identity()));
        }
    },
    /// Three layers of the same width, where most things can be mixed up.
    SQUARE(2, 0) {
        @Override
        Architecture architecture() {
            return Architecture.of(
                    3,
                    Layer.dense(3, Activation.tanh()),
                    Layer.dense(3, Activation.sigmoid()),
                    Layer.dense(3, Activation.identity()));
        }
    };

    private final int rows;
    private final double l2;

    DrillNetwork(int rows, double l2) {
        this.rows = rows;
        this.l2 = l2;
    }

    abstract Architecture architecture();

    /// The network with weights and a batch of its own.
    Situation draw(Random random) {
        Architecture architecture = architecture();
        boolean classes = architecture.outputActivation().equals(Activation.softmax());
        double[] t = new double[rows * architecture.outputs()];
        for (int i = 0; i < t.length; i++) {
            t[i] = classes ? 0 : round(random.nextDouble());
        }
        for (int r = 0; classes && r < rows; r++) {
            t[r * architecture.outputs() + random.nextInt(architecture.outputs())] = 1;
        }
        return Situation.of(
                        architecture,
                        classes ? Loss.categoricalCrossEntropy() : Loss.mse(),
                        normals(random, architecture.parameterCount()),
                        normals(random, rows * architecture.inputs()),
                        t,
                        rows)
                .withL2(l2)
                .withLearningRate(0.1)
                .withPrevious(normals(random, rows * architecture.inputs()), t, rows);
    }

    private static double[] normals(Random random, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = round(random.nextGaussian());
        }
        return values;
    }

    /// Two digits: numbers that one can calculate with.
    private static double round(double value) {
        return Math.round(100 * value) / 100.0;
    }
}
