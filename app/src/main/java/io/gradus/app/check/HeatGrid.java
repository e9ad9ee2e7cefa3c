package io.gradus.app.check;

/// Which entries of a block a heat map shows. A block that is too large is cut into cells, and each cell shows the entry
/// of those in it that is off most: a wrong one before a right one, then by |analytic - numeric|. So a single wrong entry
/// shows, however large the block.
///
/// Immutable.
final class HeatGrid {
    /// Most cells along a side.
    static final int LONGEST = 32;

    private final int rows;
    private final int columns;
    private final int blockRows;
    private final int blockColumns;
    private final int[] entries;

    private HeatGrid(int rows, int columns, int blockRows, int blockColumns, int[] entries) {
        this.rows = rows;
        this.columns = columns;
        this.blockRows = blockRows;
        this.blockColumns = blockColumns;
        this.entries = entries;
    }

    static HeatGrid of(CheckedBlock block) {
        int rows = Math.min(block.rows(), LONGEST);
        int columns = Math.min(block.columns(), LONGEST);
        int[] entries = new int[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                entries[row * columns + column] = mostOff(
                        block,
                        from(row, rows, block.rows()),
                        from(row + 1, rows, block.rows()),
                        from(column, columns, block.columns()),
                        from(column + 1, columns, block.columns()));
            }
        }
        return new HeatGrid(rows, columns, block.rows(), block.columns(), entries);
    }

    /// The first row or column of a cell.
    private static int from(int cell, int cells, int length) {
        return (int) ((long) cell * length / cells);
    }

    private static int mostOff(CheckedBlock block, int fromRow, int toRow, int fromColumn, int toColumn) {
        int most = fromRow * block.columns() + fromColumn;
        for (int i = fromRow; i < toRow; i++) {
            for (int j = fromColumn; j < toColumn; j++) {
                int entry = i * block.columns() + j;
                if (block.isWrong(entry) != block.isWrong(most)) {
                    most = block.isWrong(entry) ? entry : most;
                } else if (Double.compare(block.error(entry), block.error(most)) > 0) { // NaN is the largest
                    most = entry;
                }
            }
        }
        return most;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    boolean isWhole() {
        return rows == blockRows && columns == blockColumns;
    }

    /// Index within the block of the entry that a cell shows.
    int entry(int row, int column) {
        return entries[row * columns + column];
    }

    /// How many entries share a cell, such as `24 to 25 × 4`.
    String cell() {
        return span(rows, blockRows) + " × " + span(columns, blockColumns);
    }

    private static String span(int cells, int length) {
        int least = length / cells;
        return length % cells == 0 ? "" + least : least + " or " + (least + 1);
    }
}
