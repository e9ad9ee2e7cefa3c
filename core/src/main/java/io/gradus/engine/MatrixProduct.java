package io.gradus.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// C ← S + A·B, with every element of C one chain of fma that begins at S and goes along k ascending.
///
/// Tiles of 4 rows and up to 6 vectors of columns of C stay in registers while k runs: each turn loads the vectors of one
/// row of B, broadcasts 4 numbers of A and does up to 24 fma. Four rows, not more, as each costs a broadcast and a check
/// of bounds; on a machine with 32 vector registers, 4 × 6 reached 92 % of the fma peak where 12 × 2 and 8 × 3 reached
/// 87 %. The columns of B that a row of tiles needs are packed into one panel first, unless few rows would use it. A is
/// read where it lies, by rows (X) or by columns (Xᵀ): its numbers are broadcast one by one anyway.
///
/// At the lower edge the last tile repeats its last row, at the right edge the last vector is masked: no scalar tail.
/// Depth is cut into blocks, where the next block starts from C. The idea of tiles and panels is K. Goto's: K. Goto, R.
/// van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008).
///
/// Holds its panel and the operands of the product under way: one instance a thread.
final class MatrixProduct {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /// Vectors a row of a tile: with three the 16 registers of AVX2 just hold 4 rows.
    private static final int WIDEST = SPECIES.vectorBitSize() == 512 ? 6 : 3;

    private static final int ROWS = 4;
    /// With fewer rows of C than this B is read where it lies.
    private static final int ROWS_WORTH_PACKING = 300;
    /// So many rows of a panel stay in the second-level cache.
    private static final int DEPTH_OF_BLOCK = 512;

    private static final double[] ZEROS = new double[WIDEST * LANES];

    private double[] panel = {};
    // The operands. A is read at aFirst + row·aStride + k·aStep.
    private double[] a = {};
    private int aFirst;
    private int aStride;
    private int aStep;
    private double[] b = {};
    private int bFirst;
    private int bStride;
    private boolean bTransposed;
    private double[] starts = {};
    private int start;
    private int startStride;
    private double[] c = {};
    private int cFirst;
    private int cStride;
    private int depth;

    /// A [rows × depth], its element (m, k) at first + m·stride + k·step.
    MatrixProduct a(double[] values, int first, int stride, int step) {
        a = values;
        aFirst = first;
        aStride = stride;
        aStep = step;
        return this;
    }

    /// B [depth × columns], row-major.
    MatrixProduct b(double[] values, int first, int stride) {
        b = values;
        bFirst = first;
        bStride = stride;
        bTransposed = false;
        return this;
    }

    /// B as the transpose of a row-major matrix [columns × depth].
    MatrixProduct bTransposed(double[] values, int first, int stride) {
        b(values, first, stride);
        bTransposed = true;
        return this;
    }

    /// The same row as the start of every row of C.
    MatrixProduct startAt(double[] row, int first) {
        starts = row;
        start = first;
        startStride = 0;
        return this;
    }

    /// Where C [rows × columns] is, row-major; computes it.
    ///
    /// @param fromZero whether the sums start at 0, not at what [#startAt] said
    void into(double[] values, int first, int stride, int rows, int columns, int fullDepth, boolean fromZero) {
        c = values;
        cFirst = first;
        cStride = stride;
        for (int k0 = 0; k0 < fullDepth; k0 += DEPTH_OF_BLOCK) {
            depth = Math.min(DEPTH_OF_BLOCK, fullDepth - k0);
            if (k0 > 0) {
                starts = values;
                start = first;
                startStride = stride;
            }
            boolean zero = fromZero && k0 == 0;
            for (int column = 0; column < columns; ) {
                int vectors = vectors(columns - column);
                int width = Math.min(vectors * LANES, columns - column);
                if (zero) { // the same zeros for every column
                    starts = ZEROS;
                    start = -column;
                    startStride = 0;
                }
                if (bTransposed || rows >= ROWS_WORTH_PACKING || width < vectors * LANES) {
                    pack(k0, column, width, vectors * LANES);
                    tiles(rows, column, width, vectors, panel, 0, vectors * LANES);
                } else {
                    tiles(rows, column, width, vectors, b, bFirst + k0 * bStride + column, bStride);
                }
                column += width;
            }
            aFirst += depth * aStep;
        }
    }

