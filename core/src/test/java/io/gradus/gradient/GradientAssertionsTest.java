package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.layer.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientAssertionsTest {
    private static final double[] X = {2, 3};

    private static double product(double[] x) {
        return x[0] * x[1];
    }

    @Test
    void rightGradientIsSilent() {
        assertThatCode(() -> GradientAssertions.assertGradient(GradientAssertionsTest::product, X, new double[] {3, 2}))
                .doesNotThrowAnyException();
        GradientFunction right = (p, g) -> {
            g[0] = p[1];
            g[1] = p[0];
            return product(p);
        };
        assertThatCode(() -> GradientAssertions.assertGradient(right, X)).doesNotThrowAnyException();
        assertThatCode(() -> GradientAssertions.assertContract(GradientContract.of(right, X)))
                .doesNotThrowAnyException();
        RandomNetwork network = RandomNetwork.draw(5, List.of(Activation.tanh()));
        assertThatCode(() -> GradientAssertions.assertGradient(
                        network.gradient(), network.objective(), network.p(), network.batch()))
                .doesNotThrowAnyException();
    }

    @Test
    void wrongGradientThrowsTheWholeReport() {
        assertThatThrownBy(() ->
                        GradientAssertions.assertGradient(GradientAssertionsTest::product, X, new double[] {3, 2.5}))
                .isInstanceOf(AssertionError.class)
                .satisfies(error -> {
                    List<String> lines = error.getMessage().lines().toList();
                    assertThat(lines).hasSize(3);
                    assertThat(lines.get(0)).isEqualTo("gradient check: fail");
                    assertThat(lines.get(1))
                            .startsWith("  x[0,1]: fail: analytic 2.500000000, numeric 2.000000000, error 0.17 of the")
                            .contains("noise floor ", "step ");
                    assertThat(lines.get(2))
                            .startsWith("    x[0,1]: fail: analytic 2.500000000, numeric 2.000000000 ± ");
                });
    }

    @Test
    void inconclusiveThrowsAndSaysSo() {
        assertThatThrownBy(() -> GradientAssertions.assertGradient(
                        x -> Math.abs(x[0]) + x[1], new double[] {0, 1}, new double[] {0.5, 1}))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith("gradient check: inconclusive\n")
                .contains("; the function has a kink at the point\n")
                .endsWith(
                        "\nInconclusive is not a pass: nothing is shown to be wrong, but entries could not be judged. "
                                + "Hint: check at another point, away from kinks, or compute the loss with less rounding.");
    }

    @Test
    void longListsOfWrongEntriesAreCut() {
        double[] x = new double[20];
        assertThatThrownBy(() -> GradientAssertions.assertGradient(v -> 1 + v[0], x, filled(20, 3)))
                .isInstanceOf(AssertionError.class)
                .message()
                .endsWith("\n    … and 12 more of x");
    }

    private static double[] filled(int n, double value) {
        double[] array = new double[n];
        java.util.Arrays.fill(array, value);
        return array;
    }

    @Test
    void brokenContractThrowsItsLines() {
        GradientFunction moving = (p, g) -> {
            g[0] = p[1];
            g[1] = p[0];
            double value = product(p);
            p[0] += 1;
            return value;
        };
        assertThatThrownBy(() -> GradientAssertions.assertContract(GradientContract.of(moving, X)))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith("gradient contract: fail\n  gradient: pass: every entry agrees with its numeric value\n")
                .contains("\n  inputs: fail: parameter p[0,0] was 2.0 and became 3.0\n");
    }
}
