package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.file.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `evaluate` on three small models, trained once.
class EvaluateCommandTest {
    @TempDir
    private static Path folder;

    private static Path classes;
    private static Path classesModel;
    private static Path numbers;
    private static Path numbersModel;
    private static Path labels;
    private static Path labelsModel;

    @BeforeAll
    static void train() {
        classes = SmallData.classes(folder);
        classesModel = model("classes.gradus", classes, "label", "categorical_cross_entropy");
        numbers = SmallData.numbers(folder);
        numbersModel = model("numbers.gradus", numbers, "sum,product", "mse");
        labels = SmallData.file(
                folder.resolve("labels.csv"),
                "a,b,wet,windy",
                40,
                i -> "%d,%d,%d,%d".formatted(i, i * 7 % 11, i < 20 ? 1 : 0, i * 7 % 11 < 5 ? 1 : 0));
        labelsModel = model("labels.gradus", labels, "wet,windy", "binary_cross_entropy");
    }

    private static Path model(String name, Path data, String target, String loss) {
        Path model = folder.resolve(name);
        CommandLineRun.succeeds(
                "train", data, "--target", target, "--loss", loss, "--model", model, "--epochs", "20", "--hidden", "4");
        return model;
    }

    private static JsonObject json(Object... arguments) {
        return CommandLineRun.succeeds(arguments).json();
    }

    @Test
    void reportsEveryMetricOfClasses() {
        JsonObject report = json("evaluate", classesModel, classes, "--json", "-");
        assertThat(report.getObject("metrics").keys())
                .containsExactly(
                        "accuracy",
                        "f1",
                        "logLoss",
                        "rocAuc",
                        "balancedAccuracy",
                        "precision",
                        "recall",
                        "precisionWeighted",
                        "recallWeighted",
                        "f1Weighted",
                        "cohenKappa",
                        "mcc",
                        "topKAccuracy",
                        "averagePrecision",
                        "brier",
                        "calibrationError");
        List<JsonObject> perClass = report.getObjects("perClass");
        assertThat(perClass).extracting(one -> one.getString("class")).containsExactly("high", "low");
        assertThat(perClass).extracting(one -> one.getInt("rows")).containsExactly(20, 20);
        double recall = perClass.getFirst().getDouble("recall");
        List<?> ofHigh = (List<?>) report.getList("confusion").getFirst();
        assertThat(recall).isEqualTo(((Number) ofHigh.getFirst()).doubleValue() / 20);
        assertThat(report.getObjects("calibration").stream().mapToInt(bin -> bin.getInt("cases")))
                .isNotEmpty();
        assertThat(report.getObjects("calibration").stream()
                        .mapToInt(bin -> bin.getInt("cases"))
                        .sum())
                .isEqualTo(40);
    }

    @Test
    void reportsEveryMetricOfNumbers() {
        JsonObject report = json("evaluate", numbersModel, numbers, "--json", "-");
        assertThat(report.getObject("metrics").keys())
                .containsExactly("rmse", "mae", "r2", "mse", "mape", "pinball", "poissonDeviance");
        // Some sums are 0.
        assertThat(report.getObject("metrics").toMap()).containsEntry("mape", null);
        assertThat(report.has("calibration")).isFalse();
    }

    @Test
    void reportsLabelsAsLabels() {
        JsonObject report = json("evaluate", labelsModel, labels, "--json", "-");
        assertThat(report.getObject("metrics").keys())
                .startsWith("rmse", "mae", "r2", "accuracy", "precision", "recall", "f1", "rocAuc")
                .contains("hammingLoss");
        assertThat(report.getObjects("perLabel"))
                .extracting(one -> one.getString("label"))
                .containsExactly("wet", "windy");
        assertThat(CommandLineRun.succeeds("evaluate", labelsModel, labels).out())
                .contains("accuracy (all of a row)", "Hamming loss", "label  precision");
    }

    @Test
    void printsATableInTwoColumnsThenClassesAndConfusion() {
        List<String> lines = CommandLineRun.succeeds("evaluate", classesModel, classes)
                .out()
                .lines()
                .toList();
        assertThat(lines.getFirst()).isEqualTo("40 rows");
        assertThat(lines.get(1)).matches("accuracy +[01]\\.\\d{4} {4}ROC-AUC +[01]\\.\\d{4}");
        assertThat(lines)
                .contains(
                        "ROC-AUC, average precision, Brier score and calibration error are of class \"low\"",
                        "Confusion (rows: actual, columns: predicted)")
                .anyMatch(line -> line.matches("class +precision +recall +F1 +rows"))
                .anyMatch(line -> line.matches("macro mean( +[01]\\.\\d{4}){3} +40"));
    }

