package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Precision;
import org.jspecify.annotations.Nullable;

/// The penalised loss of all rows and its gradient at any point, for algorithms that choose their points themselves.
///
/// Not thread-safe, though it may work with several threads itself; no call allocates.
public sealed interface FullBatchLoss permits DoubleFullBatchLoss, FloatFullBatchLoss {
    /// A loss in this precision.
    ///
    /// @param loss name of the loss
    /// @param l2 λ of the penalty
    /// @param x inputs [rows × in], not modified
    /// @param t targets [rows × out], not modified
    /// @param weights how often each row counts [rows], not modified; null: once
    static FullBatchLoss of(
            Precision precision,
            Architecture architecture,
            String loss,
            double l2,
            int rows,
            Team team,
            double[] x,
            double[] t,
            double @Nullable [] weights) {
        return switch (precision) {
            case DOUBLE -> new DoubleFullBatchLoss(architecture, loss, l2, rows, team, x, t, weights);
            case FLOAT -> new FloatFullBatchLoss(architecture, loss, l2, rows, team, x, t, weights);
        };
    }

    /// L(p) and its gradient: one forward and one backward pass.
    ///
    /// @param p parameters in the flat order; in float each is rounded in place to the nearest one
    /// @param g gradient in the flat order, overwritten
    double valueAndGradient(double[] p, double[] g);

    /// The first layer, counted from 1, whose outputs in the last pass are not all finite; 0 if there is none.
    int firstNonFiniteLayer();
}
