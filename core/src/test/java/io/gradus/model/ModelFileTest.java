package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.InputException;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import io.gradus.file.Dtype;
import io.gradus.file.Safetensors;
import io.gradus.file.Tensor;
import io.gradus.file.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    private Path folder;

    @Test
    void modelOfClassesComesBackWhole() throws IOException {
        assertComesBack(flowers(), MadeUp.flowers());
    }

    @Test
    void modelOfNumbersComesBackWhole() throws IOException {
        assertComesBack(FixedTrainings.curves(), MadeUp.curves());
    }

    private void assertComesBack(Model model, Table table) throws IOException {
        Path first = folder.resolve("first.gradus");
        Path second = folder.resolve("second.gradus");
        model.save(first);
        Model loaded = Model.load(first);
        loaded.save(second);
        assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
        assertThat(loaded.predict(table).values())
                .containsExactly(model.predict(table).values());
        assertThat(loaded.provenance().keySet()).isEqualTo(model.provenance().keySet());
        assertThat(loaded.network().architecture()).isEqualTo(model.network().architecture());
        assertThat(loaded.loss()).isEqualTo(model.loss());
    }

    @Test
    void fileCutOffAnywhereIsRefused() throws IOException {
        Path whole = folder.resolve("whole.gradus");
        flowers().save(whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.gradus");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Model.load(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(cut + ": ");
        }
    }

    @Test
    void headerOfMoreBytesThanThereAreIsRefusedWithoutMakingRoomForIt() throws IOException {
        Path file = folder.resolve("huge.gradus");
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 60)
                .array();
        Files.write(file, length);
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(InputException.class);
    }

    @Test
    void tensorOfAnotherShapeIsNamed() {
        assertRefused(
                changed("W1", tensor -> Tensor.of("W1", Dtype.F64, new double[10], 2, 5)),
                "tensor \"W1\": expected shape [6, 3], got [2, 5]");
    }

    @Test
    void safetensorsFileOfSomebodyElseIsNoModel() {
        Path file = folder.resolve("other.safetensors");
        Safetensors.write(
                file, TensorFile.of(List.of(Tensor.of("w", Dtype.F64, new double[1], 1)), new LinkedHashMap<>()));
        assertRefused(() -> Model.load(file), "a safetensors file, but not a model of Gradus");
    }

    @Test
    void unknownNamesAndFormatsAreRefused() {
        assertRefused(
                replaced("\"relu\"", "\"rulu\""),
                "activation: expected one of identity, sigmoid, tanh, relu, softmax, got \"rulu\"");
        assertRefused(replaced("\"format\":1", "\"format\":2"), "model format 2, this version reads 1");
        assertRefused(
                replaced("\"softmax\"", "\"sigmoid\""),
                "loss categorical_cross_entropy: expected the output activation softmax, got sigmoid");
        assertRefused(
                replaced("\"units\":3,\"activation\":\"s", "\"units\":4,\"activation\":\"s"),
                "outputs: expected 3 by the target, got 4");
    }

    @Test
    void predictionNeedsTheColumnsAndCategoriesOfTraining() {
        Model model = flowers();
        assertThatThrownBy(() -> model.predict(MadeUp.flowers().without(List.of("petal_width"))))
                .isInstanceOf(InputException.class)
                .hasMessage("flowers: no column \"petal_width\"");
        Table teal = Table.of(
                "teal",
                List.of(
                        NumberColumn.of("sepal_length", 1),
                        NumberColumn.of("sepal_width", 1),
                        NumberColumn.of("petal_length", 1),
                        NumberColumn.of("petal_width", 1),
                        TextColumn.of("colour", "teal")));
        assertThatThrownBy(() -> model.predict(teal))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"colour\": \"teal\" was not seen in training");
    }

    private interface Change {
        Tensor of(Tensor tensor);
    }

    private ThrowingCallable changed(String name, Change change) {
        TensorFile file = saved();
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : file.tensors()) {
            tensors.add(tensor.name().equals(name) ? change.of(tensor) : tensor);
        }
        return load(TensorFile.of(tensors, file.metadata()));
    }

    private ThrowingCallable replaced(String text, String by) {
        TensorFile file = saved();
        Map<String, String> metadata = new LinkedHashMap<>();
        String json = file.text("gradus");
        assertThat(json).contains(text);
        metadata.put("gradus", json.replace(text, by));
        return load(TensorFile.of(List.copyOf(file.tensors()), metadata));
    }

    private TensorFile saved() {
        Path file = folder.resolve("saved.gradus");
        flowers().save(file);
        return Safetensors.read(file);
    }

    private ThrowingCallable load(TensorFile content) {
        Path file = folder.resolve("changed.gradus");
        Safetensors.write(file, content);
        return () -> Model.load(file);
    }

    private static void assertRefused(ThrowingCallable load, String what) {
        assertThatThrownBy(load)
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.what()).isEqualTo(what));
    }

    private static Model flowers() {
        return Recipe.builder("kind")
                .hidden(3)
                .epochs(2)
                .build()
                .fit(MadeUp.flowers())
                .model();
    }
}
