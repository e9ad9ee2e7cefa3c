package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PropagationTest {
    /// The first step of the notebook's network, by hand: x = (4, 11), t = (0.99, 0.01), from round weights.
    ///
    /// z2 = x·W2 + b2 = (4·0.5 - 11·0.25 + 0, 4·1 - 11·0.5 + 0.5) = (-0.75, -1)
    /// a2 = (0.320821300825, 0.268941421370)
    /// z3 = a2·W3 + b3 = (0.320821300825 - 0.268941421370, 2·0.268941421370) = (0.051879879455, 0.537882842740)
    /// y  = (0.512967061567, 0.631319775702)
    /// d3 = (y - t)·y·(1 - y)
    ///    = (-0.477032938433·0.249831855314, 0.621319775702·0.232755116510) = (-0.119178024055, 0.144615356783)
    /// d2 = (d3·W3ᵀ)·a2·(1 - a2) = (d3₁·1 + d3₂·0, d3₁·(-1) + d3₂·2)·(0.217894993762, 0.196611933241)
    ///    = (-0.025968294808, 0.408408737621·0.196611933241) = (-0.025968294808, 0.080298031456)
    @Test
    void backwardGivesTheHandWorkedGradient() {
        Architecture architecture =
                Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
        double[] p = {0.5, 1, -0.25, -0.5, 0, 0.5, 1, 0, -1, 2, 0, 0};
        double[] g = new double[12];
        Propagation propagation = new Propagation(architecture, 1, Team.ALONE);
        double[] y = propagation.forward(p, new double[] {4, 11}, 1, new Pass(0).training(0));
        propagation.loss(Loss.mse(), new double[] {0.99, 0.01}, 1);
        propagation.backward(g);

        assertThat(y).containsExactly(new double[] {0.512967061567, 0.631319775702}, within(1e-11));
        double[] d3 = {-0.119178024055, 0.144615356783};
        double[] d2 = {-0.025968294808, 0.080298031456};
        double[] a2 = {0.320821300825, 0.268941421370};
        assertThat(g)
                .containsExactly(
                        new double[] {
                            4 * d2[0], 4 * d2[1], 11 * d2[0], 11 * d2[1], d2[0], d2[1],
                            a2[0] * d3[0], a2[0] * d3[1], a2[1] * d3[0], a2[1] * d3[1], d3[0], d3[1]
                        },
                        within(1e-9));
    }

    /// Short work is done by kernels that need no compiling; the outputs are the same to the bit after the change.
    @Test
    void kernelsChangeAfterMuchWorkAndNoBitOfTheOutputsDoes() {
        int batch = 512;
        Architecture architecture =
                Architecture.of(300, Layer.dense(500, Activation.tanh()), Layer.dense(10, Activation.softmax()));
        double[] p = Initializer.standardNormal().draw(architecture, 1);
        double[] x = new double[batch * 300];
        Arrays.setAll(x, i -> Math.sin(i));
        Propagation propagation = new Propagation(architecture, batch, Team.ALONE, KernelChoice.PORTABLE);
        double[] first =
                propagation.forward(p, x, batch, new Pass(0).evaluation()).clone();
        assertThat(propagation.kernels()).isInstanceOf(PortableKernels.class);
        int passes = 1;
        for (; propagation.kernels() instanceof PortableKernels; passes++) {
            assertThat(propagation.forward(p, x, batch, new Pass(0).evaluation()))
                    .isEqualTo(first);
        }
        assertThat(propagation.kernels()).isInstanceOf(VectorKernels.class);
        long work = (long) batch * p.length;
        assertThat(passes).isEqualTo((int) ((Propagation.WORTH_COMPILING + work - 1) / work));
    }

    /// A forward pass of a row is the same to the bit, alone or in a batch.
    @Test
    void rowOfABatchHasTheBitsOfTheRowAlone() {
        Architecture architecture =
                Architecture.of(3, Layer.dense(17, Activation.tanh()), Layer.dense(5, Activation.softmax()));
        double[] p = Initializer.standardNormal().draw(architecture, 8);
        double[] x = {0.1, -2, 3, 4, 0.5, -6, 7, 8, 0.9};
        double[] batch = new Propagation(architecture, 3, Team.ALONE)
                .forward(p, x, 3, new Pass(0).evaluation())
                .clone();
        for (int row = 0; row < 3; row++) {
            double[] one = {x[3 * row], x[3 * row + 1], x[3 * row + 2]};
            double[] alone = new Propagation(architecture, 1, Team.ALONE).forward(p, one, 1, new Pass(0).evaluation());
            for (int j = 0; j < 5; j++) {
                assertThat(alone[j]).isEqualTo(batch[5 * row + j]);
            }
        }
    }

    @Test
    void dropoutScalesWhatItKeepsAndRestsInEvaluation() {
        Architecture architecture = Architecture.of(
                1, Layer.dense(1000, Activation.identity()), Layer.dropout(0.3), Layer.dense(1, Activation.identity()));
        double[] p = new double[architecture.parameterCount()];
        java.util.Arrays.fill(p, 1000, 2000, 1); // hidden units are all 1 by their bias
        java.util.Arrays.fill(p, 2000, 3000, 1); // the output is their sum
        Propagation propagation = new Propagation(architecture, 1, Team.ALONE);
        Pass pass = new Pass(4);
        double[] x = {0};
        assertThat(propagation.forward(p, x, 1, pass.evaluation())[0]).isEqualTo(1000);
        double first = propagation.forward(p, x, 1, pass.training(0))[0];
        double second = propagation.forward(p, x, 1, pass.training(1))[0];
        assertThat(first).isBetween(930.0, 1070.0).isNotEqualTo(second); // standard deviation 1000·√(0.3/0.7/1000) = 21
        assertThat(propagation.forward(p, x, 1, pass.training(0))[0]).isEqualTo(first);
    }

    @Test
    void namesTheFirstLayerThatOverflows() {
        Architecture architecture =
                Architecture.of(1, Layer.dense(1, Activation.identity()), Layer.dense(1, Activation.identity()));
        Propagation propagation = new Propagation(architecture, 1, Team.ALONE);
        propagation.forward(new double[] {1e200, 0, 1e200, 0}, new double[] {1}, 1, new Pass(0).evaluation());
        assertThat(propagation.firstNonFiniteLayer(1)).isEqualTo(2);
        propagation.forward(new double[] {1e200, 0, 1, 0}, new double[] {1}, 1, new Pass(0).evaluation());
        assertThat(propagation.firstNonFiniteLayer(1)).isZero();
    }
}
