package io.gradus.app;

import io.gradus.data.Table;
import io.gradus.model.Evaluation;
import io.gradus.model.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus evaluate`: a model judged on rows whose targets are known.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header = "Metrics of a model on a file, and the confusion matrix.",
        footer = {"", "Example: gradus evaluate iris.gradus iris.csv"})
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that train wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = "With the target. " + DataFile.KINDS)
    @SuppressWarnings("NullAway.Init")
    private String data;

    @Option(names = "--labels", paramLabel = "FILE", description = DataFile.LABELS)
    private @Nullable Path labels;

    @Option(names = "--json", paramLabel = "FILE", description = "Report as JSON; - for standard output.")
    private @Nullable String json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        Model loaded = Model.load(model);
        Table table = DataFile.read(data, labels, loaded.preprocessing().csvOptions());
        long start = System.nanoTime();
        Evaluation evaluation = loaded.evaluate(table);
        double seconds = (System.nanoTime() - start) / 1e9;
        console.print("%,d rows", evaluation.rows());
        Reports.print(console, evaluation);
        Map<String, @Nullable Object> report = new LinkedHashMap<>(Reports.json(evaluation));
        report.put("seconds", seconds);
        report.put("parameters", loaded.network().architecture().parameterCount());
        report.put("seed", loaded.provenance().get("seed"));
        console.report(report);
        return ExitCode.DONE;
    }
}
