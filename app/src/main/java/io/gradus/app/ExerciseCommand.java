package io.gradus.app;

import io.gradus.app.exercise.Assignment;
import io.gradus.app.exercise.ExerciseFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus exercise`: what a learner starts with.
@Command(
        name = "exercise",
        mixinStandardHelpOptions = true,
        header = "Exercises: backward passes with blanks to fill in.",
        subcommands = {ExerciseCommand.New.class, ExerciseCommand.Listing.class},
        footer = {"", "Example: gradus exercise new exercises"})
final class ExerciseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: new or list");
    }

    /// `gradus exercise new DIR`.
    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            header = "Writes the exercises into a folder, a Java file each.",
            description = "Files that are there already are not written over.",
            footer = {"", "Example: gradus exercise new exercises"})
    static final class New implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "DIR", description = "The folder; made if it is missing.")
        @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
        private Path folder;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() {
            ExerciseFolder.create(folder);
            Console console =
                    new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), null);
            console.print("%d exercises written to %s.", Assignment.values().length, folder);
            Path first = folder.resolve(Assignment.NOTEBOOK.fileName());
            console.print("Start with %s, then: gradus check %s", first.getFileName(), first);
            return ExitCode.DONE;
        }
    }

    /// `gradus exercise list`.
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "Lists the exercises.",
            footer = {"", "Example: gradus exercise list"})
    static final class Listing implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() {
            List<List<String>> rows = new ArrayList<>();
            for (Assignment assignment : Assignment.values()) {
                rows.add(List.of(Integer.toString(assignment.number()), assignment.fileName(), assignment.title()));
            }
            new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), null).list(rows);
            return ExitCode.DONE;
        }
    }
}
