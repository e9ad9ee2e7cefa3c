package io.gradus.app;

import io.gradus.app.plot.PlotFile;
import io.gradus.app.tune.SearchSpace;
import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.file.AtomicFile;
import io.gradus.metric.Metric;
import io.gradus.model.Evaluation;
import io.gradus.model.Halving;
import io.gradus.model.PreparedData;
import io.gradus.model.Recipe;
import io.gradus.model.Search;
import io.gradus.model.SearchResult;
import io.gradus.model.SearchState;
import io.gradus.train.TrainingDiverged;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `gradus tune`: which settings are best, by cross-validation, and a model trained with them.
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        header = "Searches the best settings by cross-validation and trains a model with them.",
        description = {
            "Any option of how train trains can be tried; those that are given here as usual hold for every trial. The "
                    + "test part is cut off first and judges the final model alone; folds, preprocessing and validation "
                    + "parts are made inside of the training part."
        },
        footer = {
            "",
            "Example: gradus tune iris.csv --target species --try learning-rate=1e-4..0.1:log --model iris.gradus"
        })
final class TuneCommand implements Callable<Integer> {
    private static final int USUAL_FOLDS = 5;
    private static final int USUAL_FACTOR = 3;
    private static final int USUAL_DRAWS = 20;
    private static final int USUAL_DRAWS_OF_HALVING = 27;

    @Parameters(index = "0", paramLabel = "DATA", description = DataFile.KINDS)
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private String data;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file to write.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(
            names = "--try",
            required = true,
            paramLabel = "NAME=VALUES",
            description = "An option of train, without dashes, and its values: a|b|c, or a range lo..hi with :log "
                    + "(uniform in the logarithm), :int (whole numbers) or :log:int behind. Several times for several "
                    + "options; in quotation marks, for | is the shell's.")
    private List<String> tried = List.of();

    @Option(
            names = "--search",
            paramLabel = "HOW",
            description =
                    "grid: every combination; random: --trials drawn; halving: --trials drawn, all for few epochs, the "
                            + "best of them for more. Default: grid, random if a range is tried.")
    private @Nullable String search;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Combinations to draw, no two alike. Default: random 20, halving 27.")
    private @Nullable Integer trials;

    @Option(
            names = "--factor",
            paramLabel = "F",
            description = "halving: one of F goes on, for F times the epochs. Default: 3.")
    private @Nullable Integer factor;

    @Option(
            names = "--rank-by",
            paramLabel = "METRIC",
            description =
                    "What the best trial is best in, mean over the folds. Default: --metric; without it log_loss for "
                            + "classes, rmse for numbers.")
    private @Nullable String rankBy;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keeps results there, to go on after an interruption.")
    private @Nullable Path state;

    @Option(names = "--resume", description = "Takes up the results in --state FILE.")
    private boolean resume;

    @Option(names = "--csv", paramLabel = "FILE", description = "All trials as CSV, the best first.")
    private @Nullable Path csv;

