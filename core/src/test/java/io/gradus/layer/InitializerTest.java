package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
    private static final Architecture WIDE =
            Architecture.of(200, Layer.dense(300, Activation.relu()), Layer.dense(100, Activation.tanh()));
    private static final int FIRST_BIAS = 200 * 300;
    private static final int SECOND_WEIGHT = FIRST_BIAS + 300;

    @Test
    void heDrawsWithVarianceTwoByInputsAndLeavesBiasesAtZero() {
        double[] p = Initializer.heNormal().draw(WIDE, 1);
        assertThat(meanSquare(p, 0, FIRST_BIAS)).isCloseTo(2.0 / 200, within(2e-4));
        assertThat(Arrays.copyOfRange(p, FIRST_BIAS, SECOND_WEIGHT)).containsOnly(0);
    }

    @Test
    void glorotDrawsUniformlyWithinItsLimit() {
        double[] p = Initializer.glorotUniform().draw(WIDE, 1);
        double limit = Math.sqrt(6.0 / 500);
        double largest = Arrays.stream(p, 0, FIRST_BIAS).map(Math::abs).max().orElseThrow();
        assertThat(largest).isLessThan(limit).isCloseTo(limit, within(1e-4));
        assertThat(meanSquare(p, 0, FIRST_BIAS)).isCloseTo(limit * limit / 3, within(1e-4)); // variance of a uniform
    }

    /// Variances by the formulas; the sample variance of 60,000 draws is within 2 % (four standard errors).
    @ParameterizedTest
    @CsvSource({
        "glorot_normal, 0.004", // 2 / (200 + 300)
        "glorot_uniform, 0.004",
        "he_normal, 0.01", // 2 / 200
        "he_uniform, 0.01",
        "lecun_normal, 0.005", // 1 / 200
        "lecun_uniform, 0.005",
        "normal, 0.0025", // 0.05²
        "normal:0.01, 0.0001",
        "uniform, 0.08333333333333333", // 0.5² / 3
        "uniform:0.1, 0.0033333333333333335"
    })
    void weightsHaveTheStatedVariance(String name, double variance) {
        double[] p = Initializer.named(name).draw(WIDE, 3);
        assertThat(meanSquare(p, 0, FIRST_BIAS) / variance).isCloseTo(1, within(0.025));
        double largest = Arrays.stream(p, 0, FIRST_BIAS).map(Math::abs).max().orElseThrow();
        double deviations = largest / Math.sqrt(variance);
        if (name.contains("uniform")) {
            assertThat(deviations).isLessThan(Math.sqrt(3)).isCloseTo(Math.sqrt(3), within(1e-3));
        } else {
            assertThat(deviations).isBetween(3.5, 6.0); // not truncated at two
        }
    }

    @ParameterizedTest
    @CsvSource({
        "glorot_normal, 0",
        "he_uniform, 0",
        "lecun_normal, 0",
        "normal:0.01, 0",
        "orthogonal, 0",
        "automatic, 0",
        "standard_normal, 1",
        "uniform:0.5, 0.0833",
        "lecun_normal+standard_normal, 1",
        "orthogonal+uniform:0.1, 0.00333"
    })
    void biasesHaveTheStatedVariance(String name, double variance) {
        double[] p = Initializer.named(name).draw(WIDE, 3);
        // 300 draws: within a quarter, three standard errors of the normal's.
        assertThat(meanSquare(p, FIRST_BIAS, SECOND_WEIGHT)).isCloseTo(variance, within(0.25 * variance));
    }

    @Test
    void withBiasTakesWeightsFromOneAndBiasesFromTheOther() {
        double[] p =
                Initializer.lecunNormal().withBias(Initializer.standardNormal()).draw(WIDE, 9);
        double[] lecun = Initializer.lecunNormal().draw(WIDE, 9);
        double[] normal = Initializer.standardNormal().draw(WIDE, 9);
        for (ParameterBlock block : WIDE.blocks()) {
            double[] source = block.kind() == ParameterBlock.Kind.BIAS ? normal : lecun;
            assertThat(block(p, block)).containsExactly(block(source, block));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 5", "64, 64", "20, 7", "7, 20", "200, 33"})
    void orthogonalDrawsOrthonormalColumnsOrRows(int in, int out) {
        double[] w = Initializer.orthogonal().draw(Architecture.of(in, Layer.dense(out, Activation.tanh())), 4);
        boolean columns = in >= out;
        for (int u = 0; u < Math.min(in, out); u++) {
            for (int v = 0; v <= u; v++) {
                double product = 0;
                for (int i = 0; i < Math.max(in, out); i++) {
                    product += columns ? w[i * out + u] * w[i * out + v] : w[u * out + i] * w[v * out + i];
                }
                assertThat(product).isCloseTo(u == v ? 1 : 0, within(2e-15));
            }
        }
    }

    /// By hand: the columns (a, b) and (c, d) of normals become (a, b) / r and the rest of (c, d), r = |(a, b)|. The rest is
    /// perpendicular to (a, b) and on the side of (c, d): (-b, a) / r or (b, -a) / r.
    @Test
    void orthogonalIsTheQOfAQrDecompositionWithPositiveDiagonal() {
        Architecture two = Architecture.of(2, Layer.dense(2, Activation.tanh()));
        for (int seed = 0; seed < 20; seed++) {
            double[] normal = Initializer.standardNormal().draw(two, seed); // row-major: a c b d
            double a = normal[0];
            double c = normal[1];
            double b = normal[2];
            double d = normal[3];
            double r = Math.hypot(a, b);
            double side = Math.signum(a * d - b * c);
            double[] q = Initializer.orthogonal().draw(two, seed);
            assertThat(Arrays.copyOf(q, 4))
                    .containsExactly(new double[] {a / r, -b / r * side, b / r, a / r * side}, within(1e-14));
        }
    }

    /// NumPy 1.24.2: np.random.seed(7); randn(2, 3), randn(3), randn(3, 1), randn(1), as python/record_randn.py prints.
    @Test
    void numpyRandnDrawsInTheOrderOfANotebook() {
        Architecture architecture =
                Architecture.of(2, Layer.dense(3, Activation.tanh()), Layer.dense(1, Activation.identity()));
        assertThat(Initializer.numpyRandn().draw(architecture, 7))
                .containsExactly(
                        new double[] {
                            1.6905257,
                            -0.46593737,
                            0.03282016,
                            0.40751628,
                            -0.78892303,
                            0.00206557,
                            -8.90385858e-04,
                            -1.75472431,
                            1.01765801,
                            0.60049852,
                            -0.62542897,
                            -0.17154826,
                            0.50529937
                        },
                        within(6e-9));
    }

    @Test
    void everyInitializerIsFoundByItsName() {
        for (Initializer initializer : Initializer.all()) {
            assertThat(Initializer.named(initializer.name())).isEqualTo(initializer);
        }
        for (String name : new String[] {"normal:0.01", "uniform:0.25", "lecun_normal+standard_normal"}) {
            assertThat(Initializer.named(name).name()).isEqualTo(name);
        }
        assertThat(Initializer.named("uniform:0.5").name()).isEqualTo("uniform");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xavier | initializer: expected one of standard_normal, normal, uniform, glorot_uniform, glorot_normal,"
                        + " he_uniform, he_normal, lecun_uniform, lecun_normal, orthogonal, numpy_randn, automatic, got"
                        + " \"xavier\"",
                "normal:0 | normal: expected a finite deviation above 0, got 0.0",
                "normal:NaN | normal: expected a finite deviation above 0, got NaN",
                "uniform:-1 | uniform: expected a finite limit above 0, got -1.0",
                "uniform:Infinity | uniform: expected a finite limit above 0, got Infinity",
                "uniform: | initializer: expected a number after the colon, got \"uniform:\"",
                "numpy_randn+normal | initializer: expected numpy_randn by itself, for it draws weights and biases in one"
                        + " sequence, got it with \"+\""
            })
    void refusesOtherNames(String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Initializer.named(name))
                .withMessage(message);
    }

    @Test
    void automaticTakesHeForReluAndGlorotOtherwise() {
        double[] p = Initializer.automatic().draw(WIDE, 1);
        assertThat(Arrays.copyOf(p, FIRST_BIAS))
                .containsExactly(Arrays.copyOf(Initializer.heNormal().draw(WIDE, 1), FIRST_BIAS));
        double[] glorot = Initializer.glorotUniform().draw(WIDE, 1);
        assertThat(Arrays.copyOfRange(p, SECOND_WEIGHT, p.length))
                .containsExactly(Arrays.copyOfRange(glorot, SECOND_WEIGHT, p.length));
    }

    @Test
    void standardNormalDrawsBiasesToo() {
        double[] p = Initializer.standardNormal().draw(WIDE, 1);
        assertThat(meanSquare(p, 0, p.length)).isCloseTo(1, within(0.02));
        assertThat(p[FIRST_BIAS]).isNotZero();
    }

    /// With normalisation the weights are drawn as without, for the activation that follows it.
    @Test
    void normalisationsStartAtOneAndZeroAndChangeNoWeight() {
        for (Initializer initializer : Initializer.all()) {
            double[] plain = initializer.draw(WIDE, 1);
            double[] p = initializer.draw(
                    Architecture.of(
                            200,
                            Layer.dense(300, Activation.identity()),
                            Layer.batchNorm(Activation.relu()),
                            Layer.dense(100, Activation.tanh())),
                    1);
            assertThat(Arrays.copyOf(p, SECOND_WEIGHT)).containsExactly(Arrays.copyOf(plain, SECOND_WEIGHT));
            assertThat(Arrays.copyOfRange(p, SECOND_WEIGHT, SECOND_WEIGHT + 300))
                    .containsOnly(1);
            assertThat(Arrays.copyOfRange(p, SECOND_WEIGHT + 300, SECOND_WEIGHT + 600))
                    .containsOnly(0);
            assertThat(Arrays.copyOfRange(p, SECOND_WEIGHT + 600, p.length))
                    .containsExactly(Arrays.copyOfRange(plain, SECOND_WEIGHT, plain.length));
        }
    }

    @Test
    void seedDecidesAllAndNothingElse() {
        assertThat(Initializer.heNormal().draw(WIDE, 5))
                .containsExactly(Initializer.heNormal().draw(WIDE, 5));
        assertThat(Initializer.heNormal().draw(WIDE, 5))
                .isNotEqualTo(Initializer.heNormal().draw(WIDE, 6));
    }

    private static double[] block(double[] p, ParameterBlock block) {
        return Arrays.copyOfRange(p, block.offset(), block.offset() + block.size());
    }

    private static double meanSquare(double[] p, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += p[i] * p[i];
        }
        return sum / (to - from);
    }
}