    /// How many vectors the next tiles take of the columns that are left.
    private static int vectors(int columns) {
        int whole = columns / LANES;
        return whole >= WIDEST ? WIDEST : whole >= 3 ? 3 : whole >= 2 ? 2 : 1;
    }

    private void tiles(int rows, int column, int width, int vectors, double[] from, int first, int stride) {
        for (int row = 0; row < rows; row += ROWS) {
            int of = Math.min(ROWS, rows - row);
            switch (vectors) {
                case 6 -> tile6(of, row, column, from, first, stride);
                case 3 -> tile3(of, row, column, from, first, stride);
                case 2 -> tile2(of, row, column, from, first, stride);
                default -> tile1(of, row, column, from, first, stride, width);
            }
        }
    }

    /// Copies `depth` rows of `width` columns of B next to each other, filled up with zeros to whole vectors.
    private void pack(int k0, int column, int width, int padded) {
        if (panel.length < depth * padded) {
            panel = new double[depth * padded];
        }
        double[] packed = panel;
        if (bTransposed) {
            transpose(b, bFirst + column * bStride + k0, bStride, width, depth, packed, 0, padded);
        } else {
            int from = bFirst + k0 * bStride + column;
            for (int k = 0; k < depth; k++) {
                System.arraycopy(b, from + k * bStride, packed, k * padded, width);
            }
        }
        if (width < padded) {
            for (int k = 0; k < depth; k++) {
                java.util.Arrays.fill(packed, k * padded + width, (k + 1) * padded, 0);
            }
        }
    }

