package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormOptionTest {
    @TempDir
    private Path folder;

    private CommandLineRun train(Object... options) {
        Object[] arguments = {
            "train",
            SmallData.classes(folder),
            "--target",
            "label",
            "--model",
            folder.resolve("m.gradus"),
            "--epochs",
            "3"
        };
        Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + options.length);
        System.arraycopy(options, 0, all, arguments.length, options.length);
        return CommandLineRun.of(all);
    }

    @Test
    void normalisesEachHiddenLayerBeforeItsActivation() {
        assertThat(train("--hidden", "6,5", "--norm", "batch", "--dropout", "0.1")
                        .exitCode())
                .isZero();
        String info =
                CommandLineRun.succeeds("info", folder.resolve("m.gradus")).out();
        assertThat(info.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsSubsequence(
                        "dense 1 4 6 identity 30",
                        "batch norm 1 6 6 relu 12",
                        "dropout 0.1",
                        "dense 2 6 5 identity 35",
                        "batch norm 2 5 5 relu 10",
                        "dropout 0.1",
                        "dense 3 5 2 softmax 12");
        CommandLineRun.succeeds("evaluate", folder.resolve("m.gradus"), SmallData.classes(folder));
        assertThat(train("--hidden", "6", "--norm", "layer").exitCode()).isZero();
        assertThat(CommandLineRun.succeeds("info", folder.resolve("m.gradus")).out())
                .contains("layer norm 1")
                .doesNotContain("batch norm");
    }

    @Test
    void refusesAnUnknownNormalisationAndBatchesOfOneRow() {
        CommandLineRun unknown = train("--norm", "group");
        assertThat(unknown.exitCode()).isNotZero();
        assertThat(unknown.err()).contains("norm: expected one of none, batch, layer, got \"group\"");
        CommandLineRun single = train("--norm", "batch", "--batch", "1");
        assertThat(single.exitCode()).isNotZero();
        assertThat(single.err()).contains("batch: expected at least 2 rows to train with batch normalisation, got 1");
    }

    @Test
    void comparesBothWaysOfDifferentiatingNormalisedNetworks() {
        CommandLineRun run = CommandLineRun.succeeds("compare", "--norm", "batch", "--batch", "9", "--epochs", "5");
        assertThat(run.out()).contains("The two parameter vectors end at most");
    }
}
