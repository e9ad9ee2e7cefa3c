package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Precision;

/// The notebook's network, 2-2-2 of sigmoids, and its eight training rows, for Gradus and for [HandWritten].
final class Notebook {
    static final int ROWS = 8;
    static final double RATE = 1e-3;
    static final Architecture NETWORK =
            Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));

    private static final double[] X = {4, 11, 6, 6, 8, 5, 10, 7, 12, 16, 14, 8, 16, 3, 18, 7};
    private static final double[] T = {
        0.99, 0.01, 0.99, 0.01, 0.99, 0.01, 0.01, 0.99, 0.01, 0.99, 0.01, 0.99, 0.01, 0.99, 0.01, 0.99
    };

    final double[] x = X.clone();
    final double[] t = T.clone();
    final double[] p = Initializer.automatic().draw(NETWORK, 42);
    private final int[] order = {0, 1, 2, 3, 4, 5, 6, 7};
    private final Learner learner = Learner.of(
            Precision.DOUBLE,
            new Learner.Task(NETWORK, "mse", 0, 0, 42, 1, StepRule.of(new UpdateRule.Sgd(0, false))),
            Team.ALONE,
            p,
            new double[0],
            new double[0][],
            new double[0],
            x,
            t,
            null);
    private long step;

    /// A step on each row, by Gradus as in training.
    ///
    /// @return the sum of the losses before each step
    double epoch() {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += learner.step(order, row, 1, step++, RATE);
        }
        return sum;
    }

    /// A step on each row, by hand, each a call.
    ///
    /// @return the sum of the losses before each step
    double epochByHand() {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += HandWritten.step(p, x, 2 * row, t, 2 * row, RATE);
        }
        return sum;
    }

    /// The same by hand, the parameters in local variables.
    double epochByHandInLocals() {
        return HandWritten.epoch(p, x, t, ROWS, RATE);
    }
}
