package io.gradus.gradient;

import java.util.List;
import java.util.stream.Collectors;

/// The verdicts on all blocks of a gradient.
///
/// @param blocks in the flat order
public record GradientReport(List<BlockCheck> blocks) {
    public GradientReport {
        blocks = List.copyOf(blocks);
    }

    /// Fail if a block fails, else inconclusive if a block is, else pass.
    public Verdict verdict() {
        return Verdict.of(blocks.stream().map(BlockCheck::verdict).toList());
    }

    /// The verdict, and a line a block.
    public String describe() {
        return "gradient check: " + verdict().word()
                + blocks.stream().map(block -> "\n  " + block.describe()).collect(Collectors.joining());
    }
}
