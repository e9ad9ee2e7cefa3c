package io.gradus.app.exercise;

import io.gradus.app.check.Columns;
import io.gradus.app.exercise.Part.Outcome;
import io.gradus.diagnosis.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a terminal shows of a [Judgement].
public final class ExerciseText {
    private ExerciseText() {}

    /// The lines, at most 80 columns wide but for what the exercise printed.
    ///
    /// @param file as the user named it
    /// @param level of the hint, from 1
    public static List<String> lines(Judgement judgement, String file, int level) {
        List<String> lines = new ArrayList<>();
        Assignment assignment = judgement.assignment();
        lines.add("Exercise %d, %s: %s"
                .formatted(
                        assignment.number(),
                        assignment.title(),
                        judgement.verdict().word()));
        lines.add("");
        for (Part part : judgement.parts()) {
            lines.add("  %-9s  %s".formatted(part.name(), part.outcome().word()));
        }
        String problem = problem(judgement, file);
        if (!problem.isEmpty()) {
            lines.add("");
            lines.addAll(wrap(problem));
        }
        // What was judged while something else was broken would only lead astray.
        for (Part part : problem.isEmpty() ? backwards(judgement.parts()) : List.<Part>of()) {
            if (!part.message().isEmpty()) {
                lines.add("");
                lines.addAll(wrap((part.name().contains(" ") ? "" : part.name() + ": ") + part.message()));
                evidence(judgement, part).forEach(text -> lines.addAll(wrap("  " + text)));
            }
        }
        if (!judgement.blanks().isEmpty()) {
            lines.add("");
            lines.add(blanks(judgement.blanks()));
        }
        hint(judgement, level).ifPresentOrElse(lines::addAll, () -> {});
        if (!judgement.printed().isEmpty()) {
            lines.add("");
            lines.add("It printed:");
            judgement.printed().lines().forEach(line -> lines.add("  " + line.replaceAll("\\p{Cc}", "?")));
        }
        return List.copyOf(lines);
    }

    /// As the backward pass comes to them: the blocks of the last layer first; then what is no block.
    private static List<Part> backwards(List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingInt(part ->
                part.name().matches("[Wb]\\d+") ? -Integer.parseInt(part.name().substring(1)) : 0));
        return sorted;
    }

    /// The problem with its place, such as `Exercise1Notebook.java:34: ArithmeticException: / by zero`; "" for none.
    static String problem(Judgement judgement, String file) {
        if (judgement.problem().isEmpty()) {
            return "";
        }
        String where = judgement.line() == 0 ? file : file + ":" + judgement.line();
        return (where + ": " + judgement.problem()).replaceAll("\\p{Cc}", "?");
    }

    private static List<String> evidence(Judgement judgement, Part part) {
        return judgement.diagnosis() == null
                ? List.of()
                : judgement.diagnosis().findings().stream()
                        .flatMap(Optional::stream)
                        .filter(finding -> finding.block().equals(part.name()) && part.outcome() == Outcome.FAIL)
                        .map(Finding::evidence)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    /// Such as `Steps 2 and 3 are still blank.`
    static String blanks(List<Integer> steps) {
        String last = String.valueOf(steps.getLast());
        return steps.size() == 1
                ? "Step %s is still blank.".formatted(last)
                : "Steps %s and %s are still blank."
                        .formatted(
                                steps.subList(0, steps.size() - 1).stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")),
                                last);
    }

    private static Optional<List<String>> hint(Judgement judgement, int level) {
        List<String> hints = Hints.of(judgement, level);
        if (hints.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(List.of(""));
        for (int i = 0; i < hints.size(); i++) {
            lines.addAll(wrap((i == 0 ? "Next: " : "") + hints.get(i)));
        }
        // A blank has but one hint, a step no number.
        if (level < Hints.LEVELS && !Hints.of(judgement, level + 1).equals(hints)) {
            lines.add("More: --hint %d".formatted(level + 1));
        }
        return Optional.of(lines);
    }

    /// Broken by words; the lines after the first are set in like it.
    private static List<String> wrap(String text) {
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        return Columns.wrap(indent, text);
    }
}
