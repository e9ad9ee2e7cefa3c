package io.gradus.engine;

import io.gradus.math.Rounding;

/// One optimizer step over the flat parameter array, each rule in a single pass.
///
/// Legend: p parameters, g gradient d loss / d p, both of length n. Every element is by itself, so neither the order of
/// the loop nor its division among threads matters to the bits. The loops have no calls and no branches that the JIT
/// compiler could not turn into SIMD code.
public final class Updates {
    private Updates() {}

    /// Applies a rule to the parameters `from` to `to` - 1.
    ///
    /// @param p updated in place
    /// @param g not modified
    /// @param arrays what the rule remembers, updated in place
    /// @param scalars as [UpdateRule#advance] left them for this step
    public static void apply(
            UpdateRule rule, double[] p, double[] g, double[][] arrays, /* wide */ double[] scalars, int from, int to) {
        switch (rule) {
            case UpdateRule.Sgd sgd -> sgd(p, g, Rounding.toDouble(sgd.learningRate()), from, to);
            case UpdateRule.Adam adam ->
                adam(
                        p,
                        g,
                        arrays[0],
                        arrays[1],
                        Rounding.toDouble(adam.learningRate()),
                        Rounding.toDouble(adam.beta1()),
                        Rounding.toDouble(adam.beta2()),
                        Rounding.toDouble(adam.epsilon()),
                        Rounding.toDouble(1 - scalars[0]),
                        Rounding.toDouble(1 - scalars[1]),
                        from,
                        to);
            case UpdateRule.Rprop rprop ->
                rprop(
                        p,
                        g,
                        arrays[0],
                        arrays[1],
                        Rounding.toDouble(rprop.increase()),
                        Rounding.toDouble(rprop.decrease()),
                        Rounding.toDouble(rprop.smallest()),
                        Rounding.toDouble(rprop.largest()),
                        from,
                        to);
        }
    }

    /// Gradient descent: p ← p - learningRate·g.
    static void sgd(double[] p, double[] g, double learningRate, int from, int to) {
        for (int i = from; i < to; i++) {
            p[i] -= learningRate * g[i];
        }
    }

    /// Adam: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², p ← p - learningRate·m̂ / (√v̂ + ε), with m̂ = m / (1-β₁ᵗ) and
    /// v̂ = v / (1-β₂ᵗ). D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm
    /// 1.
    ///
    /// @param m first moments, updated in place
    /// @param v second moments, updated in place
    /// @param correction1 1 - β₁ᵗ of this step t, counted from 1
    /// @param correction2 1 - β₂ᵗ
    static void adam(
            double[] p,
            double[] g,
            double[] m,
            double[] v,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double correction1,
            double correction2,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            m[i] = Math.fma(beta1, m[i], (1 - beta1) * g[i]);
            v[i] = Math.fma(beta2, v[i], (1 - beta2) * g[i] * g[i]);
            p[i] -= learningRate * (m[i] / correction1) / (Rounding.sqrt(v[i] / correction2) + epsilon);
        }
    }

    /// RPROP: the sign of the gradient says where to, an own step size for each parameter says how far. While the
    /// sign stays the step grows by η⁺; when it turns, the step shrinks by η⁻ and this once the parameter rests.
    ///
    /// M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP
    /// algorithm", ICNN 1993; without its weight-backtracking, as in M. Riedmiller, "Advanced supervised learning
    /// in multi-layer perceptrons", Computer Standards & Interfaces 16 (1994), and as in PyTorch.
    ///
    /// @param previous gradient of the step before, 0 where the parameter rested; updated in place
    /// @param steps step sizes, updated in place
    static void rprop(
            double[] p,
            double[] g,
            double[] previous,
            double[] steps,
            double increase,
            double decrease,
            double smallest,
            double largest,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            double agreement = Math.signum(g[i]) * Math.signum(previous[i]);
            double used = g[i];
            if (agreement > 0) {
                steps[i] = Math.min(steps[i] * increase, largest);
            } else if (agreement < 0) {
                steps[i] = Math.max(steps[i] * decrease, smallest);
                used = 0;
            }
            p[i] -= Math.signum(used) * steps[i];
            previous[i] = used;
        }
    }
}
