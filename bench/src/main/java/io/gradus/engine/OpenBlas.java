package io.gradus.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// OpenBLAS's matrix product through the Foreign Function API, on one thread. Loading this class loads the library, from
/// the system's folders; where it is missing, that fails.
@SuppressWarnings("restricted") // native code is what this class is for
final class OpenBlas {
    private static final String LIBRARY = "libopenblas.so.0";
    private static final int ROW_MAJOR = 101;
    private static final int AS_IT_IS = 111;
    private static final int TRANSPOSED = 112;

    private static final SymbolLookup LOOKUP = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    private static final MethodHandle SGEMM = gemm("cblas_sgemm", JAVA_FLOAT);
    private static final MethodHandle DGEMM = gemm("cblas_dgemm", JAVA_DOUBLE);

    static {
        try {
            function("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT))
                    .invokeExact(1);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private OpenBlas() {}

    /// The kernels that it chose, such as `Haswell`.
    static String kernels() {
        return text("openblas_get_corename");
    }

    /// Its version and how it was built.
    static String build() {
        return text("openblas_get_config");
    }

    /// c ← a·b, row-major, in double if `wide`, else in float.
    ///
    /// @param m rows of c
    /// @param n columns of c
    /// @param k depth
    /// @param aTransposed whether a lies there as [k × m]
    /// @param bTransposed whether b lies there as [n × k]
    static void product(
            boolean wide,
            int m,
            int n,
            int k,
            MemorySegment a,
            boolean aTransposed,
            MemorySegment b,
            boolean bTransposed,
            MemorySegment c) {
        int ta = aTransposed ? TRANSPOSED : AS_IT_IS;
        int tb = bTransposed ? TRANSPOSED : AS_IT_IS;
        int lda = aTransposed ? m : k;
        int ldb = bTransposed ? k : n;
        try {
            if (wide) {
                DGEMM.invokeExact(ROW_MAJOR, ta, tb, m, n, k, 1.0, a, lda, b, ldb, 0.0, c, n);
            } else {
                SGEMM.invokeExact(ROW_MAJOR, ta, tb, m, n, k, 1f, a, lda, b, ldb, 0f, c, n);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle gemm(String name, ValueLayout number) {
        return function(
                name,
                FunctionDescriptor.ofVoid(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, number, ADDRESS, JAVA_INT, ADDRESS,
                        JAVA_INT, number, ADDRESS, JAVA_INT));
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(LOOKUP.findOrThrow(name), descriptor);
    }

    private static String text(String name) {
        try {
            MemorySegment text = (MemorySegment)
                    function(name, FunctionDescriptor.of(ADDRESS)).invokeExact();
            return text.reinterpret(Long.MAX_VALUE).getString(0).strip();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
