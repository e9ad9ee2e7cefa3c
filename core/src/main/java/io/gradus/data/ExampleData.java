package io.gradus.data;

import java.util.List;

/// Small data sets that need no file.
public final class ExampleData {
    private ExampleData() {}

    /// The nine points of the notebook Gradus grew out of: `x1`, `x2`, and `label`, the class `0` or `1`.
    public static Table notebook() {
        return Table.of(
                "notebook",
                List.of(
                        NumberColumn.of("x1", 2, 4, 6, 8, 10, 12, 14, 16, 18),
                        NumberColumn.of("x2", 4, 11, 6, 5, 7, 16, 8, 3, 7),
                        TextColumn.of("label", "0", "0", "0", "0", "1", "1", "1", "1", "1")));
    }
}
