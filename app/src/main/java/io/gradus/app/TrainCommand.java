package io.gradus.app;

import io.gradus.app.plot.Curve;
import io.gradus.app.plot.LossPlot;
import io.gradus.app.plot.Plot;
import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.file.AtomicFile;
import io.gradus.model.CrossValidated;
import io.gradus.model.CrossValidation;
import io.gradus.model.Evaluation;
import io.gradus.model.PreparedData;
import io.gradus.model.Recipe;
import io.gradus.train.Advice;
import io.gradus.train.Checkpoint;
import io.gradus.train.History;
import io.gradus.train.Optimizer;
import io.gradus.train.Stopping;
import io.gradus.train.TrainingDiverged;
import io.gradus.train.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus train`: from a file of rows to a model file.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Trains a network on a file and writes a model.",
        description = "Reports the metrics of the test part, which is never trained on.",
        footer = {"", "Example: gradus train iris.csv --target species --hidden 16,8 --model iris.gradus"})
final class TrainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = DataFile.KINDS)
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private String data;

    @Option(names = "--model", paramLabel = "FILE", description = "The model file to write.")
    private @Nullable Path modelFile;

    @Option(
            names = "--find-learning-rate",
            description =
                    "Tries learning rates from 1e-7 to 10 and suggests one; writes no model. --plot draws the losses.")
    private boolean findLearningRate;

    @Option(names = "--history", paramLabel = "FILE", description = "The losses of all epochs, as CSV.")
    private @Nullable Path historyFile;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Keeps the state there, to go on after an interruption.")
    private @Nullable Path checkpoint;

    @Option(names = "--resume", description = "Goes on from the state in --checkpoint DIR.")
    private boolean resume;

    @Mixin
    private SharedOptions options = new SharedOptions();

    @Mixin
    private ContinueOptions start = new ContinueOptions();

    @Mixin
    private WeightOptions weights = new WeightOptions();

    @Mixin
    private NormOptions norm = new NormOptions();

    @Mixin
    private FoldOptions folds = new FoldOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), options.json);
        if (resume && checkpoint == null) {
            throw new IllegalArgumentException("--resume: expected --checkpoint DIR with it");
        }
        Console.requireFolder(findLearningRate ? null : model());
        Console.requireFolder(historyFile);
        Console.requireFolder(options.plot);
        if (findLearningRate) {
            requireAlone();
        }
        Console.requireFolder(checkpoint);
        Console.makeFolder(checkpoint);
        Recipe recipe = recipe();
        Table table = start.read(options, data, weights.column());
        PreparedData prepared = recipe.prepare(table);
        console.print(
                "A %s network (%,d parameters) on %,d rows; %,d to validate, %,d to test",
                prepared.initial().architecture().sizes(),
                prepared.initial().architecture().parameterCount(),
                prepared.training().rows(),
                prepared.validation() == null ? 0 : prepared.validation().rows(),
                prepared.testRows().rows());
        console.print("Layers: %s", prepared.initial().summary().inOneLine());
        if (findLearningRate) {
            LearningRateSearch.run(console, prepared, options.threads, options.plot);
            return ExitCode.DONE;
        }
        CrossValidated validated = folds.given() ? crossValidate(console, recipe, table) : null;
        long begin = System.nanoTime();
        Recipe.Fitted fitted = fit(console, recipe, prepared);
        double seconds = (System.nanoTime() - begin) / 1e9;
        fitted.model().save(model());
        History history = fitted.trained().history();
        Stopping stoppedBy = fitted.trained().stoppedBy();
        console.print(
                "%,d epochs in %s%s; the network is that of epoch %,d",
                history.epochs().size(),
                Console.time(seconds),
                stoppedBy == null ? "" : " (stopped: " + stoppedBy.reason() + ")",
                history.bestEpoch());
        Evaluation evaluation = fitted.testEvaluation();
        if (evaluation != null) {
            console.print("");
            console.print("Test part (%,d rows)", evaluation.rows());
            Reports.print(
                    console, evaluation, Reports.ofLoss(prepared.settings().loss()));
        }
        List<Advice> advice = Notes.of(fitted);
        Map<String, @Nullable Object> report = report(prepared, evaluation, history, seconds);
        report.put("warnings", Notes.json(advice));
        if (validated != null) {
            report.put("crossValidation", FoldReport.json(validated));
        }
        console.report(report);
        if (options.plot != null) {
            console.plot(options.plot, plot(history));
        }
        if (historyFile != null) {
            AtomicFile.writeText(historyFile, history.toCsv());
            console.note("history: %s", historyFile);
        }
        Notes.print(console, advice);
        console.note("model: %s", model());
        return ExitCode.DONE;
    }

    private Path model() {
        if (modelFile == null) {
            throw new IllegalArgumentException("--model: expected the model file to write, got none");
        }
        return modelFile;
    }

    /// The recipe that the options make.
    Recipe recipe() {
        Recipe.Builder settings = start.recipe(options);
        weights.apply(settings);
        norm.apply(settings);
        return settings.build();
    }

    private CrossValidated crossValidate(Console console, Recipe recipe, Table table) {
        if (options.target.isEmpty()) {
            throw new IllegalArgumentException("--folds: expected a training that starts anew, not --from");
        }
        Folds dealt = folds.folds(table, options.target.getFirst(), 0, options.seed());
        try (Progress progress = new Progress("cross-validation", (long) dealt.k() * dealt.repeats())) {
            CrossValidated result = new CrossValidation(dealt)
                    .withThreads(options.threads())
                    .withListener(progress.ofFolds())
                    .run(recipe, table);
            FoldReport.print(console, result);
            console.print("");
            return result;
        } catch (CancellationException e) {
            throw new Failure(
                    ExitCode.INTERRUPTED,
                    "train: interrupted in the cross-validation, no model written",
                    "take fewer --folds");
        }
    }

    /// --find-learning-rate tries rates of its own and keeps nothing.
    private void requireAlone() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--model", modelFile != null);
        given.put("--history", historyFile != null);
        given.put("--folds", folds.given());
        given.put("--learning-rate", options.optimizer.learningRate != null);
        given.put("--checkpoint", checkpoint != null);
        given.forEach((option, isGiven) -> {
            if (isGiven) {
                throw new IllegalArgumentException(
                        "--find-learning-rate: tries rates of its own and writes no model, leave out " + option);
            }
        });
    }

    private Recipe.Fitted fit(Console console, Recipe recipe, PreparedData prepared) {
        Checkpoint kept =
                checkpoint == null ? null : new Checkpoint(checkpoint.resolve("checkpoint.safetensors"), resume);
        try (Progress progress = new Progress("training", prepared.settings().epochs())) {
            Recipe.Fitted fitted = recipe.fit(prepared, listener(console, progress), kept);
            if (fitted.trained().interrupted()) {
                throw interrupted(fitted);
            }
            return fitted;
        } catch (TrainingDiverged diverged) {
            Path beside = Path.of(model() + ".diverged");
            prepared.model(diverged.lastGood(), diverged.history()).save(beside);
            throw new Failure(
                    ExitCode.DIVERGED,
                    "train: training diverged in %s; the network after epoch %d is in %s"
                            .formatted(
                                    diverged.getMessage(),
                                    diverged.history().epochs().size(),
                                    beside),
                    prepared.settings().optimizer() instanceof Optimizer.Minimizing
                            ? "it began so: look for numbers out of all proportion in the data"
                            : "a smaller --learning-rate than %s helps most often"
                                    .formatted(
                                            options.optimizer.learningRate == null
                                                    ? "0.001"
                                                    : options.optimizer.learningRate));
        }
    }

    /// Ctrl-C keeps the best model so far.
    private Failure interrupted(Recipe.Fitted fitted) {
        History history = fitted.trained().history();
        int epochs = history.epochs().size();
        String goOn = checkpoint == null
                ? "with --checkpoint DIR training could have gone on later"
                : "go on with the same command and --resume";
        if (epochs == 0) {
            return new Failure(ExitCode.INTERRUPTED, "train: interrupted in the first epoch, no model written", goOn);
        }
        fitted.model().save(model());
        return new Failure(
                ExitCode.INTERRUPTED,
                "train: interrupted after epoch %d; the best model so far, of epoch %d, is in %s"
                        .formatted(epochs, history.bestEpoch(), model()),
                goOn);
    }

    private TrainingListener listener(Console console, Progress progress) {
        int every = options.logEvery == null ? 0 : options.logEvery;
        return new TrainingListener() {
            @Override
            public void epoch(History.Epoch epoch) {
                progress.epoch(epoch);
                if (every > 0 && epoch.number() % every == 0) {
                    String validation =
                            Double.isNaN(epoch.validationLoss()) ? "" : ", validation loss " + epoch.validationLoss();
                    String score =
                            Double.isNaN(epoch.score()) ? "" : ", " + options.stopping.metric + " " + epoch.score();
                    console.print("%s", "Epoch: " + epoch.number() + ", loss " + epoch.loss() + validation + score);
                }
            }

            @Override
            public boolean stopRequested() {
                return progress.stopRequested();
            }
        };
    }

    /// What `tune` says of its final model too.
    static Map<String, @Nullable Object> report(
            PreparedData prepared, @Nullable Evaluation evaluation, History history, double seconds) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>(
                Reports.json(evaluation, Reports.ofLoss(prepared.settings().loss())));
        report.put("history", Reports.json(history));
        report.put("seconds", seconds);
        report.put("parameters", prepared.initial().architecture().parameterCount());
        report.put("seed", prepared.settings().seed());
        report.put("trainRows", prepared.training().rows());
        report.put(
                "validationRows",
                prepared.validation() == null ? 0 : prepared.validation().rows());
        report.put("bestEpoch", history.bestEpoch());
        return report;
    }

    private static Plot plot(History history) {
        double[] epochs =
                history.epochs().stream().mapToDouble(History.Epoch::number).toArray();
        Curve training = Curve.of(
                "training",
                epochs,
                history.epochs().stream().mapToDouble(History.Epoch::loss).toArray());
        List<History.Epoch> looked = history.epochs().stream()
                .filter(epoch -> !Double.isNaN(epoch.validationLoss()))
                .toList();
        if (looked.isEmpty()) {
            return LossPlot.of("Loss", List.of(training));
        }
        Curve validation = Curve.of(
                "validation",
                looked.stream().mapToDouble(History.Epoch::number).toArray(),
                looked.stream().mapToDouble(History.Epoch::validationLoss).toArray());
        return LossPlot.withBest("Loss", List.of(training, validation), history.bestEpoch());
    }
}
