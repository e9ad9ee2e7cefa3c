package io.gradus.app;

import io.gradus.app.exercise.Grade;
import io.gradus.app.exercise.GradeBook;
import io.gradus.app.exercise.GradeCsv;
import io.gradus.app.exercise.GradePage;
import io.gradus.app.exercise.Limits;
import io.gradus.file.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus grade`: a folder of exercises that were handed in.
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        header = "Grades a folder of exercises that were handed in.",
        description =
                "The Java files in it, and those of the folders in it, one for each student. Each is compiled and run "
                        + "in processes of its own. The same folder gives the same bytes. Exit code 0, whatever the grades.",
        footer = {"", "Example: gradus grade exercises"})
final class GradeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private Path folder;

    @Option(names = "--csv", paramLabel = "FILE", description = "Default: grades.csv, in the working directory.")
    private Path csv = Path.of("grades.csv");

    @Option(names = "--html", paramLabel = "FILE", description = "Default: grades.html, in the working directory.")
    private Path html = Path.of("grades.html");

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "How long each may compile, and how long it may run. Default: 10.")
    private double limit = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), null);
        Console.requireFolder(csv);
        Console.requireFolder(html);
        Limits limits = Limits.standard().withSeconds(limit);
        List<Grade> grades;
        try (Progress progress = new Progress("grading", GradeBook.count(folder))) {
            grades = GradeBook.of(folder, limits, progress::step, progress::stopRequested);
            if (progress.stopRequested()) {
                throw new Failure(ExitCode.INTERRUPTED, "grade: interrupted", "nothing was written");
            }
        }
        AtomicFile.writeText(csv, GradeCsv.of(grades));
        AtomicFile.writeText(html, GradePage.of(grades));
        List<List<String>> rows = new ArrayList<>();
        for (Grade grade : grades) {
            String name = grade.student().isEmpty() ? grade.file() : grade.student() + "/" + grade.file();
            String points = grade.of() == 0 ? "0" : grade.points() + " of " + grade.of();
            rows.add(List.of(name.replaceAll("\\p{Cc}", "?"), points, grade.verdict()));
        }
        console.list(rows);
        console.print("");
        console.print("Written: %s, %s", csv, html);
        return ExitCode.DONE;
    }
}
