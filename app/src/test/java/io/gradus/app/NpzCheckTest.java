package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `check --npz`, on files that NumPy 1.24.2 wrote (`examples/numpy_check.py`) and on files made here.
class NpzCheckTest {
    @TempDir
    private Path folder;

    private final Map<String, Array> arrays = new LinkedHashMap<>();

    private record Array(String type, List<Integer> shape, double[] values) {}

    private void put(String name, List<Integer> shape, double... values) {
        arrays.put(name, new Array("<f8", shape, values));
    }

    /// A layer of 2 inputs and 3 outputs without activation, on two samples, and its right gradient.
    ///
    /// y = x·W + b = [[1, 2, 3], [4, 5, 6]]; with t = 0, delta = 2/6·y.
    @BeforeEach
    void oneLayer() {
        put("W1", List.of(2, 3), 1, 2, 3, 4, 5, 6);
        put("b1", List.of(3), 0, 0, 0);
        put("x", List.of(2, 2), 1, 0, 0, 1);
        put("t", List.of(2, 3), 0, 0, 0, 0, 0, 0);
        put("dW1", List.of(2, 3), 1 / 3., 2 / 3., 1, 4 / 3., 5 / 3., 2);
        put("db1", List.of(3), 5 / 3., 7 / 3., 3);
    }

