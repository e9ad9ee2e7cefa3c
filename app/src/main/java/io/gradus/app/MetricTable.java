package io.gradus.app;

import io.gradus.metric.ClassificationMetrics;
import io.gradus.metric.ConfusionMatrix;
import io.gradus.metric.Metric;
import io.gradus.metric.Scored;
import io.gradus.metric.Scored.Kind;
import io.gradus.model.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An evaluation as text: metrics in two columns, what is undefined and why, then classes and their confusion.
final class MetricTable {
    /// A matrix of more classes than this is too broad for a terminal.
    private static final int MOST_CLASSES_AS_MATRIX = 15;

    private static final int MOST_MISTAKES = 10;

    private final Console console;
    private final Evaluation evaluation;

    MetricTable(Console console, Evaluation evaluation) {
        this.console = console;
        this.evaluation = evaluation;
    }

    /// @param further metrics that were asked for besides the usual ones
    void print(List<Metric> further) {
        List<Metric> metrics = new ArrayList<>(usual());
        further.stream().distinct().filter(metric -> !metrics.contains(metric)).forEach(metrics::add);
        printValues(metrics);
        printUndefined(metrics);
        ClassificationMetrics classes = evaluation.classification();
        if (classes != null) {
            if (evaluation.classes().size() == 2) {
                console.print(
                        "ROC-AUC, average precision, Brier score and calibration error are of class \"%s\"",
                        evaluation.classes().get(1));
            }
            printClasses(classes.confusion());
            printConfusion(classes.confusion());
        }
        if (evaluation.scored() instanceof Scored.Labels labels) {
            printLabels(labels);
        }
    }

    /// The metrics that are shown unasked: precision and recall stand with the classes; what says nothing is left out.
    private List<Metric> usual() {
        Kind kind = evaluation.scored().kind();
        return Metric.all(kind).stream().filter(this::isUsual).toList();
    }

    private boolean isUsual(Metric metric) {
        boolean ofClasses = evaluation.scored().kind() == Kind.CLASSES;
        return switch (metric.name()) {
            case "precision", "recall" -> !ofClasses;
            case "precision_weighted", "recall_weighted", "mse" -> false;
            case "top_k_accuracy" -> evaluation.classes().size() > 2; // k = 2
            case "pinball" -> false; // of ½: half of the MAE
            case "poisson_deviance" -> !Double.isNaN(evaluation.value(metric)); // of counts only
            default -> true;
        };
    }

    private void printValues(List<Metric> metrics) {
        int lines = Math.ceilDiv(metrics.size(), 2);
        int width = metrics.stream()
                .skip(lines)
                .mapToInt(metric -> cells(metric).getFirst().length())
                .max()
                .orElse(0);
        List<List<String>> table = new ArrayList<>();
        for (int line = 0; line < lines; line++) {
            List<String> cells = new ArrayList<>(cells(metrics.get(line)));
            if (lines + line < metrics.size()) {
                List<String> right = cells(metrics.get(lines + line));
                cells.add("  " + right.getFirst()
                        + " ".repeat(width - right.getFirst().length()));
                cells.add(right.getLast());
            }
            table.add(cells);
        }
        console.table(table);
    }

    private List<String> cells(Metric metric) {
        double value = evaluation.value(metric);
        boolean ofWholeRows = evaluation.outputs().size() > 1
                && evaluation.classes().isEmpty()
                && metric.name().equals("accuracy");
        String title = title(metric) + (ofWholeRows ? " (all of a row)" : "");
        return List.of(title, Double.isNaN(value) ? "undefined" : number(value));
    }

    /// Numbers have a unit and any size; all else is between 0 and 1, or not far above.
    private String number(double value) {
        boolean inUnits = evaluation.scored().kind() == Kind.NUMBERS;
        return inUnits || value != 0 && Math.abs(value) < 0.001 ? Reports.number(value) : ratio(value);
    }

    /// What people call it.
    static String title(Metric metric) {
        String name = metric.name();
        String parameter = name.substring(name.indexOf(':') + 1);
        return switch (name) {
            case "roc_auc" -> "ROC-AUC";
            case "log_loss", "average_precision", "calibration_error", "balanced_accuracy" -> name.replace('_', ' ');
            case "brier" -> "Brier score";
            case "hamming_loss" -> "Hamming loss";
            case "cohen_kappa" -> "Cohen's kappa";
            case "mcc", "rmse", "mse", "mae", "mape" -> name.toUpperCase(Locale.ROOT);
            case "r2" -> "R²";
            case "f1", "precision", "recall" -> (name.equals("f1") ? "F1" : name) + " (macro)";
            case "f1_weighted" -> "F1 (weighted)";
            case "precision_weighted", "recall_weighted" -> name.replace("_weighted", " (weighted)");
            case "poisson_deviance" -> "Poisson deviance";
            case "top_k_accuracy" -> "top-2 accuracy";
            case "pinball" -> "pinball loss (0.5)";
            default ->
                name.startsWith("top_k_accuracy:")
                        ? "top-" + parameter + " accuracy"
                        : name.startsWith("pinball:") ? "pinball loss (" + parameter + ")" : name;
        };
    }

