package io.gradus.math;

/// Random numbers by counting: each number is a function of where it is used, not of how many were drawn before it.
///
/// The generator is Philox 4×32 with ten rounds, a bijection of a 128-bit counter under a 64-bit key: J. K. Salmon,
/// M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3. The key
/// is the seed; the counter is (purpose, step, layer, element). So a mask of step 7 can be made again without the six
/// before it, threads need no generator of their own, and a resumed run draws what the uninterrupted one would have.
///
/// Immutable and thread-safe; nothing is allocated by a draw.
public final class CounterRandom {
    // Multipliers and key increments of Philox 4×32: Salmon et al. (2011), table 2 and section 3.3.
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    /// What a random number is for. Part of the counter, so two purposes never share a number. Each has its code
    /// once and for ever: renumbering changes every model.
    public enum Purpose {
        /// Initial weights.
        INITIAL_WEIGHTS(1),
        /// The order of the rows within an epoch.
        EPOCH_ORDER(2),
        /// Which rows are the test part.
        TEST_SPLIT(3),
        /// Which rows of the training part are held out for validation.
        VALIDATION_SPLIT(4),
        /// Which units are dropped.
        DROPOUT(5),
        /// Data that is made up: examples and checks.
        SYNTHETIC_DATA(6),
        /// Which rows are in which fold of a cross-validation.
        FOLDS(7),
        /// First step sizes of RPROP.
        FIRST_STEPS(9),
        /// The order in which a column is shuffled to see what it is worth.
        PERMUTED_COLUMN(12);

        private final int code;

        Purpose(int code) {
            this.code = code;
        }
    }

    private final int key0;
    private final int key1;

    /// @param seed any number; different seeds give unrelated sequences
    public CounterRandom(long seed) {
        key0 = (int) seed;
        key1 = (int) (seed >>> 32);
    }

    /// 64 random bits for one element.
    ///
    /// @param purpose what the number is for
    /// @param step the training step, epoch or the like it is used in, 0 to 2^48 - 1
    /// @param layer the layer it belongs to, 0 to 65,535
    /// @param element the index of the element, 0 to 2^31 - 1
    public long bits(Purpose purpose, long step, int layer, int element) {
        // One block of 128 bits serves two elements.
        int counter0 = element >>> 1;
        int counter1 = purpose.code << 16 | layer;
        return philox(counter0, counter1, (int) step, (int) (step >>> 32), key0, key1, element & 1);
    }

    /// A double uniform over the 2^53 midpoints of equal intervals of (0, 1): never 0, never 1. See [#bits].
    public double uniform(Purpose purpose, long step, int layer, int element) {
        return ((bits(purpose, step, layer, element) >>> 11) + 0.5) * 0x1p-53;
    }

    /// A whole number in 0 … bound - 1, by the high half of bits × bound; the bias is below bound / 2^64.
    ///
    /// @param bound at least 1
    public int below(int bound, Purpose purpose, long step, int layer, int element) {
        return (int) Math.unsignedMultiplyHigh(bits(purpose, step, layer, element), bound);
    }

    /// A draw from N(0, 1) by inversion of its distribution function, one uniform a draw.
    /// See [#bits], [Normal#quantile].
    public double normal(Purpose purpose, long step, int layer, int element) {
        return Normal.quantile(uniform(purpose, step, layer, element));
    }

    /// Brings an array into random order, in place (Fisher and Yates; R. Durstenfeld, CACM 7 (1964) 420).
    ///
    /// @param values modified
    public void shuffle(int[] values, Purpose purpose, long step, int layer) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = below(last + 1, purpose, step, layer, last);
            int kept = values[last];
            values[last] = values[other];
            values[other] = kept;
        }
    }

    /// Half of one block of Philox 4×32-10: words 0 and 1 (half 0) or 2 and 3 (half 1), the lower word first.
    static long philox(int c0, int c1, int c2, int c3, int k0, int k1, int half) {
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return half == 0 ? c0 & 0xFFFFFFFFL | (long) c1 << 32 : c2 & 0xFFFFFFFFL | (long) c3 << 32;
    }
}
