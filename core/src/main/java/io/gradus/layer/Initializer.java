package io.gradus.layer;

import io.gradus.math.CounterRandom;
import java.util.Arrays;
import java.util.List;

/// How the parameters of a network are drawn before training.
///
/// Each parameter's draw is keyed by seed, block and index, so it does not depend on the others; [#numpyRandn] alone
/// draws them one after another. None of the normal distributions is truncated. Biases are 0 unless stated otherwise;
/// [#withBias] draws them too.
public sealed interface Initializer permits Initializer.Blockwise, NumpyRandn {
    /// All initializers that [#named] knows, each with its default parameter.
    static List<Initializer> all() {
        return List.of(
                new StandardNormal(),
                new Normal(Normal.DEFAULT),
                new Uniform(Uniform.DEFAULT),
                glorotUniform(),
                glorotNormal(),
                heUniform(),
                heNormal(),
                lecunUniform(),
                lecunNormal(),
                new Orthogonal(),
                new NumpyRandn(),
                new Automatic());
    }

    /// The name in settings, such as `glorot_uniform`, `uniform:0.1` or `lecun_normal+standard_normal`.
    String name();

    /// The parameters of a network, in the flat order. gamma is 1 and beta 0, whatever the initializer.
    ///
    /// @param seed any number; the same seed gives the same parameters
    /// @throws IllegalArgumentException if NumPy's generator is to be seeded with what NumPy refuses
    double[] draw(Architecture architecture, long seed);

    /// See [StandardNormal].
    static Blockwise standardNormal() {
        return new StandardNormal();
    }

    /// See [Normal].
    static Blockwise normal(double deviation) {
        return new Normal(deviation);
    }

    /// See [Uniform].
    static Blockwise uniform(double limit) {
        return new Uniform(limit);
    }

    /// Weights uniform in ±√(6 / (in + out)), biases 0. X. Glorot, Y. Bengio, "Understanding the difficulty of
    /// training deep feedforward neural networks", AISTATS 2010, equation 16.
    static Blockwise glorotUniform() {
        return new VarianceScaling(VarianceScaling.Rule.GLOROT, true);
    }

    /// Weights from N(0, 2 / (in + out)), biases 0: the variance of [#glorotUniform], equation 12 there.
    static Blockwise glorotNormal() {
        return new VarianceScaling(VarianceScaling.Rule.GLOROT, false);
    }

    /// Weights uniform in ±√(6 / in), biases 0: the variance of [#heNormal].
    static Blockwise heUniform() {
        return new VarianceScaling(VarianceScaling.Rule.HE, true);
    }

    /// Weights from N(0, 2 / in), biases 0. K. He et al., "Delving deep into rectifiers", ICCV 2015, equation 10.
    static Blockwise heNormal() {
        return new VarianceScaling(VarianceScaling.Rule.HE, false);
    }

    /// Weights uniform in ±√(3 / in), biases 0: the variance of [#lecunNormal].
    static Blockwise lecunUniform() {
        return new VarianceScaling(VarianceScaling.Rule.LECUN, true);
    }

    /// Weights from N(0, 1 / in), biases 0. Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", 1998,
    /// section 4.6. Also what G. Klambauer et al., "Self-normalizing neural networks", NIPS 2017, need for SELU.
    static Blockwise lecunNormal() {
        return new VarianceScaling(VarianceScaling.Rule.LECUN, false);
    }

    /// Weights with orthonormal columns, or orthonormal rows where there are fewer rows; biases 0. A. Saxe, J.
    /// McClelland, S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
    /// ICLR 2014, section 3; gain 1.
    static Blockwise orthogonal() {
        return new Orthogonal();
    }

    /// Weights and biases as NumPy draws them after `np.random.seed(seed)`, one after another in the flat order:
    /// `W1 = np.random.randn(in, out)`, `b1 = np.random.randn(out)`, `W2 = …`. The seed is 0 to 2^32 - 1. About one
    /// number in 700 is an ulp off, or two.
    static Initializer numpyRandn() {
        return new NumpyRandn();
    }

    /// By the activation of each layer: [#heNormal] for ReLU and its kin (leaky ReLU, ELU, GELU, SiLU, softplus),
    /// [#lecunNormal] for SELU, [#glorotUniform] for all others; biases 0.
    static Blockwise automatic() {
        return new Automatic();
    }

