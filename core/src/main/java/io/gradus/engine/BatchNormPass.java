package io.gradus.engine;

import io.gradus.layer.Layer;
import io.gradus.math.Rounding;
import org.jspecify.annotations.Nullable;

/// Batch normalisation: x̂_rj = (x_rj - μ_j)·s_j, s_j = 1 / √(σ²_j + ε), a = f(gamma ⊙ x̂ + beta).
///
/// In training μ_j = 1/B Σ_r x_rj and σ²_j = 1/B Σ_r (x_rj - μ_j)², so all rows of its inputs must be there before
/// [#statistics] and all of its delta before [#sums]: `Propagation` sees to both. In evaluation they are the running
/// statistics.
///
/// Backward, in training. x̂ depends on a row's x by itself, by μ and by σ²: ∂x̂_qj/∂x_rj = s_j·([q = r] - 1/B -
/// x̂_qj·x̂_rj/B). So
///
///     dx_rj = gamma_j·s_j·(delta_rj - 1/B Σ_q delta_qj - x̂_rj·1/B Σ_q delta_qj·x̂_qj),
///
/// where the sums are d loss / d beta_j and d loss / d gamma_j. In evaluation μ and σ² are constants, and the two terms
/// with 1/B are none. S. Ioffe, C. Szegedy, "Batch normalization", ICML 2015, section 3.
///
/// Legend: see [NormPass]; μ, σ², s [n].
final class BatchNormPass extends NormPass {
    private final double momentum;
    private final double epsilon;
    /// All running statistics of the network, and the indices of this layer's.
    private final double[] state;

    private final int runningMean;
    private final int runningVariance;
    private final double[] mean;
    private final double[] variance;
    /// s.
    private final double[] inverse;

    private boolean training;

    /// @param offset index of gamma in the flat parameter array
    /// @param state all running statistics, kept by reference
    /// @param stateOffset index of the running mean
    BatchNormPass(Layer.BatchNorm layer, int n, int offset, double[] state, int stateOffset, int maxBatch) {
        super(layer.activation().name(), n, offset, maxBatch);
        momentum = Rounding.toDouble(layer.momentum());
        epsilon = Rounding.toDouble(layer.epsilon());
        this.state = state;
        runningMean = stateOffset;
        runningVariance = stateOffset + n;
        mean = new double[n];
        variance = new double[n];
        inverse = new double[n];
    }

    /// μ, σ² and s of some rows, for the units `from` to `to` - 1: before the forward pass of a training step. Sums start
    /// at 0, rows ascending.
    ///
    /// @param x inputs [rows × n], the first at x0, not modified
    void statistics(double[] x, int x0, int rows, int from, int to, Kernels kernels) {
        double[] mean = this.mean;
        double[] variance = this.variance;
        double[] row = kernels.rows(n)[0];
        for (int j = from; j < to; j++) {
            mean[j] = 0;
            variance[j] = 0;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, x0 + r * n + from, row, from, to - from);
            for (int j = from; j < to; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = from; j < to; j++) {
            mean[j] /= rows;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, x0 + r * n + from, row, from, to - from);
            for (int j = from; j < to; j++) {
                double d = row[j] - mean[j];
                variance[j] = Math.fma(d, d, variance[j]);
            }
        }
        for (int j = from; j < to; j++) {
            variance[j] /= rows;
            inverse[j] = 1.0 / Rounding.sqrt(variance[j] + epsilon);
        }
    }

    /// Which statistics the next forward pass takes: those of [#statistics], or the running ones, which this call lays
    /// out.
    void begin(boolean isTraining) {
        training = isTraining;
        if (!isTraining) {
            for (int j = 0; j < n; j++) {
                mean[j] = state[runningMean + j];
                inverse[j] = 1.0 / Rounding.sqrt(state[runningVariance + j] + epsilon);
            }
        }
    }

    @Override
    public double[] forward(double[] p, double[] x, int x0, int from, int to, Pass pass, Kernels kernels) {
        normalize(x, x0, from, to, kernels);
        return outputsOf(p, from, to, kernels);
    }

    private void normalize(double[] x, int x0, int from, int to, Kernels kernels) {
        double[] mean = this.mean;
        double[] inverse = this.inverse;
        double[] row = kernels.rows(n)[0];
        for (int r = from; r < to; r++) {
            System.arraycopy(x, x0 + r * n, row, 0, n);
            for (int j = 0; j < n; j++) {
                row[j] = (row[j] - mean[j]) * inverse[j];
            }
            System.arraycopy(row, 0, normalized, r * n, n);
        }
    }

    /// Outputs of copies of a batch, one after the other, each with statistics of its own: the rows `from` to `to` - 1,
    /// from the first of a copy to the last of one.
    ///
    /// @param x inputs [rows × n], not modified
    double[] forwardCopies(double[] p, int batch, boolean isTraining, double[] x, int from, int to, Kernels kernels) {
        begin(isTraining);
        for (int first = from; first < to; first += batch) {
            if (isTraining) {
                statistics(x, first * n, batch, 0, n, kernels);
            }
            normalize(x, 0, first, first + batch, kernels);
        }
        return outputsOf(p, from, to, kernels);
    }

    /// Needs the [#sums] of all units.
    @Override
    public void backward(
            double[] p, double[] delta, double[] dx, LayerPass before, int from, int to, int batch, Kernels kernels) {
        double share = training ? 1.0 / batch : 0.0;
        double[][] rows = kernels.rows(n);
        double[] scale = rows[0]; // gamma·s
        double[] ofDelta = rows[1]; // 1/B Σ delta
        double[] ofProduct = rows[2]; // 1/B Σ delta·x̂
        for (int j = 0; j < n; j++) {
            scale[j] = p[gamma + j] * inverse[j];
            ofDelta[j] = share * betaSums[j];
            ofProduct[j] = share * gammaSums[j];
        }
        double[] d = rows[3];
        double[] xHat = rows[4];
        for (int r = from; r < to; r++) {
            System.arraycopy(delta, r * n, d, 0, n);
            System.arraycopy(normalized, r * n, xHat, 0, n);
            for (int j = 0; j < n; j++) {
                d[j] = scale[j] * (d[j] - Math.fma(xHat[j], ofProduct[j], ofDelta[j]));
            }
            System.arraycopy(d, 0, dx, r * n, n);
        }
        before.toDelta(dx, from, to, kernels);
    }

    @Override
    public void parameterGradient(
            double[] delta, int batch, double[] g, int part, int parts, Kernels kernels, GradientDone done) {
        int from = Team.first(n, TOGETHER, part, parts);
        int to = Team.first(n, TOGETHER, part + 1, parts);
        if (from < to) {
            handOver(g, from, to, done);
        }
    }

    /// A batch of one has no variance: `Propagation` has refused it.
    @Override
    public void descendOne(
            double[] p,
            double[] d,
            double @Nullable [] dx,
            @Nullable LayerPass before,
            double learningRate,
            Kernels kernels) {
        throw new IllegalStateException("batch normalisation of one row");
    }

    /// Moves the running statistics by those of the last training pass: running ← (1 - momentum)·running + momentum·new,
    /// the new variance with 1/(B-1).
    ///
    /// @param rows B, at least 2
    void advanceState(int rows) {
        double unbiased = (double) rows / (rows - 1);
        for (int j = 0; j < n; j++) {
            state[runningMean + j] = Math.fma(momentum, mean[j], (1 - momentum) * state[runningMean + j]);
            state[runningVariance + j] =
                    Math.fma(momentum, variance[j] * unbiased, (1 - momentum) * state[runningVariance + j]);
        }
    }
}
