package io.gradus.math;

/// The vector operation y ← y + a·x, named as in the BLAS (C. L. Lawson et al., ACM TOMS 5 (1979) 308).
///
/// Each element is by itself, one fma. The loop is left to the JIT compiler, which makes SIMD code of it. Nothing is
/// allocated.
public final class Axpy {
    private Axpy() {}

    /// y ← y + a·x for whole arrays.
    ///
    /// @param x as long as y or longer, not modified
    /// @param y updated in place
    public static void axpy(double a, double[] x, double[] y) {
        axpy(a, x, 0, y, 0, y.length);
    }

    /// y ← y + a·x for n elements.
    ///
    /// @param x not modified
    /// @param x0 index of its first element
    /// @param y updated in place
    /// @param y0 index of its first element
    /// @param n how many; 0 does nothing
    public static void axpy(double a, double[] x, int x0, double[] y, int y0, int n) {
        for (int i = 0; i < n; i++) {
            y[y0 + i] = Math.fma(a, x[x0 + i], y[y0 + i]);
        }
    }
}
