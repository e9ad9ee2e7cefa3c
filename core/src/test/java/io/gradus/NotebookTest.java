package io.gradus;

import static io.gradus.Tolerances.NOTEBOOK_LOSS;
import static io.gradus.Tolerances.NOTEBOOK_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import examples.Notebook;
import examples.NotebookReplay;
import io.gradus.data.ExampleData;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The examples, against what the notebook printed and what `docs/notebook.md` says.
class NotebookTest {
    /// Epochs 0, 10, 20, eight samples each, and the first four of epoch 30: there the printed output breaks
    /// off.
    private static final double[] PRINTED_BACKPROPAGATION = {
        0.11319923179622736,
        0.14155131209121938,
        0.14879140598903834,
        0.39372061920028345,
        0.3996936566256902,
        0.3970173653640901,
        0.3335363151926713,
        0.39492746825568825,
        0.11371131907888737,
        0.14199742766884244,
        0.14932905189964743,
        0.39238601860159894,
        0.3984288041358447,
        0.39571338033261505,
        0.33160561235205277,
        0.39358534299477876,
        0.11423521494412651,
        0.1424543816155216,
        0.14987972427291052,
        0.39104817168559347,
        0.39716259952396726,
        0.3944068083064324,
        0.32965847178665425,
        0.392239262587663,
        0.1147708543445799,
        0.14292221178622336,
        0.1504435375419785,
        0.38970725287320407
    };

    private static final double[] PRINTED_NUMERICAL = {
        0.3249954391495161,
        0.3208688095209839,
        0.31797531572201915,
        0.20321007933273952,
        0.20003363999285848,
        0.2021358207198346,
        0.21911266216756606,
        0.20373353819646461,
        0.3256108778297751,
        0.3215180902193899,
        0.31867004807073546,
        0.20182796591046936,
        0.1987203804711819,
        0.20075185867363332,
        0.21734963907762572,
        0.20226293793226569,
        0.32622719737129924,
        0.32216671576965983,
        0.3193624531305483,
        0.20046963596265716,
        0.19742817566107906,
        0.19939257410219693,
        0.2156192007150933,
        0.20082236440899173,
        0.3268439758023222,
        0.3228143333765377,
        0.3200522426322927,
        0.1991350205519084
    };

    private final NotebookReplay replay = new NotebookReplay();

    @Test
    void wrongBackpropagationGivesEveryPrintedNumber() {
        NotebookReplay.Run run = replay.wrongBackpropagation();

        requireLosses(run, PRINTED_BACKPROPAGATION);
        requireOutput(run, NOTEBOOK_OUTPUT, 0.43552819, 0.54511349);
        assertThat(run.before()).isCloseTo(0.29030, within(0.5e-5));
        assertThat(run.after()).isCloseTo(0.21024, within(0.5e-5));
    }

    @Test
    void numericalDifferentiationGivesEveryPrintedNumber() {
        NotebookReplay.Run run = replay.numericalDifferentiation();

        requireLosses(run, PRINTED_NUMERICAL);
        requireOutput(run, NOTEBOOK_OUTPUT, 0.43774026, 0.64535815);
    }

    @Test
    void rightGradientWouldHaveClassifiedTheTestPointRight() {
        NotebookReplay.Run run = replay.rightBackpropagation(ExampleData.notebookParameters());

        requireOutput(run, 0.5e-4, 0.6168, 0.4620);
        assertThat(run.before()).isCloseTo(0.29030, within(0.5e-5));
        assertThat(run.after()).isCloseTo(0.19317, within(0.5e-5));
    }

    @Test
    void rightGradientEndsWhereTheNumericalRunDoesButForTheOrderOfUpdates() {
        NotebookReplay.Run run = replay.rightBackpropagation(NotebookReplay.numericalParameters());

        requireOutput(run, NOTEBOOK_OUTPUT, 0.43773672, 0.64536341);
    }

    @Test
    void gradientCheckFindsWhatIsWrongInTheNotebook() {
        double[] p = ExampleData.notebookParameters();
        double[] wrong = replay.wrongGradient(p, 0);
        double[] right = replay.rightGradient(p, 0);

        assertThat(Arrays.copyOfRange(wrong, 6, 10))
                .containsExactly(new double[] {0.041450, 0.041450, 0.041450, 0.041450}, within(0.5e-6));
        assertThat(Arrays.copyOfRange(right, 6, 10))
                .containsExactly(new double[] {-0.013043, 0.007564, -0.093965, 0.054493}, within(0.5e-6));
        GradientReport report = replay.check(wrong, p, 0);
        assertThat(report.blocks().stream().map(BlockCheck::verdict))
                .containsExactly(Verdict.FAIL, Verdict.FAIL, Verdict.FAIL, Verdict.PASS);
        assertThat(replay.check(right, p, 0).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void replayPrintsItsTable() {
        assertThat(printed(() -> NotebookReplay.main(new String[0])))
                .contains(
                        "replayed: wrong gradient         0.21024    0.43552819, 0.54511349: class 1",
                        "Mean loss before training        0.29030",
                        "W2: dW2 is an inner product, one number in all entries; the outer product xᵀ · delta2 belongs",
                        "b2: W3 was updated before da2 was computed from it; it takes the weights that made the error.",
                        "W3: dW3 is an inner product, one number in all entries; the outer product a2ᵀ · delta3 belongs",
                        "W2[",
                        "fail");
    }

    @Test
    void notebookGoesThroughEveryStep() {
        List<String> lines = printed(() -> Notebook.main(new String[0])).lines().toList();

        assertThat(lines)
                .contains(
                        "training: Dataset[8 rows, 2 inputs, 2 outputs]",
                        "test: Dataset[1 rows, 2 inputs, 2 outputs]",
                        "gradient check: pass",
                        "backpropagation: [0.61678, 0.46204], predicted 0, label 0",
                        "numerical differentiation: [0.61678, 0.46204], predicted 0, label 0");
        // Both methods, epochs 0 and 10, eight samples each; the first loss is the notebook's own.
        List<String> losses =
                lines.stream().filter(line -> line.startsWith("Epoch: ")).toList();
        assertThat(losses).hasSize(32);
        assertThat(losses.getFirst()).startsWith("Epoch: 0, loss 0.1131992317962");
        assertThat(losses.get(8)).startsWith("Epoch: 10, loss 0.1");
    }

    private static void requireLosses(NotebookReplay.Run run, double[] printed) {
        assertThat(printed).hasSize(28);
        double[] replayed =
                run.losses().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(Arrays.copyOf(replayed, printed.length)).containsExactly(printed, within(NOTEBOOK_LOSS));
    }

    private static void requireOutput(NotebookReplay.Run run, double tolerance, double... expected) {
        double[] output = run.output().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(output).containsExactly(expected, within(tolerance));
    }

    private static String printed(Runnable program) {
        PrintStream kept = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            program.run();
        } finally {
            System.setOut(kept);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
