package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.Objective;
import io.gradus.layer.Architecture;
import org.jspecify.annotations.Nullable;

/// Gradients of batches by numerical differentiation, either way. After the first call none allocates.
final class NumericalSteps {
    private final GradientMethod method;
    private final Objective objective;
    private final Dataset training;
    private final double[] x;
    private final double[] t;
    private final double @Nullable [] allWeights;
    private final double @Nullable [] weights;
    private final Batch fullBatch;
    private final Batch lastBatch;
    private final double[] gradient;

    /// @param allWeights of the training rows; null: all count alike
    NumericalSteps(
            TrainingSettings settings,
            Architecture architecture,
            Dataset training,
            double @Nullable [] allWeights,
            int batchSize) {
        method = settings.method();
        this.training = training;
        objective = new Objective(
                architecture,
                settings.loss(),
                settings.regularisation().l1(),
                settings.regularisation().l2(),
                settings.seed(),
                batchSize);
        x = new double[Math.multiplyExact(batchSize, training.inputs())];
        t = new double[Math.multiplyExact(batchSize, training.outputs())];
        this.allWeights = allWeights;
        weights = allWeights == null ? null : new double[batchSize];
        int rest = training.rows() % batchSize;
        fullBatch = new Batch(x, t, batchSize, weights);
        lastBatch = rest == 0 ? fullBatch : new Batch(x, t, rest, weights);
        gradient = new double[architecture.parameterCount()];
    }

    /// The loss on the rows `order[from]`, `order[from + 1]`, …; its gradient is [#gradient] then.
    ///
    /// @param p changed during the call, restored to the bit at its end
    double lossAndGradient(double[] p, int[] order, int from, int rows, long step) {
        int inputs = training.inputs();
        int outputs = training.outputs();
        for (int row = 0; row < rows; row++) {
            int source = order[from + row];
            System.arraycopy(training.x(), source * inputs, x, row * inputs, inputs);
            System.arraycopy(training.t(), source * outputs, t, row * outputs, outputs);
            if (allWeights != null && weights != null) {
                weights[row] = allWeights[source];
            }
        }
        Batch batch = rows == fullBatch.rows() ? fullBatch : lastBatch;
        return method.lossAndGradient(objective, p, batch, step, gradient);
    }

    /// Moves the running statistics by those of the batch of the last call.
    ///
    /// @param p the parameters of that call, not modified
    void advanceState(double[] p, int rows, long step) {
        objective.advanceState(p, rows == fullBatch.rows() ? fullBatch : lastBatch, step);
    }

    /// Takes the running statistics over from an array.
    void load(double[] running) {
        objective.setState(running);
    }

    /// Writes the running statistics into an array.
    void store(double[] running) {
        System.arraycopy(objective.state(), 0, running, 0, running.length);
    }

    /// The gradient of the last call; live.
    double[] gradient() {
        return gradient;
    }

    int firstNonFiniteLayer(int rows) {
        return objective.firstNonFiniteLayer(rows);
    }
}
