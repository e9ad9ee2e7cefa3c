package io.gradus.layer;

import io.gradus.math.MersenneTwister;

/// See [Initializer#numpyRandn], and for the last bits [MersenneTwister#normal].
record NumpyRandn() implements Initializer {
    @Override
    public String name() {
        return "numpy_randn";
    }

    /// @param seed 0 to 2^32 - 1
    /// @throws IllegalArgumentException if NumPy would refuse the seed
    @Override
    public double[] draw(Architecture architecture, long seed) {
        MersenneTwister random = new MersenneTwister(seed);
        double[] parameters = new double[architecture.parameterCount()];
        for (ParameterBlock block : architecture.blocks()) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                switch (block.kind()) {
                    case WEIGHTS, BIAS -> parameters[i] = random.normal();
                    case GAMMA -> parameters[i] = 1;
                    case BETA -> {} // 0
                }
            }
        }
        return parameters;
    }
}
