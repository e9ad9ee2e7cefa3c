package io.gradus.app;

import io.gradus.app.check.CheckPage;
import io.gradus.app.exercise.ExerciseCheck;
import io.gradus.app.exercise.ExerciseJson;
import io.gradus.app.exercise.ExerciseText;
import io.gradus.app.exercise.Judgement;
import io.gradus.app.exercise.Limits;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.file.AtomicFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The part of `gradus check` that is about the file of an exercise, with its options.
final class ExerciseFile {
    static final String ENDING = ".java";

    private static final double DEFAULT_LIMIT = 10;

    @Option(
            names = "--hint",
            paramLabel = "N",
            description = "For a FILE.java: 1 says where to look, 2 adds the formula, 3 a number. Default: 1.")
    private @Nullable Integer hint;

    @Option(names = "--solution", description = "For a FILE.java: shows a right solution of its exercise.")
    private boolean solution;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "For a FILE.java: how long it may run. Default: 10.")
    private @Nullable Double limit;

    /// The first of these options that was given, of which only a FILE.java knows; null if none was.
    @Nullable
    String given() {
        return hint != null ? "--hint" : solution ? "--solution" : limit != null ? "--limit" : null;
    }

    /// Checks the file and shows what was found.
    ///
    /// @param page where an HTML report goes; null for none
    /// @return the exit code
    int check(Path file, Console console, @Nullable Path page) {
        int level = hint == null ? 1 : hint;
        if (level < 1 || level > 3) {
            throw new IllegalArgumentException("--hint: expected 1, 2 or 3, got " + level);
        }
        double seconds = limit == null ? DEFAULT_LIMIT : limit;
        try (ExerciseCheck check = new ExerciseCheck(Limits.standard().withSeconds(seconds))) {
            Judgement judgement = check.check(file);
            if (solution) {
                judgement.assignment().solution().lines().forEach(line -> console.print("%s", line));
            } else {
                ExerciseText.lines(judgement, String.valueOf(file.getFileName()), level)
                        .forEach(line -> console.print("%s", line));
            }
            console.report(ExerciseJson.of(judgement));
            Diagnosis diagnosis = judgement.diagnosis();
            if (page != null && diagnosis != null) {
                String title = "%s on %s".formatted(file.getFileName(), judgement.caseName());
                AtomicFile.writeText(page, CheckPage.of(title, diagnosis));
                console.note("report: %s", page);
            } else if (page != null) {
                console.note("report: none, for there is no gradient to show");
            }
            return switch (judgement.verdict()) {
                case PASS -> ExitCode.DONE;
                case FAIL -> ExitCode.CHECK_FAILED;
                case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
            };
        }
    }
}
