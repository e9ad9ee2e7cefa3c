package io.gradus.gradient;

import java.util.List;
import java.util.stream.Collectors;

/// What the checks of a [GradientContract] came to, one line each.
///
/// @param lines in the order in which they were checked
/// @param gradient the report on the gradient itself, entry by entry
public record ContractReport(List<Line> lines, GradientReport gradient) {
    /// One check.
    ///
    /// @param name what was checked, such as `inputs`
    /// @param verdict of this check
    /// @param message what was found, in a sentence
    public record Line(String name, Verdict verdict, String message) {}

    public ContractReport {
        lines = List.copyOf(lines);
    }

    /// Fail if a check fails, else inconclusive if one is, else pass.
    public Verdict verdict() {
        return Verdict.of(lines.stream().map(Line::verdict).toList());
    }

    /// The line of this name.
    ///
    /// @throws IllegalArgumentException if there is none: its check was not asked for
    public Line line(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("line: expected one of %s, got \"%s\""
                        .formatted(lines.stream().map(Line::name).toList(), name)));
    }

    /// The verdict, a line a check, and a line a block of the gradient.
    public String describe() {
        return "gradient contract: " + verdict().word()
                + lines.stream()
                        .map(line -> "\n  %s: %s: %s"
                                .formatted(line.name(), line.verdict().word(), line.message()))
                        .collect(Collectors.joining())
                + "\n" + gradient.describe();
    }
}