    @Test
    void saysWhyAMetricIsUndefined() {
        Path oneClass =
                SmallData.file(folder.resolve("low.csv"), "x1,x2,colour,label", 3, i -> "%d,1,red,low".formatted(i));
        CommandLineRun run = CommandLineRun.succeeds("evaluate", classesModel, oneClass);
        assertThat(run.out()).contains("undefined: ROC-AUC (no row is of class \"high\")");
        assertThat(CommandLineRun.succeeds("evaluate", numbersModel, numbers).out())
                .contains("undefined: MAPE (a target is 0)");
    }

    @Test
    void showsThePoissonDevianceWhereTargetsMayBeCounts() {
        assertThat(CommandLineRun.succeeds("evaluate", numbersModel, numbers).out())
                .contains("Poisson deviance");
        Path negative =
                SmallData.file(folder.resolve("below.csv"), "a,b,sum,product", 3, i -> "%d,1,-1,2".formatted(i));
        assertThat(CommandLineRun.succeeds("evaluate", numbersModel, negative).out())
                .doesNotContain("Poisson deviance");
    }

    @Test
    void showsFurtherMetricsThatAreAskedFor() {
        CommandLineRun run = CommandLineRun.succeeds("evaluate", numbersModel, numbers, "--metric", "pinball:0.9,mse");
        assertThat(run.out()).contains("pinball loss (0.9)", "MSE");
        JsonObject metrics = json("evaluate", numbersModel, numbers, "--metric", "pinball:0.9", "--json", "-")
                .getObject("metrics");
        assertThat(metrics.has("pinball:0.9")).isTrue();
    }

    @Test
    void showsTheMetricOfAQuantileThatWasLearned() {
        Path model = folder.resolve("quantile.gradus");
        CommandLineRun trained = CommandLineRun.succeeds(
                "train", numbers, "--target", "sum", "--loss", "quantile:0.9", "--model", model, "--epochs", "2");
        assertThat(trained.out()).contains("pinball loss (0.9)");
        assertThat(CommandLineRun.succeeds("evaluate", model, numbers).out()).contains("pinball loss (0.9)");
        assertThat(json("evaluate", model, numbers, "--json", "-")
                        .getObject("metrics")
                        .has("pinball:0.9"))
                .isTrue();
    }

    @Test
    void refusesAMetricOfOtherPredictionsBeforeItPrints() {
        CommandLineRun.of("evaluate", numbersModel, numbers, "--metric", "accuracy")
                .assertRefused(
                        2,
                        "evaluate: metric accuracy does not judge numbers; those that do: rmse, mse, mae, r2, mape,"
                                + " pinball, poisson_deviance",
                        "see gradus evaluate --help");
    }

    @Test
    void weightsCountARowAsOften() {
        Path weighted = SmallData.file(
                folder.resolve("weighted.csv"),
                "x1,x2,colour,label,w",
                20,
                i -> "%s,3,red,%s,%d".formatted(i, i % 3 == 0 ? "low" : "high", i < 10 ? 2 : 0));
        Path repeated = SmallData.file(
                folder.resolve("repeated.csv"),
                "x1,x2,colour,label",
                20,
                i -> "%s,3,red,%s".formatted(i / 2, i / 2 % 3 == 0 ? "low" : "high"));
        JsonObject a = json("evaluate", classesModel, weighted, "--weight", "w", "--json", "-");
        JsonObject b = json("evaluate", classesModel, repeated, "--json", "-");
        for (String metric : b.getObject("metrics").keys()) {
            assertThat(a.getObject("metrics").getDouble(metric))
                    .as(metric)
                    .isCloseTo(b.getObject("metrics").getDouble(metric), within(1e-14));
        }
        assertThat(CommandLineRun.succeeds("evaluate", classesModel, weighted, "--weight", "w")
                        .out())
                .startsWith("20 rows, weighted by w");
    }

