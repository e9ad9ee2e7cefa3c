package io.gradus.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Precision;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final int ROWS = 601; // two chunks of 256 rows and some
    private static final Network NETWORK = Network.of(
            1, 3, Layer.dense(13, Activation.tanh()), Layer.dropout(0.5), Layer.dense(3, Activation.softmax()));

    private static double[] inputs() {
        CounterRandom random = new CounterRandom(4);
        double[] x = new double[ROWS * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
        }
        return x;
    }

    @Test
    void manyRowsHaveTheBitsOfEachRowAlone() {
        double[] x = inputs();
        double[] y = NETWORK.predict(x, ROWS);
        assertThat(y).hasSize(ROWS * 3);
        for (int row = 0; row < ROWS; row++) {
            assertThat(NETWORK.predict(Arrays.copyOfRange(x, 3 * row, 3 * row + 3)))
                    .as("row %d", row)
                    .isEqualTo(Arrays.copyOfRange(y, 3 * row, 3 * row + 3));
        }
    }

    /// Batch normalisation too: a prediction takes the running statistics, never those of the rows beside it.
    @Test
    void normalisedRowsHaveTheBitsOfEachRowAlone() {
        double[] x = inputs();
        for (Precision precision : Precision.values()) {
            Architecture architecture = Architecture.of(
                    3,
                    Layer.dense(13, Activation.identity()),
                    Layer.batchNorm(Activation.tanh()),
                    Layer.dense(9, Activation.identity()),
                    Layer.layerNorm(Activation.relu()),
                    Layer.dense(3, Activation.softmax()));
            double[] state = new double[26];
            Arrays.setAll(state, i -> 0.1 + i / 10.0);
            Network fresh =
                    Network.of(architecture, precision, Initializer.heNormal().draw(architecture, 3));
            Network network = fresh.withState(state);
            double[] y = network.predict(x, ROWS);
            assertThat(y).isNotEqualTo(fresh.predict(x, ROWS)).isEqualTo(network.predict(x, ROWS));
            for (int row = 0; row < ROWS; row++) {
                assertThat(network.predict(Arrays.copyOfRange(x, 3 * row, 3 * row + 3)))
                        .as("row %d", row)
                        .isEqualTo(Arrays.copyOfRange(y, 3 * row, 3 * row + 3));
            }
            assertThat(network.withParameters(network.parameters()).state()).isEqualTo(network.state());
            assertThat(network.state()[0]).isEqualTo(precision == Precision.FLOAT ? 0.1f : 0.1);
        }
    }

    @Test
    void threadsThatPredictAtOnceGetTheSameBits() throws InterruptedException, ExecutionException {
        double[] x = inputs();
        double[] expected = NETWORK.predict(x, ROWS);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<double[]>> all = new ArrayList<>();
            for (int k = 0; k < 64; k++) {
                all.add(threads.submit(() -> NETWORK.predict(x, ROWS)));
            }
            for (Future<double[]> one : all) {
                assertThat(one.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void noRowsGiveNoOutputs() {
        assertThat(NETWORK.predict(new double[0], 0)).isEmpty();
    }

    @Test
    void rejectsInputsOfAnotherLength() {
        assertRejected(() -> NETWORK.predict(new double[4]), "inputs: expected 3 (1 rows × 3), got 4");
        assertRejected(() -> NETWORK.predict(new double[5], 2), "inputs: expected 6 (2 rows × 3), got 5");
    }

    @Test
    void rejectsTooFewParameters() {
        assertRejected(() -> NETWORK.withParameters(new double[93]), "parameters: expected 94 (3-13-3), got 93");
    }

    @Test
    void givesItsBlocksByName() {
        double[] all = NETWORK.parameters();
        assertThat(NETWORK.parameters("W1")).isEqualTo(Arrays.copyOfRange(all, 0, 39));
        assertThat(NETWORK.parameters("b1")).isEqualTo(Arrays.copyOfRange(all, 39, 52));
        assertThat(NETWORK.parameters("W2")).isEqualTo(Arrays.copyOfRange(all, 52, 91));
        assertThat(NETWORK.parameters("b2")).isEqualTo(Arrays.copyOfRange(all, 91, 94));
        assertRejected(() -> NETWORK.parameters("W3"), "block: expected one of [W1, b1, W2, b2], got \"W3\"");
    }

    @Test
    void isNotChangedThroughItsArrays() {
        double[] before = NETWORK.parameters();
        NETWORK.parameters()[0] = 99;
        NETWORK.parameters("W1")[0] = 99;
        double[] mine = before.clone();
        Network other = NETWORK.withParameters(mine);
        mine[0] = 99;
        assertThat(other.parameters()).isEqualTo(before).isEqualTo(NETWORK.parameters());
    }

    private static void assertRejected(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
