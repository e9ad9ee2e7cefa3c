package io.gradus.layer;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;

/// The random numbers of parameter `index` of block `block`.
record KeyedDraw(CounterRandom random, int block, int index) implements Initializer.Draw {
    @Override
    public double normal() {
        return random.normal(Purpose.INITIAL_WEIGHTS, 0, block, index);
    }

    @Override
    public double uniform() {
        return random.uniform(Purpose.INITIAL_WEIGHTS, 0, block, index);
    }
}
