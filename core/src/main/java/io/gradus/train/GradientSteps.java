package io.gradus.train;

import io.gradus.engine.Learner;
import org.jspecify.annotations.Nullable;

/// Steps that follow from the gradient where the parameters are: gradient descent and its kin.
final class GradientSteps implements Steps {
    private final Learner learner;
    private final double[] parameters;
    private final double[] running;
    private final @Nullable NumericalSteps numerical;

    /// @param parameters of the run, kept by reference
    /// @param running statistics of the run, kept by reference
    /// @param numerical where gradients come from if not from the learner's own backpropagation
    GradientSteps(Learner learner, double[] parameters, double[] running, @Nullable NumericalSteps numerical) {
        this.learner = learner;
        this.parameters = parameters;
        this.running = running;
        this.numerical = numerical;
    }

    @Override
    public double take(int[] order, int from, int rows, long step, double learningRate) {
        if (numerical == null) {
            return learner.step(order, from, rows, step, learningRate);
        }
        double loss = numerical.lossAndGradient(parameters, order, from, rows, step);
        numerical.advanceState(parameters, rows, step);
        learner.update(numerical.gradient(), loss, step, learningRate);
        return loss;
    }

    @Override
    public void load() {
        learner.load();
        if (numerical != null) {
            numerical.load(running);
        }
    }

    @Override
    public void store() {
        learner.store();
        if (numerical != null) { // the learner has seen no batch
            numerical.store(running);
        }
    }

    @Override
    public boolean hasConverged(OptimizerState state) {
        return false;
    }

    @Override
    public int firstNonFiniteLayer(int rows) {
        return numerical == null ? learner.firstNonFiniteLayer(rows) : numerical.firstNonFiniteLayer(rows);
    }
}
