package io.gradus.math;

/// Sums and dot products in one order for every machine: sixteen virtual lanes and a fixed tree.
///
/// Lane i holds the elements i, i + 16, i + 32, …, added in that order to +0. The lanes then fold in halves: i and
/// i + 8, i and i + 4, i and i + 2, i and i + 1. A SIMD kernel of 2, 4, 8 or 16 lanes can keep this order exactly, and
/// so does the scalar code here; that is why it does not simply add from left to right. The error bound is about
/// (n/16 + 4) ulp of the sum of magnitudes, better than left to right. Nothing is allocated.
public final class Sums {
    /// Number of virtual lanes.
    public static final int LANES = 16;

    private Sums() {}

    /// Sum of all values; 0 if there are none.
    public static double sum(double[] a) {
        return sum(a, 0, a.length);
    }

    /// Sum of n values.
    ///
    /// @param a values, not modified
    /// @param from index of the first
    /// @param n how many; 0 gives 0
    public static double sum(double[] a, int from, int n) {
        if (n == 1) { // what the tree comes to: the other lanes are +0
            return a[from] + 0.0;
        }
        return fold(a, from, n, 0, 1);
    }

    /// Dot product Σ a·b of n values, each product joined to its lane by one fma.
    ///
    /// @param a first values, not modified
    /// @param aFrom index of the first of them
    /// @param b second values, not modified
    /// @param bFrom index of the first of them
    /// @param n how many; 0 gives 0
    public static double dot(double[] a, int aFrom, double[] b, int bFrom, int n) {
        if (n == 2) { // what the tree below comes to: lanes 2 to 15 are +0, and x + 0 only turns -0 into +0
            return (Math.fma(a[aFrom], b[bFrom], 0.0) + 0.0) + (Math.fma(a[aFrom + 1], b[bFrom + 1], 0.0) + 0.0);
        }
        return fold(a, aFrom, b, bFrom, n, 0, 1);
    }

    /// Sum of the magnitudes of n values.
    ///
    /// @param a values, not modified
    /// @param from index of the first
    /// @param n how many; 0 gives 0
    public static double magnitudes(double[] a, int from, int n) {
        return magnitudes(a, from, n, 0, 1);
    }

    /// The sum of sixteen lanes by the tree, for a kernel that has added them up itself.
    ///
    /// @param lanes overwritten
    public static double fold(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }

    /// The node of the tree that stands for the lanes `lane`, `lane + stride`, `lane + 2·stride`, …
    private static double fold(double[] a, int from, int n, int lane, int stride) {
        if (lane >= n) {
            return 0;
        }
        if (stride < LANES) {
            return fold(a, from, n, lane, 2 * stride) + fold(a, from, n, lane + stride, 2 * stride);
        }
        double sum = 0;
        for (int i = lane; i < n; i += LANES) {
            sum += a[from + i];
        }
        return sum;
    }

    private static double magnitudes(double[] a, int from, int n, int lane, int stride) {
        if (lane >= n) {
            return 0;
        }
        if (stride < LANES) {
            return magnitudes(a, from, n, lane, 2 * stride) + magnitudes(a, from, n, lane + stride, 2 * stride);
        }
        double sum = 0;
        for (int i = lane; i < n; i += LANES) {
            sum += Math.abs(a[from + i]);
        }
        return sum;
    }

    private static double fold(double[] a, int aFrom, double[] b, int bFrom, int n, int lane, int stride) {
        if (lane >= n) {
            return 0;
        }
        if (stride < LANES) {
            return fold(a, aFrom, b, bFrom, n, lane, 2 * stride)
                    + fold(a, aFrom, b, bFrom, n, lane + stride, 2 * stride);
        }
        double sum = 0;
        for (int i = lane; i < n; i += LANES) {
            sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
        }
        return sum;
    }
}
