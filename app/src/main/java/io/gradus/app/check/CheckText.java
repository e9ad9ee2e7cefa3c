package io.gradus.app.check;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.gradient.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A check in the terminal: the verdict in plain words, a table of the blocks, then each mistake, in the order in which
/// the backward pass comes to it, with the step as it should be and what in the numbers shows it.
public final class CheckText {
    private static final String INDENT = "  ";

    private CheckText() {}

    /// The lines of a check.
    ///
    /// @param heading what was checked, such as a file's name; may be any text
    /// @return lines of at most 80 columns, plain text without colours
    public static List<String> of(String heading, Diagnosis diagnosis) {
        return of(heading, CheckedGradient.of(diagnosis));
    }

    static List<String> of(String heading, CheckedGradient gradient) {
        List<String> lines = new ArrayList<>(Columns.wrap("", heading));
        lines.addAll(Columns.wrap("", "Network: " + gradient.sketch() + "."));
        lines.add("");
        lines.addAll(Columns.wrap("", gradient.verdict().word().toUpperCase(Locale.ROOT) + ". " + gradient.summary()));
        lines.add("");
        lines.addAll(blocks(gradient));
        lines.add("");
        lines.addAll(Columns.wrap(
                "",
                "Error: the largest |analytic - numeric|. Noise floor: what the numeric value itself may be off by."
                        + " Both are shares of the block's largest numeric entry. An entry fails if it is off by more"
                        + " than %.0f noise floors.".formatted(CheckedBlock.ALLOWED_FLOORS)));
        for (CheckedBlock block : gradient.mistakes()) {
            lines.add("");
            lines.addAll(mistake(block));
        }
        if (!gradient.consequences().isEmpty()) {
            lines.add("");
            gradient.consequences()
                    .forEach((cause, blocks) -> lines.addAll(Columns.wrap(
                            "",
                            "%s: wrong only because of %s"
                                    .formatted(
                                            blocks.stream()
                                                    .map(CheckedBlock::name)
                                                    .collect(Collectors.joining(", ")),
                                            cause))));
        }
        for (CheckedBlock block : gradient.inconclusive()) {
            lines.add("");
            lines.add(block.name() + ": inconclusive");
            lines.addAll(Columns.wrap(INDENT, gradient.whyInconclusive(block)));
        }
        return List.copyOf(lines);
    }

    private static List<String> blocks(CheckedGradient gradient) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("block", "shape", "checked", "error", "noise floor", "verdict"));
        for (CheckedBlock block : gradient.blocks()) {
            rows.add(List.of(
                    block.name(),
                    block.shapeText(),
                    "%d of %d".formatted(block.check().checked(), block.check().of()),
                    Numbers.text(block.check().maxRelativeError()),
                    Numbers.text(block.check().noiseFloor()),
                    block.verdict() == Verdict.FAIL ? "FAIL" : block.verdict().word()));
        }
        return Columns.table(rows);
    }

    private static List<String> mistake(CheckedBlock block) {
        Finding finding = block.finding();
        List<String> lines = new ArrayList<>();
        lines.add(block.name() + ": " + block.kind());
        if (finding != null) {
            lines.addAll(Columns.wrap(INDENT, finding.message()));
        }
        lines.add("");
        lines.addAll(Columns.wrap(INDENT + "right step:  ", block.formula()));
        if (finding != null && !finding.evidence().isBlank()) {
            lines.addAll(Columns.wrap(INDENT + "evidence:    ", finding.evidence()));
        }
        if (finding != null && finding.kind() == MistakeKind.FACTOR && Double.isFinite(finding.factor())) {
            lines.addAll(Columns.wrap(INDENT + "factor:      ", factor(finding)));
        }
        if (finding != null && finding.kind() != MistakeKind.UNKNOWN) {
            lines.addAll(Columns.wrap(INDENT + "confidence:  ", Numbers.percent(finding.confidence())));
        }
        if (finding != null && !finding.alternatives().isEmpty()) {
            lines.addAll(Columns.wrap(
                    INDENT + "or:          ",
                    finding.alternatives().stream().map(MistakeKind::word).collect(Collectors.joining(", "))));
        }
        lines.addAll(Columns.wrap(INDENT + "entries:     ", entries(block)));
        if (block.isSmall()) {
            lines.add("");
            lines.addAll(numbers(block));
        }
        return lines;
    }

    /// `0.5 (1/outputs)`.
    static String factor(Finding finding) {
        String number = String.format(Locale.ROOT, "%.6g", finding.factor());
        String shortest = number.contains("e") ? number : number.replaceFirst("\\.?0+$", "");
        return finding.factorName().isBlank() || finding.factorName().equals(shortest)
                ? shortest
                : "%s (%s)".formatted(shortest, finding.factorName());
    }

    private static String entries(CheckedBlock block) {
        int worst = block.check().worst();
        Numbers.Entries format = Numbers.Entries.of(block);
        return "%d of %d wrong, %s most: %s where %s belongs"
                .formatted(
                        block.wrongEntries(),
                        block.check().of(),
                        block.place(worst),
                        format.text(block.check().analytic(worst)),
                        format.text(block.check().numeric(worst)));
    }

    private static List<String> numbers(CheckedBlock block) {
        Numbers.Entries format = Numbers.Entries.of(block);
        String[][] analytic = new String[block.rows()][block.columns()];
        String[][] numeric = new String[block.rows()][block.columns()];
        for (int i = 0; i < block.check().of(); i++) {
            analytic[i / block.columns()][i % block.columns()] =
                    format.text(block.check().analytic(i));
            numeric[i / block.columns()][i % block.columns()] =
                    format.text(block.check().numeric(i));
        }
        List<String> left = new ArrayList<>(List.of("analytic (given)"));
        left.addAll(Columns.grid(analytic));
        List<String> right = new ArrayList<>(List.of("numeric (right)"));
        right.addAll(Columns.grid(numeric));
        return Columns.beside(left, right, INDENT + INDENT, 4);
    }
}
