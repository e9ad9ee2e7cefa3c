package io.gradus.layer;

import io.gradus.math.Exp;
import io.gradus.math.Sums;
import io.gradus.math.Tanh;
import java.util.List;

/// What a layer does to its weighted sums z: a = f(z).
///
/// Most activations take each number by itself ([Elementwise]); softmax takes a row as a whole. Value and derivative
/// stand side by side. Every activation is immutable and thread-safe.
public sealed interface Activation {
    /// All activations that [#named] knows.
    static List<Activation> all() {
        return List.of(new Identity(), new Sigmoid(), new Tangent(), new Relu(), new Softmax());
    }

    /// The name on the command line and in model files, such as `sigmoid`.
    String name();

    /// a = f(z) for one row.
    ///
    /// @param z weighted sums, row-major, not modified
    /// @param a activations, written from `from` to `from + n - 1`
    /// @param from index of the row's first element, in z and a alike
    /// @param n units in the row
    void forward(double[] z, double[] a, int from, int n);

    /// delta = d loss / d z from d loss / d a for one row, in place: the chain rule through f.
    ///
    /// @param z weighted sums, row-major, not modified
    /// @param a activations f(z), not modified
    /// @param delta holds d loss / d a, overwritten by d loss / d z
    /// @param from index of the row's first element, in all three
    /// @param n units in the row
    void backward(double[] z, double[] a, double[] delta, int from, int n);

    /// Whether f has a kink at z = 0: slopes of both sides that differ. Elsewhere every activation is smooth.
    default boolean hasKink() {
        return false;
    }

    static Activation identity() {
        return new Identity();
    }

    static Activation sigmoid() {
        return new Sigmoid();
    }

    static Activation tanh() {
        return new Tangent();
    }

    static Activation relu() {
        return new Relu();
    }

    static Activation softmax() {
        return new Softmax();
    }

    /// The activation of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    static Activation named(String name) {
        return Names.find("activation", name, all(), Activation::name);
    }

    /// An activation that takes each number by itself.
    sealed interface Elementwise extends Activation {
        /// f(z).
        double value(double z);

        /// f'(z).
        ///
        /// @param z where
        /// @param a f(z), which many derivatives can use again
        double derivative(double z, double a);

        @Override
        default void forward(double[] z, double[] a, int from, int n) {
            for (int j = from; j < from + n; j++) {
                a[j] = value(z[j]);
            }
        }

        @Override
        default void backward(double[] z, double[] a, double[] delta, int from, int n) {
            for (int j = from; j < from + n; j++) {
                delta[j] *= derivative(z[j], a[j]);
            }
        }
    }

    /// f(z) = z.
    record Identity() implements Elementwise {
        @Override
        public String name() {
            return "identity";
        }

        @Override
        public double value(double z) {
            return z;
        }

        @Override
        public double derivative(double z, double a) {
            return 1;
        }
    }

    /// f(z) = 1 / (1 + e^-z), f' = f·(1 - f). For negative z it is computed as e^z / (1 + e^z), so that neither
    /// end overflows and f keeps its relative accuracy down to the smallest numbers.
    record Sigmoid() implements Elementwise {
        @Override
        public String name() {
            return "sigmoid";
        }

        @Override
        public double value(double z) {
            double e = Exp.exp(-Math.abs(z));
            return (z < 0 ? e : 1) / (1 + e);
        }

        @Override
        public double derivative(double z, double a) {
            return a * (1 - a);
        }
    }

    /// f(z) = tanh z, f' = 1 - f².
    record Tangent() implements Elementwise {
        @Override
        public String name() {
            return "tanh";
        }

        @Override
        public double value(double z) {
            return Tanh.tanh(z);
        }

        @Override
        public double derivative(double z, double a) {
            return Math.fma(-a, a, 1);
        }
    }

    /// f(z) = max(z, 0), f' = 1 for z > 0, else 0. At the kink z = 0 the derivative is taken as 0, as PyTorch
    /// does.
    record Relu() implements Elementwise {
        @Override
        public String name() {
            return "relu";
        }

        @Override
        public boolean hasKink() {
            return true;
        }

        @Override
        public double value(double z) {
            return Math.max(z, 0);
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? 1 : 0;
        }
    }

    /// f_i(z) = e^z_i / Σ_j e^z_j over the units of a row; ∂f_j/∂z_i = f_j·([i = j] - f_i). The row's largest z is
    /// subtracted first, so that no exponential overflows.
    record Softmax() implements Activation {
        @Override
        public String name() {
            return "softmax";
        }

        @Override
        public void forward(double[] z, double[] a, int from, int n) {
            double largest = z[from];
            for (int j = from + 1; j < from + n; j++) {
                largest = Math.max(largest, z[j]);
            }
            for (int j = from; j < from + n; j++) {
                a[j] = Exp.exp(z[j] - largest);
            }
            double sum = Sums.sum(a, from, n);
            for (int j = from; j < from + n; j++) {
                a[j] /= sum;
            }
        }

        /// delta_i = Σ_j da_j·∂f_j/∂z_i = f_i·(da_i - Σ_j da_j·f_j).
        @Override
        public void backward(double[] z, double[] a, double[] delta, int from, int n) {
            double mean = Sums.dot(delta, from, a, from, n);
            for (int j = from; j < from + n; j++) {
                delta[j] = a[j] * (delta[j] - mean);
            }
        }
    }
}
