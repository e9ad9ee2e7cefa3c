package io.gradus.math;

import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
    /// U = [2 1 3; 0 4 -1; 0 0 5], so UᵀU = [4 2 6; 2 17 -1; 6 -1 35]; A·(1, -2, 3) = (18, -35, 113).
    @Test
    void factorsAndSolvesTheHandWorkedExample() {
        double[][] a = {{4, 2, 6}, {17, -1}, {35}};
        assertThat(Cholesky.factor(a)).isTrue();
        assertThat(a).isDeepEqualTo(new double[][] {{2, 1, 3}, {4, -1}, {5}});
        double[] b = {18, -35, 113};
        Cholesky.solve(a, b);
        assertThat(b).containsExactly(new double[] {1, -2, 3}, within(HAND_WORKED));
    }

    /// Sizes around the blocks of 32 rows and 1024 columns, against the formula written down plainly: the same bits.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 64, 97, 1057})
    void blocksDoNotChangeABit(int n) {
        double[][] a = positiveDefinite(n);
        double[][] u = new double[n][];
        for (int i = 0; i < n; i++) {
            u[i] = a[i].clone();
        }
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double sum = a[i][j - i];
                for (int k = 0; k < i; k++) {
                    sum = Math.fma(-u[k][i - k], u[k][j - k], sum);
                }
                u[i][j - i] = i == j ? Math.sqrt(sum) : sum / u[i][0];
            }
        }
        assertThat(Cholesky.factor(a)).isTrue();
        assertThat(Arrays.deepEquals(a, u)).isTrue();
    }

    /// x is 1, -2, 3, -4, …; the error is bounded by n·2⁻⁵² times the condition, which is below 10 here.
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 100})
    void solvesWhatItFactored(int n) {
        double[][] a = positiveDefinite(n);
        double[] x = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 2 == 0 ? i + 1 : -(i + 1);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                b[i] += a[Math.min(i, j)][Math.abs(i - j)] * x[j];
            }
        }
        Cholesky.factor(a);
        Cholesky.solve(a, b);
        assertThat(b).containsExactly(x, within(10 * n * n * 0x1p-52));
    }

    @Test
    void saysWhatIsNotPositiveDefinite() {
        assertThat(Cholesky.factor(new double[][] {{1, 2}, {1}})).isFalse();
        assertThat(Cholesky.factor(new double[][] {{1, 1}, {1}})).as("singular").isFalse();
        assertThat(Cholesky.factor(new double[][] {{0}})).isFalse();
        assertThat(Cholesky.factor(new double[][] {{Double.NaN}})).isFalse();
        assertThat(Cholesky.factor(new double[][] {{1, Double.NaN}, {1}})).isFalse();
        assertThat(Cholesky.factor(new double[][] {{Double.POSITIVE_INFINITY}})).isFalse();
    }

    @Test
    void axpyTouchesItsElementsOnly() {
        double[] y = {1, 2, 3, 4};
        Axpy.axpy(2, new double[] {10, 20, 30}, 1, y, 2, 1);
        assertThat(y).containsExactly(1, 2, 43, 4);
    }

    /// 2 on the diagonal and less than 1/(2n) elsewhere: the eigenvalues lie in 1.5 … 2.5.
    private static double[][] positiveDefinite(int n) {
        CounterRandom random = new CounterRandom(n);
        double[][] a = Cholesky.triangle(n);
        for (int i = 0; i < n; i++) {
            a[i][0] = 2;
            for (int j = i + 1; j < n; j++) {
                a[i][j - i] = (random.uniform(CounterRandom.Purpose.SYNTHETIC_DATA, 0, i, j) - 0.5) / n;
            }
        }
        return a;
    }
}
