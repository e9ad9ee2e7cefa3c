package io.gradus.gradient;

import static io.gradus.Tolerances.CENTRAL_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Robust;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Backpropagation against central differences: every hidden activation × every output activation and loss that go
/// together × odd shapes and batches, with penalty and dropout too.
class CentralDifferenceTest {
    private static final int[][] SHAPES = {{1, 1}, {3, 5, 1}, {2, 17, 3}, {7, 3, 4, 2}, {5, 1, 19}};
    private static final int[] BATCHES = {1, 2, 7};
    private static final double H = 1e-5;

    record Case(Architecture architecture, Loss loss, int batch, double l2) {
        double[] parameters() {
            double[] p = Initializer.standardNormal().draw(architecture, 3);
            if (architecture
                    .outputActivation()
                    .equals(Activation.exp())) { // else outputs of e^20, and tolerances with them
                Arrays.setAll(p, i -> 0.3 * p[i]);
            }
            return p;
        }

        Objective objective() {
            return new Objective(architecture, loss, l2, 5, batch);
        }

        Batch rows() {
            CounterRandom random = new CounterRandom(11);
            double[] x = new double[batch * architecture.inputs()];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
            }
            double[] t = new double[batch * architecture.outputs()];
            for (int i = 0; i < t.length; i++) {
                t[i] = random.uniform(Purpose.SYNTHETIC_DATA, 1, 0, i);
            }
            return new Batch(x, t, batch);
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Activation hidden : Activation.all()) {
            if (hidden.equals(Activation.exp())) {
                continue; // it grows so fast that h is no small step for what comes after it; as output it is here
            }
            for (Activation output : Activation.all()) {
                for (Loss loss : Loss.all()) {
                    // mse stands for the others that any output may precede
                    boolean isKin = loss instanceof Robust && !output.equals(Activation.identity());
                    if (isKin || !goTogether(output, loss)) {
                        continue;
                    }
                    for (int[] shape : SHAPES) {
                        for (int batch : BATCHES) {
                            cases.add(new Case(architecture(shape, hidden, output, 0), loss, batch, 0));
                        }
                        cases.add(new Case(architecture(shape, hidden, output, 0.4), loss, 3, 0.1));
                    }
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backpropagationAgreesWithCentralDifferences(Case c) {
        double[] p = c.parameters();
        Objective objective = c.objective();
        Batch batch = c.rows();
        double[] exact = new double[p.length];
        double[] numeric = new double[p.length];
        double[] kept = p.clone();

        double loss = GradientMethod.backpropagation().lossAndGradient(objective, p, batch, 9, exact);
        double again = GradientMethod.numericalDifferentiation(H).lossAndGradient(objective, p, batch, 9, numeric);

        assertThat(again).isEqualTo(loss);
        assertThat(p).containsExactly(kept);
        // a dead network has a gradient of zeros; its noise is absolute, and that of the loss
        double largest = 1e-3 * Math.max(1, loss);
        for (double entry : exact) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (int i = 0; i < p.length; i++) {
            assertThat(numeric[i])
                    .as("parameter %d", i)
                    .isBetween(exact[i] - CENTRAL_DIFFERENCE * largest, exact[i] + CENTRAL_DIFFERENCE * largest);
        }
    }

    private static boolean goTogether(Activation output, Loss loss) {
        try {
            loss.checkOutput(output);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Architecture architecture(int[] shape, Activation hidden, Activation output, double dropout) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < shape.length; l++) {
            layers.add(Layer.dense(shape[l], l == shape.length - 1 ? output : hidden));
            if (dropout > 0 && l < shape.length - 1) {
                layers.add(Layer.dropout(dropout));
            }
        }
        return new Architecture(shape[0], layers);
    }
}
