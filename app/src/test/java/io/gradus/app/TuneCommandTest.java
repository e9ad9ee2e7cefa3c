package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneCommandTest {
    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void writeData() {
        data = SmallData.classes(folder);
        model = folder.resolve("m.gradus");
    }

    private CommandLineRun tune(Object... options) {
        List<Object> arguments = new ArrayList<>(
                List.of("tune", data, "--target", "label", "--model", model, "--epochs", "8", "--folds", "3"));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray());
    }

    /// The report without the times in it.
    private JsonObject report(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--json", "-"));
        CommandLineRun run = tune(arguments.toArray());
        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.DONE);
        return run.json();
    }

    private static String withoutSeconds(JsonObject report) {
        return report.toMap().toString().replaceAll("(?i)seconds=[0-9.E-]+", "");
    }

    @Test
    void reportsTheTrialsBestFirstAndTrainsTheModelOfTheBest() {
        JsonObject report = report("--try", "hidden=4|8,4", "--try", "learning-rate=1e-6|0.05");

        List<JsonObject> trials = report.getObjects("trials");
        assertThat(trials).hasSize(4);
        assertThat(report.getString("rankedBy")).isEqualTo("log_loss");
        assertThat(trials)
                .extracting(t -> t.getObject("metrics").getObject("logLoss").getDouble("mean"))
                .isSorted();
        assertThat(report.getObject("best").toMap())
                .isEqualTo(trials.getFirst().getObject("options").toMap())
                .containsEntry("learning-rate", "0.05");
        assertThat(trials.getFirst().getObjects("results")).hasSize(3);
        assertThat(trials.getFirst().getObjects("results"))
                .extracting(fold -> fold.getInt("rows"))
                .containsOnly(32 / 3, 32 / 3 + 1); // 40 rows, 8 of them to test

        // The very model that train makes of the same settings.
        Path byTrain = folder.resolve("train.gradus");
        JsonObject best = report.getObject("best");
        JsonObject trained = CommandLineRun.succeeds(
                        "train",
                        data,
                        "--target",
                        "label",
                        "--model",
                        byTrain,
                        "--epochs",
                        "8",
                        "--json",
                        "-",
                        "--hidden",
                        best.getString("hidden"),
                        "--learning-rate",
                        best.getString("learning-rate"))
                .json();
        assertThat(CommandLineRun.bytes(model)).isEqualTo(CommandLineRun.bytes(byTrain));
        assertThat(report.getObject("metrics").toMap())
                .isEqualTo(trained.getObject("metrics").toMap());
    }

    @Test
    void aTrialIsTheCrossValidationOfTrain() {
        JsonObject report = report("--try", "hidden=5", "--l2", "0.01", "--repeats", "2");
        JsonObject trained = CommandLineRun.succeeds(
                        "train",
                        data,
                        "--target",
                        "label",
                        "--model",
                        model,
                        "--epochs",
                        "8",
                        "--folds",
                        "3",
                        "--repeats",
                        "2",
                        "--hidden",
                        "5",
                        "--l2",
                        "0.01",
                        "--json",
                        "-")
                .json();

        JsonObject validated = trained.getObject("crossValidation");
        assertThat(validated.getInt("trainings")).isEqualTo(6);
        assertThat(report.getObjects("trials").getFirst().getObject("metrics").toMap())
                .isEqualTo(validated.getObject("metrics").toMap());
    }

    @Test
    void everyThreadCountGivesTheSameReportAndModel() {
        Object[] options = {
            "--try", "hidden=2..9:int", "--try", "dropout=0..0.5", "--search", "halving", "--trials", "7"
        };
        List<Object> alone = new ArrayList<>(List.of(options));
        alone.addAll(List.of("--threads", "1"));
        List<Object> together = new ArrayList<>(List.of(options));
        together.addAll(List.of("--threads", "2"));

        String first = withoutSeconds(report(alone.toArray()));
        byte[] firstModel = CommandLineRun.bytes(model);

        assertThat(withoutSeconds(report(together.toArray()))).isEqualTo(first);
        assertThat(CommandLineRun.bytes(model)).isEqualTo(firstModel);
        assertThat(first).contains("round=2").contains("epochsGiven=2").contains("epochsGiven=8");
    }

    @Test
    void aResumedSearchEndsAsAWholeOne() throws Exception {
        Path state = folder.resolve("state.json");
        Object[] options = {"--try", "hidden=3|5", "--try", "learning-rate=0.01|0.1"};
        String whole = withoutSeconds(report(options));
        // As after an interruption: the results of two trials of the four.
        report("--try", "hidden=3|5", "--try", "learning-rate=0.1", "--state", state);

        List<Object> resumed = new ArrayList<>(List.of(options));
        resumed.addAll(List.of("--state", state, "--resume"));

        assertThat(withoutSeconds(report(resumed.toArray()))).isEqualTo(whole);
        assertThat(JsonObject.parse("state", Files.readString(state)).getObjects("results"))
                .hasSize(12);
        tune("--try", "hidden=3", "--seed", "1", "--state", state, "--resume")
                .assertRefused(
                        ExitCode.BAD_INPUT,
                        state + ": belongs to a search with other data or folds (\"data\" differs)",
                        "give the data, seed and folds of that search, or leave --resume out to start anew");
    }

    @Test
    void writesTableCsvAndPlot() {
        Path csv = folder.resolve("t.csv");
        Path plot = folder.resolve("t.svg");
        CommandLineRun run = tune("--try", "hidden=4|8,4", "--try", "norm=none|layer", "--csv", csv, "--plot", plot);

        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("4 settings, 3 folds, in ")
                .containsPattern("rank +hidden +norm +log_loss +epochs +time")
                .containsPattern("\n1 +(4|8,4) +(none|layer) +0\\.\\d{4} ± 0\\.\\d{4} +8 of 8 ")
                .containsPattern("Best: hidden=(4|8,4) norm=(none|layer)\n");
        List<String> lines = CommandLineRun.text(csv).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst())
                .startsWith(
                        "rank,trial,round,epochsGiven,epochs,seconds,diverged,hidden,norm,accuracy,accuracy_deviation,");
        assertThat(CommandLineRun.text(csv)).contains("\"8,4\"");
        assertThat(CommandLineRun.text(plot)).contains("log_loss of 4 trials", "x: hidden; norm");
    }

    @Test
    void aFlagCanBeTried() {
        JsonObject report = report("--optimizer", "sgd", "--momentum", "0.9", "--try", "nesterov=true|false");

        List<JsonObject> trials = report.getObjects("trials");
        assertThat(trials).hasSize(2);
        assertThat(trials.getFirst().getObject("metrics").toMap())
                .isNotEqualTo(trials.getLast().getObject("metrics").toMap());
    }

    @Test
    void ranksByTheMetricThatIsAskedFor() {
        JsonObject report = report("--try", "hidden=2|6", "--metric", "f1", "--rank-by", "top_k_accuracy:1");
        assertThat(report.getString("rankedBy")).isEqualTo("top_k_accuracy:1");
        assertThat(report("--try", "hidden=2|6", "--metric", "f1").getString("rankedBy"))
                .isEqualTo("f1");
    }

    @Test
    void aTrialThatDivergesIsLastAndNamedSo() {
        Path numbers = SmallData.numbers(folder);
        CommandLineRun run = CommandLineRun.of(
                "tune",
                numbers,
                "--target",
                "sum",
                "--ignore",
                "product",
                "--model",
                model,
                "--epochs",
                "30",
                "--folds",
                "2",
                "--optimizer",
                "sgd",
                "--activation",
                "identity",
                "--try",
                "learning-rate=1e9|0.01");

        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).containsPattern("\n2 +1e9 +diverged ").contains("Best: learning-rate=0.01");
        assertThat(run.out()).contains("ranked by rmse");

        CommandLineRun none = CommandLineRun.of(
                "tune",
                numbers,
                "--target",
                "sum",
                "--ignore",
                "product",
                "--model",
                model,
                "--epochs",
                "30",
                "--folds",
                "2",
                "--optimizer",
                "sgd",
                "--activation",
                "identity",
                "--try",
                "learning-rate=1e9|1e10");
        assertThat(none.exitCode()).isEqualTo(ExitCode.DIVERGED);
        assertThat(none.err())
                .contains("gradus: tune: training diverged with every setting that was tried. Hint: smaller values");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--try learnin-rate=1|2; tune: --try learnin-rate: train has no option --learnin-rate;"
                        + " did you mean learning-rate? Otherwise see gradus train --help",
                "--try seed=1|2; tune: --try seed: not an option of how to train;"
                        + " try one such as hidden, learning-rate or dropout",
                "--try epochs=1|2; tune: --try epochs: expected no --epochs beside it; see gradus tune --help",
                "--try learning-rate=0.1|abc; tune: learning-rate=abc: Invalid value for option '--learning-rate':"
                        + " 'abc' is not a double; see gradus tune --help",
                "--try nesterov=yes; tune: --try nesterov: expected true or false, got \"yes\"; see gradus tune --help",
                "--try hidden=2 --search best; tune: --search: expected grid, random or halving, got \"best\";"
                        + " see gradus tune --help",
                "--try hidden=2..9:int --search grid; tune: --try hidden: expected values such as a|b|c with --search grid,"
                        + " for a range needs random or halving; see gradus tune --help",
                "--try hidden=2 --trials 3; tune: --trials: expected --search random or halving with it;"
                        + " see gradus tune --help",
                "--try hidden=2 --factor 3; tune: --factor: expected --search halving with it; see gradus tune --help",
                "--try hidden=2 --resume; tune: --resume: expected --state FILE with it; see gradus tune --help",
                "--try hidden=2..9:int --trials 0; tune: --trials: expected at least 1, got 0;"
                        + " see gradus tune --help",
                "--try dropout=0.1|1.5 --hidden 4; tune: dropout=1.5: dropout: expected 0 <= rate < 1, got 1.5;"
                        + " see gradus tune --help"
            })
    void refusesBeforeAnythingIsTrained(String options, String message, String hint) {
        tune((Object[]) options.split(" ", -1)).assertRefused(ExitCode.WRONG_USAGE, message, hint);
        assertThat(model).doesNotExist();
    }
}
