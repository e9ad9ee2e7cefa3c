package io.gradus.diagnosis;

import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A gradient judged, and what is wrong with it.
///
/// Immutable.
public final class Diagnosis {
    private final Situation situation;
    private final GradientReport report;
    private final List<Optional<Finding>> findings;

    private Diagnosis(Situation situation, GradientReport report, List<Optional<Finding>> findings) {
        this.situation = situation;
        this.report = report;
        this.findings = List.copyOf(findings);
    }

    /// Checks a gradient by numerical differentiation, and explains the blocks that fail.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    public static Diagnosis of(Situation situation, double[] g) {
        GradientReport report =
                GradientCheck.check(g, situation.objective(), situation.parameters(), situation.batch());
        List<Optional<Finding>> findings = new ArrayList<>();
        for (BlockCheck block : report.blocks()) {
            findings.add(
                    block.verdict() != Verdict.FAIL
                            ? Optional.empty()
                            : Optional.of(new Finding(
                                    situation.name(block.block()),
                                    MistakeKind.UNKNOWN,
                                    "No mistake of the catalogue explains this block.",
                                    "",
                                    "",
                                    0,
                                    List.of(),
                                    null,
                                    Double.NaN,
                                    "")));
        }
        return new Diagnosis(situation, report, findings);
    }

    public Situation situation() {
        return situation;
    }

    /// The verdicts, block by block.
    public GradientReport report() {
        return report;
    }

    /// What is wrong, for each block of [#report]; empty where the block does not fail.
    public List<Optional<Finding>> findings() {
        return findings;
    }
}
