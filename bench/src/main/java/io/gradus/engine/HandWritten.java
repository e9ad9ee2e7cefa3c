package io.gradus.engine;

import io.gradus.math.Exp;

/// The yardstick: the training step of a 2-2-2 network of sigmoids with mean squared error and gradient descent as one
/// would write it by hand for this network alone, without a loop, an array of its own or a check. The arithmetic is
/// Gradus's, so the bits are the same.
///
/// Legend: W [2 × 2] and b [2] of the hidden layer, V [2 × 2] and c [2] of the outputs, in this order in p; hidden units h,
/// outputs y, weighted sums z and u; d is d loss / d u, g is d loss / d z.
final class HandWritten {
    private HandWritten() {}

    /// One step on the row whose inputs begin at x0 in x and whose targets at t0 in t.
    ///
    /// @param p all parameters, updated in place
    /// @return the loss before the step
    static double step(double[] p, double[] x, int x0, double[] t, int t0, double rate) {
        double w00 = p[0];
        double w01 = p[1];
        double w10 = p[2];
        double w11 = p[3];
        double v00 = p[6];
        double v01 = p[7];
        double v10 = p[8];
        double v11 = p[9];
        double in0 = x[x0];
        double in1 = x[x0 + 1];
        double h0 = sigmoid(Math.fma(in1, w10, Math.fma(in0, w00, p[4])));
        double h1 = sigmoid(Math.fma(in1, w11, Math.fma(in0, w01, p[5])));
        double y0 = sigmoid(Math.fma(h1, v10, Math.fma(h0, v00, p[10])));
        double y1 = sigmoid(Math.fma(h1, v11, Math.fma(h0, v01, p[11])));
        double e0 = y0 - t[t0];
        double e1 = y1 - t[t0 + 1];
        double d0 = e0 * (y0 * (1 - y0));
        double d1 = e1 * (y1 * (1 - y1));
        double g0 = (d0 * v00 + d1 * v01) * (h0 * (1 - h0));
        double g1 = (d0 * v10 + d1 * v11) * (h1 * (1 - h1));
        p[6] = v00 - rate * (h0 * d0);
        p[7] = v01 - rate * (h0 * d1);
        p[8] = v10 - rate * (h1 * d0);
        p[9] = v11 - rate * (h1 * d1);
        p[10] -= rate * d0;
        p[11] -= rate * d1;
        p[0] = w00 - rate * (in0 * g0);
        p[1] = w01 - rate * (in0 * g1);
        p[2] = w10 - rate * (in1 * g0);
        p[3] = w11 - rate * (in1 * g1);
        p[4] -= rate * g0;
        p[5] -= rate * g1;
        return (e0 * e0 + e1 * e1) / 2;
    }

    /// A step on each of some rows, the parameters in local variables from the first to the last.
    ///
    /// @param p all parameters, updated in place
    /// @return the sum of the losses before each step
    static double epoch(double[] p, double[] x, double[] t, int rows, double rate) {
        double w00 = p[0];
        double w01 = p[1];
        double w10 = p[2];
        double w11 = p[3];
        double b0 = p[4];
        double b1 = p[5];
        double v00 = p[6];
        double v01 = p[7];
        double v10 = p[8];
        double v11 = p[9];
        double c0 = p[10];
        double c1 = p[11];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double in0 = x[2 * row];
            double in1 = x[2 * row + 1];
            double h0 = sigmoid(Math.fma(in1, w10, Math.fma(in0, w00, b0)));
            double h1 = sigmoid(Math.fma(in1, w11, Math.fma(in0, w01, b1)));
            double y0 = sigmoid(Math.fma(h1, v10, Math.fma(h0, v00, c0)));
            double y1 = sigmoid(Math.fma(h1, v11, Math.fma(h0, v01, c1)));
            double e0 = y0 - t[2 * row];
            double e1 = y1 - t[2 * row + 1];
            double d0 = e0 * (y0 * (1 - y0));
            double d1 = e1 * (y1 * (1 - y1));
            double g0 = (d0 * v00 + d1 * v01) * (h0 * (1 - h0));
            double g1 = (d0 * v10 + d1 * v11) * (h1 * (1 - h1));
            v00 -= rate * (h0 * d0);
            v01 -= rate * (h0 * d1);
            v10 -= rate * (h1 * d0);
            v11 -= rate * (h1 * d1);
            c0 -= rate * d0;
            c1 -= rate * d1;
            w00 -= rate * (in0 * g0);
            w01 -= rate * (in0 * g1);
            w10 -= rate * (in1 * g0);
            w11 -= rate * (in1 * g1);
            b0 -= rate * g0;
            b1 -= rate * g1;
            sum += (e0 * e0 + e1 * e1) / 2;
        }
        p[0] = w00;
        p[1] = w01;
        p[2] = w10;
        p[3] = w11;
        p[4] = b0;
        p[5] = b1;
        p[6] = v00;
        p[7] = v01;
        p[8] = v10;
        p[9] = v11;
        p[10] = c0;
        p[11] = c1;
        return sum;
    }

    private static double sigmoid(double z) {
        double e = Exp.exp(-Math.abs(z));
        return (z < 0 ? e : 1) / (1 + e);
    }
}
