package io.gradus.gradient;

import io.gradus.layer.Architecture;

/// The exact gradient by the chain rule, from the loss back to the first layer. One forward pass, one backward pass,
/// whatever the number of parameters. The rule itself stands in `engine`: `DensePass` has it for one layer,
/// `Propagation` goes from layer to layer.
///
/// D. E. Rumelhart, G. E. Hinton, R. J. Williams, Nature 323 (1986) 533-536.
public record Backpropagation() implements GradientMethod {
    @Override
    public String name() {
        return "backpropagation";
    }

    @Override
    public double lossAndGradient(Objective objective, double[] p, Batch batch, long step, double[] g) {
        return objective.lossAndGradient(p, batch, step, g);
    }

    @Override
    public long forwardPasses(Architecture architecture) {
        return 1;
    }
}
