package io.gradus.data;

/// One column of a [Table]: numbers or text. Immutable.
public sealed interface Column permits NumberColumn, TextColumn {
    /// The name in the header.
    String name();

    /// Number of values.
    int size();

    /// The values of some rows, in the order asked for.
    ///
    /// @param rows indices from 0, each below [#size]; may repeat; not modified
    /// @throws IndexOutOfBoundsException if an index is outside
    Column select(int[] rows);
}
