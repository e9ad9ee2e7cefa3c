package io.gradus.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Copies a row-major matrix to its transpose, in blocks of 8 × 8 that stay in registers.
///
/// A block is transposed in three rounds, with h = 4, 2, 1: seen as 2 × 2 blocks of h × h, the upper right and the lower
/// left one change places. One lane-selecting instruction makes a row of two rows. Numbers are moved as bits.
final class Transpose {
    private static final int EIGHT = 8;
    /// Columns at a time: what one line of the cache holds of a row is read at once.
    private static final int GROUP = 64 / Double.BYTES;

    /// Vectors of eight lanes, where there are such; otherwise plain loops do.
    private static final boolean HAS_EIGHT = MatrixProduct.SPECIES.length() >= EIGHT;

    private static final VectorSpecies<Double> SPECIES = VectorSpecies.of(
            double.class,
            HAS_EIGHT ? VectorShape.forBitSize(EIGHT * Double.SIZE) : MatrixProduct.SPECIES.vectorShape());
    /// Of two rows a and b that are h apart, the lanes of the upper new row: a's, but where the bit h is set b's, h
    /// before. Then the lanes of the lower new row. Lanes of b are counted on from those of a.
    private static final LongVector UPPER4 = lanes(4, false);

    private static final LongVector LOWER4 = lanes(4, true);
    private static final LongVector UPPER2 = lanes(2, false);
    private static final LongVector LOWER2 = lanes(2, true);
    private static final LongVector UPPER1 = lanes(1, false);
    private static final LongVector LOWER1 = lanes(1, true);

    private Transpose() {}

    /// to[j][i] ← from[i][j].
    ///
    /// @param from a matrix [rows × columns] that begins at `first`, `stride` from row to row; not modified
    /// @param to its transpose [columns × rows], begins at `at`, `toStride` from row to row
    static void copy(double[] from, int first, int stride, int rows, int columns, double[] to, int at, int toStride) {
        int wholeRows = HAS_EIGHT ? rows - rows % EIGHT : 0;
        int wholeColumns = HAS_EIGHT ? columns - columns % EIGHT : 0;
        for (int group = 0; group < wholeColumns; group += GROUP) {
            int end = Math.min(wholeColumns, group + GROUP);
            for (int i = 0; i < wholeRows; i += EIGHT) {
                for (int j = group; j < end; j += EIGHT) {
                    block(from, first + i * stride + j, stride, to, at + j * toStride + i, toStride);
                }
            }
        }
        plain(
                from,
                first + wholeColumns,
                stride,
                wholeRows,
                columns - wholeColumns,
                to,
                at + wholeColumns * toStride,
                toStride);
        plain(from, first + wholeRows * stride, stride, rows - wholeRows, columns, to, at + wholeRows, toStride);
    }

    private static void plain(
            double[] from, int first, int stride, int rows, int columns, double[] to, int at, int toStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[at + j * toStride + i] = from[first + i * stride + j];
            }
        }
    }

    private static void block(double[] from, int first, int stride, double[] to, int at, int toStride) {
        LongVector a0 = row(from, first);
        LongVector a1 = row(from, first + stride);
        LongVector a2 = row(from, first + 2 * stride);
        LongVector a3 = row(from, first + 3 * stride);
        LongVector a4 = row(from, first + 4 * stride);
        LongVector a5 = row(from, first + 5 * stride);
        LongVector a6 = row(from, first + 6 * stride);
        LongVector a7 = row(from, first + 7 * stride);
        LongVector b0 = UPPER4.selectFrom(a0, a4);
        LongVector b4 = LOWER4.selectFrom(a0, a4);
        LongVector b1 = UPPER4.selectFrom(a1, a5);
        LongVector b5 = LOWER4.selectFrom(a1, a5);
        LongVector b2 = UPPER4.selectFrom(a2, a6);
        LongVector b6 = LOWER4.selectFrom(a2, a6);
        LongVector b3 = UPPER4.selectFrom(a3, a7);
        LongVector b7 = LOWER4.selectFrom(a3, a7);
        LongVector c0 = UPPER2.selectFrom(b0, b2);
        LongVector c2 = LOWER2.selectFrom(b0, b2);
        LongVector c1 = UPPER2.selectFrom(b1, b3);
        LongVector c3 = LOWER2.selectFrom(b1, b3);
        LongVector c4 = UPPER2.selectFrom(b4, b6);
        LongVector c6 = LOWER2.selectFrom(b4, b6);
        LongVector c5 = UPPER2.selectFrom(b5, b7);
        LongVector c7 = LOWER2.selectFrom(b5, b7);
        write(UPPER1.selectFrom(c0, c1), to, at);
        write(LOWER1.selectFrom(c0, c1), to, at + toStride);
        write(UPPER1.selectFrom(c2, c3), to, at + 2 * toStride);
        write(LOWER1.selectFrom(c2, c3), to, at + 3 * toStride);
        write(UPPER1.selectFrom(c4, c5), to, at + 4 * toStride);
        write(LOWER1.selectFrom(c4, c5), to, at + 5 * toStride);
        write(UPPER1.selectFrom(c6, c7), to, at + 6 * toStride);
        write(LOWER1.selectFrom(c6, c7), to, at + 7 * toStride);
    }

    private static LongVector row(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at).reinterpretAsLongs();
    }

    private static void write(LongVector row, double[] to, int at) {
        row.reinterpretAsDoubles().intoArray(to, at);
    }

    private static LongVector lanes(int h, boolean lower) {
        int n = SPECIES.length();
        /* bits */ long[] lanes = new /* bits */ long[n];
        for (int j = 0; j < n; j++) {
            boolean right = (j & h) != 0;
            lanes[j] = lower ? (right ? n + j : j + h) : right ? n + j - h : j;
        }
        return LongVector.fromArray(LongVector.SPECIES_PREFERRED.withShape(SPECIES.vectorShape()), lanes, 0);
    }
}
