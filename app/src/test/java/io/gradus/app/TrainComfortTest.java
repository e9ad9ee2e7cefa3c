package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import io.gradus.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `train` does beside training: going on from a model, trying out learning rates, advice, the history as a table.
class TrainComfortTest {
    @TempDir
    private Path folder;

    private CommandLineRun train(Path data, Path model, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("train", data, "--model", model));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private Path firstModel(Object... options) {
        Path model = folder.resolve("first.gradus");
        List<Object> all = new ArrayList<>(List.of("--target", "label", "--epochs", "5", "--hidden", "6"));
        all.addAll(List.of(options));
        assertThat(train(SmallData.classes(folder), model, all.toArray()).exitCode())
                .isZero();
        return model;
    }

    @Test
    void goesOnFromAModelOnNewRows() {
        Path first = firstModel("--dropout", "0.1", "--precision", "double");
        Path second = folder.resolve("second.gradus");
        Path rows = SmallData.file(
                folder.resolve("new.csv"),
                "label,colour,x2,x1,note",
                30,
                i -> "%s,%s,%s,%s,n"
                        .formatted(i < 15 ? "high" : "low", i % 4 == 0 ? "blue" : "red", i * 3 % 7, 100 - i));
        CommandLineRun run = train(rows, second, "--from", first, "--epochs", "7");
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out().lines())
                .contains(
                        "A 4-6-2 network (44 parameters) on 22 rows; 2 to validate, 6 to test",
                        "Layers: 6 relu, dropout 0.1, 2 softmax");
        Model before = Model.load(first);
        Model after = Model.load(second);
        assertThat(after.network().architecture()).isEqualTo(before.network().architecture());
        assertThat(after.network().precision()).isEqualTo(before.network().precision());
        assertThat(after.preprocessing().inputColumns())
                .isEqualTo(before.preprocessing().inputColumns());
        assertThat(after.network().parameters()).isNotEqualTo(before.network().parameters());
        assertThat(after.provenance()).containsEntry("epochs", 7L).containsEntry("from", before.provenance());
        assertThat(train(rows, second, "--from", first, "--epochs", "7", "--target", "label")
                        .exitCode())
                .isZero();
    }

    @Test
    void goesOnWithWeightsOfRows() {
        Path rows = SmallData.file(
                folder.resolve("new.csv"),
                "x1,x2,colour,w,label",
                30,
                i -> "%s,%s,%s,%s,%s".formatted(i, i % 5, "red", i % 3, i < 15 ? "high" : "low"));
        CommandLineRun run = train(rows, folder.resolve("m.gradus"), "--from", firstModel(), "--weight", "w");
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hidden|8|hidden: expected none, as training goes on from a model that has its own",
                "--activation|tanh|activation: expected none, as training goes on from a model that has its own",
                "--output|softmax|output: expected none, as training goes on from a model that has its own",
                "--dropout|0|dropout: expected none, as training goes on from a model that has its own",
                "--smoothing|0|smoothing: expected none, as training goes on from a model that has its own",
                "--scale|none|scaling: expected none, as training goes on from a model that has its own",
                "--initializer|normal|initializer: expected none, as training goes on from a model that has its own",
                "--loss|auto|--loss: expected none with --from, as the model has its own, got auto",
                "--ignore|x2|--ignore: expected none with --from, as the model has its own, got x2",
                "--categorical|x2|--categorical: expected none with --from, as the model has its own, got x2",
                "--target|x1|--target: expected none with --from, whose target is label, got x1"
            })
    void refusesWhatTheModelHasDecided(String option, String value, String message) {
        Path second = folder.resolve("second.gradus");
        train(SmallData.classes(folder), second, "--from", firstModel(), option, value)
                .assertRefused(2, "train: " + message, "see gradus train --help");
        assertThat(second).doesNotExist();
    }

    @Test
    void refusesAClassThatTheModelDoesNotKnow() {
        Path rows = SmallData.file(
                folder.resolve("new.csv"), "x1,x2,colour,label", 10, i -> "1,2,red," + (i == 3 ? "middle" : "low"));
        train(rows, folder.resolve("m.gradus"), "--from", firstModel())
                .assertRefused(
                        3,
                        rows + ":5: column \"label\": \"middle\" is no class of the model",
                        "its classes are: high, low; a new one needs a new model, trained on all rows");
    }

    @Test
    void suggestsALearningRateAndDrawsTheLosses() throws Exception {
        Path plot = folder.resolve("rates.png");
        Path report = folder.resolve("report.json");
        CommandLineRun run = CommandLineRun.succeeds(
                "train",
                SmallData.classes(folder),
                "--target",
                "label",
                "--find-learning-rate",
                "--plot",
                plot,
                "--json",
                report);
        assertThat(run.out()).containsPattern("(?m)^the loss falls fastest at +[\\d.e-]+$");
        assertThat(run.out()).containsPattern("(?m)^Try --learning-rate [\\d.e-]+$");
        assertThat(run.err().lines()).containsExactly("plot: " + plot, "no model was written");
        JsonObject json = CommandLineRun.json(report);
        assertThat(json.getDouble("steepest")).isBetween(1e-5, 1.0);
        assertThat(json.getList("losses")).hasSameSizeAs(json.getList("learningRates"));
        assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(1600);
        assertThat(CommandLineRun.names(folder)).containsExactly("classes.csv", "rates.png", "report.json");
    }

    @Test
    void writesTheHistoryAsATable() {
        Path model = folder.resolve("m.gradus");
        Path history = folder.resolve("history.csv");
        CommandLineRun run =
                train(SmallData.classes(folder), model, "--target", "label", "--epochs", "4", "--history", history);
        assertThat(run.err().lines()).contains("history: " + history);
        List<String> lines = CommandLineRun.text(history).lines().toList();
        assertThat(lines).hasSize(5).first().isEqualTo("epoch,loss,validation_loss,score,learning_rate");
        assertThat(lines.getLast()).matches("4,\\d\\.\\d+,\\d\\.\\d+,,0\\.001");
    }

    /// Inputs of about 1000 as they are, and a learning rate so small that hardly anything happens.
    @Test
    void saysWhatMayBeWrongAndWhatHelps() {
        Path rows = SmallData.file(folder.resolve("large.csv"), "x,y", 60, i -> "%s,%s".formatted(1000 + i, i % 7));
        Path model = folder.resolve("m.gradus");
        Path report = folder.resolve("report.json");
        CommandLineRun run = train(
                rows,
                model,
                "--target",
                "y",
                "--scale",
                "none",
                "--learning-rate",
                "1e-9",
                "--epochs",
                "30",
                "--json",
                report);
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.err().lines().filter(line -> line.startsWith("note: ")))
                .first()
                .asString()
                .matches(
                        "note: 1 of 1 inputs is far from the size of 1; farthest is x, with mean 10\\d\\d and deviation 1\\d\\.\\d+"
                                + "\\. Hint: standardise the inputs: subtract each one's mean and divide by its deviation");
        List<JsonObject> warnings = CommandLineRun.json(report).getObjects("warnings");
        assertThat(warnings.getFirst().getString("kind")).isEqualTo("unscaledInputs");
        assertThat(warnings.getFirst().keys()).containsExactly("kind", "message", "hint");
        assertThat(run.err().lines().filter(line -> line.startsWith("note: "))).hasSize(warnings.size());
    }

    @Test
    void hasNoNotesOnATrainingThatGoesWell() {
        Path model = folder.resolve("m.gradus");
        CommandLineRun run = train(SmallData.classes(folder), model, "--target", "label", "--learning-rate", "0.01");
        assertThat(run.err().lines()).containsExactly("model: " + model);
    }

    @Test
    void wantsAModelFileUnlessItOnlyTriesLearningRates() {
        CommandLineRun.of("train", SmallData.classes(folder), "--target", "label")
                .assertRefused(
                        2, "train: --model: expected the model file to write, got none", "see gradus train --help");
    }
}
