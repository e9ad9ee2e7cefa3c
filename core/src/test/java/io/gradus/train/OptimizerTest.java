package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimizerTest {
    /// p - lr·g: 1 - 0.1·2 = 0.8, -3 - 0.1·(-5) = -2.5.
    @Test
    void sgdGoesAgainstTheGradient() {
        double[] p = {1, -3};
        Optimizer.sgd(0.1).update(p, new double[] {2, -5}, Optimizer.sgd(0.1).newState(2));
        assertThat(p).containsExactly(new double[] {0.8, -2.5}, within(1e-15));
    }

    /// Step 1, g = 2: m = 0.2, v = 0.004; m̂ = 0.2 / 0.1 = 2, v̂ = 0.004 / 0.001 = 4: p = 1 - 0.1·2/2 = 0.9.
    /// Step 2, g = -1: m = 0.18 - 0.1 = 0.08, v = 0.003996 + 0.001 = 0.004996; m̂ = 0.08 / 0.19 = 0.42105263,
    /// v̂ = 0.004996 / 0.001999 = 2.49924962, √v̂ = 1.58090152: p = 0.9 - 0.1·0.26633704 = 0.87336630.
    @Test
    void adamTakesTheHandWorkedSteps() {
        Optimizer.Adam adam = Optimizer.adam(0.1);
        OptimizerState state = adam.newState(1);
        double[] p = {1};
        adam.update(p, new double[] {2}, state);
        assertThat(p[0]).isCloseTo(0.9, within(1e-9));
        adam.update(p, new double[] {-1}, state);
        assertThat(p[0]).isCloseTo(0.87336630, within(1e-8));
    }

    /// Against the paper's algorithm 1, written with powers instead of running products.
    @Test
    void adamFollowsThePaperForManySteps() {
        Optimizer.Adam adam = new Optimizer.Adam(0.01, 0.8, 0.95, 1e-6);
        OptimizerState state = adam.newState(1);
        double[] p = {3};
        double q = 3;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 200; t++) {
            adam.update(p, new double[] {2 * p[0]}, state);
            double g = 2 * q;
            m = 0.8 * m + 0.2 * g;
            v = 0.95 * v + 0.05 * g * g;
            double step = m / (1 - StrictMath.pow(0.8, t));
            q -= 0.01 * step / (StrictMath.sqrt(v / (1 - StrictMath.pow(0.95, t))) + 1e-6);
        }
        assertThat(p[0]).isCloseTo(q, within(1e-12));
    }

    /// First step 0.01 against the sign; the same sign grows it to 0.012; a turned sign shrinks it to 0.006 and rests once;
    /// then it goes on at 0.006.
    @Test
    void rpropGrowsShrinksAndRests() {
        Optimizer.Rprop rprop = Optimizer.rprop();
        OptimizerState state = rprop.newState(1);
        double[] p = {0};
        double[] gradients = {5, 0.1, -1, -1};
        double[] expected = {-0.01, -0.022, -0.022, -0.016};
        for (int step = 0; step < 4; step++) {
            double g = gradients[step];
            double loss = rprop.step(
                    (_, into) -> {
                        into[0] = g;
                        return 7;
                    },
                    p,
                    new double[1],
                    state);
            assertThat(loss).isEqualTo(7);
            assertThat(p[0]).isCloseTo(expected[step], within(1e-15));
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Optimizer.sgd(0))
                .hasMessage("learning rate: expected a finite number above 0, got 0.0");
        assertThatThrownBy(() -> Optimizer.adam(Double.NaN))
                .hasMessage("learning rate: expected a finite number above 0, got NaN");
        assertThatThrownBy(() -> new Optimizer.Adam(1, 1, 0.9, 1))
                .hasMessage("beta1: expected 0 <= beta1 < 1, got 1.0");
        assertThatThrownBy(() -> new Optimizer.Rprop(1, 1, 0.5, 0, 1))
                .hasMessage("increase: expected a finite number above 1, got 1.0");
        assertThatThrownBy(() -> Optimizer.named("adm", 1))
                .hasMessage("optimizer: expected one of sgd, adam, rprop, got \"adm\"");
        assertThat(Optimizer.named("rprop", 0.1)).isEqualTo(new Optimizer.Rprop(0.1, 1.2, 0.5, 1e-6, 50));
    }
}
