package io.gradus.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The inner loops of [MatrixProduct]: tiles of C stay in registers while k runs.
///
/// Each turn loads the vectors of one row of B, broadcasts a number of A for each row of the tile and does one fma for
/// each vector of the tile. All indices into A are k times a constant plus a constant, so the compiler checks bounds
/// before the loop, and one register addresses them all; that is why A is packed. One k a turn: unrolled by hand it was
/// slower.
///
/// From this class, for A packed by rows, the build derives `ColumnTiles`, for A packed by columns, and the float twins of
/// both: see `core/float-twin.xml`.
///
/// A tile may have fewer rows than its name says: the rest of the rows compute on whatever lies in the packed A, and are
/// written where the last one goes, before it.
final class RowTiles {
    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();
    /// From number to number of a packed row of A, and from row to row.
    private static final int A_STEP = 1; // rows only
    private static final int A_ROW = MatrixProduct.PACKED_ROW; // rows only
    // columns only: private static final int A_STEP = MatrixProduct.PACKED_ROWS;
    // columns only: private static final int A_ROW = 1;

    private RowTiles() {}

    /// C ← S + A·B for one tile.
    ///
    /// Legend: an array, the index of the tile's first element in it, and from row to row.
    ///
    /// @param rows of the tile, at most 8; at most 4 where there are but 16 vector registers
    /// @param vectors of a row, 1 to 3
    static void tile(
            int rows,
            int vectors,
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride) {
        if (rows > 4) {
            switch (vectors) {
                case 3 -> tile8x3(depth, a, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride, rows);
                case 2 -> tile8x2(depth, a, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride, rows);
                default -> tile8x1(depth, a, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride, rows);
            }
        } else {
            switch (vectors) {
                case 3 -> tile4x3(depth, a, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride, rows);
                case 2 -> tile4x2(depth, a, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride, rows);
                default -> tile4x1(depth, a, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride, rows);
            }
        }
    }

