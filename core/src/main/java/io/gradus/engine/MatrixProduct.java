package io.gradus.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// C ← S + A·B, with every element of C one chain of fma that begins at S and goes along k ascending.
///
/// Blocks for the caches, after K. Goto, R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34
/// (2008): a block of B is packed into panels as wide as a tile, and stays in the second-level cache; a few rows of A are
/// packed and stay in the first, while the panels stream past them; [RowTiles] computes tiles of C from both in registers.
/// Where depth is cut into blocks, the next block starts from C.
///
/// At the lower edge a tile computes rows that nobody reads, and the last columns are computed beside C: no scalar tail.
///
/// Holds its blocks and the operands of the product under way: one instance a thread.
final class MatrixProduct {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// Of a tile: with 32 vector registers 8 × 3 vectors; with 16 of them 4 × 3.
    private static final boolean MANY_REGISTERS = SPECIES.vectorBitSize() == 512;

    private static final int TILE_ROWS = MANY_REGISTERS ? 8 : 4;
    private static final int TILE_VECTORS = 3;
    private static final int TILE_COLUMNS = TILE_VECTORS * LANES;
    /// Numbers of B in a block: half a megabyte of the second-level cache.
    private static final int BLOCK = 512 * 1024 / Double.BYTES;
    /// Depth of such a block of [#COLUMNS].
    private static final int DEPTH = 264;
    /// Depth of a narrower one, if A is packed from rows, which it then reads from end to end.
    private static final int MOST_DEPTH = 1024;
    /// Most columns of a block: its panels take half a megabyte.
    private static final int COLUMNS = 10 * TILE_COLUMNS + 2 * LANES;
    /// Rows of A that are packed from columns next to each other: as many as a vector has lanes.
    static final int PACKED_ROWS = Math.max(TILE_ROWS, LANES);
    /// Rows that are packed from columns at a time: they take whole lines of the cache, one after the other.
    private static final int PACKED_AT_ONCE = 4 * PACKED_ROWS;
    /// From row to row of A packed from rows: not a power of two, or they would fall on each other in the cache.
    static final int PACKED_ROW = MOST_DEPTH + 16;
    /// With fewer rows of A than this, B is read where it lies.
    private static final int ROWS_WORTH_PACKING = 257;

    private static final double[] ZEROS = new double[TILE_COLUMNS];

    /// What comes after the sums of some rows of C, while they are in the first-level cache.
    interface RowsDone {
        /// Rows `from` to `to` - 1, counted from the first of C.
        void accept(int from, int to);
    }

    private final double[] packedA = new double[Math.max(PACKED_ROWS * PACKED_ROW, PACKED_AT_ONCE * DEPTH)];
    private double[] packedB = {};
    private final double[] edge = new double[TILE_ROWS * LANES];
    // The operands. A is read at aFirst + row·aStride + k·aStep, where one of both steps is 1.
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
    private int startStep;
    private double[] c = {};
    private int cFirst;
    private int cStride;
    private @Nullable RowsDone rowsDone;

    /// A [rows × depth] as it is, row-major.
    MatrixProduct a(double[] values, int first, int stride) {
        a = values;
        aFirst = first;
        aStride = stride;
        aStep = 1;
        return this;
    }

    /// A as the transpose of a row-major matrix [depth × rows].
    MatrixProduct aTransposed(double[] values, int first, int stride) {
        a = values;
        aFirst = first;
        aStride = 1;
        aStep = stride;
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
        startStep = 1;
        return this;
    }

    /// Zeros as the start of every row of C.
    MatrixProduct startAtZero() {
        startAt(ZEROS, 0);
        startStep = 0;
        return this;
    }

    /// Where C [rows × columns] is, row-major; computes it.
    void into(double[] values, int first, int stride, int rows, int columns, int depth) {
        into(values, first, stride, rows, columns, depth, null);
    }

