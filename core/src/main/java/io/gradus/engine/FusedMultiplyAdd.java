package io.gradus.engine;

/// Whether this JVM has a fused multiply-add of the CPU's.
///
/// Without one `Math.fma` computes in decimal numbers of any length: right, and a thousand times slower. CPUs of before
/// 2013 have none, and a JVM told not to use AVX does not use it.
final class FusedMultiplyAdd {
    /// The CPU's takes a nanosecond, the interpreter's call of it some twenty; without it, more than a thousand.
    private static final long SLOW_NANOSECONDS = 500;

    private static final int ROUNDS = 3;
    private static final int CALLS = 10;

    private FusedMultiplyAdd() {}

    /// Says once, as a warning of the logger `io.gradus`, that training will be slow; nothing where it will not.
    static void warnOnceIfSlow() {
        Warning.ensureGiven();
    }

    private static final class Warning {
        static {
            if (isSlow()) {
                System.getLogger("io.gradus")
                        .log(
                                System.Logger.Level.WARNING,
                                "this JVM has no fused multiply-add of the CPU's, so training is right but very slow. Hint: "
                                        + "use a CPU with AVX2 or NEON, and no -XX:UseAVX=0 or -XX:-UseFMA");
            }
        }

        private static void ensureGiven() {}

        private static boolean isSlow() {
            double value = 1;
            long fastest = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) { // the fastest: others may have been interrupted
                long start = System.nanoTime();
                for (int call = 0; call < CALLS; call++) {
                    value = Math.fma(value, 0.999, 0.1);
                }
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            return value > 0 && fastest > CALLS * SLOW_NANOSECONDS;
        }
    }
}
