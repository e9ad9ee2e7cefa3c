package io.gradus.layer;

import io.gradus.math.Exp;
import io.gradus.math.Log;
import io.gradus.math.Sums;
import java.util.List;

/// How far a network's output y lies from its target t.
///
/// A loss is given for one row; the loss of a batch is the mean over its rows. Most losses take each output by itself
/// ([Elementwise]); categorical cross-entropy takes a row as a whole. Three of the losses are fused with the output
/// activation they belong to: from the weighted sums z, value and derivative are simple. Value and derivative stand
/// side by side. Immutable and thread-safe.
public sealed interface Loss {
    /// All losses that [#named] knows, those with a parameter at its default.
    static List<Loss> all() {
        return List.of(
                mse(),
                new Robust.MeanAbsoluteError(),
                new Robust.Huber(Robust.Huber.USUAL),
                new Robust.Quantile(Robust.Quantile.MEDIAN),
                binaryCrossEntropy(),
                categoricalCrossEntropy(),
                new Poisson());
    }

    /// The name on the command line and in model files, such as `mse`; of a loss with a parameter other than its default
    /// with the parameter, such as `quantile:0.9`.
    String name();

    /// Whether [#derivative] is taken with respect to the weighted sums z rather than to the output y.
    boolean isFused();

    /// Whether the loss has a kink at y = t: slopes of both sides that differ. Elsewhere every loss has one slope.
    default boolean hasKink() {
        return false;
    }

    /// Refuses an output activation that this loss can't follow.
    ///
    /// @throws IllegalArgumentException if it can't; the message says which can
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

    static Loss mae() {
        return new Robust.MeanAbsoluteError();
    }

    /// Huber's loss.
    ///
    /// @param delta δ, above 0
    static Loss huber(double delta) {
        return new Robust.Huber(delta);
    }

    /// The quantile loss.
    ///
    /// @param tau τ, between 0 and 1
    static Loss quantile(double tau) {
        return new Robust.Quantile(tau);
    }

    static Loss poisson() {
        return new Poisson();
    }

    /// The loss of this name: those of [#all], and `huber:δ` and `quantile:τ`.
    ///
    /// @throws IllegalArgumentException if there is none, and the message lists those there are; or if the parameter is none,
    ///     or out of its range
    static Loss named(String name) {
        Loss plain = Names.find("loss", Names.plain(name), all(), Loss::name);
        if (!Names.hasNumber(name)) {
            return plain;
        }
        return switch (plain) {
            case Robust.Huber _ -> new Robust.Huber(Names.number("loss", name));
            case Robust.Quantile _ -> new Robust.Quantile(Names.number("loss", name));
            default -> throw Names.takesNoNumber("loss", name);
        };
    }

    /// A loss that takes each output by itself: the mean over the n outputs of ℓ(z_j, y_j, t_j).
    sealed interface Elementwise extends Loss {
        /// ℓ.
        double value(double z, double y, double t);

        /// ∂ℓ/∂y, or ∂ℓ/∂z if [#isFused].
        double slope(double y, double t);

        @Override
        default double ofRow(double[] z, double[] y, int from, double[] t, int tFrom, int n, double[] scratch) {
            for (int j = 0; j < n; j++) {
                scratch[j] = value(z[from + j], y[from + j], t[tFrom + j]);
            }
            return Sums.sum(scratch, 0, n) / n;
        }

        @Override
        default void derivative(
                double[] z, double[] y, int from, double[] t, int tFrom, int n, double weight, double[] delta) {
            double factor = weight / n;
            for (int j = 0; j < n; j++) {
                delta[from + j] = factor * slope(y[from + j], t[tFrom + j]);
            }
        }
    }

    /// An elementwise loss of y - t alone, which any output activation may precede. Adding a number to y and t leaves it as
    /// it is, so targets may be standardised.
    sealed interface OfDifference extends Elementwise permits MeanSquaredError, Robust {
        @Override
        default boolean isFused() {
            return false;
        }

        @Override
        default void checkOutput(Activation output) {}
    }

    /// Mean squared error: 1/n Σ_j (y_j - t_j)². No factor ½; for one sample it is the notebook's
    /// `np.sum((t - y)**2) / len(y)`. ∂/∂y_j = 2/n (y_j - t_j).
    record MeanSquaredError() implements OfDifference {
        @Override
        public String name() {
            return "mse";
        }

        @Override
        public double value(double z, double y, double t) {
            return (y - t) * (y - t);
        }

        @Override
        public double slope(double y, double t) {
            return 2 * (y - t);
        }

        /// The squares are not rounded before they are added.
        @Override
        public double ofRow(double[] z, double[] y, int from, double[] t, int tFrom, int n, double[] scratch) {
            for (int j = 0; j < n; j++) {
                scratch[j] = y[from + j] - t[tFrom + j];
            }
            return Sums.dot(scratch, 0, scratch, 0, n) / n;
        }
    }

    /// Poisson's negative log-likelihood of a rate y = e^z: 1/n Σ_j (y_j - t_j·z_j), and ∂/∂z_j = 1/n (y_j - t_j). The term
    /// ln t_j!, which no parameter changes, is left out, as PyTorch's `PoissonNLLLoss` does. Targets are counts, or other
    /// numbers of at least 0. P. McCullagh, J. A. Nelder, "Generalized Linear Models", 2nd edition, 1989, chapter 6.
    record Poisson() implements Elementwise {
        @Override
        public String name() {
            return "poisson";
        }

        @Override
        public boolean isFused() {
            return true;
        }

        @Override
        public void checkOutput(Activation output) {
            requireOutput(this, output, Activation.exp());
        }

        @Override
        public double value(double z, double y, double t) {
            return Math.fma(-t, z, y);
        }

        @Override
        public double slope(double y, double t) {
            return y - t;
        }
    }

    /// Binary cross-entropy of sigmoid outputs, one decision an output: -1/n Σ_j [t_j ln y_j + (1 - t_j) ln(1 -
    /// y_j)]. With y = sigmoid(z) each term is max(z, 0) - t·z + ln(1 + e^-|z|), and ∂/∂z_j = 1/n (y_j - t_j). With several
    /// outputs it is the loss of several labels, each of which a row has or has not.
    record BinaryCrossEntropy() implements Elementwise {
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
        public double value(double z, double y, double t) {
            return Math.max(z, 0) - t * z + Log.log1p(Exp.exp(-Math.abs(z)));
        }

        @Override
        public double slope(double y, double t) {
            return y - t;
        }
    }

    /// Categorical cross-entropy of softmax outputs, one class a row: -Σ_j t_j ln y_j. With y = softmax(z) that is
    /// Σ_j t_j (ln Σ_k e^z_k - z_j), and ∂/∂z_j = y_j Σ_k t_k - t_j. A sum over the classes, not a mean.
    ///
    /// Label smoothing is in the targets: see [io.gradus.data.Target.ClassTarget].
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
