package io.gradus.train;

import static io.gradus.Tolerances.RECORDED_STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.file.JsonObject;
import io.gradus.layer.Loss;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimizers and learning rates beside PyTorch 1.13.1's, step for step; `record.py` beside the records made them.
class RecordedStepsTest {
    private static final JsonObject RECORDED = recorded();

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd" -> Optimizer.sgd(0.05);
            case "momentum" -> Optimizer.momentum(0.02, 0.9);
            case "nesterov" -> Optimizer.nesterov(0.02, 0.9);
            case "adagrad" -> Optimizer.adagrad(0.5);
            case "rmsprop" -> Optimizer.rmsProp(0.05);
            case "adam" -> Optimizer.adam(0.1);
            case "adamw" -> Optimizer.adamW(0.1);
            case "rprop" -> new Optimizer.Rprop(0.1, 1.2, 0.5, 1e-6, 50);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "rprop"})
    void tenStepsAreThoseOfPyTorch(String name) {
        JsonObject recorded = RECORDED.getObject("optimizers").getObject(name);
        List<?> gradients = recorded.getList("gradients");
        List<?> steps = recorded.getList("steps");
        Optimizer optimizer = optimizer(name);
        double[] p = RECORDED.getDoubles("start");
        OptimizerState state = optimizer.newState(p.length);

        for (int step = 0; step < 10; step++) {
            optimizer.update(p, doubles(gradients.get(step)), state);
            assertThat(p).as("step %d", step + 1).containsExactly(doubles(steps.get(step)), within(RECORDED_STEPS));
        }
        assertThat(steps).hasSize(10);
    }

    private static LearningRate learningRate(String name) {
        return switch (name) {
            case "step" -> LearningRate.step(3, 0.4);
            case "exponential" -> LearningRate.exponential(0.9);
            case "cosine" -> LearningRate.cosine(0.1);
            case "oneCycle" -> LearningRate.oneCycle();
            case "warmUp" -> LearningRate.warmUp(8, LearningRate.constant());
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "exponential", "cosine", "oneCycle", "warmUp"})
    void fortyLearningRatesAreThoseOfPyTorch(String name) {
        double[] recorded = RECORDED.getObject("learningRates").getDoubles(name);
        boolean byEpoch = name.equals("step") || name.equals("exponential");
        Progress progress = byEpoch ? new Progress(4, 10, 100) : new Progress(1, 40, 100);
        double[] rates = new double[40];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = learningRate(name).factor(progress.at(step));
        }
        assertThat(rates).containsExactly(recorded, within(RECORDED_STEPS));
    }

    /// PyTorch asks after each epoch, as training does.
    @Test
    void plateausAreThoseOfPyTorch() {
        JsonObject recorded = RECORDED.getObject("learningRates").getObject("plateau");
        double[] losses = recorded.getDoubles("losses");
        LearningRate plateau = LearningRate.reduceOnPlateau(0.5, 2);
        Watch watch = new Watch(TrainingSettings.of(Loss.mse()).withLearningRate(plateau), true, false);
        Progress progress = new Progress(1, losses.length, 1);
        double[] rates = new double[losses.length];
        for (int e = 0; e < losses.length; e++) {
            rates[e] = plateau.factor(progress.at(e));
            watch.hear(new History.Epoch(e + 1, 0, losses[e], Double.NaN, rates[e]), losses[e]);
            progress.setPlateaus(watch.plateaus());
        }
        assertThat(rates).containsExactly(recorded.getDoubles("rates"), within(RECORDED_STEPS));
        assertThat(rates[rates.length - 1]).isLessThan(0.5);
    }

    /// scikit-learn 1.2's `invscaling`: learning_rate_init / (t + 1)^power_t after epochs that saw t rows in all.
    @Test
    void inverseScalingCountsRows() {
        LearningRate rate = LearningRate.inverseScaling(0.5);
        Progress progress = new Progress(10, 5, 99);
        assertThat(rate.factor(progress.at(9))).isEqualTo(1);
        assertThat(rate.factor(progress.at(10))).isCloseTo(0.1, within(RECORDED_STEPS)); // 1 / √100
        assertThat(rate.factor(progress.at(29))).isCloseTo(1 / Math.sqrt(199), within(RECORDED_STEPS));
    }

    private static double[] doubles(Object list) {
        return ((List<?>) list)
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    }

    private static JsonObject recorded() {
        try (InputStream in =
                Objects.requireNonNull(RecordedStepsTest.class.getResourceAsStream("/optimizers/recorded.json"))) {
            return JsonObject.parse("recorded.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
