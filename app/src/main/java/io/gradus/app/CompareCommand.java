package io.gradus.app;

import io.gradus.app.plot.Curve;
import io.gradus.app.plot.LossPlot;
import io.gradus.app.plot.ScalingPlot;
import io.gradus.data.ExampleData;
import io.gradus.data.Table;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.NumericalDifferentiation;
import io.gradus.gradient.Objective;
import io.gradus.layer.Architecture;
import io.gradus.layer.Precision;
import io.gradus.model.MethodComparison;
import io.gradus.model.MethodComparison.LoggedLoss;
import io.gradus.model.MethodComparison.MethodRun;
import io.gradus.model.PreparedData;
import io.gradus.model.Recipe;
import io.gradus.model.ScalingStudy;
import io.gradus.train.TrainingDiverged;
import io.gradus.train.TrainingSettings;
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

/// `gradus compare`: the notebook's experiment, on its nine points or on any data.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        header = "Trains the same network twice, by backpropagation and by numerical differentiation.",
        description = {
            "Without DATA: the notebook's nine points, its 2-2-2 network and the weights recovered from its printed "
                    + "losses; the defaults are then --hidden 2 --activation sigmoid --output sigmoid --loss mse "
                    + "--smoothing 0.01 --optimizer sgd --epochs 1000 --batch 1 --split head --validation 0 "
                    + "--patience off --log-every 10. Weights are drawn from N(0,1) where they are drawn."
        },
        footer = {"", "Example: gradus compare --epochs 500 --plot losses.svg"})
final class CompareCommand implements Callable<Integer> {
    private static final double SECONDS_WORTH_A_WARNING = 2;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DATA", description = DataFile.KINDS)
    private @Nullable String data;

    @Mixin
    private SharedOptions options = new SharedOptions();

    @Mixin
    private NormOptions norm = new NormOptions();

    @Option(names = "--step", paramLabel = "H", description = "Step of the central difference. Default: 1e-4.")
    private double step = 1e-4;

    @Option(
            names = "--numerical",
            paramLabel = "SCHEME",
            description = "Forward passes of numerical differentiation: whole, or restarted at the layer that the "
                    + "parameter is in, with the same result sooner. Default: whole.")
    private String scheme = "whole";

