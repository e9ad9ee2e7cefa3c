package io.gradus.layer;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;

/// The random numbers of block `block` of the parameters.
record KeyedDraws(CounterRandom random, int block) implements Initializer.Draws {
    @Override
    public double normal(int index) {
        return random.normal(Purpose.INITIAL_WEIGHTS, 0, block, index);
    }

    @Override
    public double uniform(int index) {
        return random.uniform(Purpose.INITIAL_WEIGHTS, 0, block, index);
    }
}
