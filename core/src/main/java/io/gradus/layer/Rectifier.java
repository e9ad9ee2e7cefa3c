package io.gradus.layer;

import io.gradus.math.Erf;
import io.gradus.math.Exp;
import io.gradus.math.Log;

/// Activations that go with z where it is large, and stay small or grow slowly below 0: relu and those that came after it,
/// leaky or smooth.
///
/// Where a formula multiplies z by what goes to 0, z is first limited to where that is 0 already: ∞·0 would be NaN.
public sealed interface Rectifier extends Activation.Elementwise
        permits Activation.Relu,
                Rectifier.LeakyRelu,
                Rectifier.Elu,
                Rectifier.Selu,
                Rectifier.Gelu,
                Rectifier.Silu,
                Rectifier.Softplus {
    /// f(z) = z for z > 0, else slope·z; f' = 1 for z > 0, else the slope. At the kink z = 0 the derivative is taken as the
    /// slope, as PyTorch does. A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier nonlinearities improve neural network
    /// acoustic models", ICML 2013; its slope, 0.01, is the default here and in PyTorch.
    ///
    /// @param slope from 0 to 1
    record LeakyRelu(double slope) implements Rectifier {
        static final double DEFAULT_SLOPE = 0.01;

        /// @throws IllegalArgumentException if the slope is not from 0 to 1
        public LeakyRelu {
            Names.requireRange("slope of leaky_relu", slope, 0, 1);
        }

        @Override
        public String name() {
            return Names.of("leaky_relu", slope, DEFAULT_SLOPE);
        }

        @Override
        public boolean hasKink() {
            return slope != 1;
        }

        @Override
        public double value(double z) {
            return z > 0 ? z : slope * z;
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? 1 : slope;
        }
    }

    /// f(z) = z for z > 0, else α·(e^z - 1); f' = 1 for z > 0, else α·e^z = f + α. D.-A. Clevert, T. Unterthiner, S.
    /// Hochreiter, "Fast and accurate deep network learning by exponential linear units (ELUs)", ICLR 2016,
    /// arXiv:1511.07289; α = 1 is the default here and in PyTorch. With it f' has no jump at 0; with
    /// another it has one, and f' there is taken as α.
    ///
    /// @param alpha α, from 0 to 1e6
    record Elu(double alpha) implements Rectifier {
        static final double DEFAULT_ALPHA = 1;
        private static final double LARGEST_ALPHA = 1e6;

        /// @throws IllegalArgumentException if α is not from 0 to 1e6
        public Elu {
            Names.requireRange("alpha of elu", alpha, 0, LARGEST_ALPHA);
        }

        @Override
        public String name() {
            return Names.of("elu", alpha, DEFAULT_ALPHA);
        }

        @Override
        public boolean hasKink() {
            return alpha != 1;
        }

        @Override
        public double value(double z) {
            return z > 0 ? z : alpha * Exp.expm1(z);
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? 1 : a + alpha;
        }
    }

    /// f(z) = λ·z for z > 0, else λ·α·(e^z - 1); f' = λ for z > 0, else λ·α·e^z = f + λ·α. G. Klambauer, T. Unterthiner, A.
    /// Mayr, S. Hochreiter, "Self-normalizing neural networks", NeurIPS 2017, arXiv:1706.02515, equation 2; λ and α are
    /// those that keep mean 0 and variance 1 from layer to layer, with the digits of the authors' code. At
    /// the kink z = 0 the derivative is taken as λ·α, as PyTorch does.
    record Selu() implements Rectifier {
        /// λ.
        public static final double SCALE = 1.0507009873554804934193349852946;

        /// λ·α, with α = 1.6732632423543772848170429916717.
        public static final double SCALED_ALPHA = 1.7580993408473768599402175208123;

        @Override
        public String name() {
            return "selu";
        }

        @Override
        public boolean hasKink() {
            return true;
        }

        @Override
        public double value(double z) {
            return z > 0 ? SCALE * z : SCALED_ALPHA * Exp.expm1(z);
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? SCALE : a + SCALED_ALPHA;
        }
    }

    /// f(z) = z·Φ(z), f' = Φ(z) + z·φ(z), with the distribution function Φ(z) = ½·erfc(-z/√2) and the density φ(z) = e^(-z²/2)
    /// / √(2π) of N(0, 1). D. Hendrycks, K. Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415: the exact
    /// one, not its approximation by tanh.
    ///
    /// erfc keeps its relative accuracy for negative z, where ½·(1 + erf) would come to 0 at -8.3. What remains is that
    /// z/√2 is rounded, which changes erfc by up to about z² roundings: the relative error of f is below 1e-12 as long as Φ is
    /// a normal number.
    record Gelu() implements Rectifier {
        /// Beyond ±64 there is nothing left of Φ(-|z|) and φ(z).
        public static final double FAR = 64;

        /// -1/√2.
        public static final double MINUS_ROOT_HALF = -0.70710678118654752440084436210485;

        /// 1/√(2π).
        public static final double DENSITY_AT_ZERO = 0.39894228040143267793994605993438;

        @Override
        public String name() {
            return "gelu";
        }

        @Override
        public double value(double z) {
            return Math.max(z, -FAR) * (0.5 * Erf.erfc(MINUS_ROOT_HALF * z));
        }

        @Override
        public double derivative(double z, double a) {
            double near = Math.max(Math.min(z, FAR), -FAR); // NaN stays NaN
            double exp = Exp.exp(-0.5 * near * near);
            return Math.fma(DENSITY_AT_ZERO * near, exp, 0.5 * Erf.erfc(MINUS_ROOT_HALF * z));
        }
    }

    /// f(z) = z·σ(z) with the sigmoid σ, also known as swish; f' = σ(z)·(1 + z·(1 - σ(z))), where 1 - σ(z) is computed as
    /// σ(-z), so that nothing cancels. S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-weighted linear units for neural network
    /// function approximation in reinforcement learning", Neural Networks 107 (2018) 3-11.
    record Silu() implements Rectifier {
        /// Beyond ±1000 there is nothing left of σ(-|z|).
        public static final double FAR = 1000;

        @Override
        public String name() {
            return "silu";
        }

        @Override
        public double value(double z) {
            double e = Exp.exp(-Math.abs(z));
            return Math.max(z, -FAR) * ((z < 0 ? e : 1) / (1 + e));
        }

        @Override
        public double derivative(double z, double a) {
            double near = Math.max(Math.min(z, FAR), -FAR); // NaN stays NaN
            double e = Exp.exp(-Math.abs(z));
            double sigmoid = (z < 0 ? e : 1) / (1 + e);
            double rest = (z < 0 ? 1 : e) / (1 + e); // σ(-z)
            return sigmoid * Math.fma(near, rest, 1);
        }
    }

    /// f(z) = log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), which neither overflows nor loses its digits; f' = σ(z), the
    /// sigmoid. C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, "Incorporating second-order functional knowledge for
    /// better option pricing", NeurIPS 2000.
    record Softplus() implements Rectifier {
        @Override
        public String name() {
            return "softplus";
        }

        @Override
        public double value(double z) {
            return Math.max(z, 0) + Log.log1p(Exp.exp(-Math.abs(z)));
        }

        @Override
        public double derivative(double z, double a) {
            double e = Exp.exp(-Math.abs(z));
            return (z < 0 ? e : 1) / (1 + e);
        }
    }
}
