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
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.normal();
        }
        return parameters;
    }
}
