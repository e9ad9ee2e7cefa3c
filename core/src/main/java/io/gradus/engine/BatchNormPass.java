package io.gradus.engine;

import io.gradus.layer.Layer;
import io.gradus.math.Rounding;
import org.jspecify.annotations.Nullable;

/// Batch normalisation: x̂_rj = (x_rj - μ_j)·s_j, s_j = 1 / √(σ²_j + ε), a = f(gamma ⊙ x̂ + beta).
///
/// In training μ_j = 1/B Σ_r x_rj and σ²_j = 1/B Σ_r (x_rj - μ_j)², so all rows of its inputs must be there before
/// [#statistics] and all of its delta before [#sumsOfDelta]: `Propagation` sees to both. In evaluation they are the running
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
    /// d loss / d gamma, then d loss / d beta.
    private final double[] sums;

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
        sums = new double[2 * n];
    }

    /// μ, σ² and s of some rows, for the units `from` to `to` - 1: before the forward pass of a training step. Sums start
    /// at 0, rows ascending.
    ///
    /// @param x inputs [rows × n], the first at x0, not modified
    void statistics(double[] x, int x0, int rows, int from, int to) {
        for (int j = from; j < to; j++) {
            mean[j] = 0;
            variance[j] = 0;
        }
        for (int r = 0; r < rows; r++) {
            int row = x0 + r * n;
            for (int j = from; j < to; j++) {
                mean[j] += x[row + j];
            }
        }
        for (int j = from; j < to; j++) {
            mean[j] /= rows;
        }
        for (int r = 0; r < rows; r++) {
            int row = x0 + r * n;
            for (int j = from; j < to; j++) {
                double d = x[row + j] - mean[j];
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
        for (int r = from; r < to; r++) {
            int row = r * n;
            for (int j = 0; j < n; j++) {
                normalized[row + j] = (x[x0 + row + j] - mean[j]) * inverse[j];
            }
        }
        return outputsOf(p, from, to, kernels);
    }

    /// Outputs of copies of a batch, one after the other, each with statistics of its own: the rows `from` to `to` - 1,
    /// from the first of a copy to the last of one.
    ///
    /// @param x inputs [rows × n], not modified
    double[] forwardCopies(double[] p, int batch, boolean isTraining, double[] x, int from, int to, Kernels kernels) {
        begin(isTraining);
        for (int first = from; first < to; first += batch) {
            if (isTraining) {
                statistics(x, first * n, batch, 0, n);
            }
            for (int r = first; r < first + batch; r++) {
                int row = r * n;
                for (int j = 0; j < n; j++) {
                    normalized[row + j] = (x[row + j] - mean[j]) * inverse[j];
                }
            }
        }
        return outputsOf(p, from, to, kernels);
    }

    /// d loss / d gamma and d loss / d beta of some units, once delta of all rows is there: before [#backward].
    void sumsOfDelta(double[] delta, int batch, int from, int to) {
        sums(delta, batch, sums, 0, n, from, to);
    }

    @Override
    public void backward(
            double[] p, double[] delta, double[] dx, LayerPass before, int from, int to, int batch, Kernels kernels) {
        double share = training ? 1.0 / batch : 0.0;
        for (int r = from; r < to; r++) {
            int row = r * n;
            for (int j = 0; j < n; j++) {
                double common = Math.fma(normalized[row + j], share * sums[j], share * sums[n + j]);
                dx[row + j] = p[gamma + j] * inverse[j] * (delta[row + j] - common);
            }
        }
        before.toDelta(dx, from, to, kernels);
    }

    @Override
    public void parameterGradient(
            double[] delta, int batch, double[] g, int part, int parts, Kernels kernels, GradientDone done) {
        int from = Team.first(n, TOGETHER, part, parts);
        int to = Team.first(n, TOGETHER, part + 1, parts);
        if (from < to) {
            System.arraycopy(sums, from, g, gamma + from, to - from);
            System.arraycopy(sums, n + from, g, beta + from, to - from);
            done.biases(gamma + from, gamma + to);
            done.biases(beta + from, beta + to);
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
