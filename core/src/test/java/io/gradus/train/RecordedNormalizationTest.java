package io.gradus.train;

import static io.gradus.Tolerances.GOLDEN;
import static io.gradus.Tolerances.GOLDEN_IN_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.Dataset;
import io.gradus.file.JsonObject;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.Objective;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batch and layer normalisation against PyTorch 1.13.1 in float64: gradients of three steps, what they lead to, and what
/// is predicted from it. `norm/record.py` among the test resources recorded it.
class RecordedNormalizationTest {
    private static final String RESOURCE = "/norm/steps.jsonl.gz";

    record Step(double[] x, double[] t, double loss, double[] gradient) {}

    record Case(
            String name,
            Architecture architecture,
            int rows,
            double rate,
            double[] parameters,
            List<Step> steps,
            double[] trained,
            double[] state,
            double[] x,
            double[] y) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backpropagationGivesTheRecordedLossesGradientsAndStatistics(Case golden) {
        Objective objective = new Objective(golden.architecture, Loss.categoricalCrossEntropy(), 0, 0, golden.rows);
        double[] p = golden.parameters.clone();
        double[] g = new double[p.length];
        for (Step step : golden.steps) {
            Batch batch = new Batch(step.x, step.t, golden.rows);
            double loss = GradientMethod.backpropagation().lossAndGradient(objective, p, batch, 0, g);
            objective.advanceState(p, batch, 0);

            assertThat(Math.abs(loss - step.loss)).isLessThanOrEqualTo(GOLDEN * step.loss);
            assertClose(g, step.gradient, GOLDEN);
            for (int i = 0; i < p.length; i++) {
                p[i] -= golden.rate * g[i];
            }
        }
        assertClose(p, golden.trained, GOLDEN);
        assertClose(objective.state(), golden.state, GOLDEN);
        Network trained = Network.of(golden.architecture, p).withState(objective.state());
        assertClose(trained.predict(golden.x, 4), golden.y, GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainingLeadsToTheRecordedNetwork(Case golden) {
        assertTrains(golden, Precision.DOUBLE, GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainingInFloatLeadsNearTheRecordedNetwork(Case golden) {
        assertTrains(golden, Precision.FLOAT, GOLDEN_IN_FLOAT);
    }

    /// An epoch of three batches, in the order given.
    private static void assertTrains(Case golden, Precision precision, double tolerance) {
        int rows = golden.rows;
        int inputs = golden.architecture.inputs();
        int outputs = golden.architecture.outputs();
        double[] x = new double[3 * rows * inputs];
        double[] t = new double[3 * rows * outputs];
        for (int step = 0; step < 3; step++) {
            System.arraycopy(golden.steps.get(step).x, 0, x, step * rows * inputs, rows * inputs);
            System.arraycopy(golden.steps.get(step).t, 0, t, step * rows * outputs, rows * outputs);
        }
        TrainingSettings settings = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withOptimizer(Optimizer.sgd(golden.rate))
                .withBatchSize(rows)
                .withShuffle(false)
                .withEpochs(1)
                .withPrecision(precision);
        Network trained = new Trainer(settings)
                .fit(Network.of(golden.architecture, golden.parameters), Dataset.of(3 * rows, inputs, outputs, x, t))
                .network();
        assertClose(trained.parameters(), golden.trained, tolerance);
        assertClose(trained.state(), golden.state, tolerance);
        assertClose(trained.predict(golden.x, 4), golden.y, tolerance);
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).as("%d", i).isLessThanOrEqualTo(tolerance * largest);
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordedNormalizationTest.class.getResourceAsStream(RESOURCE));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return lines.lines().map(RecordedNormalizationTest::parse).toList();
        }
    }

    private static Case parse(String line) {
        JsonObject json = JsonObject.parse(RESOURCE, line);
        List<Layer> layers = new ArrayList<>();
        for (JsonObject layer : json.getObjects("layers")) {
            Activation activation = Activation.named(layer.getString("activation"));
            layers.add(
                    !layer.has("norm")
                            ? Layer.dense(layer.getInt("units"), activation)
                            : layer.has("momentum")
                                    ? new Layer.BatchNorm(
                                            layer.getDouble("momentum"), layer.getDouble("epsilon"), activation)
                                    : new Layer.LayerNorm(layer.getDouble("epsilon"), activation));
        }
        return new Case(
                json.getString("name"),
                new Architecture(json.getInt("inputs"), layers),
                json.getInt("rows"),
                json.getDouble("rate"),
                json.getDoubles("parameters"),
                json.getObjects("steps").stream()
                        .map(step -> new Step(
                                step.getDoubles("x"),
                                step.getDoubles("t"),
                                step.getDouble("loss"),
                                step.getDoubles("gradient")))
                        .toList(),
                json.getDoubles("trained"),
                json.getDoubles("state"),
                json.getDoubles("x"),
                json.getDoubles("y"));
    }
}
