package io.gradus.diagnosis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An order of rows or columns.
final class Permutation {
    private Permutation() {}

    /// The order in which the columns of one matrix are those of another: column j of `mixed` is column order[j] of
    /// `right`.
    ///
    /// @param mixed [rows × columns]
    /// @param right [rows × columns]
    /// @param tolerance of each entry of `right`
    /// @return null if there is none, or only the order as it is
    static int @Nullable [] ofColumns(double[] mixed, double[] right, int columns, double[] tolerance) {
        int rows = mixed.length / columns;
        int[] order = new int[columns];
        boolean[] used = new boolean[columns];
        boolean moved = false;
        for (int j = 0; j < columns; j++) {
            int found = -1;
            for (int step = 0; step < columns && found < 0; step++) {
                int k = (j + step) % columns; // its own place first
                if (!used[k] && same(mixed, j, right, k, rows, columns, tolerance)) {
                    found = k;
                }
            }
            if (found < 0) {
                return null;
            }
            used[found] = true;
            order[j] = found;
            moved |= found != j;
        }
        return moved ? order : null;
    }

    private static boolean same(
            double[] mixed, int j, double[] right, int k, int rows, int columns, double[] tolerance) {
        for (int i = 0; i < rows; i++) {
            int at = i * columns + k;
            if (!(Math.abs(mixed[i * columns + j] - right[at]) <= tolerance[at])) {
                return false;
            }
        }
        return true;
    }

    /// In words: a shift, or the order itself.
    static String describe(int[] order) {
        int n = order.length;
        int shift = Math.floorMod(order[0], n);
        boolean shifted = true;
        for (int j = 0; j < n; j++) {
            shifted &= order[j] == (j + shift) % n;
        }
        if (n == 2) {
            return "the two are exchanged";
        }
        if (shifted) {
            return "shifted round by " + Math.min(shift, n - shift);
        }
        if (n > 12) {
            int moved = 0;
            for (int j = 0; j < n; j++) {
                moved += order[j] == j ? 0 : 1;
            }
            return moved + " of " + n + " are elsewhere";
        }
        return Arrays.toString(Arrays.stream(order).map(j -> j + 1).toArray()) + " instead of 1 to " + n;
    }
}
