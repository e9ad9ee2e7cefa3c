package io.gradus.layer;

import io.gradus.math.CounterRandom;
import java.util.List;

/// How the parameters of a network are drawn before training.
///
/// Each parameter's draw is keyed by seed, block and index, so it does not depend on the others.
public sealed interface Initializer {
    /// All initializers that [#named] knows.
    List<Initializer> ALL = List.of(new StandardNormal(), new GlorotUniform(), new HeNormal(), new Automatic());

    /// The name in settings, such as `glorot_uniform`.
    String name();

    /// One weight.
    ///
    /// @param in inputs of the layer
    /// @param out units of the layer
    /// @param activation of the layer
    double weight(Draw draw, int in, int out, Activation activation);

    /// One bias. 0 unless stated otherwise.
    default double bias(Draw draw) {
        return 0;
    }

    /// Source of one parameter's random number.
    interface Draw {
        /// From N(0, 1).
        double normal();

        /// Uniform over (0, 1).
        double uniform();
    }

    static Initializer standardNormal() {
        return new StandardNormal();
    }

    static Initializer glorotUniform() {
        return new GlorotUniform();
    }

    static Initializer heNormal() {
        return new HeNormal();
    }

    static Initializer automatic() {
        return new Automatic();
    }

    /// The initializer of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    static Initializer named(String name) {
        return Names.find("initializer", name, ALL, Initializer::name);
    }

    /// The parameters of a network, in the flat order.
    ///
    /// @param seed any number; the same seed gives the same parameters
    default double[] draw(Architecture architecture, long seed) {
        CounterRandom random = new CounterRandom(seed);
        double[] parameters = new double[architecture.parameterCount()];
        List<ParameterBlock> blocks = architecture.blocks();
        List<Activation> activations = architecture.layers().stream()
                .filter(Layer.Dense.class::isInstance)
                .map(layer -> ((Layer.Dense) layer).activation())
                .toList();
        for (int b = 0; b < blocks.size(); b++) {
            ParameterBlock block = blocks.get(b);
            for (int i = 0; i < block.size(); i++) {
                Draw draw = new KeyedDraw(random, b, i);
                parameters[block.offset() + i] = block.kind() == ParameterBlock.Kind.BIAS
                        ? bias(draw)
                        : weight(draw, block.rows(), block.columns(), activations.get(b / 2));
            }
        }
        return parameters;
    }

    /// Weights and biases from N(0, 1), as in the notebook (`np.random.randn`). Large layers saturate with it.
    record StandardNormal() implements Initializer {
        @Override
        public String name() {
            return "standard_normal";
        }

        @Override
        public double weight(Draw draw, int in, int out, Activation activation) {
            return draw.normal();
        }

        @Override
        public double bias(Draw draw) {
            return draw.normal();
        }
    }

    /// Weights uniform in ±√(6 / (in + out)), biases 0. X. Glorot, Y. Bengio, "Understanding the difficulty of
    /// training deep feedforward neural networks", AISTATS 2010, equation 16.
    record GlorotUniform() implements Initializer {
        @Override
        public String name() {
            return "glorot_uniform";
        }

        @Override
        public double weight(Draw draw, int in, int out, Activation activation) {
            return (2 * draw.uniform() - 1) * Math.sqrt(6.0 / ((double) in + out));
        }
    }

    /// Weights from N(0, 2 / in), biases 0. K. He et al., "Delving deep into rectifiers", ICCV 2015, equation 10.
    record HeNormal() implements Initializer {
        @Override
        public String name() {
            return "he_normal";
        }

        @Override
        public double weight(Draw draw, int in, int out, Activation activation) {
            return draw.normal() * Math.sqrt(2.0 / in);
        }
    }

    /// [HeNormal] for layers with ReLU, [GlorotUniform] for all others.
    record Automatic() implements Initializer {
        @Override
        public String name() {
            return "automatic";
        }

        @Override
        public double weight(Draw draw, int in, int out, Activation activation) {
            Initializer choice = activation instanceof Activation.Relu ? new HeNormal() : new GlorotUniform();
            return choice.weight(draw, in, out, activation);
        }
    }
}