    @Test
    void refusesWhatIsNoWeight() {
        Path negative = SmallData.file(
                folder.resolve("negative.csv"), "x1,x2,colour,label,w", 2, i -> "1,2,red,low,%d".formatted(-i));
        CommandLineRun.of("evaluate", classesModel, negative, "--weight", "w")
                .assertRefused(
                        3,
                        negative + ":3: column \"w\": expected a weight that is not negative, got -1.0",
                        "correct the value, or remove the row");
        CommandLineRun text = CommandLineRun.of("evaluate", classesModel, negative, "--weight", "colour");
        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.err()).contains("column \"colour\": expected numbers as weights, got text");
        assertThat(CommandLineRun.of("evaluate", classesModel, negative, "--weight", "v")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void measuresTheImportanceOfColumns() {
        JsonObject importance = json("evaluate", classesModel, classes, "--importance", "--repeats", "3", "--json", "-")
                .getObject("importance");
        assertThat(importance.getString("metric")).isEqualTo("accuracy");
        assertThat(importance.getInt("repeats")).isEqualTo(3);
        assertThat(importance.getInt("seed")).isEqualTo(42);
        List<JsonObject> columns = importance.getObjects("columns");
        assertThat(columns)
                .extracting(column -> column.getString("column"))
                .containsExactlyInAnyOrder("x1", "x2", "colour");
        assertThat(columns)
                .extracting(column -> column.getDouble("mean"))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(columns)
                .allSatisfy(column -> assertThat(column.getDoubles("losses")).hasSize(3));
        // The label is whether x1 is below 10; nothing else tells it.
        assertThat(columns.getFirst().getString("column")).isEqualTo("x1");

        String text = CommandLineRun.succeeds("evaluate", classesModel, classes, "--importance")
                .out();
        assertThat(text).contains("loses when a column is shuffled, mean ± SD of 5");
        assertThat(text.lines().filter(line -> line.contains("█")))
                .first()
                .asString()
                .matches("x1 +0\\.\\d{4} ± 0\\.\\d{4}  █{30}");
    }

    @Test
    void importanceWatchesTheMetricAskedFor() {
        JsonObject importance = json(
                        "evaluate",
                        labelsModel,
                        labels,
                        "--importance",
                        "--importance-metric",
                        "log_loss",
                        "--seed",
                        "7",
                        "--json",
                        "-")
                .getObject("importance");
        assertThat(importance.getString("metric")).isEqualTo("log_loss");
        assertThat(importance.getInt("seed")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--importance-metric=mae", "--repeats=3", "--seed=1"})
    void refusesOptionsOfTheImportanceWithoutIt(String option) {
        String name = option.substring(0, option.indexOf('='));
        CommandLineRun.of("evaluate", classesModel, classes, option)
                .assertRefused(
                        2, "evaluate: " + name + ": expected --importance with it", "see gradus evaluate --help");
    }

    @Test
    void refusesNoRepeats() {
        CommandLineRun.of("evaluate", classesModel, classes, "--importance", "--repeats", "0")
                .assertRefused(2, "evaluate: repeats: expected at least 1, got 0", "see gradus evaluate --help");
    }

    @Test
    void plotsWhatSuitsThePredictions() {
        assertPlot(classesModel, classes, "Calibration (expected error", "predicted probability of &quot;low&quot;");
        assertPlot(
                numbersModel, numbers, "Predicted and actual values", "x: actual. y: predicted. sum; product; perfect");
        assertPlot(labelsModel, labels, "Calibration", "predicted probability of a label");
        assertPlot(classesModel, classes, "Importance of columns", "loss of accuracy when shuffled", "--importance");
    }

    private static void assertPlot(Path model, Path data, String title, String described, Object... options) {
        Path plot = folder.resolve("plot.svg");
        List<Object> arguments = new ArrayList<>(List.of("evaluate", model, data, "--plot", plot));
        arguments.addAll(List.of(options));
        CommandLineRun run = CommandLineRun.succeeds(arguments.toArray());
        assertThat(run.err()).isEqualTo("plot: " + plot + System.lineSeparator());
        assertThat(CommandLineRun.text(plot).replace("\"low\"", "&quot;low&quot;"))
                .contains("<title>" + title, described);
    }

    @Test
    void refusesAPlotOfUnknownKind() {
        CommandLineRun.of("evaluate", classesModel, classes, "--plot", "a.pdf")
                .assertRefused(
                        2,
                        "evaluate: --plot a.pdf: expected a name that ends in .svg or .png",
                        "see gradus evaluate --help");
    }

    @Test
    void listsTheMostFrequentMistakesOfManyClasses() {
        Path many = SmallData.file(
                folder.resolve("many.csv"), "x,letter", 64, i -> "%d,%s".formatted(i, (char) ('a' + i / 4)));
        Path model = folder.resolve("many.gradus");
        CommandLineRun.succeeds("train", many, "--target", "letter", "--model", model, "--epochs", "1");
        String text = CommandLineRun.succeeds("evaluate", model, many).out();
        assertThat(text)
                .contains("Most frequent mistakes (the whole matrix of 16 classes is in --json)")
                .contains(" → ")
                .doesNotContain("Confusion");
    }
}
