package io.gradus.engine;

import io.gradus.layer.Layer;
import io.gradus.math.Rounding;
import org.jspecify.annotations.Nullable;

/// Layer normalisation: x̂_rj = (x_rj - μ_r)·s_r, s_r = 1 / √(σ²_r + ε), a = f(gamma ⊙ x̂ + beta), where μ_r = 1/n Σ_j x_rj
/// and σ²_r = 1/n Σ_j (x_rj - μ_r)².
///
/// Backward, with e = gamma ⊙ delta = d loss / d x̂: ∂x̂_rk/∂x_rj = s_r·([k = j] - 1/n - x̂_rk·x̂_rj/n), so
///
///     dx_rj = s_r·(e_rj - 1/n Σ_k e_rk - x̂_rj·1/n Σ_k e_rk·x̂_rk).
///
/// The sums along a row have the order of `Sums`. J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", arXiv
/// 1607.06450 (2016).
///
/// Legend: see [NormPass]; μ, σ², s [B].
final class LayerNormPass extends NormPass {
    private final double epsilon;
    /// s.
    private final double[] inverse;

    /// @param offset index of gamma in the flat parameter array
    LayerNormPass(Layer.LayerNorm layer, int n, int offset, int maxBatch) {
        super(layer.activation().name(), n, offset, maxBatch);
        epsilon = Rounding.toDouble(layer.epsilon());
        inverse = new double[maxBatch];
    }

    @Override
    public double[] forward(double[] p, double[] x, int x0, int from, int to, Pass pass, Kernels kernels) {
        double[] row = kernels.rows(n)[0];
        for (int r = from; r < to; r++) {
            System.arraycopy(x, x0 + r * n, row, 0, n);
            double mean = kernels.sum(row, n) / n;
            for (int j = 0; j < n; j++) {
                row[j] -= mean;
            }
            double variance = kernels.dot(row, row, n) / n;
            double s = 1.0 / Rounding.sqrt(variance + epsilon);
            inverse[r] = s;
            for (int j = 0; j < n; j++) {
                row[j] *= s;
            }
            System.arraycopy(row, 0, normalized, r * n, n);
        }
        return outputsOf(p, from, to, kernels);
    }

    @Override
    public void backward(
            double[] p, double[] delta, double[] dx, LayerPass before, int from, int to, int batch, Kernels kernels) {
        double[][] rows = kernels.rows(n);
        double[] gammas = rows[0];
        double[] e = rows[1];
        double[] xHat = rows[2];
        System.arraycopy(p, gamma, gammas, 0, n);
        for (int r = from; r < to; r++) {
            System.arraycopy(delta, r * n, e, 0, n);
            System.arraycopy(normalized, r * n, xHat, 0, n);
            for (int j = 0; j < n; j++) {
                e[j] *= gammas[j];
            }
            double mean = kernels.sum(e, n) / n;
            double product = kernels.dot(e, xHat, n) / n;
            double s = inverse[r];
            for (int j = 0; j < n; j++) {
                e[j] = s * (e[j] - Math.fma(xHat[j], product, mean));
            }
            System.arraycopy(e, 0, dx, r * n, n);
        }
        before.toDelta(dx, from, to, kernels);
    }

    @Override
    public void parameterGradient(
            double[] delta, int batch, double[] g, int part, int parts, Kernels kernels, GradientDone done) {
        int from = Team.first(n, TOGETHER, part, parts);
        int to = Team.first(n, TOGETHER, part + 1, parts);
        if (from < to) {
            sums(delta, batch, from, to, kernels);
            handOver(g, from, to, done);
        }
    }

    @Override
    public void descendOne(
            double[] p,
            double[] delta,
            double @Nullable [] dx,
            @Nullable LayerPass before,
            double learningRate,
            Kernels kernels) {
        if (dx != null && before != null) {
            backward(p, delta, dx, before, 0, 1, 1, kernels);
        }
        for (int j = 0; j < n; j++) {
            p[gamma + j] -= learningRate * Math.fma(delta[j], normalized[j], 0.0);
            p[beta + j] -= learningRate * (0.0 + delta[j]);
        }
    }
}
