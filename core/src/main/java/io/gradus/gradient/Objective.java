package io.gradus.gradient;

import io.gradus.engine.Pass;
import io.gradus.engine.PenalisedLoss;
import io.gradus.engine.RestartedLoss;
import io.gradus.engine.Team;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What training makes small, as a function of the parameters p: L(p) = mean loss of a batch + λ₁·Σ |w| +
/// (λ₂/2)·Σ w² over the weights. In the mean a row counts with its weight, if the batch has weights.
///
/// The penalty leaves biases out and does not depend on the batch. In training mode random layers draw their masks
/// from (seed, step): the same step gives the same function, so it can be differentiated numerically too.
///
/// Holds buffers: not thread-safe. After construction no call allocates, but the first of a
/// [RestartedDifferentiation].
public final class Objective {
    private final Architecture architecture;
    private final PenalisedLoss loss;
    private final Pass pass;
    private final int maxBatch;
    private final boolean ofProbabilities;
    private final boolean hasKink;
    /// Made by the first call that needs it: its buffers are of no use to backpropagation.
    private @Nullable RestartedLoss restarted;

    private double[] equalSteps = {};
    private double[] unusedBends = {};

    /// @param l2 λ, at least 0
    /// @param seed of random layers
    /// @param maxBatch most rows of a batch, at least 1
    /// @throws IllegalArgumentException if the loss can't follow the network's output activation
    public Objective(Architecture architecture, Loss loss, double l2, long seed, int maxBatch) {
        this(architecture, loss, 0, l2, seed, maxBatch);
    }

    /// The same with both penalties.
    ///
    /// @param l1 λ₁, at least 0
    /// @param l2 λ₂, at least 0
    public Objective(Architecture architecture, Loss loss, double l1, double l2, long seed, int maxBatch) {
        loss.checkOutput(architecture.outputActivation());
        requirePenalty("l1", l1);
        requirePenalty("l2", l2);
        this.architecture = architecture;
        this.loss = new PenalisedLoss(architecture, loss.name(), l1, l2, maxBatch, Team.ALONE);
        pass = new Pass(seed);
        this.maxBatch = maxBatch;
        ofProbabilities = loss instanceof Loss.BinaryCrossEntropy || loss instanceof Loss.CategoricalCrossEntropy;
        hasKink = loss.hasKink();
    }

