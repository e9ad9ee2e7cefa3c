package io.gradus.layer;

import io.gradus.math.Exp;
import io.gradus.math.Sums;
import io.gradus.math.Tanh;
import java.util.List;

/// What a layer does to its weighted sums z: a = f(z).
///
/// Most activations take each number by itself ([Elementwise]), those that relu and its kin are among them ([Rectifier]);
/// softmax takes a row as a whole. Value and derivative stand side by side. Every activation is immutable and
/// thread-safe.
public sealed interface Activation {
    /// All activations that [#named] knows, those with a parameter at its default.
    static List<Activation> all() {
        return List.of(
                new Identity(),
                new Sigmoid(),
                new Tangent(),
                new Softsign(),
                new Relu(),
                new Rectifier.LeakyRelu(Rectifier.LeakyRelu.DEFAULT_SLOPE),
                new Rectifier.Elu(Rectifier.Elu.DEFAULT_ALPHA),
                new Rectifier.Selu(),
                new Rectifier.Gelu(),
                new Rectifier.Silu(),
                new Rectifier.Softplus(),
                new Exponential(),
                new Softmax());
    }

    /// The name on the command line and in model files, such as `sigmoid`; with a parameter that is not the default,
    /// `leaky_relu:0.2`.
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

    static Activation softsign() {
        return new Softsign();
    }

    /// With slope 0.01 below 0.
    static Activation leakyRelu() {
        return new Rectifier.LeakyRelu(Rectifier.LeakyRelu.DEFAULT_SLOPE);
    }

    /// With another slope below 0.
    ///
    /// @param slope from 0 to 1
    /// @throws IllegalArgumentException if the slope is outside
    static Activation leakyRelu(double slope) {
        return new Rectifier.LeakyRelu(slope);
    }

    /// With α = 1.
    static Activation elu() {
        return new Rectifier.Elu(Rectifier.Elu.DEFAULT_ALPHA);
    }

    /// With another α.
    ///
    /// @param alpha α, from 0 to 1e6
    /// @throws IllegalArgumentException if α is outside
    static Activation elu(double alpha) {
        return new Rectifier.Elu(alpha);
    }

    static Activation selu() {
        return new Rectifier.Selu();
    }

    static Activation gelu() {
        return new Rectifier.Gelu();
    }

    static Activation silu() {
        return new Rectifier.Silu();
    }

    static Activation softplus() {
        return new Rectifier.Softplus();
    }

    static Activation exp() {
        return new Exponential();
    }

    static Activation softmax() {
        return new Softmax();
    }

    /// The activation of this name: `elu`, or `elu:0.5` with a parameter.
    ///
    /// @throws IllegalArgumentException if there is none, and the message lists those there are; or if the parameter is
    ///     none, or out of its range
    static Activation named(String name) {
        Activation plain = Names.find("activation", Names.plain(name), all(), Activation::name);
        if (!Names.hasNumber(name)) {
            return plain;
        }
        return switch (plain) {
            case Rectifier.LeakyRelu _ -> new Rectifier.LeakyRelu(Names.number("activation", name));
            case Rectifier.Elu _ -> new Rectifier.Elu(Names.number("activation", name));
            default -> throw Names.takesNoNumber("activation", name);
        };
    }

    /// An activation that takes each number by itself.
    sealed interface Elementwise extends Activation
            permits Identity, Sigmoid, Tangent, Softsign, Exponential, Rectifier {
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

    /// f(z) = z / (1 + |z|), f' = 1 / (1 + |z|)²: between -1 and 1 like tanh, but nearing them slowly. J. Bergstra, G.
    /// Desjardins, P. Lamblin, Y. Bengio, "Quadratic polynomials learn better image features", Université de Montréal,
    /// technical report 1337 (2009).
    ///
    /// f' is computed from z: as (1 - |f|)² it would lose its digits where f is nearly ±1. f(±∞) = ±1.
    record Softsign() implements Elementwise {
        @Override
        public String name() {
            return "softsign";
        }

        @Override
        public double value(double z) {
            double finite = Math.max(Math.min(z, Double.MAX_VALUE), -Double.MAX_VALUE); // NaN stays NaN
            return finite / (1 + Math.abs(finite));
        }

        @Override
        public double derivative(double z, double a) {
            double r = 1 / (1 + Math.abs(z));
            return r * r;
        }
    }

    /// f(z) = e^z, f' = f: what a network for counts has at its output, the inverse of the log link of a Poisson
    /// regression. P. McCullagh, J. A. Nelder, "Generalized linear models", 2nd edition, Chapman & Hall 1989,
    /// chapter 6.
    record Exponential() implements Elementwise {
        @Override
        public String name() {
            return "exp";
        }

        @Override
        public double value(double z) {
            return Exp.exp(z);
        }

        @Override
        public double derivative(double z, double a) {
            return a;
        }
    }

    /// f(z) = max(z, 0), f' = 1 for z > 0, else 0. At the kink z = 0 the derivative is taken as 0, as PyTorch
    /// does.
    record Relu() implements Rectifier {
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
