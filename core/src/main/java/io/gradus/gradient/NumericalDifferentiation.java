package io.gradus.gradient;

import io.gradus.layer.Architecture;

/// The gradient by central differences: ∂L/∂p_i ≈ (L(p_i + h) - L(p_i - h)) / 2h, for each parameter two full forward
/// passes, as the notebook does it.
///
/// [RestartedDifferentiation] gives the same numbers sooner; this one is what it is judged by.
///
/// The error is about h²/6·|∂³L/∂p_i³| from cutting off the Taylor series, and about 1e-16·|L| / h from rounding.
///
/// @param h the step, finite and above 0; the notebook's is 1e-4
public record NumericalDifferentiation(double h) implements GradientMethod {
    public NumericalDifferentiation {
        requireStep(h);
    }

    static void requireStep(double h) {
        if (!(h > 0 && h < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("step h: expected a finite number above 0, got " + h);
        }
    }

    @Override
    public String name() {
        return "numerical differentiation";
    }

    @Override
    public double lossAndGradient(Objective objective, double[] p, Batch batch, long step, double[] g) {
        for (int i = 0; i < p.length; i++) {
            g[i] = partial(objective, p, i, batch, step);
        }
        return objective.loss(p, batch, step);
    }

    /// ∂L/∂p_i.
    ///
    /// @param p changed at i during the call, restored at its end
    public double partial(Objective objective, double[] p, int i, Batch batch, long step) {
        double kept = p[i];
        p[i] = kept + h;
        double above = objective.loss(p, batch, step);
        p[i] = kept - h;
        double below = objective.loss(p, batch, step);
        p[i] = kept;
        return (above - below) / (2 * h);
    }

    /// Two a parameter, and one for the loss itself.
    @Override
    public long forwardPasses(Architecture architecture) {
        return 2L * architecture.parameterCount() + 1;
    }
}
