package io.gradus.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Table;
import io.gradus.file.JsonObject;
import io.gradus.layer.Precision;
import io.gradus.model.Recipe;
import io.gradus.train.Checkpoint;
import io.gradus.train.History;
import io.gradus.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainPredictEvaluateTest {
    /// Probabilities add up to 1 but for the rounding of a softmax.
    /// A few roundings of a float: train computes in float.
    private static final double ROUNDING = 2e-7;

    @TempDir
    private Path folder;

    private CommandLineRun train(Path data, String target, Path model, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("train", data, "--target", target, "--model", model));
        arguments.addAll(List.of(options));
        return CommandLineRun.succeeds(arguments.toArray());
    }

    private byte[] modelOf(Path data, Object... options) {
        Path model = folder.resolve("bytes.gradus");
        train(data, "label", model, options);
        return CommandLineRun.bytes(model);
    }

    @Test
    void reportsClassificationByTheContract() {
        Path model = folder.resolve("m.gradus");
        JsonObject report = train(SmallData.classes(folder), "label", model, "--epochs", "30", "--json", "-")
                .json();
        assertThat(report.getInt("rows")).isEqualTo(8);
        assertThat(report.getObject("metrics").keys()).startsWith("accuracy", "f1", "logLoss", "rocAuc");
        assertThat(report.getObject("metrics").getDouble("accuracy")).isBetween(0.0, 1.0);
        assertThat(report.getStrings("classes")).containsExactly("high", "low");
        assertThat(sumOf(report.getList("confusion"))).isEqualTo(8);
        assertThat(report.getInt("parameters")).isEqualTo((4 + 1) * 64 + (64 + 1) * 2);
        assertThat(report.getInt("seed")).isEqualTo(42);
        assertThat(report.getDouble("seconds")).isPositive();
        List<JsonObject> history = report.getObjects("history");
        assertThat(history).hasSize(30);
        assertThat(history.getFirst().getInt("epoch")).isEqualTo(1);
        assertThat(history.getLast().getDouble("loss"))
                .isLessThan(history.getFirst().getDouble("loss"));
        assertThat(history.getLast().getDouble("validationLoss")).isPositive();

        JsonObject evaluation = CommandLineRun.succeeds("evaluate", model, SmallData.classes(folder), "--json", "-")
                .json();
        assertThat(evaluation.getInt("rows")).isEqualTo(40);
        assertThat(evaluation.getObject("metrics").keys()).startsWith("accuracy", "f1", "logLoss", "rocAuc");
        assertThat(sumOf(evaluation.getList("confusion"))).isEqualTo(40);
        assertThat(evaluation.getInt("parameters")).isEqualTo(report.getInt("parameters"));
        assertThat(evaluation.getInt("seed")).isEqualTo(42);
    }

    @Test
    void modelFileKeepsActivationsWithTheirParameter() {
        Path model = folder.resolve("m.gradus");
        Path data = SmallData.classes(folder);
        train(data, "label", model, "--epochs", "3", "--hidden", "12,4", "--activation", "leaky_relu:0.2,silu");
        assertThat(new String(CommandLineRun.bytes(model), ISO_8859_1)).contains("leaky_relu:0.2", "silu");
        CommandLineRun.succeeds("evaluate", model, data);
    }

    private static long sumOf(List<?> matrix) {
        return matrix.stream()
                .flatMap(row -> ((List<?>) row).stream())
                .mapToLong(count -> ((Number) count).longValue())
                .sum();
    }

    @Test
    void predictionsAgreeWithTheEvaluation() {
        Path model = folder.resolve("m.gradus");
        Path data = SmallData.classes(folder);
        train(data, "label", model, "--epochs", "30");
        Path out = folder.resolve("out.csv");
        CommandLineRun run = CommandLineRun.succeeds("predict", model, data, "--out", out);
        assertThat(run.err()).isEqualTo("40 rows: " + out + System.lineSeparator());
        assertThat(run.out()).isEmpty();
        List<String> lines = CommandLineRun.text(out).lines().toList();
        assertThat(lines).hasSize(41);
        assertThat(lines.getFirst()).isEqualTo("x1,x2,colour,label,prediction,probability_high,probability_low");
        List<String> rows = CommandLineRun.text(data).lines().toList();
        int right = 0;
        for (int i = 1; i <= 40; i++) {
            assertThat(lines.get(i)).startsWith(rows.get(i) + ",");
            String[] fields = lines.get(i).split(",", -1);
            double high = Double.parseDouble(fields[5]);
            double low = Double.parseDouble(fields[6]);
            assertThat(high + low).isCloseTo(1, within(ROUNDING));
            assertThat(fields[4]).isEqualTo(high >= low ? "high" : "low");
            right += fields[4].equals(fields[3]) ? 1 : 0;
        }
        JsonObject evaluation =
                CommandLineRun.succeeds("evaluate", model, data, "--json", "-").json();
        assertThat(evaluation.getObject("metrics").getDouble("accuracy")).isEqualTo(right / 40.0);
    }

    @Test
    void predictsToStandardOutputWithoutTheTarget() {
        Path model = folder.resolve("m.gradus");
        train(SmallData.classes(folder), "label", model, "--epochs", "2");
        Path inputs = CommandLineRun.write(folder.resolve("new.csv"), "colour,note,x2,x1\nred,\"a, b\",1,2\n");
        CommandLineRun run = CommandLineRun.succeeds("predict", model, inputs);
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("colour,note,x2,x1,prediction,probability_high,probability_low");
        assertThat(lines.getLast()).startsWith("red,\"a, b\",1,2,");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void learnsTwoTargets() {
        Path model = folder.resolve("m.gradus");
        Path data = SmallData.numbers(folder);
        JsonObject report = train(data, "sum,product", model, "--epochs", "5", "--json", "-")
                .json();
        assertThat(report.getObject("metrics").keys()).startsWith("rmse", "mae", "r2");
        assertThat(report.has("confusion")).isFalse();
        JsonObject evaluation =
                CommandLineRun.succeeds("evaluate", model, data, "--json", "-").json();
        assertThat(evaluation.getObject("metrics").keys()).startsWith("rmse", "mae", "r2");
        assertThat(CommandLineRun.succeeds("predict", model, data).out().lines())
                .hasSize(41)
                .startsWith("a,b,sum,product,prediction_sum,prediction_product");
    }

    @Test
    void onePredictedNumberIsTheColumnPrediction() {
        Path model = folder.resolve("m.gradus");
        Path data = SmallData.numbers(folder);
        train(data, "sum", model, "--ignore", "product", "--epochs", "2");
        assertThat(CommandLineRun.succeeds("predict", model, data).out().lines())
                .startsWith("a,b,sum,product,prediction");
    }

    @Test
    void readsNumbersAsCategoriesWhereTold() {
        Path model = folder.resolve("m.gradus");
        Path data = SmallData.numbers(folder);
        train(data, "b", model, "--categorical", "a,b", "--ignore", "sum,product", "--split", "head", "--epochs", "2");
        JsonObject info = CommandLineRun.succeeds("info", model, "--json", "-").json();
        assertThat(info.getStrings("features")).containsExactly("a=0", "a=1", "a=2", "a=3", "a=4", "a=5", "a=6");
        assertThat(info.getStrings("outputs")).hasSize(11);
        // The model remembers that they are categories.
        assertThat(CommandLineRun.succeeds("predict", model, data).out().lines())
                .hasSize(41);
    }

    @Test
    void infoShowsLayersAndWhatTheyWereTrainedOn() {
        Path model = folder.resolve("m.gradus");
        train(
                SmallData.classes(folder),
                "label",
                model,
                "--hidden",
                "16,8",
                "--activation",
                "tanh,relu",
                "--dropout",
                "0.1",
                "--epochs",
                "2");
        assertThat(CommandLineRun.succeeds("info", model).out().lines())
                .contains(
                        "A 4-16-8-2 network, 234 parameters, loss categorical_cross_entropy",
                        "dense 1           4     16        tanh          80",
                        "dropout 0.1",
                        "dense 2          16      8        relu         136",
                        "dense 3           8      2     softmax          18",
                        "colour  one of blue, red",
                        "label  one of high, low")
                .anyMatch(line -> line.matches("seed +42"));
    }

    /// Half the bytes for parameters, another model, nearly the same predictions.
    @Test
    void trainsInDoubleWhenAsked() {
        Path data = SmallData.classes(folder);
        byte[] inFloat = modelOf(data, "--epochs", "3");
        assertThat(modelOf(data, "--epochs", "3", "--precision", "float")).isEqualTo(inFloat);
        byte[] inDouble = modelOf(data, "--epochs", "3", "--precision", "double");
        int parameters = (4 + 1) * 64 + (64 + 1) * 2;
        assertThat(inDouble.length - inFloat.length).isBetween(4 * parameters - 16, 4 * parameters + 64);
    }

    @Test
    void givesTheSameBytesAgainAndOnMoreThreads() {
        Path data = SmallData.classes(folder);
        byte[] first = modelOf(data, "--epochs", "10", "--dropout", "0.2");
        assertThat(modelOf(data, "--epochs", "10", "--dropout", "0.2")).isEqualTo(first);
        assertThat(modelOf(data, "--epochs", "10", "--dropout", "0.2", "--threads", "1"))
                .isEqualTo(first);
        assertThat(modelOf(data, "--epochs", "10", "--dropout", "0.2", "--threads", "3"))
                .isEqualTo(first);
        assertThat(modelOf(data, "--epochs", "10", "--dropout", "0.2", "--seed", "1"))
                .isNotEqualTo(first);
    }

    @Test
    void moreEpochsWithResumeGiveTheModelOfOneRun() throws Exception {
        Path data = SmallData.classes(folder);
        Path kept = Files.createDirectory(folder.resolve("kept"));
        byte[] uninterrupted = modelOf(data, "--epochs", "9");
        byte[] few = modelOf(data, "--epochs", "4", "--checkpoint", kept);
        assertThat(few).isNotEqualTo(uninterrupted);
        assertThat(modelOf(data, "--epochs", "9", "--checkpoint", kept, "--resume"))
                .isEqualTo(uninterrupted);
    }

    @Test
    void goesOnWhereAnInterruptedRunStopped() throws Exception {
        Path data = SmallData.classes(folder);
        Path kept = Files.createDirectory(folder.resolve("kept"));
        byte[] uninterrupted = modelOf(data, "--epochs", "9");
        interruptAfter(4, data, kept);
        Path model = folder.resolve("resumed.gradus");
        CommandLineRun run =
                train(data, "label", model, "--epochs", "9", "--log-every", "1", "--checkpoint", kept, "--resume");
        assertThat(run.out().lines().filter(line -> line.startsWith("Epoch: ")).map(line -> line.split("[ ,]+", -1)[1]))
                .containsExactly("5", "6", "7", "8", "9");
        assertThat(CommandLineRun.bytes(model)).isEqualTo(uninterrupted);
    }

    @Test
    void refusesTheStateOfARunWithOtherSettings() throws Exception {
        Path data = SmallData.classes(folder);
        Path kept = Files.createDirectory(folder.resolve("kept"));
        interruptAfter(4, data, kept);
        Path model = folder.resolve("m.gradus");
        CommandLineRun run = CommandLineRun.of(
                "train",
                data,
                "--target",
                "label",
                "--model",
                model,
                "--batch",
                "16",
                "--checkpoint",
                kept,
                "--resume");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("gradus: " + kept.resolve("checkpoint.safetensors")
                        + ": belongs to a run with other settings or data. Hint: give the options and the data of that"
                        + " run, or leave --resume out to start anew" + System.lineSeparator());
        assertThat(model).doesNotExist();
    }

    /// What Ctrl-C does to `train --epochs 9 --checkpoint`, with the same defaults.
    private static void interruptAfter(int epochs, Path data, Path kept) {
        Recipe recipe =
                Recipe.builder("label").epochs(9).precision(Precision.FLOAT).build();
        TrainingListener stop = new TrainingListener() {
            private int done;

            @Override
            public void epoch(History.Epoch epoch) {
                done = epoch.number();
            }

            @Override
            public boolean stopRequested() {
                return done == epochs;
            }
        };
        Checkpoint checkpoint = new Checkpoint(kept.resolve("checkpoint.safetensors"), false);
        Recipe.Fitted fitted = recipe.fit(recipe.prepare(Table.readCsv(data)), stop, checkpoint);
        assertThat(fitted.trained().interrupted()).isTrue();
    }

    @Test
    void refusesToResumeFromNowhere() {
        CommandLineRun.of(
                        "train",
                        SmallData.classes(folder),
                        "--target",
                        "label",
                        "--model",
                        folder.resolve("m.gradus"),
                        "--resume")
                .assertRefused(2, "train: --resume: expected --checkpoint DIR with it", "see gradus train --help");
    }

    @Test
    void jsonHasStandardOutputForItselfAndNotesGoToStandardError() {
        Path model = folder.resolve("m.gradus");
        Path plot = folder.resolve("losses.svg");
        CommandLineRun run = train(
                SmallData.classes(folder),
                "label",
                model,
                "--epochs",
                "3",
                "--json",
                "-",
                "--log-every",
                "1",
                "--plot",
                plot);
        assertThat(run.json().getInt("bestEpoch")).isBetween(1, 3);
        assertThat(run.err().lines()).containsExactly("plot: " + plot, "model: " + model);
        assertThat(plot).content().contains("<svg", "validation");
    }
}