    /// The same; what comes after the sums is called for some rows at a time, each row once, in order.
    void into(double[] values, int first, int stride, int rows, int columns, int depth, @Nullable RowsDone rowsDone) {
        c = values;
        cFirst = first;
        cStride = stride;
        int most = aStep == 1 ? Math.clamp(BLOCK / Math.min(columns, COLUMNS), DEPTH, MOST_DEPTH) : DEPTH;
        int blocks = (depth + most - 1) / most;
        for (int column = 0; column < columns; column += COLUMNS) {
            int width = Math.min(COLUMNS, columns - column);
            for (int block = 0; block < blocks; block++) {
                int k = (int) ((long) depth * block / blocks);
                int end = (int) ((long) depth * (block + 1) / blocks);
                this.rowsDone = end == depth && column + width == columns ? rowsDone : null;
                block(rows, column, width, k, end - k);
            }
        }
    }

    private void block(int rows, int column, int width, int k, int depth) {
        boolean packed = rows >= ROWS_WORTH_PACKING || bTransposed || width % LANES > 0;
        if (packed) {
            packB(column, width, k, depth);
        }
        boolean fromRows = aStep == 1;
        int atOnce = fromRows ? PACKED_ROWS : PACKED_AT_ONCE;
        for (int row = 0; row < rows; row += atOnce) {
            int end = Math.min(rows, row + atOnce);
            if (fromRows) {
                packRows(row, end - row, k, depth);
            } else {
                packColumns(row, end - row, k, depth);
            }
            for (int r = row; r < end; r += TILE_ROWS) {
                int of = r - row;
                int a0 = fromRows ? of * PACKED_ROW : of / PACKED_ROWS * depth * PACKED_ROWS + of % PACKED_ROWS;
                tiles(r, Math.min(TILE_ROWS, end - r), a0, column, width, k, depth, packed);
            }
            if (rowsDone != null) {
                rowsDone.accept(row, end);
            }
        }
    }

    /// How many vectors the next panel takes of the columns that are left: one that is not filled stands alone.
    private static int vectors(int columns) {
        int whole = columns / LANES;
        if (whole == TILE_VECTORS + 1) { // two by two, not three and one
            return 2;
        }
        return Math.clamp(whole, 1, TILE_VECTORS);
    }

    /// Tiles side by side.
    private void tiles(int row, int rows, int a0, int column, int width, int k, int depth, boolean packed) {
        boolean begins = k == 0;
        double[] s = begins ? starts : c;
        int sStride = begins ? startStride : cStride;
        int sStep = begins ? startStep : 1;
        int c0 = cFirst + row * cStride + column;
        int s0 = begins ? start + row * sStride + column * sStep : c0;
        double[] panels = packed ? packedB : b;
        int b0 = packed ? 0 : bFirst + k * bStride + column;
        for (int j = 0; j < width; ) {
            int vectors = vectors(width - j);
            int columns = vectors * LANES;
            int stride = packed ? columns : bStride;
            if (j + columns <= width) {
                tile(rows, vectors, depth, a0, panels, b0, stride, s, s0 + j * sStep, sStride, c, c0 + j, cStride);
            } else {
                tileBesideC(rows, width - j, depth, a0, b0, s, s0 + j * sStep, sStride, c0 + j);
            }
            j += columns;
            b0 += packed ? columns * depth : columns;
        }
    }

    private void tile(
            int rows,
            int vectors,
            int depth,
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
        if (aStep == 1) {
            RowTiles.tile(rows, vectors, depth, packedA, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride);
        } else {
            ColumnTiles.tile(rows, vectors, depth, packedA, a0, b, b0, bStride, s, s0, sStride, c, c0, cStride);
        }
    }

    /// A tile of fewer columns than a vector has lanes. Its start is copied first, from C or as the one row that it is.
    private void tileBesideC(
            int rows, int columns, int depth, int a0, int b0, double[] s, int s0, int sStride, int c0) {
        double[] edge = this.edge;
        int starts = sStride == 0 ? 1 : rows;
        for (int i = 0; i < starts; i++) {
            System.arraycopy(s, s0 + i * sStride, edge, i * LANES, columns);
        }
        tile(rows, 1, depth, a0, packedB, b0, LANES, edge, 0, sStride == 0 ? 0 : LANES, edge, 0, LANES);
        VectorMask<Double> mask = SPECIES.indexInRange(0, columns);
        for (int i = 0; i < rows; i++) {
            DoubleVector.fromArray(SPECIES, edge, i * LANES).intoArray(c, c0 + i * cStride, mask);
        }
    }

