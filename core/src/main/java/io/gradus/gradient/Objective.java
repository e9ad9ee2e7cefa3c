package io.gradus.gradient;

import io.gradus.engine.Pass;
import io.gradus.engine.Propagation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.Sums;
import java.util.List;

/// What training makes small, as a function of the parameters p: L(p) = mean loss of a batch + (λ/2)·Σ w² over the
/// weights.
///
/// The penalty leaves biases out and does not depend on the batch. In training mode random layers draw their masks
/// from (seed, step): the same step gives the same function, so it can be differentiated numerically too.
///
/// Holds buffers: not thread-safe. After construction no call allocates.
public final class Objective {
    private final Architecture architecture;
    private final Loss loss;
    private final double l2;
    private final Propagation propagation;
    private final Pass pass;
    private final List<ParameterBlock> weights;

    /// @param l2 λ, at least 0
    /// @param seed of random layers
    /// @param maxBatch most rows of a batch, at least 1
    /// @throws IllegalArgumentException if the loss can't follow the network's output activation
    public Objective(Architecture architecture, Loss loss, double l2, long seed, int maxBatch) {
        loss.checkOutput(architecture.outputActivation());
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2: expected a finite number of at least 0, got " + l2);
        }
        this.architecture = architecture;
        this.loss = loss;
        this.l2 = l2;
        propagation = new Propagation(architecture, maxBatch);
        pass = new Pass(seed);
        weights = architecture.blocks().stream()
                .filter(block -> block.kind() == ParameterBlock.Kind.WEIGHTS)
                .toList();
    }

    public Architecture architecture() {
        return architecture;
    }

    /// L(p) in training mode: one forward pass.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param step the training step, the key of random layers
    public double loss(double[] p, Batch batch, long step) {
        propagation.forward(p, batch.x(), batch.rows(), pass.training(step));
        return propagation.loss(loss, batch.t(), batch.rows()) + penalty(p);
    }

    /// The mean loss of a batch as the finished network has it: random layers at rest, without the penalty.
    ///
    /// @param p parameters in the flat order, not modified
    public double evaluationLoss(double[] p, Batch batch) {
        propagation.forward(p, batch.x(), batch.rows(), pass.evaluation());
        return propagation.loss(loss, batch.t(), batch.rows());
    }

    /// L(p) and, by backpropagation, its gradient: one forward and one backward pass.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param g gradient in the flat order, overwritten
    double lossAndGradient(double[] p, Batch batch, long step, double[] g) {
        double value = loss(p, batch, step);
        propagation.backward(p, loss, batch.t(), batch.rows(), g);
        if (l2 > 0) {
            for (int w = 0; w < weights.size(); w++) { // an iterator would be allocated each step
                ParameterBlock block = weights.get(w);
                for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                    g[i] = Math.fma(l2, p[i], g[i]);
                }
            }
        }
        return value;
    }

    /// The first layer, counted from 1, whose outputs in the last pass are not all finite; 0 if there is none.
    public int firstNonFiniteLayer(int batch) {
        return propagation.firstNonFiniteLayer(batch);
    }

    private double penalty(double[] p) {
        if (l2 == 0) {
            return 0;
        }
        double sum = 0;
        for (int w = 0; w < weights.size(); w++) {
            ParameterBlock block = weights.get(w);
            sum += Sums.dot(p, block.offset(), p, block.offset(), block.size());
        }
        return l2 / 2 * sum;
    }
}
