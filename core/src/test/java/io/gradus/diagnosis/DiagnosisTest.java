package io.gradus.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import examples.NotebookReplay;
import io.gradus.data.ExampleData;
import io.gradus.gradient.Verdict;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said about gradients that were written by hand here, mistakes and all, without the catalogue's help.
class DiagnosisTest {
    private static final double[] NOTEBOOK = ExampleData.notebookParameters();

    /// The first training sample of the notebook, in its numbering.
    private static Situation notebook() {
        return Situation.of(
                        Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid())),
                        Loss.mse(),
                        NOTEBOOK,
                        new double[] {4, 11},
                        new double[] {0.99f, 0.01f},
                        1)
                .withFirstNumber(2);
    }

    @Test
    void namesTheThreeMistakesOfTheNotebook() {
        double[] g = new NotebookReplay().wrongGradient(NOTEBOOK, 0);
        for (Situation s : List.of(notebook(), notebook().withLearningRate(1e-3))) {
            Diagnosis diagnosis = Diagnosis.of(s, g);
            assertThat(kinds(diagnosis))
                    .containsExactly("W2 inner-product", "b2 updated-weights-used", "W3 inner-product", "b3 right");
            Finding w3 = diagnosis.findings().get(2).orElseThrow();
            assertThat(w3.message())
                    .isEqualTo("dW3 is an inner product, one number in all entries; the outer product a2ᵀ · delta3"
                            + " belongs there.");
            assertThat(w3.formula()).isEqualTo("dW3 = a2ᵀ · delta3");
            assertThat(w3.evidence())
                    .isEqualTo(
                            "Planted in the right backward pass, the mistake gives all 4 entries of the block; the right values differ"
                                    + " from them by up to 144 % of the largest.");
            assertThat(w3.confidence()).isGreaterThan(0.9);
            Finding b2 = diagnosis.findings().get(1).orElseThrow();
            assertThat(b2.message())
                    .isEqualTo("W3 was updated before da2 was computed from it; it takes the weights that made the"
                            + " error.");
        }
    }

    @Test
    void saysNothingOfARightGradient() {
        Diagnosis diagnosis = Diagnosis.of(notebook(), new NotebookReplay().rightGradient(NOTEBOOK, 0));
        assertThat(diagnosis.report().verdict()).isEqualTo(Verdict.PASS);
        assertThat(diagnosis.findings()).hasSize(4).containsOnly(Optional.empty());
    }

    /// 3-3-3-2, tanh, tanh, identity, mse, three rows: written out by hand, with one line wrong at a time.
    private static final class ByHand {
        private final double[] x = {0.4, -1.1, 0.7, 1.3, 0.2, -0.6, -0.9, 0.8, 0.5};
        private final double[] t = {0.3, -0.4, 0.9, 0.1, -0.7, 0.6};
        private final double[] w1 = {0.5, -0.3, 0.8, -0.7, 0.2, 0.4, 0.1, 0.9, -0.6};
        private final double[] b1 = {0.1, -0.2, 0.3};
        private final double[] w2 = {-0.4, 0.6, 0.2, 0.7, -0.5, 0.3, 0.8, 0.1, -0.9};
        private final double[] b2 = {0.2, 0.1, -0.1};
        private final double[] w3 = {0.6, -0.8, 0.3, 0.5, -0.2, 0.7};
        private final double[] b3 = {0.05, -0.15};

        private Situation situation() {
            double[] p = concat(w1, b1, w2, b2, w3, b3);
            return Situation.of(
                    Architecture.of(
                            3,
                            Layer.dense(3, Activation.tanh()),
                            Layer.dense(3, Activation.tanh()),
                            Layer.dense(2, Activation.identity())),
                    Loss.mse(),
                    p,
                    x,
                    t,
                    3);
        }

        /// @param mistake which line is wrong; "" for none
        private double[] gradient(String mistake) {
            double[] dW1 = new double[9];
            double[] db1 = new double[3];
            double[] dW2 = new double[9];
            double[] db2 = new double[3];
            double[] dW3 = new double[6];
            double[] db3 = new double[2];
            for (int r = 0; r < 3; r++) {
                double[] a1 = new double[3];
                double[] a2 = new double[3];
                double[] y = new double[2];
                for (int j = 0; j < 3; j++) {
                    a1[j] = StrictMath.tanh(
                            x[3 * r] * w1[j] + x[3 * r + 1] * w1[3 + j] + x[3 * r + 2] * w1[6 + j] + b1[j]);
                }
                for (int j = 0; j < 3; j++) {
                    a2[j] = StrictMath.tanh(a1[0] * w2[j] + a1[1] * w2[3 + j] + a1[2] * w2[6 + j] + b2[j]);
                }
                for (int j = 0; j < 2; j++) {
                    y[j] = a2[0] * w3[j] + a2[1] * w3[2 + j] + a2[2] * w3[4 + j] + b3[j];
                }
                double[] d3 = new double[2];
                for (int j = 0; j < 2; j++) {
                    double error = mistake.equals("sign") ? t[2 * r + j] - y[j] : y[j] - t[2 * r + j];
                    d3[j] = error * 2 / 2 / (mistake.equals("no mean") ? 1 : 3);
                }
                double[] d2 = new double[3];
                for (int i = 0; i < 3; i++) {
                    double back = d3[0] * w3[2 * i] + d3[1] * w3[2 * i + 1];
                    d2[i] = mistake.equals("no derivative") ? back : back * (1 - a2[i] * a2[i]);
                }
                double[] d1 = new double[3];
                for (int i = 0; i < 3; i++) {
                    double back = 0;
                    for (int j = 0; j < 3; j++) {
                        back += d2[j] * (mistake.equals("not transposed") ? w2[3 * j + i] : w2[3 * i + j]);
                    }
                    double slope = mistake.equals("sigmoid") ? a1[i] * (1 - a1[i]) : 1 - a1[i] * a1[i];
                    d1[i] = back * slope;
                }
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        dW1[3 * i + j] += x[3 * r + i] * d1[j];
                        dW2[3 * i + j] += (mistake.equals("x for a1") ? x[3 * r + i] : a1[i]) * d2[j];
                    }
                    for (int j = 0; j < 2; j++) {
                        dW3[2 * i + j] += a2[i] * d3[j];
                    }
                }
                for (int j = 0; j < 3; j++) {
                    db1[j] += d1[j];
                    db2[j] = (mistake.equals("last bias") ? 0 : db2[j]) + d2[j];
                }
                for (int j = 0; j < 2; j++) {
                    db3[j] += d3[j];
                }
            }
            return concat(dW1, db1, dW2, db2, dW3, db3);
        }

        private static double[] concat(double[]... parts) {
            return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sign           | W3 sign
            no mean        | W3 factor
            no derivative  | W2 missing-activation-derivative
            not transposed | W1 weights-not-transposed
            sigmoid        | W1 wrong-activation-derivative
            x for a1       | W2 wrong-layer-input
            last bias      | b2 bias-not-summed
            """)
    void namesOneWrongLineAndNothingElse(String mistake, String named) {
        ByHand byHand = new ByHand();
        Diagnosis diagnosis = Diagnosis.of(byHand.situation(), byHand.gradient(mistake));
        assertThat(kinds(diagnosis).stream()
                        .filter(kind -> !kind.endsWith(" right") && !kind.contains(" consequence of")))
                .containsExactly(named);
    }

    @Test
    void passesTheSamePassWithoutAWrongLine() {
        ByHand byHand = new ByHand();
        assertThat(Diagnosis.of(byHand.situation(), byHand.gradient(""))
                        .report()
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void explainsWhatFollowsFromAMistakeByIt() {
        ByHand byHand = new ByHand();
        Diagnosis diagnosis = Diagnosis.of(byHand.situation(), byHand.gradient("no derivative"));
        assertThat(kinds(diagnosis))
                .containsExactly(
                        "W1 consequence of W2",
                        "b1 consequence of W2",
                        "W2 missing-activation-derivative",
                        "b2 consequence of W2",
                        "W3 right",
                        "b3 right");
        assertThat(diagnosis.findings().get(0).orElseThrow().message())
                .isEqualTo("Wrong only because of W2: with that mistake the step itself is right.");
    }

    @Test
    void saysWhichFactorItIs() {
        ByHand byHand = new ByHand();
        Finding finding = Diagnosis.of(byHand.situation(), byHand.gradient("no mean"))
                .findings()
                .get(4)
                .orElseThrow();
        assertThat(finding.factor()).isEqualTo(3);
        assertThat(finding.factorName()).isEqualTo("batch");
        assertThat(finding.message())
                .isEqualTo("The loss's derivative is 3 times what it should be (the batch size: a sum where the mean"
                        + " belongs).");
    }

    @Test
    void saysWhereASingleWrongEntryIsThatNothingExplains() {
        ByHand byHand = new ByHand();
        Situation s = byHand.situation();
        double[] g = byHand.gradient("");
        ParameterBlock w2 = s.architecture().blocks().get(2);
        g[w2.offset() + 5] += 0.01;
        Diagnosis diagnosis = Diagnosis.of(s, g);
        assertThat(kinds(diagnosis))
                .containsExactly("W1 right", "b1 right", "W2 unknown", "b2 right", "W3 right", "b3 right");
        Finding finding = diagnosis.findings().get(2).orElseThrow();
        assertThat(finding.evidence())
                .startsWith("1 of 9 entries is wrong, by up to ")
                .endsWith("the worst is [1,2].");
        assertThat(finding.confidence()).isZero();
    }

    /// Four layers of numbers that have nothing to do with the network: the search comes to an end, and says so.
    @Test
    void comesToAnEndWhereNothingIsRight() {
        for (long seed = 0; seed < 20; seed++) {
            Situation s = Situations.random(seed);
            double[] g = new double[s.parameters().length];
            for (int i = 0; i < g.length; i++) {
                g[i] = StrictMath.sin((double) seed + 7.0 * i);
            }
            assertThat(Diagnosis.of(s, g).findings()).anyMatch(Optional::isPresent);
        }
    }

    @Test
    void blamesOnlyTheFirstBlockThatIsNotFinite() {
        ByHand byHand = new ByHand();
        Situation s = byHand.situation();
        double[] g = byHand.gradient("");
        Arrays.fill(g, 0, 15, Double.NaN);
        assertThat(kinds(Diagnosis.of(s, g)))
                .containsExactly(
                        "W1 consequence of W2",
                        "b1 consequence of W2",
                        "W2 not-finite",
                        "b2 right",
                        "W3 right",
                        "b3 right");
    }

    @Test
    void judgesFloatsByTheNoiseOfFloat() {
        ByHand byHand = new ByHand();
        double[] g = byHand.gradient("");
        for (int i = 0; i < g.length; i++) {
            g[i] = (float) g[i];
        }
        Situation s = byHand.situation();
        assertThat(Diagnosis.of(s.withPrecision(Precision.FLOAT), g).report().verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(kinds(Diagnosis.of(s, g))).allMatch(kind -> kind.endsWith("lost-precision"));
        double[] wrong = byHand.gradient("no derivative");
        for (int i = 0; i < g.length; i++) {
            wrong[i] = (float) wrong[i];
        }
        assertThat(kinds(Diagnosis.of(s.withPrecision(Precision.FLOAT), wrong)))
                .contains("W2 missing-activation-derivative", "W3 right");
    }

    /// Everything twice as large: a factor, or the same gradient accumulated from the step before, which can't be told
    /// without that step's batch.
    @Test
    void namesWhatCannotBeKnownAsAnAlternativeOnly() {
        ByHand byHand = new ByHand();
        double[] twice = Matrices.scaled(2, byHand.gradient(""));
        Finding unknownBefore =
                Diagnosis.of(byHand.situation(), twice).findings().get(4).orElseThrow();
        assertThat(unknownBefore.kind()).isEqualTo(MistakeKind.FACTOR);
        assertThat(unknownBefore.alternatives()).containsExactly(MistakeKind.ACCUMULATED);
        double[] otherX = new double[9];
        Arrays.fill(otherX, 0.3);
        Finding knownBefore = Diagnosis.of(byHand.situation().withPrevious(otherX, byHand.t, 3), twice)
                .findings()
                .get(4)
                .orElseThrow();
        assertThat(knownBefore.alternatives()).isEmpty();
    }

    /// For a batch of one dW is an outer product of db, whatever db is: that says nothing about where db comes from.
    @Test
    void doesNotTakeAnUnknownDeltaForABiasMadeFromWeights() {
        double[] g = new NotebookReplay().rightGradient(NOTEBOOK, 0);
        double[] x = {4, 11};
        double[] wrong = {0.3, -0.7};
        for (int j = 0; j < 2; j++) {
            g[j] = x[0] * wrong[j];
            g[2 + j] = x[1] * wrong[j];
            g[4 + j] = wrong[j];
        }
        Diagnosis diagnosis = Diagnosis.of(notebook(), g);
        assertThat(kinds(diagnosis)).containsExactly("W2 unknown", "b2 consequence of W2", "W3 right", "b3 right");
        assertThat(diagnosis.findings().getFirst().orElseThrow().message())
                .isEqualTo("delta2 is wrong, and no mistake of the catalogue explains it.");
        assertThat(diagnosis.findings().get(1).orElseThrow().message())
                .isEqualTo("Wrong by the same mistake as W2: both are made from delta2.");
    }

    @Test
    void saysThatAPenaltyIsMissing() {
        ByHand byHand = new ByHand();
        Situation s = byHand.situation().withL2(0.1);
        Finding finding = Diagnosis.of(s, byHand.gradient("")).findings().get(2).orElseThrow();
        assertThat(finding.kind()).isEqualTo(MistakeKind.PENALTY);
        assertThat(finding.message()).isEqualTo("The penalty is missing: λ·W2 has to be added to dW2.");
    }

    /// Float spares no entry: one that is off by a billionth is something else.
    @Test
    void doesNotTakeASingleSmallErrorForLostPrecision() {
        ByHand byHand = new ByHand();
        double[] g = byHand.gradient("");
        g[0] *= 1 + 1e-8;
        assertThat(kinds(Diagnosis.of(byHand.situation(), g)).getFirst()).isEqualTo("W1 unknown");
    }

    @Test
    void replaysTheSameGradientAsTheEngine() {
        for (long seed = 0; seed < 50; seed++) {
            Situation s = Situations.random(seed);
            double[] g = new double[s.parameters().length];
            io.gradus.gradient.GradientMethod.backpropagation()
                    .lossAndGradient(s.objective(), s.parameters(), s.batch(), 0, g);
            double[] replayed = BackwardPass.gradient(s, List.of());
            assertThat(replayed).containsExactly(g, within(1e-13 * Math.max(1, Matrices.largest(g))));
        }
    }

    @Test
    void wordsOfTheKindsAreThoseOfTheContract() {
        assertThat(Arrays.stream(MistakeKind.values()).map(MistakeKind::word))
                .contains("sign", "inner-product", "updated-weights-used", "softmax-over-batch", "consequence");
        for (MistakeKind kind : MistakeKind.values()) {
            assertThat(MistakeKind.ofWord(kind.word())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> MistakeKind.ofWord("typo"))
                .hasMessage("kind: expected one of those in MistakeKind, got \"typo\"");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Architecture architecture = Architecture.of(2, Layer.dense(1, Activation.sigmoid()));
        assertThatThrownBy(() -> Situation.of(architecture, Loss.mse(), new double[3], new double[3], new double[1], 1))
                .hasMessage("inputs: expected 2 (1 rows × 2), got 3");
        Architecture dropout = Architecture.of(2, Layer.dropout(0.5), Layer.dense(1, Activation.sigmoid()));
        assertThatThrownBy(() -> Situation.of(dropout, Loss.mse(), new double[3], new double[2], new double[1], 1))
                .hasMessage("layers: expected dense layers only, got Dropout[rate=0.5]");
    }

    /// Such as `W3 sign`, `b3 consequence of W3`, `W2 right`.
    private static List<String> kinds(Diagnosis diagnosis) {
        List<ParameterBlock> blocks = diagnosis.situation().architecture().blocks();
        return java.util.stream.IntStream.range(0, blocks.size())
                .mapToObj(b -> diagnosis
                        .findings()
                        .get(b)
                        .map(finding -> finding.block() + " " + finding.kind().word()
                                + (finding.of() == null ? "" : " of " + finding.of()))
                        .orElse(diagnosis.situation().name(blocks.get(b)) + " right"))
                .toList();
    }
}
