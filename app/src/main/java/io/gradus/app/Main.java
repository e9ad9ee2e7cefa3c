package io.gradus.app;

import io.gradus.InputException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program `gradus`: finds the command, runs it, and turns what goes wrong into one line and an exit code.
@Command(
        name = "gradus",
        mixinStandardHelpOptions = true,
        version = "gradus " + Main.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        header = "Trains feed-forward neural networks and proves every gradient it uses.",
        footer = {"", "Start with: gradus compare", "Help on a command: gradus COMMAND --help"},
        subcommands = {
            CompareCommand.class,
            TrainCommand.class,
            TuneCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            CheckCommand.class,
            DrillCommand.class,
            ExerciseCommand.class,
            GradeCommand.class,
            InfoCommand.class
        })
public final class Main {
    static final String VERSION = "0.1.0";

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows a stack trace with an error.")
    private boolean debug;

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        // UTF-8 whatever the locale: reports and predictions that go to a pipe are files too.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        StandardError.restore(System.getProperty("gradus.stderr"));
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        if (!Progress.isShuttingDown()) { // after Ctrl-C the JVM exits by itself, with 130, once this thread has ended
            System.exit(code);
        }
    }

    /// Runs one command.
    ///
    /// @param out where results go
    /// @param err where errors and progress go
    /// @return the exit code
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((wrong, _) -> usage(err, wrong))
                .setExecutionExceptionHandler((fault, command, _) -> failure(err, fault, command, main.debug));
        if (args.length == 0) {
            line.usage(out);
            return ExitCode.DONE;
        }
        int code = execute(line, err, args);
        out.flush();
        err.flush();
        return code;
    }

    /// picocli hands over exceptions only; an error of the JVM must not look like a check that failed.
    private static int execute(CommandLine line, PrintWriter err, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            report(
                    err,
                    "",
                    "out of memory",
                    "give the JVM more with GRADUS_JAVA_OPTS=-Xmx8g, or take fewer units or rows");
            return ExitCode.INTERNAL;
        } catch (StackOverflowError | LinkageError e) {
            report(err, "", "an error of the program itself: " + e, "please report it");
            return ExitCode.INTERNAL;
        }
    }

    private static int usage(PrintWriter err, ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String hint = "see " + command + " --help";
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> near = new ArrayList<>(unmatched.getSuggestions());
            // Two letters exchanged are the usual slip, which picocli does not know.
            String typed = letters(unmatched.getUnmatched().getFirst());
            wrong.getCommandLine().getSubcommands().keySet().stream()
                    .filter(name -> letters(name).equals(typed))
                    .forEach(near::addFirst);
            if (!near.isEmpty()) {
                hint = "did you mean " + near.getFirst() + "? Otherwise " + hint;
            }
        }
        String what = firstLine(wrong.getMessage()).replaceFirst("^Unmatched argument at index 0: ", "no command ");
        report(err, command.replaceFirst("^gradus ?", ""), what, hint);
        return ExitCode.WRONG_USAGE;
    }

    /// The letters of a word in the order of the alphabet.
    private static String letters(String word) {
        return word.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int failure(PrintWriter err, Exception fault, CommandLine command, boolean debug) {
        if (debug) {
            fault.printStackTrace(err);
        }
        String name = command.getCommandName();
        return switch (fault) {
            case Failure known -> {
                report(err, "", String.valueOf(known.getMessage()), known.hint());
                yield known.exitCode();
            }
            case InputException bad -> {
                report(err, "", String.valueOf(bad.getMessage()), bad.hint());
                yield ExitCode.BAD_INPUT;
            }
            case IllegalArgumentException wrong -> {
                report(err, name, String.valueOf(wrong.getMessage()), "see gradus " + name + " --help");
                yield ExitCode.WRONG_USAGE;
            }
            default -> {
                report(err, name, "an error of the program itself: " + fault, "please report it, with --debug");
                yield ExitCode.INTERNAL;
            }
        };
    }

    private static void report(PrintWriter err, String where, @Nullable String what, String hint) {
        StringBuilder line = new StringBuilder("gradus: ");
        if (!where.isEmpty()) {
            line.append(where).append(": ");
        }
        line.append(what);
        if (!hint.isEmpty()) {
            line.append(". Hint: ").append(hint);
        }
        err.println(line);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "wrong usage" : message.lines().findFirst().orElse("");
    }
}
