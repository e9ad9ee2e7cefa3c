package io.gradus.engine;

import java.util.Locale;

/// Which of the three levels of kernels this JVM runs.
///
/// The bits are the same in all; the choice is one of speed. The Vector API is an incubator module: it is there if the
/// JVM was started with `--add-modules jdk.incubator.vector`. The system property `gradus.kernels` (naive, portable or
/// vector) overrides the choice, for tests and benchmarks.
public enum KernelChoice {
    /// Plain loops: the explanation and the oracle.
    NAIVE,
    /// Loops that the JIT compiler turns into SIMD code by itself.
    PORTABLE,
    /// The Vector API.
    VECTOR;

    /// The choice for networks with more than a few units a layer, once there is much to compute.
    public static final KernelChoice CHOSEN = choose(System.getProperty("gradus.kernels"));

    /// The choice to begin with. Until the JIT compiler is done with the Vector API, each vector is an object, and
    /// seconds go by; work that takes less is sooner done by plain loops.
    static final KernelChoice FIRST =
            CHOSEN == VECTOR && System.getProperty("gradus.kernels") == null ? PORTABLE : CHOSEN;

    /// Such as `portable`, or `vector 512` with the bits of a vector.
    public static String description() {
        String name = CHOSEN.name().toLowerCase(Locale.ROOT);
        return CHOSEN == VECTOR ? name + " " + MatrixProduct.SPECIES.vectorBitSize() : name;
    }

    private static KernelChoice choose(@org.jspecify.annotations.Nullable String name) {
        boolean hasVectors =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (name == null) {
            return hasVectors ? VECTOR : PORTABLE;
        }
        for (KernelChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
                if (choice == VECTOR && !hasVectors) {
                    throw new IllegalStateException(
                            "gradus.kernels=vector needs the JVM option --add-modules jdk.incubator.vector");
                }
                return choice;
            }
        }
        throw new IllegalStateException("gradus.kernels: expected naive, portable or vector, got " + name);
    }
}
