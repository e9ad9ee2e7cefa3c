package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Precision;
import org.jspecify.annotations.Nullable;

/// Takes training steps in one precision: parameters, gradient, batch and what the optimizer remembers are in its own
/// storage.
///
/// For double that storage is the caller's arrays themselves; for float it is a rounded copy, which [#load] fills and
/// [#store] writes back. Not thread-safe, though it may work with several threads itself; no call but the constructor
/// allocates.
public sealed interface Learner permits DoubleLearner, FloatLearner {
    /// What is trained, on what, and how.
    ///
    /// @param loss name of the loss
    /// @param l1 λ₁ of the penalty λ₁·Σ |w|
    /// @param l2 λ of the penalty (λ/2)·Σ w²
    /// @param seed of random layers
    /// @param maxBatch most rows a step
    /// @param step how the parameters move
    record Task(Architecture architecture, String loss, double l1, double l2, long seed, int maxBatch, StepRule step) {
        /// Whether a step is p ← p - learningRate·g for the gradient of the loss alone.
        boolean isPlainDescent() {
            return l1 == 0 && l2 == 0 && step.isPlainDescent();
        }
    }

    /// A learner of this precision.
    ///
    /// @param p parameters in the flat order
    /// @param state running statistics
    /// @param arrays what the steps remember, each as long as p
    /// @param scalars the numbers that it remembers
    /// @param x all training rows [rows × in], not modified
    /// @param t their targets [rows × out], not modified
    /// @param weights how often each row counts in the loss of its batch [rows], not modified; null: once
    static Learner of(
            Precision precision,
            Task task,
            Team team,
            double[] p,
            double[] state,
            double[][] arrays,
            double[] scalars,
            double[] x,
            double[] t,
            double @Nullable [] weights) {
        FusedMultiplyAdd.warnOnceIfSlow();
        return switch (precision) {
            case DOUBLE -> new DoubleLearner(task, team, p, state, arrays, scalars, x, t, weights);
            case FLOAT -> new FloatLearner(task, team, p, state, arrays, scalars, x, t, weights);
        };
    }

    /// One step of gradient descent or its kin on the rows `order[from]`, `order[from + 1]`, …
    ///
    /// @param step the training step from 0, the key of random layers
    /// @param learningRate of this step
    /// @return the loss before the step
    double step(int[] order, int from, int rows, long step, double learningRate);

    /// Moves the parameters by a gradient that somebody else computed.
    ///
    /// @param g in the flat order, not modified
    /// @param loss there
    /// @param step the training step from 0
    /// @param learningRate of this step
    void update(double[] g, double loss, long step, double learningRate);

    /// Takes the parameters, the running statistics and what the rule remembers over from the caller's arrays.
    void load();

    /// Writes the parameters, the running statistics and what the rule remembers back into the caller's arrays.
    void store();

    /// The first layer, counted from 1, whose outputs in the last step are not all finite; 0 if there is none.
    int firstNonFiniteLayer(int rows);
}