    private static void requirePenalty(String name, double lambda) {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": expected a finite number of at least 0, got " + lambda);
        }
    }

    public Architecture architecture() {
        return architecture;
    }

    /// L(p) in training mode: one forward pass.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param step the training step, the key of random layers
    public double loss(double[] p, Batch batch, long step) {
        loss.weigh(batch.weights(), 0);
        return loss.value(p, batch.x(), batch.t(), batch.rows(), pass.training(step));
    }

    /// The mean loss of a batch as the finished network has it: random layers at rest, running statistics instead of the
    /// batch's, without the penalty.
    ///
    /// @param p parameters in the flat order, not modified
    public double evaluationLoss(double[] p, Batch batch) {
        loss.weigh(batch.weights(), 0);
        return loss.meanLoss(p, batch.x(), batch.t(), batch.rows(), pass.evaluation());
    }

    /// L(p) and, by backpropagation, its gradient: one forward and one backward pass.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param g gradient in the flat order, overwritten
    double lossAndGradient(double[] p, Batch batch, long step, double[] g) {
        loss.weigh(batch.weights(), 0);
        return loss.valueAndGradient(p, batch.x(), batch.t(), batch.rows(), pass.training(step), g);
    }

    /// L(p) and its gradient by central differences, one step for all parameters: one forward pass, and for each
    /// parameter two that restart at its layer.
    ///
    /// @param p parameters in the flat order; changed during the call, restored to the bit at its end
    /// @param h the step of the differences
    /// @param g gradient in the flat order, overwritten
    double lossAndRestartedGradient(double[] p, Batch batch, long step, double h, double[] g) {
        if (equalSteps.length == 0) {
            equalSteps = new double[p.length];
        }
        Arrays.fill(equalSteps, h);
        return lossAndRestartedGradient(p, batch, step, equalSteps, g);
    }

    /// The same with a step of its own for each parameter.
    ///
    /// @param h the steps of the differences, in the flat order, not modified
    double lossAndRestartedGradient(double[] p, Batch batch, long step, double[] h, double[] g) {
        if (unusedBends.length == 0) {
            unusedBends = new double[p.length];
        }
        return lossAndRestartedGradient(p, batch, step, h, g, unusedBends);
    }

    /// The same, and how far the loss bends.
    ///
    /// @param bends (L(p + h_i·e_i) - 2·L(p) + L(p - h_i·e_i)) / h_i without the penalty, overwritten: the slope above
    ///     less the slope below, which goes to 0 with h but where there is a kink
    double lossAndRestartedGradient(double[] p, Batch batch, long step, double[] h, double[] g, double[] bends) {
        if (restarted == null) {
            restarted = new RestartedLoss(architecture, loss, maxBatch);
        }
        loss.weigh(batch.weights(), 0);
        double value =
                restarted.valueAndDifferences(p, batch.x(), batch.t(), batch.rows(), pass.training(step), h, g, bends);
        for (int i = 0; i < g.length; i++) {
            g[i] /= 2 * h[i];
            bends[i] /= h[i];
        }
        return value;
    }

    /// A copy of the running statistics, in the order of [Architecture#stateBlocks]: before [#setState] and
    /// [#advanceState] the initial ones.
    public double[] state() {
        return loss.state().clone();
    }

    /// Sets the running statistics that [#evaluationLoss] takes.
    ///
    /// @param state in the order of [Architecture#stateBlocks], copied
    /// @throws IllegalArgumentException if there are too many or too few
    public void setState(double[] state) {
        architecture.checkState(state);
        System.arraycopy(state, 0, loss.state(), 0, state.length);
    }

    /// Moves the running statistics by those of a batch, as a training step does: one forward pass, or nothing without
    /// batch normalisation.
    ///
    /// @param p parameters in the flat order, not modified
    public void advanceState(double[] p, Batch batch, long step) {
        if (loss.state().length > 0) {
            loss.propagate(p, batch.x(), batch.rows(), pass.training(step));
            loss.advanceState(batch.rows());
        }
    }

    /// Size of the targets: 1 for probabilities, else the largest.
    double targetScale(Batch batch) {
        double largest = 0;
        for (int i = 0; i < batch.rows() * architecture.outputs(); i++) {
            largest = Math.max(largest, Math.abs(batch.t()[i]));
        }
        return ofProbabilities ? 1 : largest;
    }

    /// Which z of units with a kink are above 0, layer by layer, row by row, and which outputs are above their targets: one
    /// forward pass.
    ///
    /// @param p parameters in the flat order, not modified
    /// @return for each layer [rows × units], empty where its activation is smooth; then for the loss [rows × outputs]
    boolean[][] sidesOfKinks(double[] p, Batch batch, long step) {
        loss.propagate(p, batch.x(), batch.rows(), pass.training(step));
        int layers = architecture.layers().size();
        boolean[][] sides = new boolean[layers + 1][];
        int width = architecture.inputs();
        for (int l = 0; l < layers; l++) {
            Layer layer = architecture.layers().get(l);
            width = layer.outputs(width);
            boolean kinked = layer instanceof Layer.Activated activated
                    && activated.activation().hasKink();
            int n = kinked ? batch.rows() * width : 0;
            sides[l] = new boolean[n];
            for (int i = 0; i < n; i++) {
                sides[l][i] = loss.weightedSums(l)[i] > 0;
            }
        }
        sides[layers] = new boolean[hasKink ? batch.rows() * architecture.outputs() : 0];
        for (int i = 0; i < sides[layers].length; i++) {
            sides[layers][i] = loss.outputs()[i] > batch.t()[i];
        }
        return sides;
    }

    /// The first layer, counted from 1, whose outputs in the last pass are not all finite; 0 if there is none.
    public int firstNonFiniteLayer(int batch) {
        return loss.firstNonFiniteLayer(batch);
    }
}
