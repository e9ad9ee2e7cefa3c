package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import examples.HandWrittenGradient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The example of a gradient written by hand, run as it stands.
class HandWrittenGradientTest {
    @Test
    void rightGradientPassesAndTheForgottenFactorIsReported() {
        PrintStream kept = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            HandWrittenGradient.main(new String[0]);
        } finally {
            System.setOut(kept);
        }
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .startsWith(
                        "gradient contract: pass",
                        "  gradient: pass: every entry agrees with its numeric value",
                        "  output: pass: g is overwritten",
                        "  inputs: pass: parameters and 2 input arrays are unchanged",
                        "  repeatable: pass: the same call gives the same bits",
                        "gradient check: pass")
                .hasSize(10);
        assertThat(lines.get(6)).startsWith("  p[0,");
        assertThat(lines.get(7)).isEqualTo("gradient check: fail");
        assertThat(lines.get(8)).startsWith("  x[0,1]: fail: analytic -5.166666667, numeric -10.33333333, error ");
        assertThat(lines.get(9)).startsWith("    x[0,1]: fail: analytic -5.166666667, numeric -10.33333333 ± ");
    }
}
