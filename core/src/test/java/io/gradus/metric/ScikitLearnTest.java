package io.gradus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.file.Json;
import io.gradus.file.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every metric against scikit-learn's results, with ties, absent classes and weights: `record.py` beside the resource.
class ScikitLearnTest {
    // Other orders of summation, another rounding of the logarithm; relative, for values up to some ten.
    private static final double TOLERANCE = 2e-14;

    private static final List<JsonObject> CASES = cases();

    private static List<JsonObject> cases() {
        try (InputStream in = ScikitLearnTest.class.getResourceAsStream("/metric/scikit-learn.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<?> cases = (List<?>) Objects.requireNonNull(Json.parse("scikit-learn.json", text));
            return cases.stream()
                    .map(one -> JsonObject.of("scikit-learn.json", one))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonObject> all() {
        return CASES.stream();
    }

    private static Scored scored(JsonObject one) {
        Scored scored = switch (one.getString("kind")) {
            case "classes" ->
                Scored.classes(
                        one.getInt("classes"),
                        Arrays.stream(one.getLongs("actual"))
                                .mapToInt(Math::toIntExact)
                                .toArray(),
                        one.getDoubles("p"));
            case "labels" -> Scored.labels(one.getInt("outputs"), one.getDoubles("t"), one.getDoubles("p"));
            case "numbers" -> Scored.numbers(one.getInt("outputs"), one.getDoubles("t"), one.getDoubles("y"));
            default -> throw new AssertionError(one.getString("kind"));
        };
        return one.has("weights") ? scored.weighted(one.getDoubles("weights")) : scored;
    }

    @ParameterizedTest
    @MethodSource("all")
    void agreesOnEveryMetric(JsonObject one) {
        Scored scored = scored(one);
        one.getObject("values").toMap().forEach((name, expected) -> {
            double value = Metric.named(name).of(scored);
            if (expected == null) {
                assertThat(value).as(name).isNaN();
            } else {
                double number = ((Number) expected).doubleValue();
                assertThat(value).as(name).isCloseTo(number, within(TOLERANCE * Math.max(1, Math.abs(number))));
            }
        });
    }

    @Test
    void recordsEveryMetric() {
        for (Scored.Kind kind : Scored.Kind.values()) {
            List<String> recorded = CASES.stream()
                    .filter(one -> scored(one).kind() == kind)
                    .flatMap(one -> one.getObject("values").keys().stream())
                    .map(name -> Metric.named(name).name())
                    .toList();
            assertThat(recorded)
                    .containsAll(Metric.all(kind).stream().map(Metric::name).toList());
        }
    }

    @Test
    void agreesOnTheBinsOfTheCalibration() {
        List<JsonObject> recorded =
                CASES.stream().filter(one -> one.has("bins")).toList();
        assertThat(recorded).isNotEmpty().allSatisfy(one -> {
            Calibration calibration = Calibration.of((Scored.Classes) scored(one), one.getInt("bins"))
                    .orElseThrow();
            assertThat(predicted(calibration)).containsExactly(one.getDoubles("binsPredicted"), within(TOLERANCE));
            assertThat(observed(calibration)).containsExactly(one.getDoubles("binsObserved"), within(TOLERANCE));
        });
    }

    private static double[] predicted(Calibration calibration) {
        return calibration.bins().stream()
                .mapToDouble(Calibration.Bin::predicted)
                .toArray();
    }

    private static double[] observed(Calibration calibration) {
        return calibration.bins().stream()
                .mapToDouble(Calibration.Bin::observed)
                .toArray();
    }
}