    /// Packs rows of A, each as it is.
    private void packRows(int row, int rows, int k, int depth) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(a, aFirst + (row + r) * aStride + k, packedA, r * PACKED_ROW, depth);
        }
    }

    /// Packs columns of what A is the transpose of: [#PACKED_ROWS] of them side by side, row after row. What lies beyond
    /// the last stays.
    private void packColumns(int row, int rows, int k, int depth) {
        double[] a = this.a;
        double[] packed = packedA;
        int from = aFirst + row + k * aStep;
        int block = depth * PACKED_ROWS;
        if (rows == 4 * LANES && PACKED_ROWS == LANES) {
            for (int i = 0; i < depth; i++, from += aStep) {
                DoubleVector v0 = DoubleVector.fromArray(SPECIES, a, from);
                DoubleVector v1 = DoubleVector.fromArray(SPECIES, a, from + LANES);
                DoubleVector v2 = DoubleVector.fromArray(SPECIES, a, from + 2 * LANES);
                DoubleVector v3 = DoubleVector.fromArray(SPECIES, a, from + 3 * LANES);
                v0.intoArray(packed, i * LANES);
                v1.intoArray(packed, block + i * LANES);
                v2.intoArray(packed, 2 * block + i * LANES);
                v3.intoArray(packed, 3 * block + i * LANES);
            }
            return;
        }
        for (int r = 0; r < rows; r += LANES) {
            int to = r / PACKED_ROWS * block + r % PACKED_ROWS;
            if (r + LANES <= rows) {
                for (int i = 0; i < depth; i++) {
                    DoubleVector.fromArray(SPECIES, a, from + r + i * aStep).intoArray(packed, to + i * PACKED_ROWS);
                }
            } else {
                for (int i = 0; i < depth; i++) {
                    System.arraycopy(a, from + r + i * aStep, packed, to + i * PACKED_ROWS, rows - r);
                }
            }
        }
    }

    /// Packs a block of B, panel after panel. Lanes beyond its width keep what they had: nobody reads what comes of them.
    private void packB(int column, int width, int k, int depth) {
        int size = (width + LANES - 1) / LANES * LANES * depth;
        if (packedB.length < size) {
            packedB = new double[size];
        }
        int at = 0;
        for (int j = 0; j < width; ) {
            int stride = vectors(width - j) * LANES;
            int columns = Math.min(stride, width - j);
            if (bTransposed) {
                Transpose.copy(b, bFirst + (column + j) * bStride + k, bStride, columns, depth, packedB, at, stride);
            } else {
                packPanel(bFirst + k * bStride + column + j, columns, depth, at, stride);
            }
            at += stride * depth;
            j += columns;
        }
    }

    private void packPanel(int from, int columns, int depth, int at, int stride) {
        double[] b = this.b;
        double[] packed = packedB;
        if (columns < stride) {
            for (int i = 0; i < depth; i++) {
                System.arraycopy(b, from + i * bStride, packed, at + i * stride, columns);
            }
            return;
        }
        switch (columns / LANES) {
            case 3 -> {
                for (int i = 0; i < depth; i++, from += bStride, at += 3 * LANES) {
                    DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, from);
                    DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, from + LANES);
                    DoubleVector v2 = DoubleVector.fromArray(SPECIES, b, from + 2 * LANES);
                    v0.intoArray(packed, at);
                    v1.intoArray(packed, at + LANES);
                    v2.intoArray(packed, at + 2 * LANES);
                }
            }
            case 2 -> {
                for (int i = 0; i < depth; i++, from += bStride, at += 2 * LANES) {
                    DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, from);
                    DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, from + LANES);
                    v0.intoArray(packed, at);
                    v1.intoArray(packed, at + LANES);
                }
            }
            default -> {
                for (int i = 0; i < depth; i++, from += bStride, at += LANES) {
                    DoubleVector.fromArray(SPECIES, b, from).intoArray(packed, at);
                }
            }
        }
    }
}
