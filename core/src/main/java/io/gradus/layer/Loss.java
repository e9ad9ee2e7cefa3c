package io.gradus.layer;

import io.gradus.math.Exp;
import io.gradus.math.Log;
import io.gradus.math.Sums;
import java.util.List;

/// How far a network's output y lies from its target t.
///
/// A loss is given for one row; the loss of a batch is the mean over its rows. Two of the losses are fused with the
/// output activation they belong to: from the weighted sums z, value and derivative are simple and cannot overflow.
/// Value and derivative stand side by side. Immutable and thread-safe.
public sealed interface Loss {
    /// All losses that [#named] knows.
    List<Loss> ALL = List.of(new MeanSquaredError(), new BinaryCrossEntropy(), new CategoricalCrossEntropy());

    /// The name on the command line and in model files, such as `mse`.
    String name();

    /// Whether [#derivative] is taken with respect to the weighted sums z rather than to the output y.
    boolean isFused();

    /// @throws IllegalArgumentException if this loss can't follow that output activation; the message says which
    /// can
    void checkOutput(Activation output);

    /// The loss of one row.
    ///
    /// @param z weighted sums of the output layer, row-major, not modified
    /// @param y outputs f(z), row-major, not modified
    /// @param from index of the row's first element in z and y
    /// @param t targets, row-major, not modified
    /// @param tFrom index of the row's first element in t
    /// @param n outputs in the row
    /// @param scratch at least n long, overwritten
    double ofRow(double[] z, double[] y, int from, double[] t, int tFrom, int n, double[] scratch);

    /// The derivative of `weight` · loss of one row, with respect to y, or to z if [#isFused].
    ///
    /// @param weight 1/batch for a plain mean over the batch
    /// @param delta the derivative, written from `from` to `from + n - 1`; the other parameters are as in [#ofRow]
    void derivative(double[] z, double[] y, int from, double[] t, int tFrom, int n, double weight, double[] delta);

    static Loss mse() {
        return new MeanSquaredError();
    }

    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy();
    }

    static Loss categoricalCrossEntropy() {
        return new CategoricalCrossEntropy();
    }

    /// The loss of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    static Loss named(String name) {
        return Names.find("loss", name, ALL, Loss::name);
    }

    /// Mean squared error: 1/n Σ_j (y_j - t_j)². No factor ½; for one sample it is the notebook's
    /// `np.sum((t - y)**2) / len(y)`. ∂/∂y_j = 2/n (y_j - t_j).
    record MeanSquaredError() implements Loss {
        @Override
        public String name() {
            return "mse";
        }

        @Override
        public boolean isFused() {
            return false;
        }

        @Override
        public void checkOutput(Activation output) {}

        @Override
        public double ofRow(double[] z, double[] y, int from, double[] t, int tFrom, int n, double[] scratch) {
            for (int j = 0; j < n; j++) {
                scratch[j] = y[from + j] - t[tFrom + j];
            }
            return Sums.dot(scratch, 0, scratch, 0, n) / n;
        }

        @Override
        public void derivative(
                double[] z, double[] y, int from, double[] t, int tFrom, int n, double weight, double[] delta) {
            double factor = 2 * weight / n;
            for (int j = 0; j < n; j++) {
                delta[from + j] = factor * (y[from + j] - t[tFrom + j]);
            }
        }
    }

    /// Binary cross-entropy of sigmoid outputs, one decision an output: -1/n Σ_j [t_j ln y_j + (1 - t_j) ln(1 -
    /// y_j)]. With y = sigmoid(z) each term is max(z, 0) - t·z + ln(1 + e^-|z|), and ∂/∂z_j = 1/n (y_j - t_j).
    record BinaryCrossEntropy() implements Loss {
        @Override
        public String name() {
            return "binary_cross_entropy";
        }

        @Override
        public boolean isFused() {
            return true;
        }

        @Override
        public void checkOutput(Activation output) {
            requireOutput(this, output, Activation.sigmoid());
        }

        @Override
        public double ofRow(double[] z, double[] y, int from, double[] t, int tFrom, int n, double[] scratch) {
            for (int j = 0; j < n; j++) {
                double logit = z[from + j];
                scratch[j] = Math.max(logit, 0) - t[tFrom + j] * logit + Log.log1p(Exp.exp(-Math.abs(logit)));
            }
            return Sums.sum(scratch, 0, n) / n;
        }

        @Override
        public void derivative(
                double[] z, double[] y, int from, double[] t, int tFrom, int n, double weight, double[] delta) {
            double factor = weight / n;
            for (int j = 0; j < n; j++) {
                delta[from + j] = factor * (y[from + j] - t[tFrom + j]);
            }
        }
    }

    /// Categorical cross-entropy of softmax outputs, one class a row: -Σ_j t_j ln y_j. With y = softmax(z) that is
    /// Σ_j t_j (ln Σ_k e^z_k - z_j), and ∂/∂z_j = y_j Σ_k t_k - t_j. A sum over the classes, not a mean.
    record CategoricalCrossEntropy() implements Loss {
        @Override
        public String name() {
            return "categorical_cross_entropy";
        }

        @Override
        public boolean isFused() {
            return true;
        }

        @Override
        public void checkOutput(Activation output) {
            requireOutput(this, output, Activation.softmax());
        }

        @Override
        public double ofRow(double[] z, double[] y, int from, double[] t, int tFrom, int n, double[] scratch) {
            double largest = z[from];
            for (int j = 1; j < n; j++) {
                largest = Math.max(largest, z[from + j]);
            }
            for (int j = 0; j < n; j++) {
                scratch[j] = Exp.exp(z[from + j] - largest);
            }
            double logOfSum = Log.log(Sums.sum(scratch, 0, n)) + largest;
            for (int j = 0; j < n; j++) {
                scratch[j] = t[tFrom + j] * (logOfSum - z[from + j]);
            }
            return Sums.sum(scratch, 0, n);
        }

        @Override
        public void derivative(
                double[] z, double[] y, int from, double[] t, int tFrom, int n, double weight, double[] delta) {
            double total = Sums.sum(t, tFrom, n);
            for (int j = 0; j < n; j++) {
                delta[from + j] = weight * Math.fma(y[from + j], total, -t[tFrom + j]);
            }
        }
    }

    private static void requireOutput(Loss loss, Activation got, Activation expected) {
        if (!got.equals(expected)) {
            throw new IllegalArgumentException("loss %s: expected the output activation %s, got %s"
                    .formatted(loss.name(), expected.name(), got.name()));
        }
    }
}
