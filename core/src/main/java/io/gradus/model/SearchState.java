package io.gradus.model;

import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.file.AtomicFile;
import io.gradus.file.FileFormatException;
import io.gradus.file.Json;
import io.gradus.file.JsonObject;
import io.gradus.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results of a [Search] in a file, so that it can go on after an interruption to the same end.
///
/// The file is JSON: for each training that is done its result, by a fingerprint of everything that decides it. So a search
/// for more candidates takes up those that an earlier one has judged. Data and folds are fixed: a state of others is
/// refused. The file is replaced as a whole, at most about once a second and when the search ends or is stopped.
public final class SearchState {
    private static final String FORMAT = "gradus-search-1";
    private static final long NANOS_BETWEEN_SAVES = 1_000_000_000L;

    private final Path file;
    private final boolean resume;

    /// @param file where to keep results
    /// @param resume whether to take up those that are there; otherwise they are replaced
    public SearchState(Path file, boolean resume) {
        this.file = file;
        this.resume = resume;
    }

    /// @throws io.gradus.InputException if the file is broken or belongs to other data or folds
    Kept open(Table training, Folds folds) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("data", Fingerprint.of(training));
        header.put("folds", folds.k());
        header.put("repeats", folds.repeats());
        header.put("stratified", folds.stratified());
        header.put("seed", folds.seed());
        Kept kept = new Kept(header);
        if (resume && Files.exists(file)) {
            kept.load();
        }
        return kept;
    }

    static String key(String candidate, int epochs, int fold) {
        return candidate + " " + epochs + " " + fold;
    }

    /// The results of one search. Thread-safe.
    final class Kept {
        private final Map<String, Object> header;
        private final Map<String, FoldResult> results = new LinkedHashMap<>();
        private long lastSave = System.nanoTime();

        private Kept(Map<String, Object> header) {
            this.header = header;
        }

        /// A result that has all these metrics; null if there is none.
        synchronized @Nullable FoldResult result(String key, List<Metric> metrics) {
            FoldResult known = results.get(key);
            return known != null && known.scores().keySet().containsAll(metrics) ? known : null;
        }

        synchronized void add(String key, FoldResult result) {
            results.put(key, result);
            if (System.nanoTime() - lastSave > NANOS_BETWEEN_SAVES) {
                save();
            }
        }

        synchronized void save() {
            Map<String, Object> json = new LinkedHashMap<>(header);
            List<Object> list = new ArrayList<>();
            results.forEach((key, result) -> list.add(json(key, result)));
            json.put("results", list);
            AtomicFile.writeText(file, Json.write(json, false) + "\n");
            lastSave = System.nanoTime();
        }

        private void load() {
            JsonObject json;
            try {
                json = JsonObject.parse(file.toString(), Files.readString(file));
            } catch (IOException e) {
                throw new FileFormatException(
                        file.toString(), "cannot be read as text: " + e, "leave --resume out to start anew");
            }
            if (!json.getString("format").equals(FORMAT)) {
                throw json.error("format", "expected \"" + FORMAT + "\", got \"" + json.getString("format") + "\"");
            }
            Map<String, Object> there = json.toMap();
            header.forEach((key, value) -> {
                if (!String.valueOf(value).equals(String.valueOf(there.get(key)))) {
                    throw new FileFormatException(
                            file.toString(),
                            "belongs to a search with other data or folds (\"%s\" differs)".formatted(key),
                            "give the data, seed and folds of that search, or leave --resume out to start anew");
                }
            });
            for (JsonObject result : json.getObjects("results")) {
                results.put(result.getString("key"), read(result));
            }
        }

        private static Map<String, Object> json(String key, FoldResult result) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("key", key);
            json.put("repeat", result.repeat());
            json.put("fold", result.fold());
            json.put("rows", result.rows());
            json.put("epochs", result.epochs());
            json.put("diverged", result.diverged());
            Map<String, Object> scores = new LinkedHashMap<>();
            result.scores().forEach((metric, score) -> scores.put(metric.name(), score));
            json.put("scores", scores);
            json.put("seconds", result.seconds());
            return json;
        }

        private static FoldResult read(JsonObject json) {
            JsonObject written = json.getObject("scores");
            Map<Metric, Double> scores = new LinkedHashMap<>();
            for (String name : written.keys()) {
                // null stands for NaN
                scores.put(metric(json, name), written.has(name) ? written.getDouble(name) : Double.NaN);
            }
            return new FoldResult(
                    json.getInt("repeat"),
                    json.getInt("fold"),
                    json.getInt("rows"),
                    json.getInt("epochs"),
                    json.getBoolean("diverged"),
                    scores,
                    json.getDouble("seconds"));
        }

        private static Metric metric(JsonObject json, String name) {
            try {
                return Metric.named(name);
            } catch (IllegalArgumentException e) {
                throw json.error("scores", "there is no metric " + name);
            }
        }
    }
}
