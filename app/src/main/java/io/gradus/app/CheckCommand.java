package io.gradus.app;

import io.gradus.app.check.CheckJson;
import io.gradus.app.check.CheckPage;
import io.gradus.app.check.CheckText;
import io.gradus.app.check.Columns;
import io.gradus.app.npz.NpzCheck;
import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Split;
import io.gradus.data.TestSize;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Situation;
import io.gradus.file.AtomicFile;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.model.PreparedData;
import io.gradus.model.Recipe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus check`: a gradient judged by numerical differentiation, every parameter, and what is wrong with it named:
/// Gradus's own, or one that NumPy saved.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Checks a gradient by numerical differentiation, and names what is wrong with it.",
        description =
                "Without FILE.java and --npz: Gradus's own backpropagation, on the notebook's nine points; the "
                        + "default network is the notebook's 2-2-2. With FILE.java: an exercise. With --npz: the gradients "
                        + "dW1, db1, ... of the network W1, b1, ... on the batch x, t. Exit code 0: pass, 1: fail, 5: inconclusive.",
        footer = {
            "",
            "Example: gradus check --hidden 16,8 --activation tanh",
            "         gradus check exercises/Exercise1Notebook.java",
            "         gradus check --npz mine.npz --activation relu,sigmoid"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE.java",
            description = "An exercise to check, as exercise new writes them. Without it: Gradus's own gradients.")
    private @Nullable String file;

    @Mixin
    private ExerciseFile exercise = new ExerciseFile();

    @Option(
            names = "--npz",
            paramLabel = "FILE",
            description = "Arrays from np.savez: W1,b1,... (or W2,b2,... as in the notebook), x, t and the gradients "
                    + "dW1,db1,...; if known lr, l2, and x_prev, t_prev of the step before.")
    private @Nullable Path npz;

    @Option(
            names = "--weights",
            paramLabel = "HOW",
            description = "Shape of the weights of --npz: in-out (z = x W + b) or out-in. Default: in-out.")
    private @Nullable String weights;

    @Option(names = "--hidden", split = ",", paramLabel = "N", description = "Units of the hidden layers. Default: 2.")
    private int @Nullable [] hidden;

    @Option(
            names = "--activation",
            split = ",",
            paramLabel = "NAME",
            description = "Of the hidden layers; with --npz one a layer, the output's last. Default: sigmoid.")
    private List<String> activation = List.of();

    @Option(names = "--output", paramLabel = "NAME", description = "Activation of the output. Default: by the loss.")
    private @Nullable String output;

    @Option(names = "--loss", paramLabel = "NAME", description = "Default: mse.")
    private @Nullable String loss;

    @Option(names = "--l2", paramLabel = "LAMBDA", description = "Default: 0.")
    private @Nullable Double l2;

    @Option(names = "--seed", paramLabel = "N", description = "Of weights from N(0,1). Default: 42.")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Report as JSON; - for standard output.")
    private @Nullable String json;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Report as a page for a browser.")
    private @Nullable Path report;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /// What each way of checking comes to.
    ///
    /// @param heading what was checked
    /// @param notes a sentence each on what was judged otherwise than given
    private record Checked(String heading, Diagnosis diagnosis, List<String> notes) {}

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        Console.requireFolder(report);
        if (file != null) {
            return ofExercise(file, console);
        }
        String ofFile = exercise.given();
        if (ofFile != null) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "check: %s: goes with a FILE.java only".formatted(ofFile),
                    "name the file too: gradus check Exercise1Notebook.java " + ofFile);
        }
        Checked checked = npz != null ? ofNumPy(npz) : own();
        CheckText.of(checked.heading, checked.diagnosis).forEach(line -> console.print("%s", line));
        if (!checked.notes.isEmpty()) {
            console.print("");
            for (String note : checked.notes) {
                Columns.wrap("", "Note: " + note).forEach(line -> console.print("%s", line));
            }
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(CheckJson.of(checked.diagnosis));
        if (!checked.notes.isEmpty()) {
            tree.put("notes", checked.notes);
        }
        console.report(tree);
        if (report != null) {
            AtomicFile.writeText(report, CheckPage.of(checked.heading, checked.diagnosis));
            console.note("report: %s", report);
        }
        return switch (checked.diagnosis.report().verdict()) {
            case PASS -> ExitCode.DONE;
            case FAIL -> ExitCode.CHECK_FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }

    /// A class that implements an exercise.
    private int ofExercise(String name, Console console) {
        if (npz != null) {
            throw doesNotGo("--npz", "FILE", "give one of the two");
        }
        if (!name.endsWith(ExerciseFile.ENDING)) {
            throw new IllegalArgumentException("FILE: expected a .java file, got \"%s\"".formatted(name));
        }
        String hint = "the exercise says what network it is";
        refuse(hidden, "--hidden", "FILE", hint);
        refuse(activation.isEmpty() ? null : activation, "--activation", "FILE", hint);
        refuse(output, "--output", "FILE", hint);
        refuse(loss, "--loss", "FILE", hint);
        refuse(l2, "--l2", "FILE", hint);
        refuse(seed, "--seed", "FILE", hint);
        refuse(weights, "--weights", "FILE", hint);
        return exercise.check(Path.of(name), console, report);
    }

    /// Gradients that NumPy saved.
    private Checked ofNumPy(Path arrays) {
        String hint = "the arrays say what network it is; --activation has the output's as its last";
        refuse(hidden, "--hidden", "--npz", hint);
        refuse(output, "--output", "--npz", hint);
        refuse(seed, "--seed", "--npz", hint);
        refuse(l2, "--l2", "--npz", "save it with the arrays: np.savez(..., l2=0.01)");
        boolean outIn = switch (weights) {
            case null -> false;
            case "in-out" -> false;
            case "out-in" -> true;
            default ->
                throw new IllegalArgumentException(
                        "--weights: expected in-out or out-in, got \"%s\"".formatted(weights));
        };
        NpzCheck check = NpzCheck.of(
                arrays,
                new NpzCheck.Settings(
                        outIn, activation.stream().map(Activation::named).toList(), loss()));
        return new Checked(check.heading(), check.diagnosis(), check.notes());
    }

    private static void refuse(@Nullable Object option, String name, String with, String hint) {
        if (option != null) {
            throw doesNotGo(name, with, hint);
        }
    }

    private static Failure doesNotGo(String option, String with, String hint) {
        return new Failure(ExitCode.WRONG_USAGE, "check: %s: does not go with %s".formatted(option, with), hint);
    }

    /// Gradus's own backpropagation.
    private Checked own() {
        if (weights != null) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "check: --weights: goes with --npz only",
                    "name the file too: gradus check --npz mine.npz --weights " + weights);
        }
        double penalty = l2 == null ? 0 : l2;
        Recipe.Builder recipe = Recipe.builder("label")
                .hidden(hidden == null ? new int[] {2} : hidden)
                .activation(
                        activation.isEmpty()
                                ? new Activation[] {Activation.sigmoid()}
                                : activation.stream().map(Activation::named).toArray(Activation[]::new))
                .loss(loss())
                .smoothing(0.01)
                .test(TestSize.fraction(0))
                .validation(TestSize.fraction(0))
                .split(Split.head())
                .seed(seed == null ? 42 : seed)
                .l2(penalty);
        if (output != null) {
            recipe.output(Activation.named(output));
        }
        recipe.initializer(Initializer.standardNormal());
        PreparedData prepared = recipe.build().prepare(ExampleData.notebook());
        Dataset rows = prepared.training();
        Architecture architecture = prepared.initial().architecture();
        double[] p = prepared.initial().parameters();
        Situation situation = Situation.of(architecture, prepared.settings().loss(), p, rows.x(), rows.t(), rows.rows())
                .withL2(penalty);
        double[] g = new double[p.length];
        GradientMethod.backpropagation().lossAndGradient(situation.objective(), p, situation.batch(), 0, g);
        return new Checked(
                "Backpropagation of a %s network against numerical differentiation, on the nine points"
                        .formatted(architecture.sizes()),
                Diagnosis.of(situation, g),
                List.of());
    }

    private Loss loss() {
        return loss == null ? Loss.mse() : Loss.named(loss);
    }
}
