package io.gradus.gradient;

import static io.gradus.Tolerances.GOLDEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.file.JsonObject;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loss, output and gradient against PyTorch 1.13.1's autograd in float64: 60 recorded networks of random shapes.
class GoldenGradientsTest {
    private static final String RESOURCE = "/golden/gradients-basic.jsonl.gz";

    record Case(
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
        @Override
        public String toString() {
            return "%s %s %s".formatted(name, architecture.sizes(), loss.name());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backpropagationGivesTheRecordedLossAndGradient(Case golden) {
        Objective objective = new Objective(golden.architecture, golden.loss, 0, 0, golden.rows);
        double[] g = new double[golden.parameters.length];
        double loss = GradientMethod.backpropagation()
                .lossAndGradient(objective, golden.parameters, new Batch(golden.x, golden.t, golden.rows), 0, g);

        assertThat(Math.abs(loss - golden.lossValue)).isLessThanOrEqualTo(GOLDEN * Math.abs(golden.lossValue));
        assertThat(largestDifference(g, golden.gradient)).isLessThanOrEqualTo(GOLDEN * largest(golden.gradient));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void networkPredictsTheRecordedOutput(Case golden) {
        double[] y = Network.of(golden.architecture, golden.parameters).predict(golden.x, golden.rows);

        assertThat(largestDifference(y, golden.output)).isLessThanOrEqualTo(GOLDEN * largest(golden.output));
    }

    @Test
    void thereAreSixtyCases() {
        assertThat(cases()).hasSize(60);
    }

    static List<Case> cases() {
        try (InputStream in = Objects.requireNonNull(GoldenGradientsTest.class.getResourceAsStream(RESOURCE));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return lines.lines().map(GoldenGradientsTest::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String line) {
        JsonObject json = JsonObject.parse(RESOURCE, line);
        double[] sizes = json.getDoubles("sizes");
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < sizes.length; l++) {
            String activation = json.getStrings("activations").get(l - 1);
            layers.add(Layer.dense((int) sizes[l], Activation.named(activation)));
        }
        List<?> rows = json.getList("x");
        return new Case(
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

    private static double largest(double[] a) {
        return largestDifference(a, new double[a.length]);
    }

    private static double largestDifference(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
