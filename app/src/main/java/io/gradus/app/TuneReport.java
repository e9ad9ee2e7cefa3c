package io.gradus.app;

import io.gradus.app.plot.SearchPlot;
import io.gradus.app.tune.SearchSpace;
import io.gradus.metric.Metric;
import io.gradus.model.SearchResult;
import io.gradus.model.SearchResult.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a search found: a table for people, JSON, CSV and a plot; the best first.
final class TuneReport {
    private static final int MOST_PRINTED = 20;

    private final List<Map<String, String>> combinations;
    private final SearchResult result;

    /// @param combinations of each candidate its options, in the order of the candidates
    TuneReport(List<Map<String, String>> combinations, SearchResult result) {
        this.combinations = combinations;
        this.result = result;
    }

    private Map<String, String> options(Trial trial) {
        return combinations.get(trial.number() - 1);
    }

    private List<String> names() {
        return List.copyOf(combinations.getFirst().keySet());
    }

    void print(Console console) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("rank"));
        header.addAll(names());
        header.addAll(List.of(result.metric().name(), "epochs", "time"));
        rows.add(header);
        List<Trial> shown = result.trials()
                .subList(0, Math.min(MOST_PRINTED, result.trials().size()));
        for (Trial trial : shown) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(rows.size())));
            row.addAll(options(trial).values());
            row.add(FoldReport.value(trial.scores(), result.metric()));
            row.add(epochs(trial));
            row.add(Console.time(trial.scores().seconds()));
            rows.add(row);
        }
        console.print("");
        console.table(rows);
        if (shown.size() < result.trials().size()) {
            console.print(
                    "… and %,d more (all in --json and --csv)", result.trials().size() - shown.size());
        }
        console.print("");
        console.print("Best: %s", SearchSpace.inWords(options(result.trials().getFirst())));
    }

    /// Mean of the epochs run, of those it was given.
    private static String epochs(Trial trial) {
        return String.format(Locale.ROOT, "%.0f of %d", trial.scores().epochs(), trial.epochs());
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rankedBy", result.metric().name());
        json.put("best", options(result.trials().getFirst()));
        List<Object> trials = new ArrayList<>();
        for (Trial trial : result.trials()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("trial", trial.number());
            entry.put("options", options(trial));
            entry.put("epochsGiven", trial.epochs());
            entry.put("round", trial.rung());
            entry.putAll(FoldReport.json(trial.scores()));
            trials.add(entry);
        }
        json.put("trials", trials);
        return json;
    }

    /// A line for each trial: its options, then mean and standard deviation of every metric; empty where undefined.
    String csv() {
        List<Metric> metrics = result.trials().getFirst().scores().metrics();
        StringBuilder text = new StringBuilder("rank,trial,round,epochsGiven,epochs,seconds,diverged");
        names().forEach(name -> text.append(',').append(cell(name)));
        metrics.forEach(metric -> text.append(",%s,%s_deviation".formatted(cell(metric.name()), cell(metric.name()))));
        text.append('\n');
        for (int i = 0; i < result.trials().size(); i++) {
            Trial trial = result.trials().get(i);
            List<String> cells = new ArrayList<>(List.of(
                    Integer.toString(i + 1),
                    Integer.toString(trial.number()),
                    Integer.toString(trial.rung()),
                    Integer.toString(trial.epochs()),
                    number(trial.scores().epochs()),
                    number(trial.scores().seconds()),
                    Boolean.toString(trial.scores().diverged())));
            cells.addAll(options(trial).values());
            for (Metric metric : metrics) {
                boolean measured = trial.scores().metrics().contains(metric);
                cells.add(measured ? number(trial.scores().mean(metric)) : "");
                cells.add(measured ? number(trial.scores().deviation(metric)) : "");
            }
            text.append(cells.stream().map(TuneReport::cell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String cell(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /// Whether there is anything to plot.
    boolean hasScores() {
        return result.trials().stream()
                .anyMatch(trial -> Double.isFinite(trial.scores().mean(result.metric())));
    }

    /// The score of each trial against each option that was tried.
    SearchPlot plot() {
        List<SearchPlot.Trial> trials = new ArrayList<>();
        for (Trial trial : result.trials()) {
            trials.add(new SearchPlot.Trial(
                    List.copyOf(options(trial).values()),
                    trial.scores().mean(result.metric()),
                    trial.scores().deviation(result.metric()),
                    trial.rung()));
        }
        return SearchPlot.of(result.metric().name(), names(), trials);
    }
}
