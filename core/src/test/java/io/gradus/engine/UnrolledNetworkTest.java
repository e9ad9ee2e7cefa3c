package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A network of constant shape gives the bits of the same network in loops.
class UnrolledNetworkTest {
    private static final float RATE = 0.25f;
    private static final int STEPS = 20;

    private record Case(Architecture architecture, Loss loss) {}

    private static List<Case> cases() {
        Activation sigmoid = Activation.sigmoid();
        return List.of(
                new Case(Architecture.of(2, Layer.dense(2, sigmoid), Layer.dense(2, sigmoid)), Loss.mse()),
                new Case(Architecture.of(8, Layer.dense(8, Activation.softmax())), Loss.categoricalCrossEntropy()),
                new Case(Architecture.of(1, Layer.dense(1, sigmoid)), Loss.binaryCrossEntropy()),
                new Case(
                        Architecture.of(
                                2,
                                Layer.dense(5, Activation.elu(0.5)),
                                Layer.dense(3, Activation.gelu()),
                                Layer.dense(2, Activation.leakyRelu(0.2)),
                                Layer.dense(2, Activation.softsign())),
                        Loss.mse()),
                new Case(
                        Architecture.of(
                                2,
                                Layer.dense(4, Activation.selu()),
                                Layer.dense(4, Activation.silu()),
                                Layer.dense(2, Activation.softplus()),
                                Layer.dense(2, Activation.exp())),
                        Loss.mse()),
                new Case(
                        Architecture.of(
                                3,
                                Layer.dense(7, Activation.relu()),
                                Layer.dense(5, Activation.tanh()),
                                Layer.dense(4, Activation.identity())),
                        Loss.mse()),
                new Case(
                        Architecture.of(
                                7,
                                Layer.dense(3, Activation.tanh()),
                                Layer.dense(1, sigmoid),
                                Layer.dense(8, Activation.relu()),
                                Layer.dense(3, Activation.softmax())),
                        Loss.mse()),
                new Case(
                        Architecture.of(2, Layer.dense(3, Activation.tanh()), Layer.dense(3, Activation.identity())),
                        Loss.quantile(0.9)),
                new Case(
                        Architecture.of(2, Layer.dense(3, Activation.tanh()), Layer.dense(2, Activation.exp())),
                        Loss.poisson()));
    }

    @Test
    void stepsGiveTheBitsOfTheCommonWay() {
        for (Case given : cases()) {
            Architecture architecture = given.architecture();
            double[] p = numbers(architecture.parameterCount(), 1);
            double[] q = p.clone();
            double[] x = numbers(STEPS * architecture.inputs(), 2);
            double[] t = numbers(STEPS * architecture.outputs(), 3);
            SingleRow unrolled = Objects.requireNonNull(
                    UnrolledNetworks.of(architecture, given.loss().name()));
            // a buffer for two rows: then it never takes the unrolled way itself
            PenalisedLoss loops = new PenalisedLoss(architecture, given.loss().name(), 0, 0, 2, Team.ALONE);
            Pass pass = new Pass(0).training(0);
            for (int step = 0; step < STEPS; step++) {
                int x0 = step * architecture.inputs();
                int t0 = step * architecture.outputs();
                double expected = loops.descendOne(q, x, x0, t, t0, pass, RATE);
                assertThat(unrolled.loss(p, x, x0, t, t0)).as("%s", given).isEqualTo(expected);
                assertThat(unrolled.descend(p, x, x0, t, t0, RATE)).isEqualTo(expected);
                assertThat(p).isEqualTo(q);
            }
        }
    }

    @Test
    void inFloatToo() {
        for (Case given : cases()) {
            Architecture architecture = given.architecture();
            float[] p = Storage.toFloat(numbers(architecture.parameterCount(), 1));
            float[] q = p.clone();
            float[] x = Storage.toFloat(numbers(STEPS * architecture.inputs(), 2));
            float[] t = Storage.toFloat(numbers(STEPS * architecture.outputs(), 3));
            FloatSingleRow unrolled = Objects.requireNonNull(
                    FloatUnrolledNetworks.of(architecture, given.loss().name()));
            FloatPenalisedLoss loops =
                    new FloatPenalisedLoss(architecture, given.loss().name(), 0, 0, 2, Team.ALONE);
            Pass pass = new Pass(0).training(0);
            for (int step = 0; step < STEPS; step++) {
                int x0 = step * architecture.inputs();
                int t0 = step * architecture.outputs();
                double expected = loops.descendOne(q, x, x0, t, t0, pass, RATE);
                assertThat(unrolled.loss(p, x, x0, t, t0)).as("%s", given).isEqualTo(expected);
                assertThat(unrolled.descend(p, x, x0, t, t0, RATE)).isEqualTo(expected);
                assertThat(p).isEqualTo(q);
            }
        }
    }

    @Test
    void aStepWhoseLossOverflowsChangesNothing() {
        Architecture architecture = Architecture.of(1, Layer.dense(1, Activation.identity()));
        SingleRow unrolled = Objects.requireNonNull(UnrolledNetworks.of(architecture, "mse"));
        double[] p = {1e200, 1};
        assertThat(unrolled.descend(p, new double[] {1}, 0, new double[] {0}, 0, 1))
                .isInfinite();
        assertThat(p).containsExactly(1e200, 1);
    }

    @Test
    void largerNetworksAndRandomLayersGoTheCommonWay() {
        Layer few = Layer.dense(2, Activation.tanh());
        assertThat(UnrolledNetworks.of(Architecture.of(2, Layer.dense(9, Activation.tanh()), few), "mse"))
                .isNull();
        assertThat(UnrolledNetworks.of(Architecture.of(9, few), "mse")).isNull();
        assertThat(UnrolledNetworks.of(Architecture.of(2, few, Layer.dropout(0.5), few), "mse"))
                .isNull();
        assertThat(UnrolledNetworks.of(Architecture.of(2, few, few, few, few, few), "mse"))
                .isNull();
    }

    private static double[] numbers(int n, int of) {
        CounterRandom random = new CounterRandom(6);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.normal(Purpose.SYNTHETIC_DATA, of, 0, i);
        }
        return values;
    }
}
