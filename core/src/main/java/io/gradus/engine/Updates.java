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
    /// @param learningRate of this step
    /// @param p updated in place
    /// @param g not modified
    /// @param arrays what the rule remembers, updated in place
    /// @param scalars as [UpdateRule#advance] left them for this step
    public static void apply(
            UpdateRule rule,
            /* wide */ double learningRate,
            double[] p,
            double[] g,
            double[][] arrays,
            /* wide */ double[] scalars,
            int from,
            int to) {
        double rate = Rounding.toDouble(learningRate);
        switch (rule) {
            case UpdateRule.Sgd(/* wide */ double momentum, boolean nesterov) -> {
                if (momentum == 0) {
                    sgd(p, g, rate, from, to);
                } else if (nesterov) {
                    nesterov(p, g, arrays[0], rate, Rounding.toDouble(momentum), from, to);
                } else {
                    momentum(p, g, arrays[0], rate, Rounding.toDouble(momentum), from, to);
                }
            }
            case UpdateRule.Adagrad(/* wide */ double epsilon) ->
                adagrad(p, g, arrays[0], rate, Rounding.toDouble(epsilon), from, to);
            case UpdateRule.RmsProp(/* wide */ double decay, /* wide */ double epsilon) ->
                rmsProp(p, g, arrays[0], rate, Rounding.toDouble(decay), Rounding.toDouble(epsilon), from, to);
            case UpdateRule.Adam adam ->
                adam(
                        p,
                        g,
                        arrays[0],
                        arrays[1],
                        rate,
                        Rounding.toDouble(adam.beta1()),
                        Rounding.toDouble(adam.beta2()),
                        Rounding.toDouble(adam.epsilon()),
                        Rounding.toDouble(1 - scalars[0]),
                        Rounding.toDouble(1 - scalars[1]),
                        from,
                        to);
            case UpdateRule.Rprop rprop -> {
                if (rprop.takesBack(scalars)) {
                    takeBack(p, g, arrays[0], arrays[1], from, to);
                }
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
    }

    /// Gradient descent: p ← p - learningRate·g.
    static void sgd(double[] p, double[] g, double learningRate, int from, int to) {
        for (int i = from; i < to; i++) {
            p[i] -= learningRate * g[i];
        }
    }

    /// Gradient descent with momentum μ: v ← μ·v + g, p ← p - learningRate·v. B. T. Polyak, "Some methods of speeding up
    /// the convergence of iteration methods", USSR Computational Mathematics 4 (1964) 1-17; as in PyTorch, where the
    /// velocity is in units of the gradient.
    ///
    /// @param v velocity, 0 at first; updated in place
    static void momentum(double[] p, double[] g, double[] v, double learningRate, double momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Math.fma(momentum, v[i], g[i]);
            p[i] -= learningRate * v[i];
        }
    }

    /// Nesterov's momentum: v ← μ·v + g, p ← p - learningRate·(g + μ·v). I. Sutskever et al., "On the importance of
    /// initialization and momentum in deep learning", ICML 2013, in the form of PyTorch: p is where the gradient is taken.
    ///
    /// @param v velocity, 0 at first; updated in place
    static void nesterov(double[] p, double[] g, double[] v, double learningRate, double momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Math.fma(momentum, v[i], g[i]);
            p[i] -= learningRate * Math.fma(momentum, v[i], g[i]);
        }
    }

    /// Adagrad: s ← s + g², p ← p - learningRate·g / (√s + ε). J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient
    /// methods for online learning and stochastic optimization", JMLR 12 (2011) 2121-2159.
    ///
    /// @param s sum of squares, updated in place
    static void adagrad(double[] p, double[] g, double[] s, double learningRate, double epsilon, int from, int to) {
        for (int i = from; i < to; i++) {
            s[i] = Math.fma(g[i], g[i], s[i]);
            p[i] -= learningRate * g[i] / (Rounding.sqrt(s[i]) + epsilon);
        }
    }

    /// RMSProp: s ← α·s + (1-α)·g², p ← p - learningRate·g / (√s + ε). T. Tieleman, G. Hinton, "Lecture 6.5 - rmsprop",
    /// COURSERA: Neural Networks for Machine Learning (2012).
    ///
    /// @param s mean of squares, updated in place
    static void rmsProp(
            double[] p, double[] g, double[] s, double learningRate, double decay, double epsilon, int from, int to) {
        for (int i = from; i < to; i++) {
            s[i] = Math.fma(decay, s[i], (1 - decay) * g[i] * g[i]);
            p[i] -= learningRate * g[i] / (Rounding.sqrt(s[i]) + epsilon);
        }
    }

    /// p ← factor·p: weight decay apart from the gradient. I. Loshchilov, F. Hutter, "Decoupled weight decay
    /// regularization", ICLR 2019.
    public static void decay(double[] p, double factor, int from, int to) {
        for (int i = from; i < to; i++) {
            p[i] *= factor;
        }
    }

    /// g ← min(max(g, -limit), limit).
    static void clip(double[] g, double limit, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = Math.min(Math.max(g[i], -limit), limit);
        }
    }

    /// Averages over the steps, exponentially weighted: m ← d·m + (1-d)·p. B. T. Polyak, A. B. Juditsky, "Acceleration of
    /// stochastic approximation by averaging", SIAM Journal on Control and Optimization 30 (1992) 838-855.
    static void average(double[] m, double[] p, double d, int from, int to) {
        for (int i = from; i < to; i++) {
            m[i] = Math.fma(d, m[i], (1 - d) * p[i]);
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

    /// What iRPROP+ does before [#rprop] when the loss rose: where the sign of the gradient turned, the last step is taken
    /// back. C. Igel, M. Hüsken, "Improving the Rprop learning algorithm", Second International ICSC Symposium on Neural
    /// Computation (2000) 115-121; the same, Neurocomputing 50 (2003) 105-123, algorithm iRprop+.
    ///
    /// The last step was -sign(previous)·steps: it is known without being kept, up to the rounding of p.
    ///
    /// @param previous gradient of the step before, 0 where the parameter rested; not modified
    /// @param steps step sizes of the step before, not modified
    static void takeBack(double[] p, double[] g, double[] previous, double[] steps, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Math.signum(g[i]) * Math.signum(previous[i]) < 0) {
                p[i] += Math.signum(previous[i]) * steps[i];
            }
        }
    }
}
