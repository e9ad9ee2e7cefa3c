package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.gradient.ContractReport.Line;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.ParameterBlock.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract on functions that keep it, and on functions that break one part each.
class GradientContractTest {
    private static final double[] P = {0.3, -1.2, 0.8, 0.1, -0.4};
    private static final List<ParameterBlock> BLOCKS =
            List.of(new ParameterBlock("W2", Kind.WEIGHTS, 3, 1, 0), new ParameterBlock("b2", Kind.BIAS, 1, 2, 3));
    private static final double LAMBDA = 0.1;
    private static final double LEARNING_RATE = 1e-3;

    private final double[] x = {1, -2, 0.5};

    /// (x·w + b0 - 1)² + sin b1, without a penalty.
    private double data(double[] p, double[] g) {
        double y = x[0] * p[0] + x[1] * p[1] + x[2] * p[2] + p[3] - 1;
        for (int i = 0; i < 3; i++) {
            g[i] = 2 * y * x[i];
        }
        g[3] = 2 * y;
        g[4] = StrictMath.cos(p[4]);
        return y * y + StrictMath.sin(p[4]);
    }

    /// The same with a penalty: its share in the loss, on weights and on biases.
    private GradientFunction penalised(double value, double weights, double biases) {
        return (p, g) -> {
            double loss = data(p, g);
            for (int i = 0; i < 5; i++) {
                g[i] += LAMBDA * p[i] * (i < 3 ? weights : biases);
                loss += i < 3 ? value * LAMBDA / 2 * p[i] * p[i] : 0;
            }
            return loss;
        };
    }

    private static void descend(double[] p, double[] g, double learningRate) {
        for (int i = 0; i < p.length; i++) {
            p[i] -= learningRate * g[i];
        }
    }

    private GradientContract contract(GradientFunction function) {
        return GradientContract.of(function, P).withBlocks(BLOCKS).withInputs(x);
    }

    private static void assertOnly(ContractReport report, String... failing) {
        assertThat(report.lines().stream()
                        .filter(line -> line.verdict() == Verdict.FAIL)
                        .map(Line::name))
                .as(report.describe())
                .containsExactly(failing);
        assertThat(report.verdict()).isEqualTo(failing.length == 0 ? Verdict.PASS : Verdict.FAIL);
    }

    @Test
    void everyLineOfAKeptContractPasses() {
        ContractReport report = contract(penalised(1, 1, 0))
                .withPenalty(LAMBDA, this::data)
                .withUpdate(GradientContractTest::descend, LEARNING_RATE)
                .check();
        assertOnly(report);
        assertThat(report.describe()).startsWith("""
                gradient contract: pass
                  gradient: pass: every entry agrees with its numeric value
                  output: pass: g is overwritten
                  inputs: pass: parameters and 1 input arrays are unchanged
                  repeatable: pass: the same call gives the same bits
                  data gradient: pass: every entry agrees with its numeric value
                """);
        assertThat(report.describe()).contains("""

                  penalty gradient: pass: λ·w on weights, none on biases
                  step: pass: p moves by -0.001·g
                  descent: pass: each block moves downhill by lr·|g|² to first order
                gradient check: pass
                  W2[""");
    }

    @Test
    void addingToTheGradientIsFoundOut() {
        GradientFunction adding = (p, g) -> {
            double[] fresh = new double[5];
            double loss = data(p, fresh);
            Arrays.setAll(g, i -> g[i] + fresh[i]);
            return loss;
        };
        ContractReport report = contract(adding).check();
        assertOnly(report);
        assertThat(report.line("output").message())
                .isEqualTo("the gradient is added to what stands in g: clear it before each call");
    }

    @Test
    void overwritingOnlyAPartFails() {
        GradientFunction mixed = (p, g) -> {
            double[] fresh = new double[5];
            double loss = data(p, fresh);
            Arrays.setAll(g, i -> i < 3 ? fresh[i] : g[i] + fresh[i]);
            return loss;
        };
        ContractReport report = contract(mixed).check();
        assertOnly(report, "output");
        assertThat(report.line("output").message()).isEqualTo("3 entries of g are overwritten, 2 are added to");
    }

    @Test
    void takingHalfOfWhatStoodInGFails() {
        ContractReport report = contract((p, g) -> {
                    double old = g[4];
                    double loss = data(p, g);
                    g[4] += old / 2;
                    return loss;
                })
                .check();
        assertOnly(report, "output");
        assertThat(report.line("output").message())
                .startsWith("b2[0,1] was ")
                .endsWith(", which is neither the gradient 0.9210609940028851 nor the sum");
    }

