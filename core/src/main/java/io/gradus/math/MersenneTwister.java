package io.gradus.math;

/// NumPy's older generator of random numbers: `np.random.seed(n)`, then `np.random.rand` and `np.random.randn`.
///
/// MT19937: M. Matsumoto, T. Nishimura, "Mersenne twister: a 623-dimensionally equidistributed uniform pseudo-random
/// number generator", ACM TOMACS 8 (1998) 3-30, with the seeding of their code of 2002 (`init_genrand`). Normals by G.
/// Marsaglia's polar method, the second of a pair kept for the next draw. NumPy promises never to change this sequence.
///
/// The words and uniforms are NumPy's, bit for bit. A normal has a logarithm in it, NumPy's from the C library: where the
/// two are rounded differently, the normal is one or two ulp off. Of three million (NumPy 1.24.2, x86-64; seeds 0, 42 and
/// 4294967295) 3,819 were off by one, 760 by two, and 2 by three.
///
/// Mutable, one sequence for one thread. All other random numbers of Gradus come from [CounterRandom].
public final class MersenneTwister {
    // N words of state, of which each is made from that M further on: section 3.1, table II.
    private static final int N = 624;
    private static final int M = 397;
    private static final int TWIST = 0x9908B0DF;
    private static final int UPPER = 0x80000000;

    private final int[] state = new int[N];
    private int next = N;
    private double kept = Double.NaN; // the second normal of a pair; NaN: none

    /// As `np.random.seed(seed)`.
    ///
    /// @param seed 0 to 2^32 - 1
    /// @throws IllegalArgumentException if it is not
    public MersenneTwister(long seed) {
        if (seed < 0 || seed > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("seed: expected 0 to 4294967295 as in NumPy, got " + seed);
        }
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /// The next 32 random bits.
    int word() {
        if (next == N) {
            twist();
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9D2C5680;
        y ^= y << 15 & 0xEFC60000;
        return y ^ y >>> 18;
    }

    /// As `np.random.rand()`: one of 2^53 numbers in [0, 1), from two words.
    public double uniform() {
        int high = word() >>> 5;
        int low = word() >>> 6;
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /// As `np.random.randn()`: a draw from N(0, 1).
    public double normal() {
        if (!Double.isNaN(kept)) {
            double second = kept;
            kept = Double.NaN;
            return second;
        }
        double x1;
        double x2;
        double square;
        do {
            x1 = 2 * uniform() - 1;
            x2 = 2 * uniform() - 1;
            square = x1 * x1 + x2 * x2;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * PreciseLog.log(square) / square);
        kept = factor * x1;
        return factor * x2;
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = state[i] & UPPER | state[(i + 1) % N] & ~UPPER;
            state[i] = state[(i + M) % N] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : TWIST);
        }
    }
}
