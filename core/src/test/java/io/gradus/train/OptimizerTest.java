package io.gradus.train;

import static io.gradus.Tolerances.ADAM_POWERS;
import static io.gradus.Tolerances.HAND_WORKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
    /// p ← p - 0.1·g: 1 - 0.1·0.5 = 0.95, -2 - 0.1·(-4) = -1.6.
    @Test
    void sgdGoesAgainstTheGradient() {
        Optimizer.Sgd sgd = Optimizer.sgd(0.1);
        double[] p = {1, -2};
        double[] g = {0.5, -4};
        sgd.update(p, g, sgd.newState(2));
        assertThat(p).containsExactly(new double[] {0.95, -1.6}, within(HAND_WORKED));
        assertThat(g).as("not modified").containsExactly(0.5, -4);
    }

    /// One parameter, p = 1, learning rate 0.1, gradients 2, -1, 0.5.
    ///
    /// | t | m | v | m̂ = m / (1 - 0.9ᵗ) | v̂ = v / (1 - 0.999ᵗ) | p ← p - 0.1·m̂ / (√v̂ + 1e-8) |
    /// | --- | --- | --- | --- | --- | --- |
    /// | 1 | 0.1·2 = 0.2 | 0.001·4 = 0.004 | 0.2 / 0.1 = 2 | 0.004 / 0.001 = 4 | 1 - 0.2 / 2.00000001 |
    /// | 2 | 0.18 - 0.1 = 0.08 | 0.003996 + 0.001 | 0.08 / 0.19 | 0.004996 / 0.001999 | 0.873366296702 |
    /// | 3 | 0.072 + 0.05 = 0.122 | 0.004991004 + 0.00025 | 0.122 / 0.271 | 0.005241004 / 0.002997001 | 0.839323382139 |
    @Test
    void adamTakesTheHandWorkedSteps() {
        Optimizer.Adam adam = Optimizer.adam(0.1);
        OptimizerState state = adam.newState(1);
        double[] p = {1};
        adam.update(p, new double[] {2}, state);
        assertThat(p[0]).isCloseTo(0.9000000005, within(HAND_WORKED));
        adam.update(p, new double[] {-1}, state);
        assertThat(p[0]).isCloseTo(0.873366296702, within(HAND_WORKED));
        adam.update(p, new double[] {0.5}, state);
        assertThat(p[0]).isCloseTo(0.839323382139, within(HAND_WORKED));
        assertThat(state.arrays()[0]).containsExactly(new double[] {0.122}, within(HAND_WORKED));
        assertThat(state.arrays()[1]).containsExactly(new double[] {0.005241004}, within(HAND_WORKED));
    }

    /// The running products are the powers: bias correction divides by 1 - βᵗ at each t.
    @Test
    void adamAgreesWithTheFormulaThatUsesPowers() {
        Optimizer.Adam adam = new Optimizer.Adam(0.01, 0.8, 0.99, 1e-6);
        OptimizerState state = adam.newState(1);
        double[] p = {1};
        double q = 1;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 300; t++) {
            double g = StrictMath.sin(t) + 0.3;
            adam.update(p, new double[] {g}, state);
            m = 0.8 * m + 0.2 * g;
            v = 0.99 * v + 0.01 * g * g;
            double mHat = m / (1 - StrictMath.pow(0.8, t));
            double vHat = v / (1 - StrictMath.pow(0.99, t));
            q -= 0.01 * mHat / (StrictMath.sqrt(vHat) + 1e-6);
            assertThat(p[0]).as("step %d", t).isCloseTo(q, within(ADAM_POWERS));
        }
    }

    /// f(p) given by its gradients 3, 2, -1, -5 at p = 1, first step 0.1, η⁺ 1.2, η⁻ 0.5.
    ///
    /// 1. No sign before: the step stays 0.1, p = 1 - 0.1 = 0.9.
    /// 2. Same sign: the step grows to 0.12, p = 0.9 - 0.12 = 0.78.
    /// 3. The sign turns: the step shrinks to 0.06, p rests at 0.78.
    /// 4. No sign before, as it rested: the step stays 0.06, p = 0.78 + 0.06 = 0.84.
    @Test
    void rpropGrowsShrinksAndRests() {
        Optimizer.Rprop rprop = new Optimizer.Rprop(0.1, 1.2, 0.5, 1e-6, 50);
        OptimizerState state = rprop.newState(1);
        double[] p = {1};
        double[] gradients = {3, 2, -1, -5};
        double[] expected = {0.9, 0.78, 0.78, 0.84};
        double[] steps = {0.1, 0.12, 0.06, 0.06};
        for (int k = 0; k < gradients.length; k++) {
            rprop.update(p, new double[] {gradients[k]}, state);
            assertThat(p[0]).as("p after step %d", k + 1).isCloseTo(expected[k], within(HAND_WORKED));
            assertThat(state.arrays()[1][0]).as("step %d", k + 1).isCloseTo(steps[k], within(HAND_WORKED));
        }
    }

    @Test
    void rpropKeepsItsStepsWithinTheirBounds() {
        Optimizer.Rprop rprop = new Optimizer.Rprop(1, 2, 0.5, 0.75, 1.5);
        OptimizerState state = rprop.newState(2);
        double[] p = {0, 0};
        rpropStep(rprop, p, state, 1, 1);
        rpropStep(rprop, p, state, 1, -1);
        assertThat(state.arrays()[1]).containsExactly(1.5, 0.75);
    }

    /// A gradient of 0 leaves the parameter and its step where they are.
    @Test
    void rpropLeavesAParameterWithoutGradientAlone() {
        Optimizer.Rprop rprop = Optimizer.rprop();
        OptimizerState state = rprop.newState(1);
        double[] p = {3};
        rpropStep(rprop, p, state, 0);
        rpropStep(rprop, p, state, 0);
        assertThat(p).containsExactly(3);
        assertThat(state.arrays()[1]).containsExactly(0.01);
    }

    private static void rpropStep(Optimizer.Rprop rprop, double[] p, OptimizerState state, double... gradient) {
        rprop.update(p, gradient, state);
    }

    @Test
    void isFoundByItsName() {
        assertThat(Optimizer.named("sgd", 0.5)).isEqualTo(Optimizer.sgd(0.5));
        assertThat(Optimizer.named("adam", 0.5)).isEqualTo(new Optimizer.Adam(0.5, 0.9, 0.999, 1e-8));
        assertThat(Optimizer.named("rprop", 0.01)).isEqualTo(Optimizer.rprop());
        for (String name : new String[] {"sgd", "adam", "rprop"}) {
            assertThat(Optimizer.named(name, 0.5).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> Optimizer.named("Adam", 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "optimizer: expected one of sgd, adagrad, rmsprop, adam, adamw, rprop, irprop+, lbfgs, lm, got \"Adam\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsALearningRateThatIsNoFiniteNumberAboveZero(double rate) {
        String message = "learning rate: expected a finite number above 0, got " + rate;
        for (String name : new String[] {"sgd", "adam", "rprop"}) {
            assertThatThrownBy(() -> Optimizer.named(name, rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void rejectsOtherSettingsOutOfRange() {
        assertRejected(() -> new Optimizer.Adam(1, 1, 0.9, 1e-8), "beta1: expected 0 <= beta1 < 1, got 1.0");
        assertRejected(() -> new Optimizer.Adam(1, 0.9, -0.1, 1e-8), "beta2: expected 0 <= beta2 < 1, got -0.1");
        assertRejected(() -> new Optimizer.Adam(1, 0.9, Double.NaN, 1e-8), "beta2: expected 0 <= beta2 < 1, got NaN");
        assertRejected(() -> new Optimizer.Adam(1, 0.9, 0.9, 0), "epsilon: expected a finite number above 0, got 0.0");
        assertRejected(
                () -> new Optimizer.Rprop(1, 1, 0.5, 0, 1), "increase: expected a finite number above 1, got 1.0");
        assertRejected(
                () -> new Optimizer.Rprop(1, 1.2, 1, 0, 1), "decrease: expected a number between 0 and 1, got 1.0");
        assertRejected(() -> new Optimizer.Rprop(1, 1.2, 0.5, -1, 1), "smallest: expected at least 0, got -1.0");
        assertRejected(() -> new Optimizer.Rprop(1, 1.2, 0.5, 2, 1), "largest: expected at least smallest, got 1.0");
    }

    private static void assertRejected(Runnable make, String message) {
        assertThatThrownBy(make::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
