package io.gradus.app;

import io.gradus.app.plot.ImportancePlot;
import io.gradus.app.plot.Plot;
import io.gradus.model.PermutationImportance;
import io.gradus.model.PermutationImportance.ColumnImportance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The importance of columns as text with bars, as JSON and as a plot; the most important first.
record ImportanceReport(PermutationImportance importance, long seed) {
    private static final int MOST_PRINTED = 20;
    private static final int MOST_PLOTTED = 20;
    private static final int BAR = 30;
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█"; // of a character, from one to eight

    private List<ColumnImportance> sorted() {
        return importance.columns().stream()
                .sorted(Comparator.comparingDouble(ColumnImportance::mean).reversed())
                .toList();
    }

    void print(Console console) {
        List<ColumnImportance> sorted = sorted();
        double largest = sorted.getFirst().mean();
        console.print("");
        console.print(
                "Importance of columns: what %s (%s) loses when a column is shuffled, mean ± SD of %d",
                MetricTable.title(importance.metric()), number(importance.baseline()), importance.repeats());
        List<List<String>> rows = new ArrayList<>();
        for (ColumnImportance column : sorted.subList(0, Math.min(sorted.size(), MOST_PRINTED))) {
            rows.add(List.of(
                    column.column(),
                    String.format(Locale.ROOT, "%8s ± %s", number(column.mean()), number(column.deviation())),
                    bar(column.mean() / largest)));
        }
        console.list(rows);
        if (sorted.size() > MOST_PRINTED) {
            console.print("… and %,d more (all in --json)", sorted.size() - MOST_PRINTED);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%.4g", value);
    }

    /// A bar for a part of the longest; none for what is not above 0.
    static String bar(double part) {
        long eighths = part > 0 && part <= 1 ? Math.round(part * BAR * EIGHTHS.length()) : 0;
        int whole = Math.toIntExact(eighths / EIGHTHS.length());
        int rest = Math.toIntExact(eighths % EIGHTHS.length());
        return "█".repeat(whole) + (rest == 0 ? "" : EIGHTHS.charAt(rest - 1));
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("metric", importance.metric().name());
        json.put("baseline", importance.baseline());
        json.put("repeats", importance.repeats());
        json.put("seed", seed);
        json.put("columns", sorted().stream().map(ImportanceReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(ColumnImportance column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("column", column.column());
        json.put("mean", column.mean());
        json.put("deviation", column.deviation());
        json.put("losses", column.losses());
        return json;
    }

    Plot plot() {
        List<ColumnImportance> sorted = sorted();
        List<ColumnImportance> shown = sorted.subList(0, Math.min(sorted.size(), MOST_PLOTTED));
        String title = shown.size() == sorted.size()
                ? "Importance of columns"
                : "The %d most important of %,d columns".formatted(shown.size(), sorted.size());
        return ImportancePlot.of(
                title,
                "loss of " + MetricTable.title(importance.metric()) + " when shuffled",
                shown.stream().map(ColumnImportance::column).toList(),
                shown.stream().mapToDouble(ColumnImportance::mean).toArray(),
                shown.stream().mapToDouble(ColumnImportance::deviation).toArray());
    }
}