    private void printUndefined(List<Metric> metrics) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            if (Double.isNaN(evaluation.value(metric))) {
                byReason.computeIfAbsent(reason(metric), _ -> new ArrayList<>()).add(title(metric));
            }
        }
        byReason.forEach((reason, titles) -> console.print("undefined: %s (%s)", String.join(", ", titles), reason));
    }

    private String reason(Metric metric) {
        return switch (metric.name()) {
            case "roc_auc", "average_precision" -> {
                String absent = absentClass();
                yield evaluation.scored().kind() == Kind.LABELS
                        ? "a column is 0 in all rows, or 1 in all"
                        : absent == null
                                ? "it needs rows of both classes"
                                : "no row is of class \"%s\"".formatted(absent);
            }
            case "cohen_kappa" -> "all rows are of one class, and predicted as it";
            case "calibration_error" -> "the outputs are no probabilities, some are not between 0 and 1";
            case "mape" -> "a target is 0";
            case "r2" -> "it needs two rows";
            case "poisson_deviance" -> "a target is below 0, or a prediction not above 0";
            default -> "not for these rows";
        };
    }

    private @Nullable String absentClass() {
        ClassificationMetrics classes = evaluation.classification();
        for (int c = 0; classes != null && c < evaluation.classes().size(); c++) {
            if (classes.confusion().support(c) == 0) {
                return evaluation.classes().get(c);
            }
        }
        return null;
    }

    private void printClasses(ConfusionMatrix confusion) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("class", "precision", "recall", "F1", "rows"));
        for (int c = 0; c < confusion.classes(); c++) {
            rows.add(List.of(
                    evaluation.classes().get(c),
                    ratio(confusion.precision(c)),
                    ratio(confusion.recall(c)),
                    ratio(confusion.f1(c)),
                    Integer.toString(confusion.support(c))));
        }
        String all = Integer.toString(confusion.total());
        rows.add(List.of(
                "macro mean",
                ratio(confusion.macroPrecision()),
                ratio(confusion.macroRecall()),
                ratio(confusion.macroF1()),
                all));
        rows.add(List.of(
                "weighted mean",
                ratio(confusion.weightedPrecision()),
                ratio(confusion.weightedRecall()),
                ratio(confusion.weightedF1()),
                all));
        console.print("");
        console.table(rows);
    }

    private void printLabels(Scored.Labels labels) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("label", "precision", "recall", "F1", "rows"));
        for (int label = 0; label < evaluation.outputs().size(); label++) {
            ConfusionMatrix confusion = labels.confusion(label);
            rows.add(List.of(
                    evaluation.outputs().get(label),
                    ratio(confusion.precision(1)),
                    ratio(confusion.recall(1)),
                    ratio(confusion.f1(1)),
                    Integer.toString(confusion.support(1))));
        }
        console.print("");
        console.table(rows);
    }

    private static String ratio(OptionalDouble value) {
        return value.isPresent() ? ratio(value.getAsDouble()) : "-";
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void printConfusion(ConfusionMatrix confusion) {
        List<String> classes = evaluation.classes();
        console.print("");
        if (classes.size() > MOST_CLASSES_AS_MATRIX) {
            printMistakes(confusion);
            return;
        }
        console.print("Confusion (rows: actual, columns: predicted)");
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(classes);
        rows.add(header);
        for (int actual = 0; actual < classes.size(); actual++) {
            List<String> row = new ArrayList<>(List.of(classes.get(actual)));
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                row.add(Integer.toString(confusion.count(actual, predicted)));
            }
            rows.add(row);
        }
        console.table(rows);
    }

    private void printMistakes(ConfusionMatrix confusion) {
        int k = confusion.classes();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("actual → predicted", "rows"));
        IntStream.range(0, k * k)
                .boxed()
                .filter(i -> i / k != i % k && confusion.count(i / k, i % k) > 0)
                .sorted(Comparator.comparingInt((Integer i) -> -confusion.count(i / k, i % k)))
                .limit(MOST_MISTAKES)
                .forEach(i -> rows.add(List.of(
                        evaluation.classes().get(i / k) + " → "
                                + evaluation.classes().get(i % k),
                        Integer.toString(confusion.count(i / k, i % k)))));
        console.print("Most frequent mistakes (the whole matrix of %d classes is in --json)", k);
        console.table(rows);
    }
}
