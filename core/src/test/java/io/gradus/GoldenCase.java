package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// A recorded network: what PyTorch 1.13.1's autograd gives for it in float64. The arrays are not to be modified.
///
/// @param x [rows × in], row-major
/// @param t [rows × out], row-major
/// @param parameters in the flat order
/// @param output [rows × out], row-major
/// @param gradient in the flat order
public record GoldenCase(
        String name,
        Architecture architecture,
        Loss loss,
        double[] x,
        double[] t,
        int rows,
        double[] parameters,
        double[] output,
        double lossValue,
        double[] gradient) {
    private static final List<String> RESOURCES =
            List.of("/golden/gradients-basic.jsonl.gz", "/golden/gradients.jsonl.gz");

    /// All of them.
    public static List<GoldenCase> all() {
        return RESOURCES.stream().flatMap(resource -> read(resource).stream()).toList();
    }

    private static List<GoldenCase> read(String resource) {
        try (InputStream in = Objects.requireNonNull(GoldenCase.class.getResourceAsStream(resource));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> JsonObject.parse(resource, line))
                    .map(GoldenCase::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenCase of(JsonObject json) {
        double[] sizes = json.getDoubles("sizes");
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < sizes.length; l++) {
            String activation = json.getStrings("activations").get(l - 1);
            layers.add(Layer.dense((int) sizes[l], Activation.named(activation)));
        }
        List<?> rows = json.getList("x");
        return new GoldenCase(
                json.getString("name"),
                new Architecture((int) sizes[0], layers),
                Loss.named(json.getString("loss")),
                flatten(rows),
                flatten(json.getList("t")),
                rows.size(),
                json.getDoubles("parameters"),
                flatten(json.getList("output")),
                json.getDouble("lossValue"),
                json.getDoubles("gradient"));
    }

    private static double[] flatten(List<?> rows) {
        return rows.stream()
                .flatMap(row -> ((List<?>) row).stream())
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    /// The largest magnitude.
    public static double largest(double[] a) {
        return largestDifference(a, new double[a.length]);
    }

    /// The largest magnitude of a difference.
    public static double largestDifference(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(name, architecture.sizes(), loss.name());
    }
}
