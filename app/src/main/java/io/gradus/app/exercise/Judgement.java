package io.gradus.app.exercise;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.gradient.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was found about one file.
///
/// @param assignment the exercise that it is
/// @param parts what it is judged by
/// @param blanks steps that are still blank, ascending
/// @param problem why it could not be run, or what it did beside its task; "" for nothing
/// @param line of the problem, 0 if unknown
/// @param caseName what the diagnosis was made on
/// @param diagnosis of the first gradient that fails, else of the first; null where there is none
/// @param printed what the exercise printed, the beginning
public record Judgement(
        Assignment assignment,
        List<Part> parts,
        List<Integer> blanks,
        String problem,
        int line,
        String caseName,
        @Nullable Diagnosis diagnosis,
        String printed) {
    /// The rubric: a point for a file that compiles and keeps to what is allowed, one for running to the end.
    static final int COMPILES = 1;

    static final int RUNS = 1;

    public Judgement {
        parts = List.copyOf(parts);
        blanks = List.copyOf(blanks);
    }

    public Verdict verdict() {
        return Verdict.of(Stream.concat(
                        problem.isEmpty() ? Stream.of() : Stream.of(Verdict.FAIL),
                        parts.stream().map(part -> part.outcome().verdict()))
                .toList());
    }

    /// Whether nothing was filled in.
    boolean isUntouched() {
        return parts.stream().allMatch(part -> part.outcome() == Part.Outcome.BLANK);
    }

    /// The point for compiling; none where nothing was filled in.
    public int compiles() {
        return isUntouched() ? 0 : COMPILES;
    }

    /// The point for running: no exception, no limit met, nothing changed that was not its to change.
    public int runs() {
        return isUntouched() || !problem.isEmpty() ? 0 : RUNS;
    }

    public int points() {
        return compiles() + runs() + parts.stream().mapToInt(Part::points).sum();
    }

    /// The most points that there are.
    public int of() {
        return COMPILES + RUNS + parts.stream().mapToInt(Part::of).sum();
    }
}
