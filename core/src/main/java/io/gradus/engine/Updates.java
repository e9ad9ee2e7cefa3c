package io.gradus.engine;

/// One optimizer step over the flat parameter array, each in a single pass.
///
/// Legend: p parameters, g gradient d loss / d p, both of length n. Every element is by itself, so the order of the
/// loop does not matter to the bits.
public final class Updates {
    private Updates() {}

    /// Gradient descent: p ← p - learningRate·g.
    ///
    /// @param p updated in place
    /// @param g not modified
    public static void sgd(double[] p, double[] g, double learningRate) {
        for (int i = 0; i < p.length; i++) {
            p[i] -= learningRate * g[i];
        }
    }

    /// Adam: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², p ← p - learningRate·m̂ / (√v̂ + ε), with m̂ = m / (1-β₁ᵗ) and
    /// v̂ = v / (1-β₂ᵗ). D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm
    /// 1.
    ///
    /// @param p updated in place
    /// @param g not modified
    /// @param m first moments, updated in place
    /// @param v second moments, updated in place
    /// @param beta1Power β₁ᵗ of this step t, counted from 1
    /// @param beta2Power β₂ᵗ
    public static void adam(
            double[] p,
            double[] g,
            double[] m,
            double[] v,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double beta1Power,
            double beta2Power) {
        double correction1 = 1 - beta1Power;
        double correction2 = 1 - beta2Power;
        for (int i = 0; i < p.length; i++) {
            m[i] = Math.fma(beta1, m[i], (1 - beta1) * g[i]);
            v[i] = Math.fma(beta2, v[i], (1 - beta2) * g[i] * g[i]);
            p[i] -= learningRate * (m[i] / correction1) / (Math.sqrt(v[i] / correction2) + epsilon);
        }
    }

    /// RPROP: the sign of the gradient says where to, an own step size for each parameter says how far. While the
    /// sign stays the step grows by η⁺; when it turns, the step shrinks by η⁻ and this once the parameter rests.
    ///
    /// M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP
    /// algorithm", ICNN 1993; without its weight-backtracking, as in M. Riedmiller, "Advanced supervised learning
    /// in multi-layer perceptrons", Computer Standards & Interfaces 16 (1994), and as in PyTorch.
    ///
    /// @param p updated in place
    /// @param g not modified
    /// @param previous gradient of the step before, 0 where the parameter rested; updated in place
    /// @param steps step sizes, updated in place
    public static void rprop(
            double[] p,
            double[] g,
            double[] previous,
            double[] steps,
            double increase,
            double decrease,
            double smallest,
            double largest) {
        for (int i = 0; i < p.length; i++) {
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