    @Mixin
    private SharedOptions options = new SharedOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // it is known here, and read anew from each trial's own command line
    private WeightOptions weights = new WeightOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // it is known here, and read anew from each trial's own command line
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
        requireFiles();
        SearchSpace space = SearchSpace.parse(tried);
        TrialArguments arguments = new TrialArguments(spec.commandLine().getParseResult(), space.names());
        List<Map<String, String>> combinations = combinations(space);
        List<Search.Candidate> candidates = new ArrayList<>();
        for (Map<String, String> combination : combinations) {
            candidates.add(new Search.Candidate(SearchSpace.inWords(combination), arguments.recipe(combination)));
        }
        Table table = options.read(data);
        Folds dealt = folds.folds(table, options.target.getFirst(), USUAL_FOLDS, options.seed());
        long start = System.nanoTime();
        SearchResult result = search(dealt, candidates, table);
        double seconds = (System.nanoTime() - start) / 1e9;
        TuneReport report = new TuneReport(combinations, result);
        console.print(
                "%,d settings, %d folds%s, in %s; ranked by %s, mean ± standard deviation",
                candidates.size(),
                dealt.k(),
                dealt.repeats() == 1 ? "" : " dealt " + dealt.repeats() + " times",
                Console.time(seconds),
                result.metric());
        report.print(console);
        if (csv != null) {
            AtomicFile.writeText(csv, report.csv());
            console.note("trials: %s", csv);
        }
        if (options.plot != null && report.hasScores()) {
            console.plot(options.plot, report.plot());
        }
        if (result.trials().getFirst().scores().diverged()) {
            throw new Failure(
                    ExitCode.DIVERGED,
                    "tune: training diverged with every setting that was tried",
                    "smaller values of learning-rate help most often");
        }
        Map<String, @Nullable Object> json = report.json();
        json.put("folds", dealt.k());
        json.put("repeats", dealt.repeats());
        json.put("stratified", dealt.stratified());
        json.put("searchSeconds", seconds);
        json.putAll(train(console, result.best().candidate().recipe(), table));
        console.report(json);
        return ExitCode.DONE;
    }

    private void requireFiles() {
        if (resume && state == null) {
            throw new IllegalArgumentException("--resume: expected --state FILE with it");
        }
        Console.requireFolder(model);
        Console.requireFolder(options.plot);
        Console.requireFolder(state);
        Console.requireFolder(csv);
        if (options.plot != null) {
            PlotFile.requireKnownSuffix(options.plot);
        }
    }

    private List<Map<String, String>> combinations(SearchSpace space) {
        String how = search != null ? search : space.hasRange() ? "random" : "grid";
        if (trials != null && trials < 1) {
            throw new IllegalArgumentException("--trials: expected at least 1, got " + trials);
        }
        if (factor != null && !how.equals("halving")) {
            throw new IllegalArgumentException("--factor: expected --search halving with it");
        }
        return switch (how) {
            case "grid" -> {
                if (trials != null) {
                    throw new IllegalArgumentException("--trials: expected --search random or halving with it");
                }
                yield space.grid();
            }
            case "random" -> space.random(trials == null ? USUAL_DRAWS : trials, options.seed());
            case "halving" -> space.random(trials == null ? USUAL_DRAWS_OF_HALVING : trials, options.seed());
            default ->
                throw new IllegalArgumentException(
                        "--search: expected grid, random or halving, got \"%s\"".formatted(how));
        };
    }

    private SearchResult search(Folds dealt, List<Search.Candidate> candidates, Table table) {
        String metric = rankBy == null ? options.stopping.metric : rankBy;
        Search all = new Search(dealt)
                .withMetric(metric == null ? null : Metric.named(metric))
                .withHalving("halving".equals(search) ? new Halving(factor == null ? USUAL_FACTOR : factor) : null)
                .withState(state == null ? null : new SearchState(state, resume))
                .withThreads(options.threads());
        try (Progress progress = new Progress("tuning", all.trainings(candidates.size()))) {
            return all.withListener(progress.ofFolds()).run(candidates, table);
        } catch (CancellationException e) {
            throw new Failure(
                    ExitCode.INTERRUPTED,
                    "tune: interrupted, no model written"
                            + (state == null ? "" : "; the results so far are in " + state),
                    state == null
                            ? "with --state FILE the search could have gone on later"
                            : "go on with the same command and --resume");
        }
    }

    /// The final model, and what the report says of it.
    private Map<String, @Nullable Object> train(Console console, Recipe recipe, Table table) {
        PreparedData prepared = recipe.prepare(table);
        long start = System.nanoTime();
        Recipe.Fitted fitted;
        try (Progress progress = new Progress("training", prepared.settings().epochs())) {
            fitted = recipe.fit(prepared, progress, null);
        } catch (TrainingDiverged diverged) {
            throw new Failure(
                    ExitCode.DIVERGED,
                    "tune: training with the best settings diverged on the whole training part in "
                            + diverged.getMessage(),
                    "take a smaller learning-rate");
        }
        if (fitted.trained().interrupted()) {
            throw new Failure(
                    ExitCode.INTERRUPTED,
                    "tune: interrupted in training with the best settings, no model written",
                    "train with them: the table above has them");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        fitted.model().save(model);
        Evaluation evaluation = fitted.testEvaluation();
        if (evaluation != null) {
            console.print("");
            console.print("Test part (%,d rows), by the model trained with these", evaluation.rows());
            Reports.print(
                    console, evaluation, Reports.ofLoss(prepared.settings().loss()));
        }
        console.note("model: %s", model);
        return new LinkedHashMap<>(
                TrainCommand.report(prepared, evaluation, fitted.trained().history(), seconds));
    }
}
