package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.Arrays;

/// Which entries of a gradient are checked.
///
/// @param perBlock most entries a block that are checked, at least 1
/// @param seed of the draw where a block has more
public record Coverage(int perBlock, long seed) {
    public Coverage {
        if (perBlock < 1) {
            throw new IllegalArgumentException("entries per block: expected at least 1, got " + perBlock);
        }
    }

    /// Every entry.
    public static Coverage full() {
        return new Coverage(Integer.MAX_VALUE, 0);
    }

    /// At most so many entries a block, drawn without replacement.
    ///
    /// A single wrong entry is missed with the probability 1 - checked/of of its block: see
    /// [BlockCheck#missProbability].
    ///
    /// @param seed the same seed draws the same entries
    public static Coverage sampled(int perBlock, long seed) {
        return new Coverage(perBlock, seed);
    }

    /// The entries to check, as indices into the flat array, ascending.
    ///
    /// @param number of the block, the key of its draw
    int[] entries(ParameterBlock block, int number) {
        int n = block.size();
        int[] entries = new int[n];
        Arrays.setAll(entries, i -> block.offset() + i);
        if (n <= perBlock) {
            return entries;
        }
        new CounterRandom(seed).shuffle(entries, Purpose.SYNTHETIC_DATA, 0, number & 0xFFFF);
        int[] drawn = Arrays.copyOf(entries, perBlock);
        Arrays.sort(drawn);
        return drawn;
    }
}
