package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import examples.FiveLinesOnArrays;
import examples.TwoTargets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The examples on arrays, run as they stand.
class ArraysExamplesTest {
    @Test
    void fiveLinesLearnExclusiveOr() {
        assertThat(printed(FiveLinesOnArrays::main)).containsExactly("0 or 1: 1.00, 1 or 1: 0.00");
    }

    /// sin 1 = 0.84, cos 1 = 0.54, sin 4 = -0.76, cos 4 = -0.65. Angles above 3 are unknown at first.
    @Test
    void twoTargetsAreLearnedAndThenMoreRows() {
        List<String> lines = printed(TwoTargets::main);
        assertThat(lines)
                .startsWith(
                        "         inputs  units  activation  parameters",
                        "dense 1       1     32        tanh          64",
                        "dense 2      32      2    identity          66",
                        "total                                      130")
                .hasSize(10);
        assertThat(lines.get(4)).startsWith("epoch 100: loss 0.0");
        assertThat(lines.get(5)).startsWith("epoch 200: loss 0.0");
        String ofOne = "sin 1: 0\\.8[2-6], cos 1: 0\\.5[2-6]";
        String ofFour = "sin 4: -0\\.7[3-8], cos 4: -0\\.6[1-7]";
        assertThat(lines.get(6)).matches(ofOne);
        assertThat(lines.get(7)).startsWith("sin 4: ").doesNotMatch(ofFour);
        assertThat(lines.get(8)).matches(ofOne);
        assertThat(lines.get(9)).matches(ofFour);
    }

    private static List<String> printed(Consumer<String[]> main) {
        PrintStream kept = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            main.accept(new String[0]);
        } finally {
            System.setOut(kept);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
