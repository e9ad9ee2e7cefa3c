package io.gradus.engine;

import io.gradus.layer.Activation;

/// What both normalisations share: a = f(z), z = gamma ⊙ x̂ + beta, over x̂ that either computes in its own way.
///
/// Legend: B rows of the batch, n units; x, x̂, z, a and delta = d loss / d z [B × n]; gamma, beta [n]. The loops along a
/// row have no calls and no branches, so that the JIT compiler makes SIMD code of them.
abstract sealed class NormPass implements UnitPass permits BatchNormPass, LayerNormPass {
    /// Units that stay together when threads divide a row: two cache lines.
    static final int TOGETHER = 16;

    final Activation f;
    final int n;
    /// Indices of gamma and beta in the flat parameter array.
    final int gamma;

    final int beta;
    /// x̂ of the last forward pass.
    final double[] normalized;

    private final double[] z;
    private final double[] a;

    /// @param activation name of f
    NormPass(String activation, int n, int offset, int maxBatch) {
        f = Activation.named(activation);
        this.n = n;
        gamma = offset;
        beta = offset + n;
        normalized = new double[Math.multiplyExact(maxBatch, n)];
        z = new double[normalized.length];
        a = new double[normalized.length];
    }

    /// z_rj = gamma_j·x̂_rj + beta_j and a = f(z) for some rows whose x̂ is there.
    double[] outputsOf(double[] p, int from, int to, Kernels kernels) {
        scale(p, z, from, to);
        kernels.activate(f, z, a, from, to, n);
        return a;
    }

    private void scale(double[] p, double[] z, int from, int to) {
        for (int r = from; r < to; r++) {
            int row = r * n;
            for (int j = 0; j < n; j++) {
                z[row + j] = Math.fma(p[gamma + j], normalized[row + j], p[beta + j]);
            }
        }
    }

    /// d loss / d gamma_j = Σ_r delta_rj·x̂_rj and d loss / d beta_j = Σ_r delta_rj for the units `from` to `to` - 1, rows
    /// ascending from 0.
    ///
    /// @param g overwritten from g0 for gamma and from b0 for beta, in these units
    void sums(double[] delta, int batch, double[] g, int g0, int b0, int from, int to) {
        for (int j = from; j < to; j++) {
            g[g0 + j] = 0;
            g[b0 + j] = 0;
        }
        for (int r = 0; r < batch; r++) {
            int row = r * n;
            for (int j = from; j < to; j++) {
                g[g0 + j] = Math.fma(delta[row + j], normalized[row + j], g[g0 + j]);
                g[b0 + j] += delta[row + j];
            }
        }
    }

    /// The derivatives of one row's output by gamma and beta, where delta is those of that output by z.
    ///
    /// @param g derivatives by all parameters; this layer's are overwritten
    void derivativesOfRow(double[] delta, int row, double[] g) {
        for (int j = 0; j < n; j++) {
            g[gamma + j] = delta[row * n + j] * normalized[row * n + j];
            g[beta + j] = delta[row * n + j];
        }
    }

    @Override
    public void toDelta(double[] da, int from, int to, Kernels kernels) {
        kernels.activationGradient(f, z, a, da, from, to, n); // delta = da ⊙ f'(z)
    }

    @Override
    public void weightedSums(double[] p, double[] other, int batch, Kernels kernels) {
        scale(p, other, 0, batch);
    }

    @Override
    public void activate(double[] z, double[] a, int from, int to, Kernels kernels) {
        kernels.activate(f, z, a, from, to, n);
    }

    @Override
    public boolean isElementwise() {
        return f instanceof Activation.Elementwise;
    }

    @Override
    public int units() {
        return n;
    }

    @Override
    public int firstParameter() {
        return gamma;
    }

    @Override
    public int parameterRows() {
        return 2;
    }

    @Override
    public double[] weightedSums() {
        return z;
    }

    @Override
    public double[] outputs() {
        return a;
    }
}
