package io.gradus.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Network NETWORK =
            Network.of(3, 4, Layer.dense(9, Activation.tanh()), Layer.dense(3, Activation.softmax()));
    private static final int ROWS = 600;

    @Test
    void manyRowsHaveTheBitsOfEachAlone() {
        double[] all = NETWORK.predict(inputs(), ROWS);
        for (int row = 0; row < ROWS; row++) {
            double[] alone = NETWORK.predict(Arrays.copyOfRange(inputs(), 4 * row, 4 * row + 4));
            assertThat(alone).containsExactly(Arrays.copyOfRange(all, 3 * row, 3 * row + 3));
        }
        assertThat(NETWORK.predict(new double[0], 0)).isEmpty();
    }

    @Test
    void threadsMayShareANetwork() throws InterruptedException, ExecutionException {
        double[] expected = NETWORK.predict(inputs(), ROWS);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<double[]>> results = new ArrayList<>();
            for (int task = 0; task < 16; task++) {
                results.add(threads.submit(() -> NETWORK.predict(inputs(), ROWS)));
            }
            for (Future<double[]> result : results) {
                assertThat(result.get()).containsExactly(expected);
            }
        }
    }

    @Test
    void parametersAreCopiedInAndOut() {
        double[] p = NETWORK.parameters();
        Network other = NETWORK.withParameters(p);
        p[0] = 99;
        assertThat(other.parameters()).containsExactly(NETWORK.parameters());
        assertThat(NETWORK.parameters("b1")).hasSize(9).containsOnly(0);
        assertThat(NETWORK.parameters("W2")).hasSize(27);
    }

    @Test
    void wrongLengthsAndNamesAreRefused() {
        assertThatThrownBy(() -> NETWORK.predict(new double[5])).hasMessage("inputs: expected 4 (1 rows × 4), got 5");
        assertThatThrownBy(() -> NETWORK.parameters("W3"))
                .hasMessage("block: expected one of [W1, b1, W2, b2], got \"W3\"");
        assertThatThrownBy(() -> NETWORK.withParameters(new double[1]))
                .hasMessage("parameters: expected 75 (4-9-3), got 1");
    }

    private static double[] inputs() {
        double[] x = new double[4 * ROWS];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 37 % 101) / 50.0 - 1;
        }
        return x;
    }
}
