package io.gradus.app.check;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.gradient.BlockCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A check in the terminal. A placeholder with the agreed signature.
public final class CheckText {
    private CheckText() {}

    /// The lines of a check.
    public static List<String> of(String heading, Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        lines.add(heading + ": " + diagnosis.report().verdict().word());
        lines.add("");
        for (int b = 0; b < diagnosis.report().blocks().size(); b++) {
            BlockCheck block = diagnosis.report().blocks().get(b);
            lines.add(String.format(
                    Locale.ROOT,
                    "%s  %d of %d  error %.2g  noise floor %.2g  %s",
                    diagnosis.situation().name(block.block()),
                    block.checked(),
                    block.of(),
                    block.maxRelativeError(),
                    block.noiseFloor(),
                    block.verdict().word()));
            diagnosis.findings().get(b).ifPresent(finding -> lines.add("  " + finding.message()));
        }
        return lines;
    }
}
