package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.Rounding;
import io.gradus.math.Sums;
import org.jspecify.annotations.Nullable;

/// L(p) = mean loss of a batch + λ₁·Σ |w| + (λ₂/2)·Σ w² over the weights, and its gradient by backpropagation. The loss of
/// a row may count with a weight, see [#weigh].
///
/// At w = 0 the derivative of |w| is taken as 0.
///
/// Not thread-safe; no call allocates.
public final class PenalisedLoss {
    private final Loss loss;
    private final double lambda1;
    private final double lambda2;
    private final Propagation propagation;
    /// For batches of one through a network of few units, where there are no others.
    private final @Nullable SingleRow singleRow;

    private final ParameterBlock[] weights;
    private final GradientDone thenPenalty = new Penalty();
    private GradientDone afterPenalty = GradientDone.NOTHING;
    private double @Nullable [] rowWeights;
    private double[] p = {};
    private double[] g = {};

    /// @param name of the loss
    /// @param l1 λ₁, at least 0
    /// @param l2 λ₂, at least 0
    public PenalisedLoss(
            Architecture architecture,
            String name,
            /* wide */ double l1,
            /* wide */ double l2,
            int maxBatch,
            Team team) {
        loss = Loss.named(name);
        lambda1 = Rounding.toDouble(l1);
        lambda2 = Rounding.toDouble(l2);
        propagation = new Propagation(architecture, maxBatch, team);
        singleRow = maxBatch == 1 ? UnrolledNetworks.of(architecture, name) : null;
        weights = architecture.blocks().stream()
                .filter(block -> block.kind() == ParameterBlock.Kind.WEIGHTS)
                .toArray(ParameterBlock[]::new);
    }

    /// Weighs the rows of the batches to come: L(p) = (Σ_r w_r · loss of row r) / rows + the penalty.
    ///
    /// @param rowWeights one a row, kept by reference, not modified; null: all count alike
    /// @param first index of the batch's first row in them
    public void weigh(double @Nullable [] rowWeights, int first) {
        this.rowWeights = rowWeights;
        propagation.weigh(rowWeights, first);
    }

    /// L(p): one forward pass.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param x inputs [rows × in], not modified
    /// @param t targets [rows × out], not modified
    public /* wide */ double value(double[] p, double[] x, double[] t, int rows, Pass pass) {
        if (singleRow != null && rowWeights == null) {
            /* wide */ double value = singleRow.loss(p, x, 0, t, 0);
            if (RowLosses.isFinite(value)) {
                return value + penalty(p);
            } // else once more, for firstNonFiniteLayer
        }
        return value(p, x, 0, t, 0, rows, pass);
    }

    /// L(p) by a pass through all buffers, in whatever network: [#propagation] has what every layer computed.
    /* wide */ double valueByPropagation(double[] p, double[] x, double[] t, int rows, Pass pass) {
        return value(p, x, 0, t, 0, rows, pass);
    }

    private /* wide */ double value(double[] p, double[] x, int x0, double[] t, int t0, int rows, Pass pass) {
        propagation.forward(p, x, x0, rows, pass);
        return propagation.loss(loss, t, t0, rows) + penalty(p);
    }

    /// L(p) without the penalty.
    public /* wide */ double meanLoss(double[] p, double[] x, double[] t, int rows, Pass pass) {
        propagation.forward(p, x, rows, pass);
        return propagation.loss(loss, t, rows);
    }

    /// A forward pass through all buffers, for [#weightedSums].
    ///
    /// @param p parameters in the flat order, not modified
    /// @param x inputs [rows × in], not modified
    public void propagate(double[] p, double[] x, int rows, Pass pass) {
        propagation.forward(p, x, rows, pass);
    }

    /// z of a layer with an activation in the last pass of [#propagate] [rows × units], live.
    ///
    /// @param l the layer, counted from 0 with all others
    public double[] weightedSums(int l) {
        return ((UnitPass) propagation.layer(l)).weightedSums();
    }

    /// Running statistics in the order of [Architecture#stateBlocks], live: evaluation passes take them.
    public double[] state() {
        return propagation.state();
    }

