package io.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.layer.ParameterBlock.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Layer.Dense OUTPUT = Layer.dense(3, Activation.softmax());

    @Test
    void parametersLieLayerByLayerWeightsFirst() {
        Architecture architecture = Architecture.of(4, Layer.dense(5, Activation.relu()), Layer.dropout(0.1), OUTPUT);
        assertThat(architecture.blocks())
                .containsExactly(
                        new ParameterBlock("W1", Kind.WEIGHTS, 4, 5, 0),
                        new ParameterBlock("b1", Kind.BIAS, 1, 5, 20),
                        new ParameterBlock("W2", Kind.WEIGHTS, 5, 3, 25),
                        new ParameterBlock("b2", Kind.BIAS, 1, 3, 40));
        assertThat(architecture.parameterCount()).isEqualTo(43);
        assertThat(architecture.sizes()).isEqualTo("4-5-3");
        assertThat(architecture.isStochastic()).isTrue();
    }

    @Test
    void refusesWhatIsNoNetwork() {
        assertThatThrownBy(() -> Architecture.of(0, OUTPUT)).hasMessage("inputs: expected at least 1, got 0");
        assertThatThrownBy(() -> new Architecture(1, List.of()))
                .hasMessage("layers: expected a dense layer at the end, got []");
        assertThatThrownBy(() -> Architecture.of(1, OUTPUT, Layer.dropout(0.5)))
                .hasMessageStartingWith("layers: expected a dense layer at the end, got [Dense");
        assertThatThrownBy(() -> Layer.dense(0, Activation.relu())).hasMessage("units: expected at least 1, got 0");
        assertThatThrownBy(() -> Layer.dropout(1)).hasMessage("dropout: expected 0 <= rate < 1, got 1.0");
        assertThatThrownBy(() -> Architecture.of(100_000, Layer.dense(100_000, Activation.relu())))
                .hasMessage("layers: expected at most 2,147,483,639 parameters, got more");
    }

    @Test
    void refusesAnotherNumberOfParameters() {
        assertThatThrownBy(() -> Architecture.of(4, OUTPUT).checkParameters(new double[3]))
                .hasMessage("parameters: expected 15 (4-3), got 3");
    }
}
