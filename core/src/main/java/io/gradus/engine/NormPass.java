package io.gradus.engine;

import io.gradus.layer.Activation;

/// What both normalisations share: a = f(z), z = gamma ⊙ x̂ + beta, over x̂ that either computes in its own way.
///
/// Legend: B rows of the batch, n units; x, x̂, z, a and delta = d loss / d z [B × n]; gamma, beta [n]. Rows are copied to
/// [Kernels#rows], where the JIT compiler makes SIMD code of the loops.
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

    /// d loss / d gamma and d loss / d beta.
    final double[] gammaSums;

    final double[] betaSums;
    private final double[] z;
    private final double[] a;

    /// @param activation name of f
    NormPass(String activation, int n, int offset, int maxBatch) {
        f = Activation.named(activation);
        this.n = n;
        gamma = offset;
        beta = offset + n;
        normalized = new double[Math.multiplyExact(maxBatch, n)];
        gammaSums = new double[n];
        betaSums = new double[n];
        z = new double[normalized.length];
        a = new double[normalized.length];
    }

    /// z_rj = gamma_j·x̂_rj + beta_j and a = f(z) for some rows whose x̂ is there.
    double[] outputsOf(double[] p, int from, int to, Kernels kernels) {
        scale(p, z, from, to, kernels);
        kernels.activate(f, z, a, from, to, n);
        return a;
    }

    private void scale(double[] p, double[] z, int from, int to, Kernels kernels) {
        double[][] rows = kernels.rows(n);
        double[] gammas = rows[0];
        double[] betas = rows[1];
        double[] row = rows[2];
        System.arraycopy(p, gamma, gammas, 0, n);
        System.arraycopy(p, beta, betas, 0, n);
        for (int r = from; r < to; r++) {
            System.arraycopy(normalized, r * n, row, 0, n);
            for (int j = 0; j < n; j++) {
                row[j] = Math.fma(gammas[j], row[j], betas[j]);
            }
            System.arraycopy(row, 0, z, r * n, n);
        }
    }

    /// d loss / d gamma_j = Σ_r delta_rj·x̂_rj and d loss / d beta_j = Σ_r delta_rj for the units `from` to `to` - 1, rows
    /// ascending from 0: into [#gammaSums] and [#betaSums].
    void sums(double[] delta, int batch, int from, int to, Kernels kernels) {
        double[] gammaSums = this.gammaSums;
        double[] betaSums = this.betaSums;
        double[][] rows = kernels.rows(n);
        double[] d = rows[0];
        double[] xHat = rows[1];
        for (int j = from; j < to; j++) {
            gammaSums[j] = 0;
            betaSums[j] = 0;
        }
        for (int r = 0; r < batch; r++) {
            System.arraycopy(delta, r * n + from, d, from, to - from);
            System.arraycopy(normalized, r * n + from, xHat, from, to - from);
            for (int j = from; j < to; j++) {
                gammaSums[j] = Math.fma(d[j], xHat[j], gammaSums[j]);
            }
            for (int j = from; j < to; j++) {
                betaSums[j] += d[j];
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

    /// Hands the sums of some units over as the gradient of gamma and beta.
    void handOver(double[] g, int from, int to, GradientDone done) {
        System.arraycopy(gammaSums, from, g, gamma + from, to - from);
        System.arraycopy(betaSums, from, g, beta + from, to - from);
        done.biases(gamma + from, gamma + to);
        done.biases(beta + from, beta + to);
    }

    @Override
    public void toDelta(double[] da, int from, int to, Kernels kernels) {
        kernels.activationGradient(f, z, a, da, from, to, n); // delta = da ⊙ f'(z)
    }

    @Override
    public void weightedSums(double[] p, double[] other, int batch, Kernels kernels) {
        scale(p, other, 0, batch, kernels);
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
