package io.gradus.math;

/// Solves A·x = b for a symmetric positive definite A by A = UᵀU, U an upper triangle.
///
/// G. H. Golub, C. F. Van Loan, "Matrix computations", 4th ed. (2013), section 4.2: for i = 0, 1, … and j ≥ i
///
/// U_ii = √(A_ii - Σ_k<i U_ki²), U_ij = (A_ij - Σ_k<i U_ki·U_kj) / U_ii.
///
/// Each sum begins at A_ij and goes on by one fma for each k ascending, however the work is divided into blocks. About
/// n³/6 fma. Triangles are arrays of rows, `a[i][j - i]` for j ≥ i. Nothing is allocated.
public final class Cholesky {
    /// Rows of U that are made together: each row above them is then read once for all of them.
    private static final int ROWS = 32;
    /// Columns at a time, so that ROWS × COLUMNS numbers stay in the second-level cache.
    private static final int COLUMNS = 1024;

    private Cholesky() {}

    /// An upper triangle of zeros.
    ///
    /// @param n rows and columns
    /// @return n rows, row i of length n - i
    public static double[][] triangle(int n) {
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = new double[n - i];
        }
        return a;
    }

    /// Replaces A by U.
    ///
    /// @param a upper triangle of A, overwritten; of no use if it turns out not to be positive definite
    /// @return whether A is positive definite as far as rounding lets it be seen; false with NaN in it too
    public static boolean factor(double[][] a) {
        int n = a.length;
        for (int i0 = 0; i0 < n; i0 += ROWS) {
            int i1 = Math.min(n, i0 + ROWS);
            for (int j0 = i0; j0 < n; j0 += COLUMNS) {
                int j1 = Math.min(n, j0 + COLUMNS);
                for (int k = 0; k < i0; k++) {
                    for (int i = i0; i < Math.min(i1, j1); i++) {
                        subtract(a, k, i, Math.max(i, j0), j1);
                    }
                }
            }
            for (int i = i0; i < i1; i++) {
                for (int k = i0; k < i; k++) {
                    subtract(a, k, i, i, n);
                }
                if (!(a[i][0] > 0 && a[i][0] < Double.POSITIVE_INFINITY)) {
                    return false;
                }
                a[i][0] = Math.sqrt(a[i][0]);
                for (int j = 1; j < n - i; j++) {
                    a[i][j] /= a[i][0];
                }
            }
        }
        return true;
    }

    /// A_ij ← A_ij - U_ki·U_kj for the columns `from` to `to` - 1.
    private static void subtract(double[][] a, int k, int i, int from, int to) {
        Axpy.axpy(-a[k][i - k], a[k], from - k, a[i], from - i, to - from);
    }

    /// Solves UᵀU·x = b: Uᵀ·y = b from the first row on, then U·x = y from the last one back.
    ///
    /// @param u as [#factor] left it, not modified
    /// @param b right side, replaced by x
    public static void solve(double[][] u, double[] b) {
        int n = u.length;
        for (int i = 0; i < n; i++) {
            b[i] /= u[i][0];
            Axpy.axpy(-b[i], u[i], 1, b, i + 1, n - i - 1);
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] = (b[i] - Sums.dot(u[i], 1, b, i + 1, n - i - 1)) / u[i][0];
        }
    }
}
