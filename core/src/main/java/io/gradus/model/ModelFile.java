package io.gradus.model;

import io.gradus.InputException;
import io.gradus.data.InputColumn;
import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.Preprocessing;
import io.gradus.data.Target;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import io.gradus.file.Dtype;
import io.gradus.file.Json;
import io.gradus.file.JsonObject;
import io.gradus.file.Safetensors;
import io.gradus.file.Tensor;
import io.gradus.file.TensorFile;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.Precision;
import io.gradus.layer.StateBlock;
import io.gradus.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The model file: safetensors, with one tensor for each block of parameters and everything else as JSON under the key
/// `gradus` of the metadata.
///
/// ```json
/// {"format": 1,
///  "inputs": [{"name": "x", "mean": 2.5, "scale": 1.5}, {"name": "colour", "categories": ["blue", "red"]}],
///  "target": {"name": "species", "classes": ["setosa", "virginica"], "smoothing": 0},
///  "layers": [{"units": 16, "activation": "relu"}, {"dropout": 0.1}, {"units": 2, "activation": "softmax"}],
///  "loss": "categorical_cross_entropy",
///  "provenance": {…}}
/// ```
///
/// A normalisation is `{"norm": "batch", "momentum": 0.1, "epsilon": 1e-5, "activation": "relu"}`, or `{"norm": "layer",
/// "epsilon": 1e-5, "activation": "relu"}`; running statistics are tensors too: `mean1`, `variance1`.
///
/// A target of numbers is `{"columns": [{"name", "mean", "scale"}, …]}`. Blocks of weights are [in × out].
final class ModelFile {
    private static final String KEY = "gradus";
    private static final int FORMAT = 1;
    private static final String HINT = "train the model again, or take the file from where it was whole";

    private ModelFile() {}

    static void write(Path file, Model model) {
        Network network = model.network();
        Dtype dtype = network.precision() == Precision.FLOAT ? Dtype.F32 : Dtype.F64;
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterBlock block : network.architecture().blocks()) {
            tensors.add(Tensor.of(block.name(), dtype, network.parameters(block.name()), shape(block)));
        }
        double[] state = network.state();
        for (StateBlock block : network.architecture().stateBlocks()) {
            double[] values = Arrays.copyOfRange(state, block.offset(), block.offset() + block.size());
            tensors.add(Tensor.of(block.name(), dtype, values, block.size()));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put(
                "inputs",
                model.preprocessing().inputColumns().stream()
                        .map(ModelFile::input)
                        .toList());
        json.put("target", target(model.preprocessing().target()));
        json.put(
                "layers",
                network.architecture().layers().stream().map(ModelFile::layer).toList());
        json.put("loss", model.loss().name());
        json.put("provenance", model.provenance());
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(KEY, Json.write(json, false));
        Safetensors.write(file, TensorFile.of(tensors, metadata));
    }

    static Model read(Path file) {
        TensorFile content = Safetensors.read(file);
        if (!content.metadata().containsKey(KEY)) {
            throw new InputException(
                    file.toString(), "a safetensors file, but not a model of Gradus", "give a file that train wrote");
        }
        JsonObject json = content.json(KEY);
        if (json.getInt("format") != FORMAT) {
            throw new InputException(
                    file.toString(),
                    "model format %d, this version reads %d".formatted(json.getInt("format"), FORMAT),
                    "use the version of Gradus that wrote it");
        }
        try {
            List<InputColumn> inputs =
                    json.getObjects("inputs").stream().map(ModelFile::input).toList();
            Preprocessing preprocessing = Preprocessing.of(inputs, target(json.getObject("target")));
            List<Layer> layers =
                    json.getObjects("layers").stream().map(ModelFile::layer).toList();
            Architecture architecture = new Architecture(preprocessing.inputCount(), layers);
            Loss loss = Loss.named(json.getString("loss"));
            loss.checkOutput(architecture.outputActivation());
            if (architecture.outputs() != preprocessing.target().outputs()) {
                throw new IllegalArgumentException("outputs: expected %d by the target, got %d"
                        .formatted(preprocessing.target().outputs(), architecture.outputs()));
            }
            double[] parameters = parameters(architecture, content);
            Network network = Network.of(architecture, precision(architecture, content), parameters)
                    .withState(state(architecture, content));
            return new Model(preprocessing, network, loss, provenance(json.getObject("provenance")));
        } catch (IllegalArgumentException e) {
            throw new InputException(file.toString(), String.valueOf(e.getMessage()), HINT);
        }
    }

