package io.gradus.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Network NETWORK = Network.of(
            1, 4, Layer.dense(1600, Activation.tanh()), Layer.dropout(0.1), Layer.dense(3, Activation.softmax()));

    /// (4 + 1)·1600 = 8000, (1600 + 1)·3 = 4803, 12803 together.
    @Test
    void countsTheParametersOfEachLayerAndOfAll() {
        Summary summary = NETWORK.summary();
        assertThat(summary.lines())
                .containsExactly(
                        new Summary.Line("dense 1", 4, 1600, "tanh", 8000, "1600 tanh"),
                        new Summary.Line("dropout 0.1", 1600, 1600, "", 0, "dropout 0.1"),
                        new Summary.Line("dense 2", 1600, 3, "softmax", 4803, "3 softmax"));
        assertThat(summary.inOneLine()).isEqualTo("1600 tanh, dropout 0.1, 3 softmax");
        assertThat(summary.parameters()).isEqualTo(12803).isEqualTo(NETWORK.parameters().length);
    }

    @Test
    void isATableThatCanBePrinted() {
        assertThat(NETWORK.summary()).hasToString("""
                                     inputs  units  activation  parameters
                        dense 1           4   1600        tanh       8,000
                        dropout 0.1
                        dense 2        1600      3     softmax       4,803
                        total                                       12,803""");
    }
}
