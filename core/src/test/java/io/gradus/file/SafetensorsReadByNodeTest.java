package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another implementation reads what Gradus writes: see `src/test/node/check.mjs`.
///
/// Runs where `npm ci --prefix core/src/test/node` has been run, and is skipped elsewhere; with the system property
/// `gradus.node.modules`, the folder `node_modules` to use, it must run.
class SafetensorsReadByNodeTest {
    private static final Path NODE = Path.of(System.getProperty("basedir", "."), "src", "test", "node");
    private static final String PROPERTY = "gradus.node.modules";

    @TempDir
    private Path folder;

    @Test
    void isReadByTheAuthorsOfTheFormat() throws IOException, InterruptedException {
        Path modules = modules();
        double[] doubles = {0.1, -0.0, 1 / 3.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY};
        double[] floats = {0.1f, Float.MIN_VALUE, Double.NaN};
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("gradus", "{\"layers\":[\"ä/\\\"\",\"😀\"]}");
        metadata.put("a", "b");
        Path file = folder.resolve("model.safetensors");

        Safetensors.write(
                file,
                TensorFile.of(
                        List.of(
                                Tensor.of("W1", Dtype.F64, doubles, 2, 3),
                                Tensor.of("b1", Dtype.F32, floats, 3),
                                Tensor.of("none", Dtype.F64, new double[0], 0, 4),
                                Tensor.of("ß/1", Dtype.F64, new double[] {42})),
                        metadata));
        JsonObject read = JsonObject.parse("node", run(modules, file));

        JsonObject header = read.getObject("header");
        assertThat(header.keys()).containsExactly("__metadata__", "W1", "b1", "none", "ß/1");
        JsonObject texts = header.getObject("__metadata__");
        assertThat(texts.keys()).containsExactly("gradus", "a");
        metadata.forEach((key, text) -> assertThat(texts.getString(key)).isEqualTo(text));
        assertEntry(header.getObject("W1"), "F64", 0, 48, 2, 3);
        assertEntry(header.getObject("b1"), "F32", 48, 60, 3);
        assertEntry(header.getObject("none"), "F64", 60, 60, 0, 4);
        assertEntry(header.getObject("ß/1"), "F64", 60, 68);
        JsonObject values = read.getObject("values");
        assertThat(numbers(values, "W1")).isEqualTo(doubles);
        assertThat(numbers(values, "b1")).isEqualTo(floats);
        assertThat(numbers(values, "none")).isEmpty();
        assertThat(numbers(values, "ß/1")).containsExactly(42);
    }

    private static Path modules() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null) {
            assertThat(Path.of(wanted)).as(PROPERTY).isDirectory();
            return Path.of(wanted);
        }
        Path modules = NODE.resolve("node_modules");
        if (!Files.isDirectory(modules)) {
            String why = "skipped: no other reader is installed; npm ci --prefix core/src/test/node installs it";
            System.err.println(why); // Surefire keeps the reason to its report
            Assumptions.abort(why);
        }
        return modules;
    }

    private static void assertEntry(JsonObject entry, String dtype, long begin, long end, long... shape) {
        assertThat(entry.getString("dtype")).isEqualTo(dtype);
        assertThat(entry.getLongs("data_offsets")).containsExactly(begin, end);
        assertThat(entry.getLongs("shape")).isEqualTo(shape);
    }

    private static double[] numbers(JsonObject values, String name) {
        return values.getStrings(name).stream().mapToDouble(Double::parseDouble).toArray();
    }

    private String run(Path modules, Path file) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path script = NODE.resolve("check.mjs").toAbsolutePath();
        Process process = new ProcessBuilder(
                        "node", script.toString(), modules.toAbsolutePath().toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended).as("node ended within a minute; it printed %s", text).isTrue();
        assertThat(process.waitFor())
                .as("exit code of node, which printed %s", text)
                .isZero();
        return text;
    }
}