    /// A network computes in what it was kept in.
    private static Precision precision(Architecture architecture, TensorFile content) {
        boolean float32 = architecture.blocks().stream()
                .allMatch(block -> content.tensor(block.name()).dtype() == Dtype.F32);
        return float32 ? Precision.FLOAT : Precision.DOUBLE;
    }

    private static double[] parameters(Architecture architecture, TensorFile content) {
        for (ParameterBlock block : architecture.blocks()) { // before anything of the size that layers claim
            requireShape(content, block.name(), shape(block));
        }
        double[] parameters = new double[architecture.parameterCount()];
        for (ParameterBlock block : architecture.blocks()) {
            double[] values = content.tensor(block.name()).values();
            System.arraycopy(values, 0, parameters, block.offset(), block.size());
        }
        return parameters;
    }

    private static double[] state(Architecture architecture, TensorFile content) {
        double[] state = new double[architecture.stateCount()];
        for (StateBlock block : architecture.stateBlocks()) {
            requireShape(content, block.name(), block.size());
            System.arraycopy(content.tensor(block.name()).values(), 0, state, block.offset(), block.size());
        }
        return state;
    }

    private static void requireShape(TensorFile content, String name, long... expected) {
        long[] shape = content.tensor(name).shape();
        if (!Arrays.equals(shape, expected)) {
            throw new IllegalArgumentException("tensor \"%s\": expected shape %s, got %s"
                    .formatted(name, Arrays.toString(expected), Arrays.toString(shape)));
        }
    }

    private static long[] shape(ParameterBlock block) {
        return block.kind() == ParameterBlock.Kind.WEIGHTS
                ? new long[] {block.rows(), block.columns()}
                : new long[] {block.columns()};
    }

    private static Map<String, Object> input(InputColumn input) {
        return switch (input) {
            case NumberInput(String name, double mean, double scale) -> number(name, mean, scale);
            case CategoryInput(String name, List<String> categories) -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("name", name);
                json.put("categories", categories);
                yield json;
            }
        };
    }

    private static InputColumn input(JsonObject json) {
        return json.has("categories")
                ? new CategoryInput(json.getString("name"), json.getStrings("categories"))
                : new NumberInput(json.getString("name"), json.getDouble("mean"), json.getDouble("scale"));
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (target) {
            case ClassTarget(String name, List<String> classes, double smoothing) -> {
                json.put("name", name);
                json.put("classes", classes);
                json.put("smoothing", smoothing);
            }
            case NumberTarget(List<NumberOutput> columns) ->
                json.put(
                        "columns",
                        columns.stream()
                                .map(column -> number(column.name(), column.mean(), column.scale()))
                                .toList());
        }
        return json;
    }

    private static Target target(JsonObject json) {
        if (json.has("classes")) {
            return new ClassTarget(json.getString("name"), json.getStrings("classes"), json.getDouble("smoothing"));
        }
        return new NumberTarget(json.getObjects("columns").stream()
                .map(column ->
                        new NumberOutput(column.getString("name"), column.getDouble("mean"), column.getDouble("scale")))
                .toList());
    }

    private static Map<String, Object> number(String name, double mean, double scale) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("mean", mean);
        json.put("scale", scale);
        return json;
    }

    private static Map<String, Object> layer(Layer layer) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (layer) {
            case Layer.Dense(int units, Activation activation) -> {
                json.put("units", units);
                json.put("activation", activation.name());
            }
            case Layer.Dropout(double rate) -> json.put("dropout", rate);
            case Layer.BatchNorm(double momentum, double epsilon, Activation activation) -> {
                json.put("norm", "batch");
                json.put("momentum", momentum);
                json.put("epsilon", epsilon);
                json.put("activation", activation.name());
            }
            case Layer.LayerNorm(double epsilon, Activation activation) -> {
                json.put("norm", "layer");
                json.put("epsilon", epsilon);
                json.put("activation", activation.name());
            }
        }
        return json;
    }

    private static Layer layer(JsonObject json) {
        if (json.has("dropout")) {
            return Layer.dropout(json.getDouble("dropout"));
        }
        Activation activation = Activation.named(json.getString("activation"));
        if (!json.has("norm")) {
            return Layer.dense(json.getInt("units"), activation);
        }
        String norm = json.getString("norm");
        return switch (norm) {
            case "batch" -> new Layer.BatchNorm(json.getDouble("momentum"), json.getDouble("epsilon"), activation);
            case "layer" -> new Layer.LayerNorm(json.getDouble("epsilon"), activation);
            default -> throw json.error("norm", "expected \"batch\" or \"layer\", got \"" + norm + "\"");
        };
    }

    private static Map<String, Object> provenance(JsonObject json) {
        return json.toMap();
    }
}