    @Test
    void changedParameterAndChangedInputFail() {
        assertOnly(
                contract((p, g) -> {
                            double loss = data(p, g);
                            p[3] = 0;
                            return loss;
                        })
                        .check(),
                "inputs");
        ContractReport report = contract((p, g) -> {
                    double loss = data(p, g);
                    x[1] = 7;
                    return loss;
                })
                .check();
        assertThat(report.line("inputs").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.line("inputs").message()).isEqualTo("entry 1 of input array 1 was -2.0 and became 7.0");
    }

    @Test
    void anotherNumberAtTheSecondCallFails() {
        int[] calls = {0};
        ContractReport report = contract((p, g) -> {
                    double loss = data(p, g);
                    g[4] *= 1 + ++calls[0] * 1e-13;
                    return loss;
                })
                .check();
        assertThat(report.line("repeatable").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.line("repeatable").message()).startsWith("the gradient of b2[0,1] was ");
    }

    @Test
    void wrongPenaltyIsToldFromAWrongDataGradient() {
        assertOnly(
                contract(penalised(1, 2, 0)).withPenalty(LAMBDA, this::data).check(), "gradient", "penalty gradient");
        ContractReport onBias =
                contract(penalised(1, 1, 1)).withPenalty(LAMBDA, this::data).check();
        assertOnly(onBias, "gradient", "penalty gradient");
        assertThat(onBias.line("penalty gradient").message())
                .startsWith("b2[0,0]: expected none on a bias, got 0.0")
                .endsWith(", 1.0 times λ·p");
        ContractReport missing =
                contract(penalised(1, 0, 0)).withPenalty(LAMBDA, this::data).check();
        assertOnly(missing, "gradient", "penalty gradient");
        assertThat(missing.line("penalty gradient").message())
                .isEqualTo("W2[0,0]: expected λ·w = 0.03, got 0.0, 0.0 times λ·p");
        assertOnly(contract(penalised(2, 1, 0)).withPenalty(LAMBDA, this::data).check(), "gradient", "penalty value");
        GradientFunction wrongData = (p, g) -> {
            double loss = data(p, g);
            g[1] = -g[1];
            return loss;
        };
        GradientFunction wrong = (p, g) -> {
            double loss = penalised(1, 1, 0).lossAndGradient(p, g);
            g[1] = LAMBDA * p[1] - (g[1] - LAMBDA * p[1]);
            return loss;
        };
        assertOnly(contract(wrong).withPenalty(LAMBDA, wrongData).check(), "gradient", "data gradient");
    }

    /// The notebook's listing says `b2 -= -lr * …`: uphill.
    @Test
    void blockThatIsMovedUphillIsNamed() {
        ContractReport report = contract(this::data)
                .withUpdate(
                        (p, g, learningRate) -> {
                            for (int i = 0; i < 3; i++) {
                                p[i] -= learningRate * g[i];
                            }
                            for (int i = 3; i < 5; i++) {
                                p[i] -= -learningRate * g[i];
                            }
                        },
                        LEARNING_RATE)
                .check();
        assertOnly(report, "step", "descent");
        assertThat(report.line("descent").message()).startsWith("b2 moves uphill: the loss changes by 0.0");
        assertThat(report.line("step").message()).startsWith("b2[0,0]: expected 0.1 - 0.001·");
    }

    @Test
    void stepOfAnotherLengthFails() {
        ContractReport report = contract(this::data)
                .withUpdate((p, g, learningRate) -> descend(p, g, learningRate / 2), LEARNING_RATE)
                .check();
        assertOnly(report, "step", "descent");
        assertThat(report.line("descent").message()).startsWith("W2 moves downhill: the loss changes by -0.0");
    }

    @Test
    void functionWithoutFiniteValuesIsInconclusive() {
        ContractReport report = contract((p, g) -> {
                    data(p, g);
                    return Double.NaN;
                })
                .withUpdate(GradientContractTest::descend, LEARNING_RATE)
                .check();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.line("gradient").message()).isEqualTo("entries can't be judged in W2, b2");
    }

    @Test
    void rejectsSettingsThatAreNone() {
        GradientContract contract = contract(this::data);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contract.withPenalty(0, this::data))
                .withMessage("l2: expected a finite number above 0, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contract.withUpdate(GradientContractTest::descend, Double.NaN))
                .withMessage("learning rate: expected a finite number above 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contract.check().line("step"))
                .withMessage("line: expected one of [gradient, output, inputs, repeatable], got \"step\"");
    }
}
