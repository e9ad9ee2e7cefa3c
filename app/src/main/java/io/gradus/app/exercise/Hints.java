package io.gradus.app.exercise;

import io.gradus.app.exercise.Part.Outcome;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.gradient.BlockCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The next hint for a file that is not right yet: first the place, then the formula, then a number to compare with.
/// Never the solution. The same file gets the same hints.
final class Hints {
    /// The last level there is.
    static final int LEVELS = 3;

    private static final String STEP = "step %d: %s";

    private Hints() {}

    /// The hints of a level.
    ///
    /// @param level 1 for the place, 2 for the formula too, 3 for a number too
    /// @return lines; none if nothing is wrong that a hint could help with
    static List<String> of(Judgement judgement, int level) {
        if (!judgement.problem().isEmpty()) {
            return List.of();
        }
        List<Step> steps = judgement.assignment().steps();
        List<String> lines = new ArrayList<>();
        Optional<Part> wrong = firstWrong(judgement);
        if (wrong.isEmpty()) {
            return blank(judgement, steps);
        }
        Part part = wrong.get();
        Step step = stepOf(part, judgement, steps);
        lines.add("look at " + STEP.formatted(step.number(), step.title()));
        if (level == 1) {
            question(judgement, part).ifPresent(lines::add);
        }
        if (level >= 2) {
            step.formula().forEach(line -> lines.add("    " + line));
        }
        if (level >= LEVELS) {
            number(judgement, part).ifPresent(lines::add);
        }
        return List.copyOf(lines);
    }

    private static List<String> blank(Judgement judgement, List<Step> steps) {
        if (judgement.blanks().isEmpty()) {
            return List.of();
        }
        int first = judgement.blanks().getFirst();
        return steps.stream()
                .filter(step -> step.number() == first)
                .map(step -> "fill in " + STEP.formatted(first, step.title()))
                .toList();
    }

    /// The first part that is wrong, in the order of backpropagation: from the output back, biases (which are the sums of
    /// δ) first; then the update.
    private static Optional<Part> firstWrong(Judgement judgement) {
        List<Part> parts = new ArrayList<>(judgement.parts().stream()
                .filter(part -> !part.name().contains(" "))
                .toList());
        if (judgement.assignment().hasGradient()) {
            parts = new ArrayList<>(parts.reversed());
        }
        judgement.parts().stream().filter(part -> part.name().contains(" ")).forEach(parts::add);
        return parts.stream().filter(part -> part.outcome() == Outcome.FAIL).findFirst();
    }

    /// Where a bias and its weights are both wrong, what they share is: δ.
    private static Step stepOf(Part part, Judgement judgement, List<Step> steps) {
        String block = part.name().substring(part.name().lastIndexOf(' ') + 1);
        String layer = block.substring(1);
        boolean both = judgement.parts().stream()
                        .filter(other ->
                                other.name().equals("W" + layer) || other.name().equals("b" + layer))
                        .filter(other -> other.outcome() == Outcome.FAIL)
                        .count()
                == 2;
        String wanted = !judgement.assignment().hasGradient()
                ? block
                : part.name().contains(" ") ? "p." + block : both ? "δ" + layer : "g." + block;
        return steps.stream()
                .filter(step -> step.computes(wanted))
                .findFirst()
                // The penalty's δ3 is given.
                .or(() -> steps.stream()
                        .filter(step -> step.computes("g." + block))
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("no step computes " + wanted));
    }

    private static Optional<String> question(Judgement judgement, Part part) {
        return finding(judgement, part).map(Finding::kind).map(Hints::question).filter(text -> !text.isEmpty());
    }

    private static String question(MistakeKind kind) {
        return switch (kind) {
            case SIGN -> "Which way does the error go when this parameter grows?";
            case FACTOR -> "Is everything in it that the error has: its mean, its factor?";
            case TRANSPOSE, WEIGHTS_NOT_TRANSPOSED -> "Which index is the row, which the column?";
            case INNER_PRODUCT -> "How many different numbers should it hold, and how many does it?";
            case MISSING_ACTIVATION_DERIVATIVE, DERIVATIVE_AT_WRONG_VALUE, WRONG_ACTIVATION_DERIVATIVE ->
                "What is the derivative of the activation here, and at which value is it taken?";
            case MISSING_LOSS_DERIVATIVE, WRONG_LOSS_DERIVATIVE ->
                "What does the error itself contribute, before any activation?";
            case MISSING_UPSTREAM -> "What comes back from the layer after?";
            case UPDATED_WEIGHTS_USED -> "At which weights was the forward pass made?";
            case WRONG_LAYER_INPUT -> "What went into this layer in the forward pass?";
            case BIAS_NOT_SUMMED, BIAS_AVERAGED, LAST_SAMPLE_ONLY, SOFTMAX_OVER_BATCH ->
                "How do the rows of the batch come together here?";
            case BIAS_FROM_WEIGHTS -> "What is ∂z/∂b?";
            case ACCUMULATED -> "Does something stay from a call before?";
            case PENALTY -> "What is the derivative of (λ/2)·w², and for which parameters is it there?";
            case SWAPPED_LAYERS, PERMUTED -> "Does every number stand in its own place?";
            case NOT_FINITE -> "Where does the first NaN or infinity come from?";
            case ZERO -> "Is it filled in at all?";
            case LOST_PRECISION -> "Is everything a double?";
            case CONSEQUENCE, UNKNOWN -> "";
        };
    }

    private static Optional<Finding> finding(Judgement judgement, Part part) {
        Diagnosis diagnosis = judgement.diagnosis();
        return diagnosis == null
                ? Optional.empty()
                : diagnosis.findings().stream()
                        .flatMap(Optional::stream)
                        .filter(finding -> finding.block().equals(part.name()))
                        .findFirst();
    }

    private static Optional<String> number(Judgement judgement, Part part) {
        Diagnosis diagnosis = judgement.diagnosis();
        if (diagnosis == null) {
            return Optional.empty();
        }
        for (BlockCheck check : diagnosis.report().blocks()) {
            if (diagnosis.situation().name(check.block()).equals(part.name())) {
                int at = check.worst();
                int columns = check.block().columns();
                String index = part.name().startsWith("b")
                        ? "[%d]".formatted(at)
                        : "[%d][%d]".formatted(at / columns, at % columns);
                return Optional.of(String.format(
                        Locale.ROOT,
                        "With %s, g.%s%s should be %.6g; yours is %.6g.",
                        judgement.caseName(),
                        part.name(),
                        index,
                        check.numeric(at),
                        check.analytic(at)));
            }
        }
        return Optional.empty();
    }
}
