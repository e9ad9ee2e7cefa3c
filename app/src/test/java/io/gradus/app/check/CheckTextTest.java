package io.gradus.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.diagnosis.Situation;
import io.gradus.layer.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTextTest {
    @Test
    void tellsTheNotebooksMistakesInTheOrderOfTheBackwardPass() {
        String text = String.join("\n", CheckText.of("The notebook's backpropagation", Samples.notebook()));
        // Errors and floors at the level of rounding are left out: they are the machine's, not the text's.
        assertThat(text.replaceAll("\\d\\.\\de-1\\d", "x.xe-1x")).isEqualTo("""
                The notebook's backpropagation
                Network: 2-2-2, sigmoid, sigmoid; loss mse; batch of 1.

                FAIL. The gradient is wrong in 3 of 4 blocks. Begin with W3: the backward pass
                comes to it first.

                block  shape  checked    error  noise floor  verdict
                W2     2 × 2   4 of 4     0.62      x.xe-1x     FAIL
                b2         2   2 of 2  1.2e-05      x.xe-1x     FAIL
                W3     2 × 2   4 of 4      1.4      x.xe-1x     FAIL
                b3         2   2 of 2  x.xe-1x      x.xe-1x     pass

                Error: the largest |analytic - numeric|. Noise floor: what the numeric value
                itself may be off by. Both are shares of the block's largest numeric entry. An
                entry fails if it is off by more than 10 noise floors.

                W3: inner-product
                  dW3 is an inner product, one number in all entries; the outer product a2ᵀ ·
                  delta3 belongs there

                  right step:  dW3 = a2ᵀ · delta3
                  evidence:    Planted in the right backward pass, this reproduces all 4 entries
                               of the block; the right values differ by up to 144 % of the
                               largest.
                  confidence:  97 %
                  entries:     4 of 4 wrong, W3[1,0] most: 0.041450 where -0.093965 belongs

                    analytic (given)      numeric (right)
                    0.041450  0.041450    -0.013043   0.007564
                    0.041450  0.041450    -0.093965   0.054493

                W2: inner-product
                  dW2 is an inner product, one number in all entries; the outer product xᵀ ·
                  delta2 belongs there

                  right step:  dW2 = xᵀ · delta2
                  confidence:  96 %
                  or:          bias-from-weights, permuted
                  entries:     4 of 4 wrong, W2[1,0] most: -0.06670 where -0.17582 belongs

                    analytic (given)      numeric (right)
                    -0.06670  -0.06670    -0.06393  -0.00101
                    -0.06670  -0.06670    -0.17582  -0.00277

                b2: updated-weights-used
                  W3 was updated before da2 was computed from it; it takes the weights that made
                  the error

                  right step:  da2 = delta3 · W3ᵀ
                  confidence:  over 99 %
                  entries:     2 of 2 wrong, b2[0] most: -0.01598334 where -0.01598354 belongs

                    analytic (given)            numeric (right)
                    -0.01598334  -0.00025164    -0.01598354  -0.00025165""");
    }

    @Test
    void saysInOneLineWhatFollowsFromAMistake() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "identity", 2), Loss.mse(), 5);
        CheckedGradient gradient = Samples.of(
                s,
                g -> {
                    for (int i = 0; i < 24; i++) {
                        g[i] *= 2;
                    }
                    return g;
                },
                Samples.consequence("W1", "W2"),
                Samples.consequence("b1", "W2"),
                Samples.factor("W2", 2, "2, outputs"));
        assertThat(CheckText.of("factor", gradient))
                .contains(
                        "FAIL. The gradient is wrong in 3 of 4 blocks. The mistake is in W2; the rest",
                        "follows from it.",
                        "  factor:      2 (2, outputs)",
                        "  right step:  dW2 = a1ᵀ · delta2",
                        "W1, b1: wrong only because of W2")
                .noneMatch(line -> line.startsWith("W1: "));
    }

    @Test
    void saysInASentenceThatARightGradientPasses() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "identity", 2), Loss.mse(), 5);
        assertThat(CheckText.of("right", Samples.of(s, g -> g)))
                .contains(
                        "PASS. The gradient is right: each of the 26 parameters agrees with its numeric",
                        "value within the noise.")
                .hasSize(15);
    }

    @Test
    void explainsABlockThatCannotBeJudged() {
        CheckedGradient gradient = Samples.nearAKink();
        assertThat(CheckText.of("kink", gradient))
                .contains(
                        "W1: inconclusive",
                        "INCONCLUSIVE. Nothing is shown to be wrong, but W1 and b1 can't be judged: the")
                .anyMatch(line -> line.contains("At a kink the slopes of"));
    }

    @Test
    void noLineIsBroaderThan80ColumnsWhateverTheWords() {
        String word = "unbroken".repeat(30);
        Situation s = Samples.random(
                Samples.network(60, "tanh", 6, "sigmoid", 6, "softmax", 4), Loss.categoricalCrossEntropy(), 3);
        Finding longest = new Finding(
                "W1",
                MistakeKind.FACTOR,
                word + " and 한국어 ".repeat(60),
                word,
                word,
                0.5,
                List.of(MistakeKind.values()),
                null,
                1e-300,
                word,
                List.of());
        CheckedGradient wrong = Samples.of(
                s,
                g -> {
                    for (int i = 0; i < g.length; i++) {
                        g[i] = i % 7 == 0 ? Double.NaN : i % 5 == 0 ? Double.NEGATIVE_INFINITY : -1e200 * g[i];
                    }
                    return g;
                },
                longest,
                longest,
                longest,
                longest,
                longest,
                longest);
        for (CheckedGradient gradient :
                List.of(wrong, Samples.notebook(), Samples.of(s, g -> g), Samples.nearAKink())) {
            assertThat(CheckText.of(word + "/계산.npz \u001b[31m", gradient))
                    .allSatisfy(line -> assertThat(Columns.width(line)).as(line).isLessThanOrEqualTo(80))
                    .noneMatch(line -> line.contains("\u001b"));
        }
    }

    @Test
    void showsADiagnosis() {
        Situation s = Samples.notebookSituation();
        List<String> lines = CheckText.of("notebook", Diagnosis.of(s, Samples.notebookGradient()));
        assertThat(lines).contains("FAIL. The gradient is wrong in 3 of 4 blocks. Begin with W3: the backward pass");
    }

    @Test
    void countsAnEntryAsWrongWhereTheCheckDoes() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "identity", 2), Loss.mse(), 5);
        CheckedBlock right = Samples.of(s, g -> g).blocks().getFirst();
        double limit = CheckedBlock.ALLOWED_FLOORS * right.check().floor(0);
        CheckedBlock within = withFirst(s, right.check().numeric(0) + 0.99 * limit);
        CheckedBlock beyond = withFirst(s, right.check().numeric(0) + 1.01 * limit);
        assertThat(within.fails()).isFalse();
        assertThat(within.wrongEntries()).isZero();
        assertThat(beyond.fails()).isTrue();
        assertThat(beyond.wrongEntries()).isOne();
    }

    private static CheckedBlock withFirst(Situation s, double value) {
        return Samples.of(s, g -> {
                    g[0] = value;
                    return g;
                })
                .blocks()
                .getFirst();
    }
}