    /// 8 × 3 vectors of C.
    private static void tile8x3(
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride,
            int rows) {
        int s1 = rows > 1 ? s0 + sStride : s0;
        int s2 = rows > 2 ? s1 + sStride : s1;
        int s3 = rows > 3 ? s2 + sStride : s2;
        int s4 = rows > 4 ? s3 + sStride : s3;
        int s5 = rows > 5 ? s4 + sStride : s4;
        int s6 = rows > 6 ? s5 + sStride : s5;
        int s7 = rows > 7 ? s6 + sStride : s6;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, s0 + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, s1 + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, s, s1 + 2 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, s2 + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, s, s2 + 2 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, s3 + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, s, s3 + 2 * LANES);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, s, s4);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, s, s4 + LANES);
        DoubleVector c42 = DoubleVector.fromArray(SPECIES, s, s4 + 2 * LANES);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, s, s5);
        DoubleVector c51 = DoubleVector.fromArray(SPECIES, s, s5 + LANES);
        DoubleVector c52 = DoubleVector.fromArray(SPECIES, s, s5 + 2 * LANES);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, s, s6);
        DoubleVector c61 = DoubleVector.fromArray(SPECIES, s, s6 + LANES);
        DoubleVector c62 = DoubleVector.fromArray(SPECIES, s, s6 + 2 * LANES);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, s, s7);
        DoubleVector c71 = DoubleVector.fromArray(SPECIES, s, s7 + LANES);
        DoubleVector c72 = DoubleVector.fromArray(SPECIES, s, s7 + 2 * LANES);
        for (int k = 0, bk = b0; k < depth; k++, bk += bStride) {
            DoubleVector bk0 = DoubleVector.fromArray(SPECIES, b, bk);
            DoubleVector bk1 = DoubleVector.fromArray(SPECIES, b, bk + LANES);
            DoubleVector bk2 = DoubleVector.fromArray(SPECIES, b, bk + 2 * LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k]);
            c00 = x0.fma(bk0, c00);
            c01 = x0.fma(bk1, c01);
            c02 = x0.fma(bk2, c02);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + A_ROW]);
            c10 = x1.fma(bk0, c10);
            c11 = x1.fma(bk1, c11);
            c12 = x1.fma(bk2, c12);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 2 * A_ROW]);
            c20 = x2.fma(bk0, c20);
            c21 = x2.fma(bk1, c21);
            c22 = x2.fma(bk2, c22);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 3 * A_ROW]);
            c30 = x3.fma(bk0, c30);
            c31 = x3.fma(bk1, c31);
            c32 = x3.fma(bk2, c32);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 4 * A_ROW]);
            c40 = x4.fma(bk0, c40);
            c41 = x4.fma(bk1, c41);
            c42 = x4.fma(bk2, c42);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 5 * A_ROW]);
            c50 = x5.fma(bk0, c50);
            c51 = x5.fma(bk1, c51);
            c52 = x5.fma(bk2, c52);
            DoubleVector x6 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 6 * A_ROW]);
            c60 = x6.fma(bk0, c60);
            c61 = x6.fma(bk1, c61);
            c62 = x6.fma(bk2, c62);
            DoubleVector x7 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 7 * A_ROW]);
            c70 = x7.fma(bk0, c70);
            c71 = x7.fma(bk1, c71);
            c72 = x7.fma(bk2, c72);
        }
        int t1 = rows > 1 ? c0 + cStride : c0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        int t4 = rows > 4 ? t3 + cStride : t3;
        int t5 = rows > 5 ? t4 + cStride : t4;
        int t6 = rows > 6 ? t5 + cStride : t5;
        int t7 = rows > 7 ? t6 + cStride : t6;
        c70.intoArray(c, t7);
        c71.intoArray(c, t7 + LANES);
        c72.intoArray(c, t7 + 2 * LANES);
        c60.intoArray(c, t6);
        c61.intoArray(c, t6 + LANES);
        c62.intoArray(c, t6 + 2 * LANES);
        c50.intoArray(c, t5);
        c51.intoArray(c, t5 + LANES);
        c52.intoArray(c, t5 + 2 * LANES);
        c40.intoArray(c, t4);
        c41.intoArray(c, t4 + LANES);
        c42.intoArray(c, t4 + 2 * LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c32.intoArray(c, t3 + 2 * LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c22.intoArray(c, t2 + 2 * LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c12.intoArray(c, t1 + 2 * LANES);
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
        c02.intoArray(c, c0 + 2 * LANES);
    }

    /// 8 × 2 vectors of C.
    private static void tile8x2(
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride,
            int rows) {
        int s1 = rows > 1 ? s0 + sStride : s0;
        int s2 = rows > 2 ? s1 + sStride : s1;
        int s3 = rows > 3 ? s2 + sStride : s2;
        int s4 = rows > 4 ? s3 + sStride : s3;
        int s5 = rows > 5 ? s4 + sStride : s4;
        int s6 = rows > 6 ? s5 + sStride : s5;
        int s7 = rows > 7 ? s6 + sStride : s6;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, s0 + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, s1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, s2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, s3 + LANES);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, s, s4);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, s, s4 + LANES);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, s, s5);
        DoubleVector c51 = DoubleVector.fromArray(SPECIES, s, s5 + LANES);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, s, s6);
        DoubleVector c61 = DoubleVector.fromArray(SPECIES, s, s6 + LANES);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, s, s7);
        DoubleVector c71 = DoubleVector.fromArray(SPECIES, s, s7 + LANES);
        for (int k = 0, bk = b0; k < depth; k++, bk += bStride) {
            DoubleVector bk0 = DoubleVector.fromArray(SPECIES, b, bk);
            DoubleVector bk1 = DoubleVector.fromArray(SPECIES, b, bk + LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k]);
            c00 = x0.fma(bk0, c00);
            c01 = x0.fma(bk1, c01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + A_ROW]);
            c10 = x1.fma(bk0, c10);
            c11 = x1.fma(bk1, c11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 2 * A_ROW]);
            c20 = x2.fma(bk0, c20);
            c21 = x2.fma(bk1, c21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 3 * A_ROW]);
            c30 = x3.fma(bk0, c30);
            c31 = x3.fma(bk1, c31);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 4 * A_ROW]);
            c40 = x4.fma(bk0, c40);
            c41 = x4.fma(bk1, c41);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 5 * A_ROW]);
            c50 = x5.fma(bk0, c50);
            c51 = x5.fma(bk1, c51);
            DoubleVector x6 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 6 * A_ROW]);
            c60 = x6.fma(bk0, c60);
            c61 = x6.fma(bk1, c61);
            DoubleVector x7 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 7 * A_ROW]);
            c70 = x7.fma(bk0, c70);
            c71 = x7.fma(bk1, c71);
        }
        int t1 = rows > 1 ? c0 + cStride : c0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        int t4 = rows > 4 ? t3 + cStride : t3;
        int t5 = rows > 5 ? t4 + cStride : t4;
        int t6 = rows > 6 ? t5 + cStride : t5;
        int t7 = rows > 7 ? t6 + cStride : t6;
        c70.intoArray(c, t7);
        c71.intoArray(c, t7 + LANES);
        c60.intoArray(c, t6);
        c61.intoArray(c, t6 + LANES);
        c50.intoArray(c, t5);
        c51.intoArray(c, t5 + LANES);
        c40.intoArray(c, t4);
        c41.intoArray(c, t4 + LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
    }

    /// 8 × 1 vector of C.
    private static void tile8x1(
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride,
            int rows) {
        int s1 = rows > 1 ? s0 + sStride : s0;
        int s2 = rows > 2 ? s1 + sStride : s1;
        int s3 = rows > 3 ? s2 + sStride : s2;
        int s4 = rows > 4 ? s3 + sStride : s3;
        int s5 = rows > 5 ? s4 + sStride : s4;
        int s6 = rows > 6 ? s5 + sStride : s5;
        int s7 = rows > 7 ? s6 + sStride : s6;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, s0);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, s1);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, s2);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, s3);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, s, s4);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, s, s5);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, s, s6);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, s, s7);
        for (int k = 0, bk = b0; k < depth; k++, bk += bStride) {
            DoubleVector bk0 = DoubleVector.fromArray(SPECIES, b, bk);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k]);
            c00 = x0.fma(bk0, c00);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + A_ROW]);
            c10 = x1.fma(bk0, c10);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 2 * A_ROW]);
            c20 = x2.fma(bk0, c20);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 3 * A_ROW]);
            c30 = x3.fma(bk0, c30);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 4 * A_ROW]);
            c40 = x4.fma(bk0, c40);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 5 * A_ROW]);
            c50 = x5.fma(bk0, c50);
            DoubleVector x6 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 6 * A_ROW]);
            c60 = x6.fma(bk0, c60);
            DoubleVector x7 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 7 * A_ROW]);
            c70 = x7.fma(bk0, c70);
        }
        int t1 = rows > 1 ? c0 + cStride : c0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        int t4 = rows > 4 ? t3 + cStride : t3;
        int t5 = rows > 5 ? t4 + cStride : t4;
        int t6 = rows > 6 ? t5 + cStride : t5;
        int t7 = rows > 7 ? t6 + cStride : t6;
        c70.intoArray(c, t7);
        c60.intoArray(c, t6);
        c50.intoArray(c, t5);
        c40.intoArray(c, t4);
        c30.intoArray(c, t3);
        c20.intoArray(c, t2);
        c10.intoArray(c, t1);
        c00.intoArray(c, c0);
    }

    /// 4 × 3 vectors of C.
    private static void tile4x3(
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride,
            int rows) {
        int s1 = rows > 1 ? s0 + sStride : s0;
        int s2 = rows > 2 ? s1 + sStride : s1;
        int s3 = rows > 3 ? s2 + sStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, s0 + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, s1 + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, s, s1 + 2 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, s2 + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, s, s2 + 2 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, s3 + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, s, s3 + 2 * LANES);
        for (int k = 0, bk = b0; k < depth; k++, bk += bStride) {
            DoubleVector bk0 = DoubleVector.fromArray(SPECIES, b, bk);
            DoubleVector bk1 = DoubleVector.fromArray(SPECIES, b, bk + LANES);
            DoubleVector bk2 = DoubleVector.fromArray(SPECIES, b, bk + 2 * LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k]);
            c00 = x0.fma(bk0, c00);
            c01 = x0.fma(bk1, c01);
            c02 = x0.fma(bk2, c02);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + A_ROW]);
            c10 = x1.fma(bk0, c10);
            c11 = x1.fma(bk1, c11);
            c12 = x1.fma(bk2, c12);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 2 * A_ROW]);
            c20 = x2.fma(bk0, c20);
            c21 = x2.fma(bk1, c21);
            c22 = x2.fma(bk2, c22);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 3 * A_ROW]);
            c30 = x3.fma(bk0, c30);
            c31 = x3.fma(bk1, c31);
            c32 = x3.fma(bk2, c32);
        }
        int t1 = rows > 1 ? c0 + cStride : c0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c32.intoArray(c, t3 + 2 * LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c22.intoArray(c, t2 + 2 * LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c12.intoArray(c, t1 + 2 * LANES);
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
        c02.intoArray(c, c0 + 2 * LANES);
    }

    /// 4 × 2 vectors of C.
    private static void tile4x2(
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride,
            int rows) {
        int s1 = rows > 1 ? s0 + sStride : s0;
        int s2 = rows > 2 ? s1 + sStride : s1;
        int s3 = rows > 3 ? s2 + sStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, s0 + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, s1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, s2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, s3 + LANES);
        for (int k = 0, bk = b0; k < depth; k++, bk += bStride) {
            DoubleVector bk0 = DoubleVector.fromArray(SPECIES, b, bk);
            DoubleVector bk1 = DoubleVector.fromArray(SPECIES, b, bk + LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k]);
            c00 = x0.fma(bk0, c00);
            c01 = x0.fma(bk1, c01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + A_ROW]);
            c10 = x1.fma(bk0, c10);
            c11 = x1.fma(bk1, c11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 2 * A_ROW]);
            c20 = x2.fma(bk0, c20);
            c21 = x2.fma(bk1, c21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 3 * A_ROW]);
            c30 = x3.fma(bk0, c30);
            c31 = x3.fma(bk1, c31);
        }
        int t1 = rows > 1 ? c0 + cStride : c0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
    }

    /// 4 × 1 vector of C.
    private static void tile4x1(
            int depth,
            double[] a,
            int a0,
            double[] b,
            int b0,
            int bStride,
            double[] s,
            int s0,
            int sStride,
            double[] c,
            int c0,
            int cStride,
            int rows) {
        int s1 = rows > 1 ? s0 + sStride : s0;
        int s2 = rows > 2 ? s1 + sStride : s1;
        int s3 = rows > 3 ? s2 + sStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, s0);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, s1);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, s2);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, s3);
        for (int k = 0, bk = b0; k < depth; k++, bk += bStride) {
            DoubleVector bk0 = DoubleVector.fromArray(SPECIES, b, bk);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k]);
            c00 = x0.fma(bk0, c00);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + A_ROW]);
            c10 = x1.fma(bk0, c10);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 2 * A_ROW]);
            c20 = x2.fma(bk0, c20);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a0 + A_STEP * k + 3 * A_ROW]);
            c30 = x3.fma(bk0, c30);
        }
        int t1 = rows > 1 ? c0 + cStride : c0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c30.intoArray(c, t3);
        c20.intoArray(c, t2);
        c10.intoArray(c, t1);
        c00.intoArray(c, c0);
    }
}
