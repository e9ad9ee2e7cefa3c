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

    /// The weights that the notebook's network started from before its backpropagation, in the flat order W1 [2 × 2],
    /// b1 [2], W2 [2 × 2], b2 [2]; the notebook calls these W2, b2, W3, b3.
    ///
    /// They were drawn unseeded and never printed. These were recovered from the losses it printed, by nonlinear least
    /// squares, and give every one of them back.
    ///
    /// @return a fresh array
    public static double[] notebookParameters() {
        return new double[] {
            -2.0420284210421134,
            0.033084603239888065,
            0.46359854696916508,
            0.69974210114241542, // W1
            1.2418544521676818,
            -1.1297680719370973, // b1
            1.5173731676095852,
            0.16325852654427017,
            1.4600349202198935,
            -1.2376496588506016, // W2
            -1.2694377403266015,
            0.27101068321862182 // b2
        };
    }
}
