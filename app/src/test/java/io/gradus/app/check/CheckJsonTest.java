package io.gradus.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Situation;
import io.gradus.file.Json;
import io.gradus.layer.Loss;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckJsonTest {
    @Test
    void hasTheContractsKeys() {
        Map<?, ?> json = read(CheckJson.of(Samples.notebook()));
        assertThat(json.get("verdict")).isEqualTo("fail");
        Map<?, ?> w3 = parameter(json, 2);
        assertThat(w3.get("name")).isEqualTo("W3");
        assertThat(w3.get("shape")).isEqualTo(List.of(2L, 2L));
        assertThat(w3.get("checked")).isEqualTo(4L);
        assertThat(w3.get("of")).isEqualTo(4L);
        assertThat((Double) w3.get("maxRelativeError")).isBetween(1.4, 1.5);
        assertThat((Double) w3.get("noiseFloor")).isBetween(0.0, 1e-10);
        assertThat(w3.get("verdict")).isEqualTo("fail");
        Map<?, ?> diagnosis = (Map<?, ?>) w3.get("diagnosis");
        assertThat(diagnosis.get("kind")).isEqualTo("inner-product");
        assertThat(diagnosis.get("message"))
                .isEqualTo(
                        "dW3 is an inner product, one number in all entries; the outer product a2ᵀ · delta3 belongs there");
        assertThat(diagnosis.get("confidence")).isEqualTo(0.97);
        assertThat(diagnosis.get("alternatives")).isEqualTo(List.of());
        assertThat(diagnosis.containsKey("evidence")).isTrue();
        assertThat(diagnosis.containsKey("of")).isFalse();
        assertThat(((Map<?, ?>) parameter(json, 0).get("diagnosis")).get("alternatives"))
                .isEqualTo(List.of("bias-from-weights", "permuted"));
    }

    @Test
    void passingBlockHasNoDiagnosis() {
        Map<?, ?> b3 = parameter(read(CheckJson.of(Samples.notebook())), 3);
        assertThat(b3.get("shape")).isEqualTo(List.of(2L));
        assertThat(b3.get("verdict")).isEqualTo("pass");
        assertThat(b3.containsKey("diagnosis")).isTrue();
        assertThat(b3.get("diagnosis")).isNull();
    }

    @Test
    void consequenceNamesItsCauseAndAFactorItsNumber() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "identity", 2), Loss.mse(), 5);
        Map<?, ?> json = read(CheckJson.of(Samples.of(
                s,
                Samples.changed(s, 2, v -> 2 * v),
                Samples.consequence("W1", "W2"),
                null,
                Samples.factor("W2", 2, "outputs"))));
        assertThat(((Map<?, ?>) parameter(json, 0).get("diagnosis")).get("of")).isEqualTo("W2");
        Map<?, ?> factor = (Map<?, ?>) parameter(json, 2).get("diagnosis");
        assertThat(factor.get("factor")).isEqualTo(2.0);
        assertThat(factor.get("factorName")).isEqualTo("outputs");
    }

    @Test
    void whatIsNotFiniteIsNull() {
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "identity", 2), Loss.mse(), 5);
        Map<String, ?> tree = CheckJson.of(Samples.of(s, Samples.changed(s, 0, _ -> Double.NaN)));
        Map<?, ?> w1 = (Map<?, ?>) ((List<?>) tree.get("parameters")).getFirst();
        assertThat(w1.get("verdict")).isEqualTo("fail");
        assertThat(w1.get("maxRelativeError")).isNull();
        assertThat(Json.write(tree, true)).contains("\"maxRelativeError\" : null", "\"analytic\" : null");
    }

    @Test
    void rendersADiagnosis() {
        Map<?, ?> json = read(CheckJson.of(Diagnosis.of(Samples.notebookSituation(), Samples.notebookGradient())));
        assertThat(json.get("verdict")).isEqualTo("fail");
        assertThat(parameter(json, 2).get("diagnosis")).isNotNull();
    }

    private static Map<?, ?> read(Map<String, ?> tree) {
        return (Map<?, ?>) Json.parse("report", Json.write(tree, false));
    }

    private static Map<?, ?> parameter(Map<?, ?> json, int index) {
        return (Map<?, ?>) ((List<?>) json.get("parameters")).get(index);
    }
}
