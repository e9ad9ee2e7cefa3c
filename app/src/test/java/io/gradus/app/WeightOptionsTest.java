package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightOptionsTest {
    @TempDir
    private Path folder;

    /// 40 rows x, w, label: `a` three times as often as `b`; w is 1 and 3 in turns.
    private Path data() {
        return SmallData.file(
                folder.resolve("weighted.csv"),
                "x,w,label",
                40,
                i -> "%d,%d,%s".formatted(i * 7 % 11, i % 2 == 0 ? 1 : 3, i % 4 == 0 ? "b" : "a"));
    }

    private CommandLineRun train(String... options) {
        List<Object> arguments = new ArrayList<>(
                List.of("train", data(), "--target", "label", "--epochs", "3", "--model", folder.resolve("m.gradus")));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private byte[] model(String... options) {
        train(options);
        return CommandLineRun.bytes(folder.resolve("m.gradus"));
    }

    @Test
    void weightsChangeTheModel() {
        byte[] plain = model("--ignore", "w");
        assertThat(model("--weight", "w")).isNotEqualTo(plain);
        assertThat(model("--ignore", "w", "--class-weight", "a=1,b=3")).isNotEqualTo(plain);
        // In the training part are 24 of a and 8 of b: 32/(2·24) and 32/(2·8), which is 1 to 3.
        assertThat(model("--ignore", "w", "--class-weight", "balanced"))
                .isEqualTo(model("--ignore", "w", "--class-weight", "a=1,b=3"));
    }

    /// The weights are no input: they need not be there to predict.
    @Test
    void aModelOfWeightedRowsPredictsWithoutWeights() {
        train("--weight", "w");
        Path bare = SmallData.file(folder.resolve("bare.csv"), "x", 3, Integer::toString);
        assertThat(CommandLineRun.succeeds("predict", folder.resolve("m.gradus"), bare)
                        .out()
                        .lines())
                .hasSize(4);
    }

    @Test
    void saysWhatIsWrongWithAWeight() {
        train("--weight", "importance")
                .assertRefused(
                        ExitCode.BAD_INPUT, data() + ": no column \"importance\"", "The columns are: x, w, label");
        train("--class-weight", "c=2")
                .assertRefused(
                        ExitCode.BAD_INPUT,
                        data() + ": class weights: there is no class \"c\"",
                        "the classes of the training part are a, b");
        train("--class-weight", "heavy")
                .assertRefused(
                        ExitCode.WRONG_USAGE,
                        "train: --class-weight: expected balanced, or weights such as A=2,B=0.5, got \"heavy\"",
                        "see gradus train --help");
    }
}
