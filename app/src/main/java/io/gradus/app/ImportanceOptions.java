package io.gradus.app;

import io.gradus.data.Table;
import io.gradus.metric.Metric;
import io.gradus.model.Model;
import io.gradus.model.PermutationImportance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether and how `evaluate` measures the importance of columns.
final class ImportanceOptions {
    @Option(
            names = "--importance",
            description = "How much worse the metric becomes when a column is shuffled among the rows.")
    private boolean importance;

    @Option(
            names = "--importance-metric",
            paramLabel = "NAME",
            description = "What is watched. Default: accuracy for classes, r2 for numbers.")
    private @Nullable String metric;

    @Option(names = "--repeats", paramLabel = "N", description = "Shuffles of each column. Default: 5.")
    private @Nullable Integer repeats;

    @Option(names = "--seed", paramLabel = "N", description = "Of the shuffling. Default: 42.")
    private @Nullable Long seed;

    /// Null if it is not asked for.
    PermutationImportance.@Nullable Settings settings() {
        PermutationImportance.Settings usual = PermutationImportance.Settings.DEFAULTS;
        if (importance) {
            return new PermutationImportance.Settings(
                    metric == null ? null : Metric.named(metric),
                    repeats == null ? usual.repeats() : repeats,
                    seed == null ? usual.seed() : seed);
        }
        refuse("--importance-metric", metric);
        refuse("--repeats", repeats);
        refuse("--seed", seed);
        return null;
    }

    private static void refuse(String option, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(option + ": expected --importance with it");
        }
    }

    static ImportanceReport report(
            Model model, Table table, PermutationImportance.Settings settings, double @Nullable [] weights) {
        int columns = model.preprocessing().inputColumns().size();
        try (Progress progress = new Progress("importance", columns)) {
            PermutationImportance importance = PermutationImportance.of(model, table, settings, weights, _ -> {
                progress.step();
                if (progress.stopRequested()) {
                    throw new Failure(ExitCode.INTERRUPTED, "evaluate: interrupted", "fewer --repeats take less time");
                }
            });
            return new ImportanceReport(importance, settings.seed());
        }
    }
}
