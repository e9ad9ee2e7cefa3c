package io.gradus.app;

import io.gradus.data.InputColumn;
import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import io.gradus.layer.Architecture;
import io.gradus.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus info`: what is in a model file.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        header = "Layers, parameters, preprocessing and provenance of a model.",
        footer = {"", "Example: gradus info iris.gradus"})
final class InfoCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that train wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private Path model;

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
        Architecture architecture = loaded.network().architecture();
        console.print(
                "A %s network, %,d parameters, loss %s",
                architecture.sizes(),
                architecture.parameterCount(),
                loaded.loss().name());
        console.print("");
        console.print("Layers");
        console.print("%s", loaded.network().summary());
        console.print("");
        console.print("Inputs");
        console.list(inputs(loaded));
        console.print("");
        console.print("Target");
        console.list(target(loaded));
        console.print("");
        console.print("Provenance");
        List<List<String>> provenance = new ArrayList<>();
        loaded.provenance().forEach((key, value) -> provenance.add(List.of(key, words(value))));
        console.list(provenance);
        console.report(report(loaded));
        return ExitCode.DONE;
    }

    private static List<List<String>> inputs(Model model) {
        List<List<String>> rows = new ArrayList<>();
        for (InputColumn input : model.preprocessing().inputColumns()) {
            rows.add(
                    switch (input) {
                        case NumberInput(String name, double mean, double scale) -> number(name, mean, scale);
                        case CategoryInput(String name, List<String> categories) ->
                            List.of(name, "one of " + String.join(", ", categories));
                    });
        }
        return rows;
    }

    private static List<List<String>> target(Model model) {
        return switch (model.preprocessing().target()) {
            case ClassTarget(String name, List<String> classes, double smoothing) ->
                List.of(List.of(
                        name,
                        "one of " + String.join(", ", classes) + (smoothing > 0 ? ", smoothing " + smoothing : "")));
            case NumberTarget(List<NumberOutput> columns) ->
                columns.stream()
                        .map(column -> number(column.name(), column.mean(), column.scale()))
                        .toList();
        };
    }

    private static List<String> number(String name, double mean, double scale) {
        boolean plain = mean == 0 && scale == 1;
        return List.of(
                name,
                plain
                        ? "number, as it is"
                        : "number v, as (v - " + Reports.number(mean) + ") / " + Reports.number(scale));
    }

    private static String words(Object value) {
        return value instanceof Map<?, ?> settings
                ? settings.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private static Map<String, @Nullable Object> report(Model model) {
        Architecture architecture = model.network().architecture();
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("sizes", architecture.sizes());
        report.put("parameters", architecture.parameterCount());
        report.put("loss", model.loss().name());
        report.put("features", model.preprocessing().featureNames());
        report.put("outputs", model.preprocessing().target().outputNames());
        report.put("provenance", model.provenance());
        return report;
    }
}