    @Option(names = "--scaling", description = "Also measures time a step for 12 to 100,800 parameters (about 30 s).")
    private boolean scaling;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), options.json);
        GradientMethod numerical = numerical();
        Console.requireFolder(options.plot);
        Double dropout = options.regularisation.dropout;
        if (dropout != null && dropout > 0) {
            throw new IllegalArgumentException(
                    "--dropout: expected none in a comparison, for two runs would not see the same masks, got "
                            + dropout);
        }
        Recipe.Builder builder =
                data == null ? options.notebookRecipe(norm.isGiven()) : options.recipe(Precision.DOUBLE);
        options.drawAsTheNotebook(builder);
        norm.apply(builder);
        Table table = data == null ? ExampleData.notebook() : options.read(data);
        PreparedData prepared = builder.shuffle(false).build().prepare(table);
        Architecture architecture = prepared.initial().architecture();
        TrainingSettings settings = prepared.settings();
        console.print(
                "A %s network (%,d parameters) on %,d rows, trained twice from the same weights: %,d epochs, batch size %d",
                architecture.sizes(),
                architecture.parameterCount(),
                prepared.training().rows(),
                settings.epochs(),
                settings.batchSize());
        if (data != null) {
            announce(console, prepared, numerical);
        }
        int logEvery = options.logEvery == null ? (data == null ? 10 : 1) : options.logEvery;
        MethodComparison comparison =
                compare(prepared, numerical, logEvery, options.threads == null ? 1 : options.threads);
        if (options.logEvery != null) {
            log(console, comparison.backpropagation());
            log(console, comparison.numericalDifferentiation());
        }
        print(console, prepared, comparison);
        Map<String, @Nullable Object> report = report(prepared, comparison);
        List<Curve> growth = scaling ? scale(console, report) : List.of();
        console.report(report);
        if (options.plot != null) {
            console.plot(
                    options.plot,
                    scaling
                            ? ScalingPlot.of("Time a training step", growth)
                            : LossPlot.of(
                                    "Loss of a " + architecture.sizes() + " network, two ways", curves(comparison)));
        }
        return ExitCode.DONE;
    }

    private GradientMethod numerical() {
        return switch (scheme) {
            case "whole" -> GradientMethod.numericalDifferentiation(step);
            case "restarted" -> GradientMethod.restartedDifferentiation(step);
            default ->
                throw new IllegalArgumentException(
                        "--numerical: expected whole or restarted, got \"%s\"".formatted(scheme));
        };
    }

    private static MethodComparison compare(
            PreparedData prepared, GradientMethod numerical, int logEvery, int threads) {
        try (Progress progress =
                new Progress("training twice", 2L * prepared.settings().epochs())) {
            MethodComparison comparison = MethodComparison.run(prepared, numerical, logEvery, threads, progress);
            if (progress.stopRequested()) {
                throw new Failure(ExitCode.INTERRUPTED, "compare: interrupted", "take fewer --epochs");
            }
            return comparison;
        } catch (TrainingDiverged diverged) {
            throw new Failure(
                    ExitCode.DIVERGED,
                    "compare: training diverged in " + diverged.getMessage(),
                    "a smaller --learning-rate, or inputs of a smaller scale");
        }
    }

    /// Says what numerical differentiation will cost, before it does.
    private static void announce(Console console, PreparedData prepared, GradientMethod numerical) {
        TrainingSettings settings = prepared.settings();
        int rows = Math.min(settings.batchSize(), prepared.training().rows());
        Architecture architecture = prepared.initial().architecture();
        Objective objective = new Objective(
                architecture,
                settings.loss(),
                settings.regularisation().l1(),
                settings.regularisation().l2(),
                settings.seed(),
                rows);
        Batch batch = new Batch(prepared.training().x(), prepared.training().t(), rows);
        double[] parameters = prepared.initial().parameters();
        int passes = 0;
        long start = System.nanoTime();
        do {
            objective.loss(parameters, batch, passes++);
        } while (System.nanoTime() - start < 50_000_000L);
        double secondsPerPass = (System.nanoTime() - start) / 1e9 / passes;
        long steps = (long) settings.epochs() * Math.ceilDiv(prepared.training().rows(), rows);
        long passesPerStep = numerical.forwardPasses(architecture);
        double seconds = secondsPerPass * steps * passesPerStep;
        if (seconds > SECONDS_WORTH_A_WARNING) {
            console.note(
                    "%s takes %,d forward passes a step, %,d steps: %s %s",
                    numerical.name(),
                    passesPerStep,
                    steps,
                    numerical instanceof NumericalDifferentiation ? "about" : "at most about", // a batch is faster
                    Console.time(seconds));
        }
    }

    private static void log(Console console, MethodRun run) {
        console.print("");
        console.print("Training by %s", run.method().name());
        for (LoggedLoss loss : run.losses()) {
            console.print("Epoch: " + loss.epoch() + ", loss " + loss.loss());
        }
    }

    private static void print(Console console, PreparedData prepared, MethodComparison comparison) {
        MethodRun exact = comparison.backpropagation();
        MethodRun numeric = comparison.numericalDifferentiation();
        console.print("");
        console.table(List.of(
                List.of("", exact.method().name(), numeric.method().name()),
                List.of("steps", count(exact.steps()), count(numeric.steps())),
                List.of(
                        "time a step, warm",
                        Console.time(exact.secondsPerStep()),
                        Console.time(numeric.secondsPerStep())),
                List.of(
                        "whole training, JVM still cold",
                        Console.time(exact.seconds()),
                        Console.time(numeric.seconds())),
                List.of(
                        "forward passes a step",
                        count(exact.forwardPassesPerStep()),
                        count(numeric.forwardPassesPerStep())),
                List.of("mean training loss before", loss(initialLoss(prepared)), loss(initialLoss(prepared))),
                List.of(
                        "mean training loss after",
                        loss(trainingLoss(prepared, exact)),
                        loss(trainingLoss(prepared, numeric)))));
        console.print("");
        console.print("A step of backpropagation is %.1f times faster, measured warm.", comparison.speedup());
        console.print("The two parameter vectors end at most %.2g apart.", comparison.maxParameterDifference());
        TestPart test = TestPart.of(prepared);
        if (test.rows() > 0) {
            test.print(console, exact, numeric);
        }
    }

    private static double initialLoss(PreparedData prepared) {
        return MethodComparison.loss(prepared.initial(), prepared.settings(), prepared.training());
    }

    private static double trainingLoss(PreparedData prepared, MethodRun run) {
        return MethodComparison.loss(run.network(), prepared.settings(), prepared.training());
    }

    private static String loss(double value) {
        return String.format(Locale.ROOT, "%.10f", value);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static Map<String, @Nullable Object> report(PreparedData prepared, MethodComparison comparison) {
        TestPart test = TestPart.of(prepared);
        Map<String, @Nullable Object> sizes = new LinkedHashMap<>();
        sizes.put("trainRows", prepared.training().rows());
        sizes.put("testRows", test.rows());
        sizes.put("inputs", prepared.initial().architecture().inputs());
        sizes.put("outputs", prepared.initial().architecture().outputs());
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("data", sizes);
        report.put("backpropagation", json(comparison.backpropagation(), test));
        report.put("numericalDifferentiation", json(comparison.numericalDifferentiation(), test));
        report.put("speedup", comparison.speedup());
        report.put("maxParameterDifference", comparison.maxParameterDifference());
        return report;
    }

    private static Map<String, @Nullable Object> json(MethodRun run, TestPart test) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("steps", run.steps());
        json.put("seconds", run.seconds());
        json.put("secondsPerStep", run.secondsPerStep());
        json.put("forwardPassesPerStep", run.forwardPassesPerStep());
        json.put(
                "losses",
                run.losses().stream()
                        .map(loss -> List.of(loss.epoch(), loss.sample(), loss.loss()))
                        .toList());
        json.put("parameters", run.network().parameters());
        json.put("test", test.json(run.network()));
        return json;
    }

    /// The loss logged last in each logged epoch would jump from sample to sample: curves show the epoch's mean.
    private static List<Curve> curves(MethodComparison comparison) {
        return List.of(curve(comparison.backpropagation()), curve(comparison.numericalDifferentiation()));
    }

    private static Curve curve(MethodRun run) {
        Map<Integer, double[]> sums = new LinkedHashMap<>();
        for (LoggedLoss loss : run.losses()) {
            double[] sum = sums.computeIfAbsent(loss.epoch(), _ -> new double[2]);
            sum[0] += loss.loss();
            sum[1]++;
        }
        return Curve.of(
                run.method().name(),
                sums.keySet().stream().mapToDouble(epoch -> epoch).toArray(),
                sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray());
    }

    private List<Curve> scale(Console console, Map<String, @Nullable Object> report) {
        try (Progress progress = new Progress("scaling", ScalingStudy.points())) {
            ScalingReport times = new ScalingReport(ScalingStudy.run(step, _ -> progress.step()));
            times.print(console);
            report.put("scaling", times.json());
            return times.curves();
        }
    }
}
