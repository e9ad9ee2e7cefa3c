package io.gradus.app;

import io.gradus.app.tune.SearchSpace;
import io.gradus.model.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Recipes of trials: what `train` would make of the same command line with a trial's options added. So every option of
/// `train` can be tried, and a wrong value is told in the same words.
final class TrialArguments {
    /// Options that say what the data and its test part are, how fast it goes or what is written, not how to train.
    private static final Set<String> FIXED = Set.of(
            "target",
            "labels",
            "ignore",
            "categorical",
            "test",
            "split",
            "seed",
            "threads",
            "log-every",
            "json",
            "plot",
            "model",
            "checkpoint",
            "resume",
            "folds",
            "repeats",
            "weight",
            "from",
            "history",
            "find-learning-rate",
            "help",
            "version",
            "debug");

    /// Options that `tune` has for itself, though `train` has them too.
    private static final Set<String> OWN = Set.of(
            "threads",
            "log-every",
            "json",
            "plot",
            "model",
            "checkpoint",
            "resume",
            "folds",
            "repeats",
            "help",
            "version",
            "debug");

    private final List<String> common = new ArrayList<>();

    /// @param given the command line of `tune`
    /// @throws Failure if an option that is to be tried is none of `train`, or none to try
    /// @throws IllegalArgumentException if it is given as well
    TrialArguments(ParseResult given, List<String> tried) {
        CommandLine train = new CommandLine(new TrainCommand());
        for (String name : tried) {
            requireOption(train, name);
            if (given.hasMatchedOption("--" + name)) {
                throw new IllegalArgumentException("--try %s: expected no --%s beside it".formatted(name, name));
            }
        }
        for (OptionSpec option : given.matchedOptions()) {
            String name = option.longestName().substring(2);
            if (!OWN.contains(name) && train.getCommandSpec().findOption("--" + name) != null) {
                for (String value : option.originalStringValues()) {
                    common.add(isFlag(option) ? "--" + name : "--" + name + "=" + value);
                }
            }
        }
    }

    private static void requireOption(CommandLine train, String name) {
        if (FIXED.contains(name)) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "tune: --try %s: not an option of how to train".formatted(name),
                    "try one such as hidden, learning-rate or dropout");
        }
        if (train.getCommandSpec().findOption("--" + name) == null) {
            List<String> near = new UnmatchedArgumentException(train, List.of("--" + name)).getSuggestions();
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "tune: --try %s: train has no option --%s".formatted(name, name),
                    near.isEmpty()
                            ? "see gradus train --help"
                            : "did you mean %s? Otherwise see gradus train --help"
                                    .formatted(near.getFirst().replaceFirst("^--", "")));
        }
    }

    /// The recipe of one trial.
    ///
    /// @param combination options, without dashes, with a value each
    /// @throws IllegalArgumentException if a value is none that `train` takes
    Recipe recipe(Map<String, String> combination) {
        TrainCommand trial = new TrainCommand();
        CommandLine line = new CommandLine(trial);
        List<String> arguments = new ArrayList<>(List.of("data", "--model=model"));
        arguments.addAll(common);
        combination.forEach((name, value) -> {
            String argument = argument(line.getCommandSpec().findOption("--" + name), name, value);
            if (argument != null) {
                arguments.add(argument);
            }
        });
        try {
            line.parseArgs(arguments.toArray(String[]::new));
            return trial.recipe();
        } catch (ParameterException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(SearchSpace.inWords(combination) + ": " + message, e);
        }
    }

    /// @return null for a flag that is not set
    private static @Nullable String argument(OptionSpec option, String name, String value) {
        if (!isFlag(option)) {
            return "--" + name + "=" + value;
        }
        return switch (value) {
            case "true" -> "--" + name;
            case "false" -> null;
            default ->
                throw new IllegalArgumentException(
                        "--try %s: expected true or false, got \"%s\"".formatted(name, value));
        };
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }
}
