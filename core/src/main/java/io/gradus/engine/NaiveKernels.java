package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.math.Sums;

/// The kernels as plain loops: the explanation, and the oracle for every faster one. Those override what they do faster.
///
/// Legend: r row of the batch, i input, j output; see [Kernels] for shapes and the order of sums.
sealed class NaiveKernels implements Kernels permits PortableKernels, VectorKernels {
    /// With fewer outputs than this, a sum is kept in a register: a loop over so few costs more than it does.
    private static final int FEW_OUTPUTS = 8;

    private double[] scratch = {};
    private double[][] rows = new double[ROWS][0];

    @Override
    public double[][] rows(int n) {
        if (rows[0].length < n) {
            rows = new double[ROWS][n];
        }
        return rows;
    }

    @Override
    public double sum(double[] a, int n) {
        return Sums.sum(a, 0, n);
    }

    @Override
    public double dot(double[] a, double[] b, int n) {
        return Sums.dot(a, 0, b, 0, n);
    }

    /// z_rj = b_j + Σ_i x_ri W_ij. Where there are many outputs the loop over i is outside the one over j, so that
    /// W is read along its rows; the order of each sum is the same.
    @Override
    public void weightedSums(
            double[] x, int x0, double[] p, int w, int b, double[] z, int from, int to, int inputs, int outputs) {
        for (int r = from; r < to; r++) {
            int row = r * outputs;
            if (outputs < FEW_OUTPUTS) {
                for (int j = 0; j < outputs; j++) {
                    double sum = p[b + j];
                    for (int i = 0; i < inputs; i++) {
                        sum = Math.fma(x[x0 + r * inputs + i], p[w + i * outputs + j], sum);
                    }
                    z[row + j] = sum;
                }
                continue;
            }
            for (int j = 0; j < outputs; j++) {
                z[row + j] = p[b + j];
            }
            for (int i = 0; i < inputs; i++) {
                double xi = x[x0 + r * inputs + i];
                int wi = w + i * outputs;
                for (int j = 0; j < outputs; j++) {
                    z[row + j] = Math.fma(xi, p[wi + j], z[row + j]);
                }
            }
        }
    }

    /// dW_ij = Σ_r x_ri delta_rj.
    @Override
    public void weightGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] g,
            int w,
            int batch,
            int from,
            int to,
            int inputs,
            int outputs) {
        for (int i = from; i < to; i++) {
            int wi = w + i * outputs;
            double first = x[x0 + i];
            for (int j = 0; j < outputs; j++) {
                g[wi + j] = Math.fma(first, delta[j], 0.0);
            }
            for (int r = 1; r < batch; r++) {
                double xi = x[x0 + r * inputs + i];
                int row = r * outputs;
                for (int j = 0; j < outputs; j++) {
                    g[wi + j] = Math.fma(xi, delta[row + j], g[wi + j]);
                }
            }
        }
    }

    @Override
    public void descendOne(
            double[] x,
            int x0,
            double[] delta,
            double[] p,
            int w,
            int b,
            double learningRate,
            int inputs,
            int outputs) {
        for (int i = 0; i < inputs; i++) {
            double xi = x[x0 + i];
            int wi = w + i * outputs;
            for (int j = 0; j < outputs; j++) {
                p[wi + j] -= learningRate * Math.fma(xi, delta[j], 0.0);
            }
        }
        for (int j = 0; j < outputs; j++) {
            p[b + j] -= learningRate * (0.0 + delta[j]);
        }
    }

    /// db_j = Σ_r delta_rj.
    @Override
    public void biasGradient(double[] delta, double[] g, int b, int batch, int outputs) {
        for (int j = 0; j < outputs; j++) {
            double sum = 0;
            for (int r = 0; r < batch; r++) {
                sum += delta[r * outputs + j];
            }
            g[b + j] = sum;
        }
    }

    /// dx_ri = Σ_j delta_rj W_ij.
    @Override
    public void inputGradient(
            double[] delta, double[] p, int w, double[] dx, int from, int to, int inputs, int outputs) {
        for (int r = from; r < to; r++) {
            for (int i = 0; i < inputs; i++) {
                double sum = 0;
                for (int j = 0; j < outputs; j++) {
                    sum = Math.fma(delta[r * outputs + j], p[w + i * outputs + j], sum);
                }
                dx[r * inputs + i] = sum;
            }
        }
    }

    @Override
    public void inputGradientOfOne(double[] delta, double[] p, int w, double[] dx, int inputs, int outputs) {
        for (int i = 0; i < inputs; i++) {
            dx[i] = Sums.dot(delta, 0, p, w + i * outputs, outputs);
        }
    }

    @Override
    public void activate(Activation f, double[] z, double[] a, int from, int to, int n) {
        for (int r = from; r < to; r++) {
            f.forward(z, a, r * n, n);
        }
    }

    @Override
    public void activationGradient(Activation f, double[] z, double[] a, double[] delta, int from, int to, int n) {
        for (int r = from; r < to; r++) {
            f.backward(z, a, delta, r * n, n);
        }
    }

    @Override
    public void losses(
            Loss loss,
            double[] z,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            /* wide */ double[] losses) {
        if (scratch.length < n) {
            scratch = new double[n];
        }
        for (int r = from; r < to; r++) {
            losses[r] = loss.ofRow(z, y, r * n, t, t0 + r * n, n, scratch);
        }
    }

    @Override
    public void lossGradient(
            Loss loss,
            double[] z,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            double weight,
            double[] delta) {
        for (int r = from; r < to; r++) {
            loss.derivative(z, y, r * n, t, t0 + r * n, n, weight, delta);
        }
    }
}
