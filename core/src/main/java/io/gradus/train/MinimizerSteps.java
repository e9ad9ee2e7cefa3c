package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.FullBatchLoss;
import io.gradus.engine.GaussNewton;
import io.gradus.engine.Team;
import io.gradus.layer.Architecture;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Steps of an algorithm that evaluates the loss of all rows where it likes. The rows are taken in the order of the data.
final class MinimizerSteps implements Steps {
    private final Minimizer minimizer;
    private final double[] parameters;
    private final OptimizerState state;
    private final IntUnaryOperator nonFiniteLayer;

    /// @param parameters of the run, kept by reference
    /// @param state of the optimizer, kept by reference
    /// @param nonFiniteLayer the layer that overflowed in a pass of so many rows
    private MinimizerSteps(
            Minimizer minimizer, double[] parameters, OptimizerState state, IntUnaryOperator nonFiniteLayer) {
        this.minimizer = minimizer;
        this.parameters = parameters;
        this.state = state;
        this.nonFiniteLayer = nonFiniteLayer;
    }

    /// The steps of an optimizer.
    ///
    /// @param weights how often each row counts; null: once
    /// @param numerical where gradients come from if not from backpropagation
    /// @throws IllegalArgumentException if the network is none for this optimizer
    static MinimizerSteps of(
            TrainingSettings settings,
            Optimizer.Minimizing optimizer,
            Architecture architecture,
            Dataset training,
            double @Nullable [] weights,
            Team team,
            double[] parameters,
            OptimizerState state,
            @Nullable NumericalSteps numerical) {
        optimizer.checkNetwork(architecture);
        return switch (optimizer) {
            case Lbfgs lbfgs
            when numerical == null -> {
                FullBatchLoss loss = loss(settings, architecture, training, weights, team);
                Minimizer minimizer = new LbfgsMinimizer(lbfgs, loss::valueAndGradient, parameters.length);
                yield new MinimizerSteps(minimizer, parameters, state, rows -> loss.firstNonFiniteLayer());
            }
            case Lbfgs lbfgs -> {
                SmoothFunction loss = differentiated(numerical, training.rows());
                Minimizer minimizer = new LbfgsMinimizer(lbfgs, loss, parameters.length);
                yield new MinimizerSteps(minimizer, parameters, state, numerical::firstNonFiniteLayer);
            }
            case LevenbergMarquardt marquardt -> {
                requireFew(parameters.length);
                GaussNewton errors = errors(settings, architecture, training, weights, team);
                Minimizer minimizer = new MarquardtMinimizer(marquardt, new NetworkErrors(errors), parameters.length);
                yield new MinimizerSteps(minimizer, parameters, state, rows -> errors.firstNonFiniteLayer());
            }
        };
    }

    private static FullBatchLoss loss(
            TrainingSettings settings,
            Architecture architecture,
            Dataset training,
            double @Nullable [] weights,
            Team team) {
        return FullBatchLoss.of(
                settings.precision(),
                architecture,
                settings.loss().name(),
                settings.regularisation().l2(),
                training.rows(),
                team,
                training.x(),
                training.t(),
                weights);
    }

    private static GaussNewton errors(
            TrainingSettings settings,
            Architecture architecture,
            Dataset training,
            double @Nullable [] weights,
            Team team) {
        return new GaussNewton(
                architecture,
                settings.regularisation().l2(),
                training.rows(),
                team,
                training.x(),
                training.t(),
                weights);
    }

    private static SmoothFunction differentiated(NumericalSteps numerical, int rows) {
        int[] order = new int[rows];
        java.util.Arrays.setAll(order, row -> row);
        return (p, g) -> {
            double loss = numerical.lossAndGradient(p, order, 0, rows, 0);
            System.arraycopy(numerical.gradient(), 0, g, 0, g.length);
            return loss;
        };
    }

    private static void requireFew(int parameters) {
        if (parameters > LevenbergMarquardt.MOST_PARAMETERS) {
            throw new IllegalArgumentException(
                    "optimizer lm: expected a network of at most %d parameters, got %d; lbfgs takes any"
                            .formatted(LevenbergMarquardt.MOST_PARAMETERS, parameters));
        }
    }

    @Override
    public double take(int[] order, int from, int rows, long step, double learningRate) {
        return minimizer.iterate(parameters, state);
    }

    /// Nothing to do: it works on the run's state itself.
    @Override
    public void load() {}

    @Override
    public void store() {}

    @Override
    public boolean hasConverged(OptimizerState reached) {
        return minimizer.hasConverged(reached);
    }

    @Override
    public int firstNonFiniteLayer(int rows) {
        return nonFiniteLayer.applyAsInt(rows);
    }
}
