package io.gradus.engine;

import io.gradus.math.Sums;

/// The kernels without the Vector API, in loops that the JIT compiler turns into SIMD code by itself; see [Kernels] for
/// shapes and the order of sums.
///
/// It does so for loops whose arrays are all indexed by the loop's own variable, from 0. So rows are copied to arrays of
/// their own first; then two rows of C take up four rows of B in one loop: eight fma for eight loads and stores.
final class PortableKernels extends NaiveKernels {
    /// Columns of C and rows of B at a time: a block of B stays in the first-level cache.
    private static final int COLUMNS = 256;

    private static final int DEPTH = 32;

    private final double[][] rowsOfB = new double[DEPTH][COLUMNS];
    private final double[] c0 = new double[COLUMNS];
    private final double[] c1 = new double[COLUMNS];
    private final double[] lanes = new double[Sums.LANES];

    @Override
    public double sum(double[] a, int n) {
        double[] lanes = this.lanes;
        java.util.Arrays.fill(lanes, 0);
        int i = 0;
        for (; i + Sums.LANES <= n; i += Sums.LANES) {
            for (int lane = 0; lane < Sums.LANES; lane++) {
                lanes[lane] += a[i + lane];
            }
        }
        for (int lane = 0; i + lane < n; lane++) {
            lanes[lane] += a[i + lane];
        }
        return Sums.fold(lanes);
    }

    @Override
    public double dot(double[] a, double[] b, int n) {
        double[] lanes = this.lanes;
        java.util.Arrays.fill(lanes, 0);
        int i = 0;
        for (; i + Sums.LANES <= n; i += Sums.LANES) {
            for (int lane = 0; lane < Sums.LANES; lane++) {
                lanes[lane] = Math.fma(a[i + lane], b[i + lane], lanes[lane]);
            }
        }
        for (int lane = 0; i + lane < n; lane++) {
            lanes[lane] = Math.fma(a[i + lane], b[i + lane], lanes[lane]);
        }
        return Sums.fold(lanes);
    }

    @Override
    public void weightedSums(
            double[] x, int x0, double[] p, int w, int b, double[] z, int from, int to, int inputs, int outputs) {
        if (to - from == 1) { // each weight is used once: copying it would cost more than it saves
            super.weightedSums(x, x0, p, w, b, z, from, to, inputs, outputs);
            return;
        }
        for (int r = from; r < to; r++) {
            System.arraycopy(p, b, z, r * outputs, outputs);
        }
        addProduct(
                x,
                x0 + from * inputs,
                inputs,
                1,
                p,
                w,
                outputs,
                false,
                z,
                from * outputs,
                outputs,
                to - from,
                outputs,
                inputs);
    }

    @Override
    public void weightGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] g,
            int w,
            int batch,
            int from,
            int to,
            int inputs,
            int outputs) {
        if (batch == 1) {
            super.weightGradient(x, x0, delta, g, w, batch, from, to, inputs, outputs);
            return;
        }
        java.util.Arrays.fill(g, w + from * outputs, w + to * outputs, 0);
        addProduct(
                x,
                x0 + from,
                1,
                inputs,
                delta,
                0,
                outputs,
                false,
                g,
                w + from * outputs,
                outputs,
                to - from,
                outputs,
                batch);
    }

    @Override
    public void inputGradient(
            double[] delta, double[] p, int w, double[] dx, int from, int to, int inputs, int outputs) {
        java.util.Arrays.fill(dx, from * inputs, to * inputs, 0);
        addProduct(
                delta,
                from * outputs,
                outputs,
                1,
                p,
                w,
                outputs,
                true,
                dx,
                from * inputs,
                inputs,
                to - from,
                inputs,
                outputs);
    }

    /// C ← C + A·B, every element one chain of fma, k ascending.
    ///
    /// @param a A [rows × depth], its element (m, k) at aFirst + m·aStride + k·aStep
    /// @param b B [depth × columns], row-major; or its transpose, if `transposed`
    /// @param c C [rows × columns], row-major
    private void addProduct(
            double[] a,
            int aFirst,
            int aStride,
            int aStep,
            double[] b,
            int bFirst,
            int bStride,
            boolean transposed,
            double[] c,
            int cFirst,
            int cStride,
            int rows,
            int columns,
            int fullDepth) {
        for (int column = 0; column < columns; column += COLUMNS) {
            int n = Math.min(COLUMNS, columns - column);
            for (int k0 = 0; k0 < fullDepth; k0 += DEPTH) {
                int depth = Math.min(DEPTH, fullDepth - k0);
                for (int k = 0; k < depth; k++) {
                    copyRow(b, bFirst, bStride, transposed, k0 + k, column, n, rowsOfB[k]);
                }
                for (int m = 0; m < rows; m += 2) {
                    boolean two = m + 1 < rows;
                    int at = cFirst + m * cStride + column;
                    System.arraycopy(c, at, c0, 0, n);
                    if (two) {
                        System.arraycopy(c, at + cStride, c1, 0, n);
                    }
                    int a0 = aFirst + m * aStride + k0 * aStep;
                    addRows(a, a0, two ? a0 + aStride : a0, aStep, depth, n);
                    System.arraycopy(c0, 0, c, at, n);
                    if (two) {
                        System.arraycopy(c1, 0, c, at + cStride, n);
                    }
                }
            }
        }
    }

    private static void copyRow(
            double[] b, int first, int stride, boolean transposed, int k, int column, int n, double[] row) {
        if (!transposed) {
            System.arraycopy(b, first + k * stride + column, row, 0, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            row[j] = b[first + (column + j) * stride + k];
        }
    }

    /// Two rows of C take up the rows of B.
    private void addRows(double[] a, int a0, int a1, int step, int depth, int n) {
        int k = 0;
        for (; k + 4 <= depth; k += 4, a0 += 4 * step, a1 += 4 * step) {
            addFour(
                    c0,
                    c1,
                    rowsOfB[k],
                    rowsOfB[k + 1],
                    rowsOfB[k + 2],
                    rowsOfB[k + 3],
                    a[a0],
                    a[a0 + step],
                    a[a0 + 2 * step],
                    a[a0 + 3 * step],
                    a[a1],
                    a[a1 + step],
                    a[a1 + 2 * step],
                    a[a1 + 3 * step],
                    n);
        }
        for (; k < depth; k++, a0 += step, a1 += step) {
            addOne(c0, rowsOfB[k], a[a0], n);
            addOne(c1, rowsOfB[k], a[a1], n);
        }
    }

    private static void addFour(
            double[] c0,
            double[] c1,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double x0,
            double x1,
            double x2,
            double x3,
            double y0,
            double y1,
            double y2,
            double y3,
            int n) {
        for (int j = 0; j < n; j++) {
            c0[j] = Math.fma(x3, b3[j], Math.fma(x2, b2[j], Math.fma(x1, b1[j], Math.fma(x0, b0[j], c0[j]))));
            c1[j] = Math.fma(y3, b3[j], Math.fma(y2, b2[j], Math.fma(y1, b1[j], Math.fma(y0, b0[j], c1[j]))));
        }
    }

    private static void addOne(double[] c, double[] b, double x, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Math.fma(x, b[j], c[j]);
        }
    }
}