    /// Moves the running statistics by those of the last pass, which was one of training: once a training step.
    ///
    /// @param rows of its batch
    public void advanceState(int rows) {
        propagation.advanceState(rows);
    }

    /// The network's outputs in the last pass of [#propagate] [rows × out], live.
    public double[] outputs() {
        return propagation.outputs();
    }

    /// L(p) and its gradient: one forward and one backward pass.
    ///
    /// @param g gradient in the flat order, overwritten
    public /* wide */ double valueAndGradient(double[] p, double[] x, double[] t, int rows, Pass pass, double[] g) {
        return valueAndGradient(p, x, 0, t, 0, rows, pass, g, GradientDone.NOTHING);
    }

    /// The same for a batch that begins within arrays, at the elements x0 and t0.
    ///
    /// @param done what follows the gradient of each parameter, penalty included
    /* wide */ double valueAndGradient(
            double[] p, double[] x, int x0, double[] t, int t0, int rows, Pass pass, double[] g, GradientDone done) {
        /* wide */ double value = value(p, x, x0, t, t0, rows, pass);
        this.p = p;
        this.g = g;
        afterPenalty = done;
        propagation.backward(g, thenPenalty);
        return value;
    }

    /// Adds λ₂·w + λ₁·sign(w) to the gradient of each weight.
    private final class Penalty implements GradientDone {
        @Override
        public void weights(int from, int to) {
            if (lambda2 > 0) {
                for (int i = from; i < to; i++) {
                    g[i] = Math.fma(lambda2, p[i], g[i]);
                }
            }
            if (lambda1 > 0) {
                for (int i = from; i < to; i++) {
                    g[i] += lambda1 * Math.signum(p[i]);
                }
            }
            afterPenalty.weights(from, to);
        }

        @Override
        public void biases(int from, int to) {
            afterPenalty.biases(from, to);
        }
    }

    /// L(p) for one row, and one step of gradient descent from there. Only without a penalty.
    ///
    /// @param p parameters in the flat order, updated in place
    /* wide */ double descendOne(double[] p, double[] x, int x0, double[] t, int t0, Pass pass, double learningRate) {
        if (singleRow != null && rowWeights == null) {
            /* wide */ double value = singleRow.descend(p, x, x0, t, t0, learningRate);
            if (RowLosses.isFinite(value)) {
                return value;
            } // else once more, for firstNonFiniteLayer
        }
        /* wide */ double value = value(p, x, x0, t, t0, 1, pass);
        propagation.descendOne(learningRate);
        return value;
    }

    /// The first layer, counted from 1, whose outputs in the last pass are not all finite; 0 if there is none.
    public int firstNonFiniteLayer(int rows) {
        return propagation.firstNonFiniteLayer(rows);
    }

    private /* wide */ double penalty(double[] p) {
        if (!isPenalised()) {
            return 0;
        }
        /* wide */ double squares = 0;
        /* wide */ double magnitudes = 0;
        for (ParameterBlock block : weights) {
            squares += Sums.dot(p, block.offset(), p, block.offset(), block.size());
            if (lambda1 > 0) {
                magnitudes += Sums.magnitudes(p, block.offset(), block.size());
            }
        }
        return lambda2 / 2 * squares + lambda1 * magnitudes;
    }

    /// What the penalty changes by if one weight changes: the difference of its terms.
    ///
    /// λ₂/2·(above² - below²), written as a product, + λ₁·(|above| - |below|). Subtracting two whole sums would give the
    /// same with the rounding of all weights' squares in it.
    double penaltyDifference(double above, double below) {
        return lambda2 / 2 * ((above - below) * (above + below)) + lambda1 * (Math.abs(above) - Math.abs(below));
    }

    /// The weights of [#weigh].
    double @Nullable [] rowWeights() {
        return rowWeights;
    }

    boolean isPenalised() {
        return lambda1 > 0 || lambda2 > 0;
    }

    Loss loss() {
        return loss;
    }

    Propagation propagation() {
        return propagation;
    }
}
