package io.gradus.app;

import io.gradus.app.plot.LearningRatePlot;
import io.gradus.model.PreparedData;
import io.gradus.train.LearningRateRange;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// `train --find-learning-rate`: a range test instead of a training.
final class LearningRateSearch {
    private LearningRateSearch() {}

    /// @param threads null: all cores
    /// @param plot where to draw the losses; null for nowhere
    static void run(Console console, PreparedData prepared, @Nullable Integer threads, @Nullable Path plot) {
        LearningRateRange range = LearningRateRange.run(
                prepared.settings(),
                prepared.initial(),
                prepared.training(),
                LearningRateRange.LOWEST,
                LearningRateRange.HIGHEST,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads);
        double[] rates = range.learningRates();
        console.print(
                "Learning rates from %s to %s in %,d steps of %s",
                number(rates[0]),
                number(rates[rates.length - 1]),
                rates.length,
                prepared.settings().optimizer().name());
        console.table(List.of(
                List.of("the loss falls fastest at", number(range.steepest())),
                List.of("a tenth of where it is smallest", number(range.tenthOfMinimum()))));
        range.steepest().ifPresent(rate -> console.print("Try --learning-rate %s", number(rate)));
        console.report(report(range, prepared));
        if (plot != null) {
            console.plot(
                    plot,
                    LearningRatePlot.of(
                            "Loss by learning rate", rates, range.losses(), range.smoothedLosses(), range.steepest()));
        }
        console.note("no model was written");
    }

    private static Map<String, @Nullable Object> report(LearningRateRange range, PreparedData prepared) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("steepest", orNull(range.steepest()));
        report.put("tenthOfMinimum", orNull(range.tenthOfMinimum()));
        report.put("learningRates", range.learningRates());
        report.put("losses", range.losses());
        report.put("smoothedLosses", range.smoothedLosses());
        report.put("seed", prepared.settings().seed());
        return report;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "nowhere";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