    /// Copies a row-major matrix [rows × columns] to its transpose. Eight rows are read side by side, and eight numbers
    /// written together.
    static void transpose(
            double[] from, int first, int stride, int rows, int columns, double[] to, int at, int toStride) {
        int row = 0;
        for (; row + 8 <= rows; row += 8) {
            int source = first + row * stride;
            for (int column = 0; column < columns; column++) {
                int target = at + column * toStride + row;
                to[target] = from[source + column];
                to[target + 1] = from[source + stride + column];
                to[target + 2] = from[source + 2 * stride + column];
                to[target + 3] = from[source + 3 * stride + column];
                to[target + 4] = from[source + 4 * stride + column];
                to[target + 5] = from[source + 5 * stride + column];
                to[target + 6] = from[source + 6 * stride + column];
                to[target + 7] = from[source + 7 * stride + column];
            }
        }
        for (; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[at + column * toStride + row] = from[first + row * stride + column];
            }
        }
    }

    /// 4 × 6 vectors of C.
    private void tile6(int rows, int first, int column, double[] b, int bAt, int bStride) {
        int s0 = start + first * startStride + column;
        int s1 = rows > 1 ? s0 + startStride : s0;
        int s2 = rows > 2 ? s1 + startStride : s1;
        int s3 = rows > 3 ? s2 + startStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, starts, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, starts, s0 + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, starts, s0 + 2 * LANES);
        DoubleVector c03 = DoubleVector.fromArray(SPECIES, starts, s0 + 3 * LANES);
        DoubleVector c04 = DoubleVector.fromArray(SPECIES, starts, s0 + 4 * LANES);
        DoubleVector c05 = DoubleVector.fromArray(SPECIES, starts, s0 + 5 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, starts, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, starts, s1 + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, starts, s1 + 2 * LANES);
        DoubleVector c13 = DoubleVector.fromArray(SPECIES, starts, s1 + 3 * LANES);
        DoubleVector c14 = DoubleVector.fromArray(SPECIES, starts, s1 + 4 * LANES);
        DoubleVector c15 = DoubleVector.fromArray(SPECIES, starts, s1 + 5 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, starts, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, starts, s2 + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, starts, s2 + 2 * LANES);
        DoubleVector c23 = DoubleVector.fromArray(SPECIES, starts, s2 + 3 * LANES);
        DoubleVector c24 = DoubleVector.fromArray(SPECIES, starts, s2 + 4 * LANES);
        DoubleVector c25 = DoubleVector.fromArray(SPECIES, starts, s2 + 5 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, starts, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, starts, s3 + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, starts, s3 + 2 * LANES);
        DoubleVector c33 = DoubleVector.fromArray(SPECIES, starts, s3 + 3 * LANES);
        DoubleVector c34 = DoubleVector.fromArray(SPECIES, starts, s3 + 4 * LANES);
        DoubleVector c35 = DoubleVector.fromArray(SPECIES, starts, s3 + 5 * LANES);
        double[] a = this.a;
        int aAt = aFirst + first * aStride;
        int aRow1 = rows > 1 ? aStride : 0;
        int aRow2 = rows > 2 ? aRow1 + aStride : aRow1;
        int aRow3 = rows > 3 ? aRow2 + aStride : aRow2;
        int step = aStep;
        int depth = this.depth;
        for (int k = 0, ai = aAt, bi = bAt; k < depth; k++, ai += step, bi += bStride) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bi);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bi + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bi + 2 * LANES);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, bi + 3 * LANES);
            DoubleVector b4 = DoubleVector.fromArray(SPECIES, b, bi + 4 * LANES);
            DoubleVector b5 = DoubleVector.fromArray(SPECIES, b, bi + 5 * LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            c04 = x0.fma(b4, c04);
            c05 = x0.fma(b5, c05);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[ai + aRow1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            c14 = x1.fma(b4, c14);
            c15 = x1.fma(b5, c15);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[ai + aRow2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            c24 = x2.fma(b4, c24);
            c25 = x2.fma(b5, c25);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[ai + aRow3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            c34 = x3.fma(b4, c34);
            c35 = x3.fma(b5, c35);
        }
        int t0 = cFirst + first * cStride + column;
        int t1 = rows > 1 ? t0 + cStride : t0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c00.intoArray(c, t0);
        c01.intoArray(c, t0 + LANES);
        c02.intoArray(c, t0 + 2 * LANES);
        c03.intoArray(c, t0 + 3 * LANES);
        c04.intoArray(c, t0 + 4 * LANES);
        c05.intoArray(c, t0 + 5 * LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c12.intoArray(c, t1 + 2 * LANES);
        c13.intoArray(c, t1 + 3 * LANES);
        c14.intoArray(c, t1 + 4 * LANES);
        c15.intoArray(c, t1 + 5 * LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c22.intoArray(c, t2 + 2 * LANES);
        c23.intoArray(c, t2 + 3 * LANES);
        c24.intoArray(c, t2 + 4 * LANES);
        c25.intoArray(c, t2 + 5 * LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c32.intoArray(c, t3 + 2 * LANES);
        c33.intoArray(c, t3 + 3 * LANES);
        c34.intoArray(c, t3 + 4 * LANES);
        c35.intoArray(c, t3 + 5 * LANES);
    }

    /// 4 × 3 vectors of C.
    private void tile3(int rows, int first, int column, double[] b, int bAt, int bStride) {
        int s0 = start + first * startStride + column;
        int s1 = rows > 1 ? s0 + startStride : s0;
        int s2 = rows > 2 ? s1 + startStride : s1;
        int s3 = rows > 3 ? s2 + startStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, starts, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, starts, s0 + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, starts, s0 + 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, starts, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, starts, s1 + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, starts, s1 + 2 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, starts, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, starts, s2 + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, starts, s2 + 2 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, starts, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, starts, s3 + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, starts, s3 + 2 * LANES);
        double[] a = this.a;
        int aAt = aFirst + first * aStride;
        int aRow1 = rows > 1 ? aStride : 0;
        int aRow2 = rows > 2 ? aRow1 + aStride : aRow1;
        int aRow3 = rows > 3 ? aRow2 + aStride : aRow2;
        int step = aStep;
        int depth = this.depth;
        for (int k = 0, ai = aAt, bi = bAt; k < depth; k++, ai += step, bi += bStride) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bi);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bi + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bi + 2 * LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[ai + aRow1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[ai + aRow2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[ai + aRow3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
        }
        int t0 = cFirst + first * cStride + column;
        int t1 = rows > 1 ? t0 + cStride : t0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c00.intoArray(c, t0);
        c01.intoArray(c, t0 + LANES);
        c02.intoArray(c, t0 + 2 * LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c12.intoArray(c, t1 + 2 * LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c22.intoArray(c, t2 + 2 * LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c32.intoArray(c, t3 + 2 * LANES);
    }

    /// 4 × 2 vectors of C.
    private void tile2(int rows, int first, int column, double[] b, int bAt, int bStride) {
        int s0 = start + first * startStride + column;
        int s1 = rows > 1 ? s0 + startStride : s0;
        int s2 = rows > 2 ? s1 + startStride : s1;
        int s3 = rows > 3 ? s2 + startStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, starts, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, starts, s0 + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, starts, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, starts, s1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, starts, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, starts, s2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, starts, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, starts, s3 + LANES);
        double[] a = this.a;
        int aAt = aFirst + first * aStride;
        int aRow1 = rows > 1 ? aStride : 0;
        int aRow2 = rows > 2 ? aRow1 + aStride : aRow1;
        int aRow3 = rows > 3 ? aRow2 + aStride : aRow2;
        int step = aStep;
        int depth = this.depth;
        for (int k = 0, ai = aAt, bi = bAt; k < depth; k++, ai += step, bi += bStride) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bi);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bi + LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[ai + aRow1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[ai + aRow2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[ai + aRow3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        int t0 = cFirst + first * cStride + column;
        int t1 = rows > 1 ? t0 + cStride : t0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c00.intoArray(c, t0);
        c01.intoArray(c, t0 + LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
    }

    /// 4 × 1 vector of C, of which only the first `width` lanes are read and written.
    private void tile1(int rows, int first, int column, double[] b, int bAt, int bStride, int width) {
        VectorMask<Double> mask = SPECIES.indexInRange(0, width); // here, for a mask handed over would be an object
        int s0 = start + first * startStride + column;
        int s1 = rows > 1 ? s0 + startStride : s0;
        int s2 = rows > 2 ? s1 + startStride : s1;
        int s3 = rows > 3 ? s2 + startStride : s2;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, starts, s0, mask);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, starts, s1, mask);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, starts, s2, mask);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, starts, s3, mask);
        double[] a = this.a;
        int aAt = aFirst + first * aStride;
        int aRow1 = rows > 1 ? aStride : 0;
        int aRow2 = rows > 2 ? aRow1 + aStride : aRow1;
        int aRow3 = rows > 3 ? aRow2 + aStride : aRow2;
        int step = aStep;
        int depth = this.depth;
        for (int k = 0, ai = aAt, bi = bAt; k < depth; k++, ai += step, bi += bStride) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bi);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[ai]);
            c00 = x0.fma(b0, c00);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[ai + aRow1]);
            c10 = x1.fma(b0, c10);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[ai + aRow2]);
            c20 = x2.fma(b0, c20);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[ai + aRow3]);
            c30 = x3.fma(b0, c30);
        }
        int t0 = cFirst + first * cStride + column;
        int t1 = rows > 1 ? t0 + cStride : t0;
        int t2 = rows > 2 ? t1 + cStride : t1;
        int t3 = rows > 3 ? t2 + cStride : t2;
        c00.intoArray(c, t0, mask);
        c10.intoArray(c, t1, mask);
        c20.intoArray(c, t2, mask);
        c30.intoArray(c, t3, mask);
    }
}
