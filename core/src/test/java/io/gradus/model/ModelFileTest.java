package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradus.InputException;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import io.gradus.file.Dtype;
import io.gradus.file.Safetensors;
import io.gradus.file.Tensor;
import io.gradus.file.TensorFile;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Normalization;
import io.gradus.layer.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
    private static final String HINT = "train the model again, or take the file from where it was whole";
    private static final String JSON = """
            {"format":1,"inputs":[{"name":"x","mean":0,"scale":1}],"target":{"columns":[{"name":"y","mean":0,"scale":1}]},\
            "layers":[{"units":1,"activation":"identity"}],"loss":"mse","provenance":{"seed":42}}""";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.gradus");
    }

    @Test
    void classesComeBackWithAllTheirBits() throws IOException {
        Table table = Table.of(
                "things",
                List.of(
                        NumberColumn.of("size", 1, 2.5, 3, 4, 0.1, 6),
                        TextColumn.of("colour", "red", "blue", "red", "green", "blue", "red"),
                        TextColumn.of("kind", "a", "b", "a", "b", "b", "a")));
        Model model = Recipe.builder("kind")
                .hidden(5, 3)
                .dropout(0.25)
                .smoothing(0.1)
                .epochs(3)
                .test(TestSize.count(0))
                .validation(TestSize.count(0))
                .build()
                .fit(table)
                .model();
        Model back = assertRoundTrip(model, table);
        assertThat(back.network().architecture()).isEqualTo(model.network().architecture());
        assertThat(back.predict(table).label(1)).isEqualTo(model.predict(table).label(1));
    }

    /// gamma, beta and the running statistics too, in the precision of the network.
    @ParameterizedTest
    @CsvSource({"BATCH, DOUBLE", "BATCH, FLOAT", "LAYER, DOUBLE"})
    void normalisationComesBackWithAllItsBits(Normalization normalization, Precision precision) throws IOException {
        Table table = Table.of(
                "numbers",
                List.of(NumberColumn.of("x", 1, 2, 3, 4, 5, 6.5), NumberColumn.of("square", 1, 4, 9, 16, 25, 42.25)));
        Model model = Recipe.builder("square")
                .hidden(5, 3)
                .normalization(normalization)
                .dropout(0.1)
                .precision(precision)
                .epochs(3)
                .test(TestSize.count(0))
                .validation(TestSize.count(0))
                .build()
                .fit(table)
                .model();
        Model back = assertRoundTrip(model, table);
        Architecture architecture = back.network().architecture();
        assertThat(architecture).isEqualTo(model.network().architecture());
        assertThat(architecture.layers())
                .startsWith(Layer.dense(5, Activation.identity()))
                .contains(
                        normalization == Normalization.BATCH
                                ? Layer.batchNorm(Activation.relu())
                                : Layer.layerNorm(Activation.relu()));
        assertThat(back.network().precision()).isEqualTo(precision);
        assertThat(back.network().state()).isEqualTo(model.network().state());
        if (normalization == Normalization.BATCH) {
            assertThat(back.network().state()).hasSize(16).isNotEqualTo(architecture.initialState());
            assertThat(Safetensors.read(file).tensor("variance2").values())
                    .isEqualTo(Arrays.copyOfRange(model.network().state(), 13, 16));
        }
    }

    private static final String NORMALISED = JSON.replace(
            "\"layers\":[",
            "\"layers\":[{\"norm\":\"batch\",\"momentum\":0.1,\"epsilon\":1,\"activation\":\"identity\"},");

    @Test
    void aNormalisationBuiltByHandIsUnderstood() {
        write(
                NORMALISED,
                vector("gamma1", 4),
                vector("beta1", 5),
                w1(1, 1),
                b1(1),
                vector("mean1", 1),
                vector("variance1", 3));
        assertThat(Model.load(file)
                        .predict(Table.of("t", List.of(NumberColumn.of("x", 3))))
                        .values())
                .containsExactly(2 * (4 * (3 - 1) / 2.0 + 5) + 1); // √(3 + 1) = 2
    }

    @Test
    void refusesStatisticsThatDoNotFit() {
        Tensor[] parameters = {vector("gamma1", 4), vector("beta1", 5), w1(1, 1), b1(1)};
        write(NORMALISED, with(parameters, vector("mean1", 1), vector("variance1", -3)));
        assertRefused("variance1[0]: expected at least 0, got -3.0", HINT);
        write(NORMALISED, with(parameters, vector("mean1", 1), vector("variance1", 3, 3)));
        assertRefused("tensor \"variance1\": expected shape [1], got [2]", HINT);
        write(NORMALISED, with(parameters, vector("variance1", 3)));
        InputException missing = catchThrowableOfType(InputException.class, () -> Model.load(file));
        assertThat(missing.getMessage()).startsWith(file + ": there is no tensor \"mean1\"");
        write(NORMALISED.replace("0.1", "2"), with(parameters, vector("mean1", 1), vector("variance1", 3)));
        assertRefused("momentum: expected 0 < momentum <= 1, got 2.0", HINT);
        write(NORMALISED.replace("batch", "group"), with(parameters, vector("mean1", 1), vector("variance1", 3)));
        InputException unknown = catchThrowableOfType(InputException.class, () -> Model.load(file));
        assertThat(unknown.getMessage())
                .isEqualTo(file
                        + ": metadata \"gradus\" at /layers/0/norm: expected \"batch\" or \"layer\", got \"group\"");
    }

    private static Tensor[] with(Tensor[] first, Tensor... more) {
        Tensor[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private static Tensor vector(String name, double... values) {
        return Tensor.of(name, Dtype.F64, values, values.length);
    }

    @Test
    void severalNumbersComeBackWithAllTheirBits() throws IOException {
        Table table = Table.of(
                "numbers",
                List.of(
                        NumberColumn.of("x", 1, 2, 3, 4, 5, 6.5),
                        NumberColumn.of("double", 2, 4, 6, 8, 10, 13),
                        NumberColumn.of("square", 1, 4, 9, 16, 25, 42.25)));
        Model model = Recipe.builder("double", "square")
                .hidden(4)
                .epochs(3)
                .test(TestSize.count(0))
                .validation(TestSize.count(0))
                .build()
                .fit(table)
                .model();
        Model back = assertRoundTrip(model, table);
        assertThat(back.predict(table).outputNames()).containsExactly("double", "square");
        assertThat(back.predict(table).hasClasses()).isFalse();
    }

    /// Same predictions, and saved again the same bytes: nothing is lost, nothing is added.
    private Model assertRoundTrip(Model model, Table table) throws IOException {
        model.save(file);
        Model back = Model.load(file);
        assertThat(back.network().parameters()).isEqualTo(model.network().parameters());
        assertThat(back.predict(table).values()).isEqualTo(model.predict(table).values());
        assertThat(back.preprocessing().inputColumns())
                .isEqualTo(model.preprocessing().inputColumns());
        assertThat(back.preprocessing().target())
                .isEqualTo(model.preprocessing().target());
        assertThat(back.loss()).isEqualTo(model.loss());
        assertThat(back.provenance().keySet())
                .containsExactlyElementsOf(model.provenance().keySet());
        Path again = folder.resolve("again.gradus");
        back.save(again);
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
        return back;
    }

    @Test
    void aFileBuiltByHandIsUnderstood() {
        write(JSON, w1(1, 1), b1(1));
        Model model = Model.load(file);
        assertThat(model.provenance()).containsEntry("seed", 42L);
        assertThat(model.predict(Table.of("t", List.of(NumberColumn.of("x", 3))))
                        .values())
                .containsExactly(7); // weights and biases of w1 and b1 are 2 and 1
    }

    /// Wherever writing or copying broke off: an error about the file, never another.
    @Test
    void refusesAFileCutAtAnyByte() throws IOException {
        write(JSON, w1(1, 1), b1(1));
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.gradus");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> Model.load(cut)))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(InputException.class);
        }
    }

    /// A byte changed at any place: a model or an error about the file.
    @Test
    void neverBreaksOnAChangedByte() throws IOException {
        write(JSON, w1(1, 1), b1(1));
        byte[] whole = Files.readAllBytes(file);
        Path changed = folder.resolve("changed.gradus");
        for (int at = 0; at < whole.length; at++) {
            for (byte other : new byte[] {0, '9', '"', '-', (byte) 0xFF}) {
                byte[] bytes = whole.clone();
                bytes[at] = other;
                Files.write(changed, bytes);
                Throwable thrown = catchThrowable(() -> Model.load(changed));
                if (thrown != null) {
                    assertThat(thrown).as("byte %d is %d", at, other).isInstanceOf(InputException.class);
                }
            }
        }
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.createFile(file);
        assertRefused("the file is empty", "the file is damaged or no safetensors file; get or write it again");
    }

    @Test
    void refusesAHeaderThatNoMemoryHolds() throws IOException {
        Files.write(
                file,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(1L << 60)
                        .array());
        assertRefused(
                "the header's length is given as 1152921504606846976, the format allows at most 100,000,000 bytes",
                "the file is damaged or no safetensors file; get or write it again");
    }

    @Test
    void refusesAMissingFile() {
        InputException fault = catchThrowableOfType(InputException.class, () -> Model.load(file));
        assertThat(fault.getMessage()).startsWith(file + ": ");
    }

    @Test
    void refusesAFileOfAnotherProgram() {
        Safetensors.write(file, TensorFile.of(List.of(b1(1)), Map.of("format", "pt")));
        assertRefused("a safetensors file, but not a model of Gradus", "give a file that train wrote");
    }

    @Test
    void refusesAnotherFormat() {
        write(JSON.replace("\"format\":1", "\"format\":2"), w1(1, 1), b1(1));
        assertRefused("model format 2, this version reads 1", "use the version of Gradus that wrote it");
    }

    @Test
    void refusesAWrongShape() {
        write(JSON, w1(2, 1), b1(1));
        assertRefused("tensor \"W1\": expected shape [1, 1], got [2, 1]", HINT);
        write(JSON, w1(1, 1), b1(2));
        assertRefused("tensor \"b1\": expected shape [1], got [2]", HINT);
        write(JSON, w1(1, 1));
        assertRefused("there is no tensor \"b1\", only [\"W1\"]", "another kind of file may have been named");
    }

    /// The layers claim 16 GB of parameters: the tensors, which are small, are compared before anything is allocated.
    @Test
    void refusesLayersLargerThanTheTensors() {
        write(JSON.replace("\"units\":1", "\"units\":1000000000"), w1(1, 1), b1(1));
        assertRefused("outputs: expected 1 by the target, got 1000000000", HINT);
        write(
                JSON.replace("\"layers\":[", "\"layers\":[{\"units\":500000000,\"activation\":\"relu\"},"),
                w1(1, 1),
                b1(1));
        assertRefused("tensor \"W1\": expected shape [1, 500000000], got [1, 1]", HINT);
    }

    @Test
    void refusesUnknownNames() {
        write(JSON.replace("identity", "swoosh"), w1(1, 1), b1(1));
        assertRefused(
                "activation: expected one of identity, sigmoid, tanh, softsign, relu, leaky_relu, elu, selu, gelu, silu,"
                        + " softplus, exp, softmax, got \"swoosh\"",
                HINT);
        write(JSON.replace("mse", "hope"), w1(1, 1), b1(1));
        assertRefused(
                "loss: expected one of mse, mae, huber, quantile, binary_cross_entropy, categorical_cross_entropy, poisson,"
                        + " got \"hope\"",
                HINT);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        write(JSON.replace("mse", "categorical_cross_entropy"), w1(1, 1), b1(1));
        assertRefused("loss categorical_cross_entropy: expected the output activation softmax, got identity", HINT);
        write(JSON.replace("\"units\":1", "\"units\":0"), w1(1, 1), b1(1));
        assertRefused("units: expected at least 1, got 0", HINT);
        write(JSON.replace("{\"units\":1,\"activation\":\"identity\"}", "{\"dropout\":0.5}"), w1(1, 1), b1(1));
        assertRefused("layers: expected a dense layer at the end, got [Dropout[rate=0.5]]", HINT);
        write(JSON.replace("\"provenance\":{\"seed\":42}", "\"other\":1"), w1(1, 1), b1(1));
        InputException fault = catchThrowableOfType(InputException.class, () -> Model.load(file));
        assertThat(fault.getMessage()).isEqualTo(file + ": metadata \"gradus\": the key \"provenance\" is missing");
    }

    private void write(String json, Tensor... tensors) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("gradus", json);
        Safetensors.write(file, TensorFile.of(List.of(tensors), metadata));
    }

    private static Tensor w1(int in, int out) {
        return Tensor.of("W1", Dtype.F64, filled(in * out, 2), in, out);
    }

    private static Tensor b1(int out) {
        return Tensor.of("b1", Dtype.F64, filled(out, 1), out);
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    private void assertRefused(String what, String hint) {
        InputException fault = catchThrowableOfType(InputException.class, () -> Model.load(file));
        assertThat(fault).as("an InputException").isNotNull();
        assertThat(fault.getMessage()).isEqualTo(file + ": " + what);
        assertThat(fault.hint()).isEqualTo(hint);
    }
}
