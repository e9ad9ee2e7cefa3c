package io.gradus.app;

import io.gradus.InputException;
import io.gradus.app.plot.PlotFile;
import io.gradus.data.CsvOptions;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.metric.Metric;
import io.gradus.model.Evaluation;
import io.gradus.model.Model;
import io.gradus.model.PermutationImportance;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `gradus evaluate`: a model judged on rows whose targets are known.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header = "Metrics of a model on a file, the confusion matrix, and what each column is worth.",
        footer = {"", "Example: gradus evaluate iris.gradus iris.csv --importance"})
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that train wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = "With the target. " + DataFile.KINDS)
    @SuppressWarnings("NullAway.Init")
    private String data;

    @Option(names = "--labels", paramLabel = "FILE", description = DataFile.LABELS)
    private @Nullable Path labels;

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "NAME",
            description = "Further metrics to show, such as top_k_accuracy:5 or pinball:0.9.")
    private List<String> metrics = List.of();

    @Option(names = "--weight", paramLabel = "COL", description = "Column that says how much each row counts.")
    private @Nullable String weight;

    @Mixin
    private ImportanceOptions importance = new ImportanceOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Report as JSON; - for standard output.")
    private @Nullable String json;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "As .svg or .png: the calibration of classes, predictions of numbers over the actual ones;"
                    + " with --importance that of the columns.")
    private @Nullable Path plot;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        Console.requireFolder(plot);
        if (plot != null) {
            PlotFile.requireKnownSuffix(plot);
        }
        List<Metric> further =
                new ArrayList<>(metrics.stream().map(Metric::named).toList());
        PermutationImportance.Settings settings = importance.settings();
        Model loaded = Model.load(model);
        further.addAll(Reports.ofLoss(loaded.loss()));
        Table table = DataFile.read(data, labels, csvOptions(loaded));
        double[] weights = weight == null ? null : weights(table, weight);
        long start = System.nanoTime();
        Evaluation evaluation = weights == null ? loaded.evaluate(table) : loaded.evaluate(table, weights);
        double seconds = (System.nanoTime() - start) / 1e9;
        further.forEach(evaluation::value); // refused before anything is printed
        console.print("%,d rows%s", evaluation.rows(), weight == null ? "" : ", weighted by " + weight);
        Reports.print(console, evaluation, further);
        Map<String, @Nullable Object> report = new LinkedHashMap<>(Reports.json(evaluation, further));
        ImportanceReport columns = settings == null ? null : ImportanceOptions.report(loaded, table, settings, weights);
        if (columns != null) {
            columns.print(console);
            report.put("importance", columns.json());
        }
        report.put("seconds", seconds);
        report.put("parameters", loaded.network().architecture().parameterCount());
        report.put("seed", loaded.provenance().get("seed"));
        console.report(report);
        if (plot != null) {
            console.plot(plot, columns == null ? EvaluationPlot.of(loaded, table, evaluation) : columns.plot());
        }
        return ExitCode.DONE;
    }

    private CsvOptions csvOptions(Model loaded) {
        CsvOptions options = loaded.preprocessing().csvOptions();
        if (weight == null || options.only() == null) {
            return options;
        }
        List<String> read = new ArrayList<>(options.only());
        read.add(weight);
        return options.withOnly(read);
    }

    private static double[] weights(Table table, String column) {
        if (!(table.column(column) instanceof NumberColumn numbers)) {
            throw new InputException(
                    table.name(), "column \"%s\": expected numbers as weights, got text".formatted(column), "");
        }
        double sum = 0;
        for (int row = 0; row < numbers.size(); row++) {
            if (numbers.value(row) < 0) {
                throw new InputException(
                        table.place(row),
                        "column \"%s\": expected a weight that is not negative, got %s"
                                .formatted(column, numbers.value(row)),
                        "correct the value, or remove the row");
            }
            sum += numbers.value(row);
        }
        if (!(sum > 0)) {
            throw new InputException(
                    table.name(), "column \"%s\": expected a weight above 0, got none".formatted(column), "");
        }
        return numbers.values();
    }
}
