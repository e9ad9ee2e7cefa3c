package io.gradus.gradient;

import io.gradus.layer.Architecture;
import io.gradus.layer.ParameterBlock;
import java.util.List;

/// The gradient by the same central differences as [NumericalDifferentiation], ∂L/∂p_i ≈ (L(p_i + h) - L(p_i - h)) / 2h,
/// with forward passes that restart at the layer that the parameter is in, many of them as one batch.
///
/// Moving a weight W_ij of layer l leaves the layers before l as they were, and of layer l it moves unit j alone. So the
/// passes begin at layer l: the sum of unit j over its I inputs, then the layers after it, for many moves side by side.
/// With P_l parameters and M_l = I·O multiply-adds a row in layer l, all passes together cost
///
///     2·Σ_l P_l·(I_l + M_(l+1) + M_(l+2) + …)
///
/// multiply-adds a row, where whole passes cost 2·P·(M_1 + M_2 + …).
///
/// It is the same function at the same points, so the error is that of whole passes; without a penalty each entry has
/// the same bits. With one, the penalty's difference is taken from the term that changed, and its rounding is smaller.
///
/// @param h the step, finite and above 0; the notebook's is 1e-4
public record RestartedDifferentiation(double h) implements GradientMethod {
    public RestartedDifferentiation {
        NumericalDifferentiation.requireStep(h);
    }

    @Override
    public String name() {
        return "restarted differentiation";
    }

    @Override
    public double lossAndGradient(Objective objective, double[] p, Batch batch, long step, double[] g) {
        return objective.lossAndRestartedGradient(p, batch, step, h, g);
    }

    /// The multiply-adds of all restarted passes in those of a whole pass, rounded up, and one pass for the loss itself.
    @Override
    public long forwardPasses(Architecture architecture) {
        List<ParameterBlock> blocks = architecture.blocks();
        double later = 0;
        double all = 0;
        for (ParameterBlock block : blocks.reversed()) { // W counts with its b, gamma with its beta
            int rows = block.rows();
            switch (block.kind()) {
                case WEIGHTS, GAMMA -> {
                    all += 2.0 * (rows + 1) * block.columns() * (rows + later);
                    later += block.size();
                }
                case BIAS, BETA -> {}
            }
        }
        return (long) Math.ceil(all / later) + 1;
    }
}