    private Path saved() {
        Path file = folder.resolve("mine.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, Array> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(npy(array.getValue()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    private static byte[] npy(Array array) {
        String shape = array.shape.toString().replace('[', '(').replace("]", array.shape.isEmpty() ? ")" : ",)");
        byte[] header = "{'descr': '%s', 'fortran_order': False, 'shape': %s}"
                .formatted(array.type, shape)
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer npy = ByteBuffer.allocate(10 + header.length + array.values.length * 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header);
        for (double value : array.values) {
            switch (array.type) {
                case "<f2" -> npy.putShort(Float.floatToFloat16((float) value));
                case "<f4" -> npy.putFloat((float) value);
                default -> npy.putDouble(value);
            }
        }
        return java.util.Arrays.copyOf(npy.array(), npy.position());
    }

    private static Path recorded(String name) {
        try {
            return Path.of(Objects.requireNonNull(NpzCheckTest.class.getResource("/npz/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandLineRun check(String... options) {
        return checkOf(saved(), options);
    }

    private static CommandLineRun checkOf(Path file, String... options) {
        Object[] arguments = new Object[3 + options.length];
        arguments[0] = "check";
        arguments[1] = "--npz";
        arguments[2] = file;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandLineRun.of(arguments);
    }

    /// Block, verdict and kind, such as `dW1`'s `W1 fail transpose`.
    private static void assertBlocks(CommandLineRun run, int exitCode, String... blocks) {
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
        assertThat(run.json().getObjects("parameters"))
                .extracting(NpzCheckTest::block)
                .containsExactly(blocks);
    }

    private static String block(JsonObject block) {
        String text = block.getString("name") + " " + block.getString("verdict");
        return block.has("diagnosis")
                ? text + " " + block.getObject("diagnosis").getString("kind")
                : text;
    }

    private void assertNote(CommandLineRun run, String note) {
        assertThat(run.json().getList("notes")).isEqualTo(List.of(note));
    }

    private void assertRefused(String place, String what, String hint, String... options) {
        Path file = saved();
        checkOf(file, options).assertRefused(3, file + place + ": " + what, hint);
    }

    private CommandLineRun identity() {
        return check("--activation", "identity", "--json", "-");
    }

    private CommandLineRun identityOutIn() {
        return check("--activation", "identity", "--weights", "out-in", "--json", "-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"right.npz", "float32.npz"})
    void passesTheRightGradientInTheNotebooksNumbering(String file) {
        CommandLineRun run = checkOf(recorded(file), "--json", "-");
        assertBlocks(run, 0, "W2 pass", "b2 pass", "W3 pass", "b3 pass");
        assertThat(run.err()).isEmpty();
        assertThat(run.json().has("notes")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"right.npz", "notebook.npz"})
    void thePageShowsWhatTheProgramPrints(String file) {
        String command = "$ ./gradus check --npz " + file + "\n";
        String page = CommandLineRun.text(Path.of("../docs/numpy.md"));
        int from = page.indexOf(command) + command.length();
        String shown = page.substring(from, page.indexOf("\n```", from));
        String printed = String.join("\n", checkOf(recorded(file)).out().lines().toList());
        assertThat(printed).contains(shown.split("(^|\\n)…(\\n|$)", -1));
        assertThat(shown).hasSizeGreaterThan(500);
    }

    @Test
    void judgesFloat32ByFloat32sNoiseFloor() {
        float32("W1", "b1", "dW1", "db1");
        assertBlocks(identity(), 0, "W1 pass", "b1 pass");
        Array right = Objects.requireNonNull(arrays.get("dW1"));
        right.values[4] = -right.values[4];
        assertThat(identity().exitCode()).isEqualTo(1);
    }

    @Test
    void judgesFloat64ByItsOwnFloorWhereOnlyTheBatchIsFloat32() {
        float32("x", "t");
        assertBlocks(identity(), 0, "W1 pass", "b1 pass");
        // Right in float32, not in float64, which is promised.
        Array rounded = Objects.requireNonNull(arrays.get("dW1"));
        for (int i = 0; i < rounded.values.length; i++) {
            rounded.values[i] = (float) rounded.values[i];
        }
        assertBlocks(identity(), 1, "W1 fail lost-precision", "b1 pass");
    }

    private void float32(String... names) {
        for (String name : names) {
            Array array = Objects.requireNonNull(arrays.get(name));
            arrays.put(name, new Array("<f4", array.shape, array.values));
        }
    }

    @Test
    void saysInWhichPrecisionItJudged() {
        assertThat(checkOf(recorded("right.npz")).out())
                .startsWith("right.npz: gradients of a 2-2-2 network on 8 samples, in float64");
        assertThat(checkOf(recorded("float32.npz")).out())
                .startsWith("float32.npz: gradients of a 2-2-2 network on 8 samples, in float32");
    }

    @Test
    void namesTheNotebooksMistakes() {
        CommandLineRun run = checkOf(recorded("notebook.npz"), "--json", "-");
        assertBlocks(
                run, 1, "W2 fail inner-product", "b2 fail updated-weights-used", "W3 fail inner-product", "b3 pass");
        assertThat(run.json().getList("notes"))
                .isEqualTo(List.of(
                        "dW2 has the shape [], W2 [2 × 2]: it was broadcast, as NumPy does in W2 -= lr * dW2.",
                        "dW3 has the shape [], W3 [2 × 2]: it was broadcast, as NumPy does in W3 -= lr * dW3."));
        assertThat(checkOf(recorded("notebook.npz")).out().lines().filter(line -> line.startsWith("Note: ")))
                .containsExactly(
                        "Note: dW2 has the shape [], W2 [2 × 2]: it was broadcast, as NumPy does in W2 -=",
                        "Note: dW3 has the shape [], W3 [2 × 2]: it was broadcast, as NumPy does in W3 -=");
    }

    @Test
    void writesThePageThatReportAsksFor() {
        Path page = folder.resolve("check.html");
        CommandLineRun run = checkOf(recorded("notebook.npz"), "--report", page.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("report: " + page + System.lineSeparator());
        assertThat(CommandLineRun.text(page)).startsWith("<!DOCTYPE html>").contains("notebook.npz");
        Path nowhere = folder.resolve("nowhere/check.html");
        checkOf(recorded("notebook.npz"), "--report", nowhere.toString())
                .assertRefused(
                        3,
                        nowhere + ": the folder %s does not exist".formatted(folder.resolve("nowhere")),
                        "create it first, or choose another folder");
    }

    @Test
    void takesOneActivationALayer() {
        assertBlocks(identity(), 0, "W1 pass", "b1 pass");
        assertThat(check("--activation", "sigmoid").exitCode()).isEqualTo(1);
        check("--activation", "sigmoid,identity")
                .assertRefused(
                        2,
                        "check: --activation: expected 1, one a layer, the output's last, got 2: sigmoid,identity",
                        "see gradus check --help");
    }

    @Test
    void takesOneSampleAsAVector() {
        put("x", List.of(2), 1, 0);
        put("t", List.of(3), 0, 0, 0);
        put("dW1", List.of(2, 3), 2 / 3., 4 / 3., 2, 0, 0, 0);
        put("db1", List.of(1, 3), 2 / 3., 4 / 3., 2);
        assertBlocks(identity(), 0, "W1 pass", "b1 pass");
    }

    @Test
    void takesWeightsOutIn() {
        put("W1", List.of(3, 2), 1, 4, 2, 5, 3, 6);
        put("dW1", List.of(3, 2), 1 / 3., 4 / 3., 2 / 3., 5 / 3., 1, 2);
        put("b1", List.of(3, 1), 0, 0, 0);
        assertBlocks(identityOutIn(), 0, "W1 pass", "b1 pass");
        assertRefused(
                ": array \"b1\"",
                "expected [2], for W1 has 2 outputs, got [3 × 1]",
                "the shapes fit [out × in] matrices: add --weights out-in",
                "--activation",
                "identity");
    }

    @Test
    void saysThatSquareWeightsPassTheOtherWay() {
        put("W1", List.of(2, 2), 1, 2, 3, 4);
        put("b1", List.of(2), 0, 0);
        put("t", List.of(2, 2), 0, 0, 0, 0);
        put("dW1", List.of(2, 2), 0.5, 1, 1.5, 2); // y = W, delta = 2/4·y
        put("db1", List.of(2), 2, 3);
        assertBlocks(identity(), 0, "W1 pass", "b1 pass");
        CommandLineRun run = identityOutIn();
        assertThat(run.exitCode()).isEqualTo(1);
        assertNote(run, "Without --weights out-in every gradient passes.");
        put("W1", List.of(2, 2), 1, 3, 2, 4);
        put("dW1", List.of(2, 2), 0.5, 1.5, 1, 2);
        assertBlocks(identityOutIn(), 0, "W1 pass", "b1 pass");
        run = identity();
        assertThat(run.exitCode()).isEqualTo(1);
        assertNote(run, "With --weights out-in every gradient passes.");
    }

    @Test
    void handsATransposedGradientOn() {
        put("dW1", List.of(3, 2), 1 / 3., 4 / 3., 2 / 3., 5 / 3., 1, 2);
        CommandLineRun run = identity();
        assertBlocks(run, 1, "W1 fail transpose", "b1 pass");
        assertNote(
                run,
                "dW1 has the shape [3 × 2], W1 [2 × 3]: it is transposed. Its numbers were judged in the order in which"
                        + " they lie there.");
        put("W1", List.of(3, 2), 1, 4, 2, 5, 3, 6);
        put("dW1", List.of(2, 3), 1 / 3., 2 / 3., 1, 4 / 3., 5 / 3., 2);
        assertBlocks(identityOutIn(), 1, "W1 fail transpose", "b1 pass");
    }

    @Test
    void broadcastsAsAnUpdateInNumPyDoes() {
        put("dW1", List.of(3), 5 / 3., 7 / 3., 3);
        CommandLineRun run = identity();
        assertThat(run.exitCode()).isEqualTo(1);
        assertNote(run, "dW1 has the shape [3], W1 [2 × 3]: it was broadcast, as NumPy does in W1 -= lr * dW1.");
        put("dW1", List.of(1), 7);
        assertThat(identity().exitCode()).isEqualTo(1);
        put("dW1", List.of(2, 1), 1 / 3., 2 / 3.);
        assertThat(identity().exitCode()).isEqualTo(1);
    }

    @Test
    void takesAGradientOfTheRightSizeAsItLies() {
        put("dW1", List.of(6), 1 / 3., 2 / 3., 1, 4 / 3., 5 / 3., 2);
        CommandLineRun run = identity();
        assertBlocks(run, 0, "W1 pass", "b1 pass");
        assertNote(
                run,
                "dW1 has the shape [6], W1 [2 × 3]: its numbers were judged in the order in which they lie there.");
    }

    @Test
    void namesABiasThatIsNotSummedOverTheBatch() {
        put("db1", List.of(2, 3), 1 / 3., 2 / 3., 1, 4 / 3., 5 / 3., 2);
        CommandLineRun run = identity();
        assertBlocks(run, 1, "W1 pass", "b1 fail bias-not-summed");
        assertNote(
                run, "db1 has the shape [2 × 3], b1 [3]: it is not summed over the batch. One of its rows was judged.");
    }

    @Test
    void doesNotTakeTheFirstRowForTheSumWhereItIsTheSum() {
        put("x", List.of(2, 2), 1, 0, 0, 0); // the second sample has y = 0
        put("dW1", List.of(2, 3), 1 / 3., 2 / 3., 1, 0, 0, 0);
        put("db1", List.of(2, 3), 1 / 3., 2 / 3., 1, 0, 0, 0);
        assertThat(identity().exitCode()).isEqualTo(1);
    }

    @Test
    void broadcastsABiasThatIsOneNumber() {
        put("db1", List.of(), 7);
        CommandLineRun run = identity();
        assertThat(run.exitCode()).isEqualTo(1);
        assertNote(run, "db1 has the shape [], b1 [3]: it was broadcast, as NumPy does in b1 -= lr * db1.");
    }

    @Test
    void refusesGradientsOfNoUsableShape() {
        put("dW1", List.of(2, 2), 1, 2, 3, 4);
        assertRefused(
                ": array \"dW1\"",
                "expected [2 × 3] as W1 has, got [2 × 2]",
                "save the gradient of W1: a number for each of its entries");
        oneLayer();
        put("db1", List.of(2), 1, 2);
        assertRefused(
                ": array \"db1\"",
                "expected [3] as b1 has, got [2]",
                "save the gradient of b1: a number for each output, summed over the batch");
        oneLayer();
        arrays.put("dW1", new Array("<f2", List.of(2, 3), new double[6]));
        assertRefused(
                ": array \"dW1\"",
                "float16 has three digits, too few to judge a gradient by",
                "compute it in float32 or float64");
    }

    @Test
    void takesThePenaltyAndTheLearningRateFromTheFile() {
        put("l2", List.of(), 0.5);
        put("lr", List.of(1), 0.1);
        put("dW1", List.of(2, 3), 1 / 3. + .5, 2 / 3. + 1, 1 + 1.5, 4 / 3. + 2, 5 / 3. + 2.5, 2 + 3);
        assertBlocks(identity(), 0, "W1 pass", "b1 pass");
        put("l2", List.of(), -1);
        assertRefused(
                ": array \"l2\"",
                "expected a number of at least 0, got -1.0",
                "save it as one: np.savez(..., l2=0.01)",
                "--activation",
                "identity");
        put("l2", List.of(2), 1, 2);
        assertRefused(
                ": array \"l2\"",
                "expected a single number, got the shape [2]",
                "save it as one: np.savez(..., l2=0.01)",
                "--activation",
                "identity");
    }

    @Test
    void takesTheBatchOfTheStepBefore() {
        put("x_prev", List.of(1, 2), 1, 1);
        put("t_prev", List.of(1, 3), 0, 0, 0);
        // The step before: y = [5, 7, 9], delta = 2/3·y. Its gradient is still in these.
        put("dW1", List.of(2, 3), 1 / 3. + 10 / 3., 2 / 3. + 14 / 3., 1 + 6, 4 / 3. + 10 / 3., 5 / 3. + 14 / 3., 2 + 6);
        assertBlocks(identity(), 1, "W1 fail accumulated", "b1 pass");
        arrays.remove("t_prev");
        assertRefused(
                "",
                "there is no array \"t_prev\", only W1, b1, x, t, dW1, db1, x_prev",
                "save both of the step before, or none: x_prev and t_prev");
    }

    @Test
    void refusesArraysThatAreMissing() {
        arrays.remove("db1");
        assertRefused(
                "",
                "there is no array \"db1\", only W1, b1, x, t, dW1",
                "save it; for a gradient not written yet: db1=np.zeros_like(b1)");
        arrays.remove("b1");
        assertRefused("", "there is no array \"b1\", only W1, x, t, dW1", "save it: np.savez(..., b1=b1)");
        put("W3", List.of(3, 2), 1, 2, 3, 4, 5, 6);
        put("b1", List.of(3), 0, 0, 0);
        assertRefused("", "there is no array \"W2\", only W1, x, t, dW1, W3, b1", "save it: np.savez(..., W2=W2)");
        arrays.clear();
        assertRefused("", "there is no array \"W1\", only an empty archive", "save it: np.savez(..., W1=W1)");
    }

    @Test
    void aGradientNotWrittenYetMayBeZeros() {
        put("dW1", List.of(2, 3), new double[6]);
        assertBlocks(identity(), 1, "W1 fail zero", "b1 pass");
    }

    @Test
    void refusesArraysOfOtherNames() {
        String what = "a check has no use for an array of this name";
        put("dw1", List.of(), 1);
        assertRefused(": array \"dw1\"", what, "call it dW1");
        arrays.remove("dw1");
        put("LR", List.of(), 1);
        assertRefused(": array \"LR\"", what, "call it lr");
        arrays.remove("LR");
        String known = "a check takes W1, b1, W2, b2, ... x, t, dW1, db1, ... and lr, l2, x_prev, t_prev";
        put("a2", List.of(), 1);
        assertRefused(": array \"a2\"", what, "leave it out; " + known);
        arrays.clear();
        put("arr_0", List.of(), 1);
        assertRefused(
                ": array \"arr_0\"",
                what,
                "give each array its name: np.savez(\"mine.npz\", W1=W1, b1=b1, ...); " + known);
    }

    @Test
    void refusesNetworksWhoseShapesDoNotFit() {
        put("W1", List.of(6), 1, 2, 3, 4, 5, 6);
        assertRefused(
                ": array \"W1\"",
                "expected a matrix [in × out], got the shape [6]",
                "save it as one, such as W1=W1.reshape(-1, 1)");
        oneLayer();
        put("W2", List.of(2, 1), 1, 2);
        put("b2", List.of(1), 0);
        put("dW2", List.of(2, 1), 1, 2);
        put("db2", List.of(1), 0);
        assertRefused(
                ": array \"W2\"",
                "expected [3 × out], for W1 has 3 outputs, got [2 × 1]",
                "a layer takes the outputs of the layer before");
    }

    @Test
    void refusesABatchThatDoesNotFit() {
        put("x", List.of(2, 4), 1, 0, 0, 1, 1, 0, 0, 1);
        assertRefused(
                ": array \"x\"",
                "expected [batch × 2], for W1 takes 2 inputs, got [2 × 4]",
                "samples are rows: save x=x.T and t=t.T");
        put("x", List.of(3), 1, 0, 0);
        put("t", List.of(1, 2), 1, 0);
        assertRefused(
                ": array \"x\"",
                "expected [batch × 2], for W1 takes 2 inputs, got [3]",
                "save the inputs as the first layer takes them, a sample a row");
        oneLayer();
        put("t", List.of(3, 3), new double[9]);
        assertRefused(
                ": array \"t\"",
                "expected [2 × 3], for x has 2 samples and the network 3 outputs, got [3 × 3]",
                "save a row of targets for each sample");
        put("t", List.of(2), 0, 2);
        assertRefused(
                ": array \"t\"",
                "expected [2 × 3], for x has 2 samples and the network 3 outputs, got [2]",
                "one-hot encode the classes: t=np.eye(3)[t.astype(int).ravel()]");
        oneLayer();
        put("x", List.of(2, 2), 1, 0, Double.NaN, 1);
        assertRefused(
                ": array \"x\"",
                "expected finite numbers, got NaN at [1,0]",
                "save the arrays of a step before they became infinite or no numbers");
    }

    @Test
    void refusesOptionsThatDoNotGoWithAFile() {
        String hint = "the arrays say what network it is; --activation has the output's as its last";
        check("--hidden", "2").assertRefused(2, "check: --hidden: does not go with --npz", hint);
        check("--output", "sigmoid").assertRefused(2, "check: --output: does not go with --npz", hint);
        check("--seed", "1").assertRefused(2, "check: --seed: does not go with --npz", hint);
        check("--l2", "0.1")
                .assertRefused(
                        2, "check: --l2: does not go with --npz", "save it with the arrays: np.savez(..., l2=0.01)");
        check("Mine.java").assertRefused(2, "check: --npz: does not go with FILE", "give one of the two");
        check("--weights", "in")
                .assertRefused(2, "check: --weights: expected in-out or out-in, got \"in\"", "see gradus check --help");
        CommandLineRun.of("check", "--weights", "out-in")
                .assertRefused(
                        2,
                        "check: --weights: goes with --npz only",
                        "name the file too: gradus check --npz mine.npz --weights out-in");
    }

    @Test
    void refusesALossThatCannotFollowTheLastActivation() {
        check("--loss", "categorical_cross_entropy")
                .assertRefused(
                        2,
                        "check: loss categorical_cross_entropy: expected the output activation softmax, got sigmoid",
                        "see gradus check --help");
    }
}
