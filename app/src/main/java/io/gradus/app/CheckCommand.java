package io.gradus.app;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Split;
import io.gradus.data.TestSize;
import io.gradus.gradient.Batch;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.Objective;
import io.gradus.gradient.Verdict;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.model.PreparedData;
import io.gradus.model.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus check`: Gradus's own backpropagation against numerical differentiation, every parameter.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Checks Gradus's own backpropagation against numerical differentiation.",
        description = "On the notebook's nine points; the default network is the notebook's 2-2-2. Exit code 0: "
                + "pass, 1: fail, 5: inconclusive.",
        footer = {"", "Example: gradus check --hidden 16,8 --activation tanh"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE.java",
            description = "An exercise to check, as exercise new writes them. Without it: Gradus's own gradients.")
    private @Nullable String file;

    @Mixin
    private ExerciseFile exercise = new ExerciseFile();

    @Option(names = "--hidden", split = ",", paramLabel = "N", description = "Units of the hidden layers. Default: 2.")
    private int[] hidden = {2};

    @Option(
            names = "--activation",
            split = ",",
            paramLabel = "NAME",
            description = "Of the hidden layers. Default: sigmoid.")
    private List<String> activation = List.of("sigmoid");

    @Option(names = "--output", paramLabel = "NAME", description = "Activation of the output. Default: by the loss.")
    private @Nullable String output;

    @Option(names = "--loss", paramLabel = "NAME", description = "Default: mse.")
    private String loss = "mse";

    @Option(names = "--l2", paramLabel = "LAMBDA", description = "Default: 0.")
    private double l2;

    @Option(names = "--seed", paramLabel = "N", description = "Of weights from N(0,1). Default: 42.")
    private long seed = 42;

    @Option(names = "--json", paramLabel = "FILE", description = "Report as JSON; - for standard output.")
    private @Nullable String json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        if (file != null && file.endsWith(ExerciseFile.ENDING)) {
            return exercise.check(Path.of(file), console);
        }
        if (file != null) {
            throw new IllegalArgumentException("FILE: expected a .java file, got \"%s\"".formatted(file));
        }
        Recipe.Builder recipe = Recipe.builder("label")
                .hidden(hidden)
                .activation(activation.stream().map(Activation::named).toArray(Activation[]::new))
                .loss(Loss.named(loss))
                .smoothing(0.01)
                .test(TestSize.fraction(0))
                .validation(TestSize.fraction(0))
                .split(Split.head())
                .seed(seed)
                .l2(l2);
        if (output != null) {
            recipe.output(Activation.named(output));
        }
        SharedOptions.drawAsTheNotebook(recipe);
        PreparedData prepared = recipe.build().prepare(ExampleData.notebook());
        Dataset rows = prepared.training();
        Architecture architecture = prepared.initial().architecture();
        Objective objective = new Objective(architecture, prepared.settings().loss(), l2, seed, rows.rows());
        Batch batch = new Batch(rows.x(), rows.t(), rows.rows());
        GradientReport report = GradientCheck.check(
                GradientMethod.backpropagation(), objective, prepared.initial().parameters(), batch);
        print(console, architecture, report);
        console.report(json(report));
        return switch (report.verdict()) {
            case PASS -> ExitCode.DONE;
            case FAIL -> ExitCode.CHECK_FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }

    private static void print(Console console, Architecture architecture, GradientReport report) {
        console.print(
                "Backpropagation of a %s network against numerical differentiation, on the nine points: %s",
                architecture.sizes(), report.verdict().word());
        console.print(
                "(pass: no entry is off by more than 10 times its noise floor, what the difference itself may be off)");
        console.print("");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "shape", "checked", "max. relative error", "noise floor", "verdict"));
        for (BlockCheck block : report.blocks()) {
            rows.add(List.of(
                    block.block().name(),
                    shape(block.block()).toString(),
                    "%d of %d".formatted(block.block().size(), block.block().size()),
                    String.format(Locale.ROOT, "%.2g", block.maxRelativeError()),
                    String.format(Locale.ROOT, "%.2g", block.noiseFloor()),
                    block.verdict().word()));
        }
        console.table(rows);
        for (BlockCheck block : report.blocks()) {
            if (block.verdict() != Verdict.PASS) {
                console.print("%s", block.describe());
            }
        }
    }

    private static Map<String, @Nullable Object> json(GradientReport report) {
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        for (BlockCheck result : report.blocks()) {
            Map<String, @Nullable Object> block = new LinkedHashMap<>();
            block.put("name", result.block().name());
            block.put("shape", shape(result.block()));
            block.put("checked", result.block().size());
            block.put("of", result.block().size());
            block.put("maxRelativeError", result.maxRelativeError());
            block.put("noiseFloor", result.noiseFloor());
            block.put("verdict", result.verdict().word());
            block.put("diagnosis", null);
            parameters.add(block);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("verdict", report.verdict().word());
        json.put("parameters", parameters);
        return json;
    }

    private static List<Integer> shape(ParameterBlock block) {
        return block.kind() == ParameterBlock.Kind.BIAS
                ? List.of(block.columns())
                : List.of(block.rows(), block.columns());
    }
}