    /// The initializer of this name, a parameter after a colon, that of the biases after a plus.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    static Initializer named(String name) {
        return InitializerNames.find(name);
    }

    /// An initializer that draws one block of parameters without the others.
    sealed interface Blockwise extends Initializer
            permits StandardNormal, Normal, Uniform, VarianceScaling, Orthogonal, Automatic, WithBias {
        /// Draws the weights of a layer.
        ///
        /// @param random numbers of this block
        /// @param in inputs of the layer
        /// @param out units of the layer
        /// @param activation of the layer
        /// @param w [in × out], row-major; overwritten
        void weights(Draws random, int in, int out, Activation activation, double[] w);

        /// Draws the biases of a layer.
        ///
        /// @param random numbers of this block
        /// @param b zeros [out]; left so unless stated otherwise
        default void biases(Draws random, double[] b) {}

        /// This one for the weights, another for the biases: M. Nielsen's weights from N(0, 1 / in) and biases from
        /// N(0, 1) are `lecunNormal().withBias(standardNormal())`, by name `lecun_normal+standard_normal`.
        default Initializer withBias(Blockwise biases) {
            return new WithBias(this, biases);
        }

        @Override
        default double[] draw(Architecture architecture, long seed) {
            CounterRandom random = new CounterRandom(seed);
            double[] parameters = new double[architecture.parameterCount()];
            List<Activation> activations = architecture.activations();
            int drawn = 0; // blocks: the same weights are drawn with normalisations and without
            for (ParameterBlock block : architecture.blocks()) {
                double[] values = new double[block.size()];
                switch (block.kind()) {
                    case WEIGHTS -> {
                        Activation activation = activations.get(drawn / 2);
                        weights(new KeyedDraws(random, drawn++), block.rows(), block.columns(), activation, values);
                    }
                    case BIAS -> biases(new KeyedDraws(random, drawn++), values);
                    case GAMMA -> Arrays.fill(values, 1);
                    case BETA -> {} // 0
                }
                System.arraycopy(values, 0, parameters, block.offset(), values.length);
            }
            return parameters;
        }
    }

    /// The random numbers of one block: one for each index.
    interface Draws {
        /// From N(0, 1).
        double normal(int index);

        /// Uniform over (0, 1).
        double uniform(int index);
    }

    /// Weights and biases from N(0, 1), as in the notebook (`np.random.randn`). Large layers saturate with it.
    record StandardNormal() implements Blockwise {
        @Override
        public String name() {
            return "standard_normal";
        }

        @Override
        public void weights(Draws random, int in, int out, Activation activation, double[] w) {
            biases(random, w);
        }

        @Override
        public void biases(Draws random, double[] b) {
            for (int i = 0; i < b.length; i++) {
                b[i] = random.normal(i);
            }
        }
    }

    /// Weights from N(0, σ²), biases 0.
    ///
    /// @param deviation σ, above 0; by name 0.05 as in Keras (`RandomNormal`) unless given: `normal:0.01`
    record Normal(double deviation) implements Blockwise {
        static final double DEFAULT = 0.05;

        /// @throws IllegalArgumentException if the deviation is not finite and above 0
        public Normal {
            if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("normal: expected a finite deviation above 0, got " + deviation);
            }
        }

        @Override
        public String name() {
            return deviation == DEFAULT ? "normal" : "normal:" + deviation;
        }

        @Override
        public void weights(Draws random, int in, int out, Activation activation, double[] w) {
            for (int i = 0; i < w.length; i++) {
                w[i] = random.normal(i) * deviation;
            }
        }
    }

    /// Weights and biases uniform in ±r.
    ///
    /// @param limit r, above 0; by name 0.5 as in Proben1 (L. Prechelt, 1994, section 3.3) unless given: `uniform:0.1`
    record Uniform(double limit) implements Blockwise {
        static final double DEFAULT = 0.5;

        /// @throws IllegalArgumentException if the limit is not finite and above 0
        public Uniform {
            if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("uniform: expected a finite limit above 0, got " + limit);
            }
        }

        @Override
        public String name() {
            return limit == DEFAULT ? "uniform" : "uniform:" + limit;
        }

        @Override
        public void weights(Draws random, int in, int out, Activation activation, double[] w) {
            biases(random, w);
        }

        @Override
        public void biases(Draws random, double[] b) {
            for (int i = 0; i < b.length; i++) {
                b[i] = (2 * random.uniform(i) - 1) * limit;
            }
        }
    }
}
