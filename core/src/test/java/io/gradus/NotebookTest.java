package io.gradus;

import static io.gradus.Tolerances.NOTEBOOK_LOSS;
import static io.gradus.Tolerances.NOTEBOOK_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import examples.Notebook;
import examples.NotebookReplay;
import examples.NotebookReplay.Run;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every number that the notebook printed, met from the recovered weights.
class NotebookTest {
    private static final double[] PRINTED_BY_BACKPROPAGATION = {
        0.11319923179622736, 0.14155131209121938, 0.14879140598903834, 0.39372061920028345,
        0.3996936566256902, 0.3970173653640901, 0.3335363151926713, 0.39492746825568825,
        0.11371131907888737, 0.14199742766884244, 0.14932905189964743, 0.39238601860159894,
        0.3984288041358447, 0.39571338033261505, 0.33160561235205277, 0.39358534299477876,
        0.11423521494412651, 0.1424543816155216, 0.14987972427291052, 0.39104817168559347,
        0.39716259952396726, 0.3944068083064324, 0.32965847178665425, 0.392239262587663,
        0.1147708543445799, 0.14292221178622336, 0.1504435375419785, 0.38970725287320407
    };

    private static final double[] PRINTED_BY_DIFFERENTIATION = {
        0.3249954391495161, 0.3208688095209839, 0.31797531572201915, 0.20321007933273952,
        0.20003363999285848, 0.2021358207198346, 0.21911266216756606, 0.20373353819646461,
        0.3256108778297751, 0.3215180902193899, 0.31867004807073546, 0.20182796591046936,
        0.1987203804711819, 0.20075185867363332, 0.21734963907762572, 0.20226293793226569,
        0.32622719737129924, 0.32216671576965983, 0.3193624531305483, 0.20046963596265716,
        0.19742817566107906, 0.19939257410219693, 0.2156192007150933, 0.20082236440899173,
        0.3268439758023222, 0.3228143333765377, 0.3200522426322927, 0.1991350205519084
    };

    private final NotebookReplay replay = new NotebookReplay();

    @Test
    void numericalRunPrintsTheNotebooksNumbers() {
        Run run = replay.numerical();
        assertLosses(run, PRINTED_BY_DIFFERENTIATION);
        assertOutput(run, 0.43774026, 0.64535815, NOTEBOOK_OUTPUT);
    }

    @Test
    void wrongBackpropagationPrintsTheNotebooksNumbers() {
        Run run = replay.wrongBackpropagation();
        assertLosses(run, PRINTED_BY_BACKPROPAGATION);
        assertOutput(run, 0.43552819, 0.54511349, NOTEBOOK_OUTPUT);
        assertThat(run.before()).isCloseTo(0.29030, within(5e-6));
        assertThat(run.after()).isCloseTo(0.21024, within(5e-6));
    }

    /// The right gradient is known from NumPy: it calls the test point class 0, which it is.
    @Test
    void rightGradientEndsWhereNumpyDoes() {
        Run run = replay.rightBackpropagation();
        assertOutput(run, 0.6168, 0.4620, 5e-5);
        assertThat(run.after()).isCloseTo(0.19317, within(5e-6));
        assertOutput(replay.rightBackpropagationFromNumericalRun(), 0.43773672, 0.64536341, NOTEBOOK_OUTPUT);
    }

    @Test
    void gradientOfTheFirstSampleShowsTheMistake() {
        double[] g = replay.rightGradientOfFirstSample();
        assertThat(new double[] {g[6], g[7], g[8], g[9]})
                .containsExactly(new double[] {-0.013043, 0.007564, -0.093965, 0.054493}, within(5e-7));
        assertThat(replay.wrongGradientOfFirstSample()).isCloseTo(0.041450, within(5e-7));
    }

    @Test
    void notebookRunsFromTopToBottom() {
        String printed = printed(() -> Notebook.main(new String[0]));
        assertThat(printed)
                .contains("training 8 rows, test 1 row")
                .contains("sigmoid(0.5) = 0.622459, sigmoid'(0.5) = 0.235004")
                .contains("Training by backpropagation\nEpoch: 0, loss 0.")
                .contains("Training by numerical differentiation\nEpoch: 0, loss 0.");
        List<String> tests =
                printed.lines().filter(line -> line.endsWith("label 0")).toList();
        assertThat(tests).hasSize(2);
        assertThat(tests.getFirst().substring(0, 8)).isEqualTo(tests.getLast().substring(0, 8));
    }

    @Test
    void replayPrintsItsTable() {
        assertThat(printed(() -> NotebookReplay.main(new String[0])))
                .contains("0.43774026 0.64535815")
                .contains("0.43552819 0.54511349")
                .contains("the notebook's: 0.041450 in every entry");
    }

    private static void assertLosses(Run run, double[] printed) {
        for (int i = 0; i < printed.length; i++) {
            assertThat(run.losses().get(i)).as("printed loss %d", i).isCloseTo(printed[i], within(NOTEBOOK_LOSS));
        }
    }

    private static void assertOutput(Run run, double first, double second, double tolerance) {
        assertThat(run.output().getFirst()).isCloseTo(first, within(tolerance));
        assertThat(run.output().getLast()).isCloseTo(second, within(tolerance));
    }

    private static String printed(Runnable program) {
        PrintStream original = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(original);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
