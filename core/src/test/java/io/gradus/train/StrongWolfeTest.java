package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.train.StrongWolfe.Outcome;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrongWolfeTest {
    /// A function of one number along which to search, and its derivative.
    record Line(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        double valueAndGradient(double[] p, double[] g) {
            g[0] = derivative.applyAsDouble(p[0]);
            return f.applyAsDouble(p[0]);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Line PARABOLA = new Line("(x - 3)²", x -> (x - 3) * (x - 3), x -> 2 * (x - 3));

    /// The second and third function are those of J. J. Moré, D. J. Thuente, ACM TOMS 20 (1994), equations 5.1 and 5.2.
    static List<Line> lines() {
        return List.of(
                PARABOLA,
                new Line(
                        "√(1 + (x - 1000)²), far away",
                        x -> Math.sqrt(1 + (x - 1000) * (x - 1000)),
                        x -> (x - 1000) / Math.sqrt(1 + (x - 1000) * (x - 1000))),
                new Line("-x / (x² + 2)", x -> -x / (x * x + 2), x -> (x * x - 2) / ((x * x + 2) * (x * x + 2))),
                new Line(
                        "(x + 0.004)⁵ - 2(x + 0.004)⁴",
                        x -> power(x + 0.004, 5) - 2 * power(x + 0.004, 4),
                        x -> 5 * power(x + 0.004, 4) - 8 * power(x + 0.004, 3)),
                new Line(
                        "2√(2 - x) + 1/(2 - x), which has no value from 2 on",
                        x -> 2 * Math.sqrt(2 - x) + 1 / (2 - x),
                        x -> -1 / Math.sqrt(2 - x) + 1 / ((2 - x) * (2 - x))));
    }

    private static double power(double x, int n) {
        return StrictMath.pow(x, n);
    }

    /// Over first steps from 1e-3 to 1e3, starts and c₁, c₂: what is called WOLFE fulfils both conditions, recomputed
    /// here; and there is no other outcome, as all lines are smooth where they are defined.
    @ParameterizedTest
    @MethodSource("lines")
    void stepsFulfilTheStrongWolfeConditions(Line line) {
        CounterRandom random = new CounterRandom(7);
        for (int k = 0; k < 300; k++) {
            double first = StrictMath.pow(10, 6 * random.uniform(Purpose.SYNTHETIC_DATA, 0, 0, k) - 3);
            double x = random.uniform(Purpose.SYNTHETIC_DATA, 0, 1, k) * 0.5;
            double c2 = 0.1 + 0.8 * random.uniform(Purpose.SYNTHETIC_DATA, 0, 2, k);
            double c1 = 1e-4;
            double slope = line.derivative.applyAsDouble(x);
            if (slope >= 0) {
                continue;
            }
            double value = line.f.applyAsDouble(x);
            StrongWolfe search = new StrongWolfe(line::valueAndGradient, 1, c1, c2, 60);
            Outcome outcome = search.search(new double[] {x}, value, slope, new double[] {1}, first);
            String what = "from %s by %s with c2 %s".formatted(x, first, c2);
            assertThat(outcome).as(what).isEqualTo(Outcome.WOLFE);
            double alpha = search.step();
            assertThat(line.f.applyAsDouble(x + alpha)).as(what).isLessThanOrEqualTo(value + c1 * alpha * slope);
            assertThat(Math.abs(line.derivative.applyAsDouble(x + alpha)))
                    .as(what)
                    .isLessThanOrEqualTo(-c2 * slope);
            assertThat(search.point()).containsExactly(x + alpha);
            assertThat(search.value()).isEqualTo(line.f.applyAsDouble(x + alpha));
            assertThat(search.gradient()).containsExactly(line.derivative.applyAsDouble(x + alpha));
        }
    }

    /// φ(α) = (α - 3)², φ'(0) = -6. Step 1 has φ' = -4, enough for c₂ = 0.9 (5.4) but not for c₂ = 0.1 (0.6); the cubic
    /// through two points of a parabola has its minimum, 3.
    @Test
    void takesTheHandWorkedSteps() {
        StrongWolfe loose = new StrongWolfe(PARABOLA::valueAndGradient, 1, 1e-4, 0.9, 20);
        assertThat(loose.search(new double[] {0}, 9, -6, new double[] {1}, 1)).isEqualTo(Outcome.WOLFE);
        assertThat(loose.step()).isEqualTo(1);
        assertThat(loose.evaluations()).isEqualTo(1);
        StrongWolfe strict = new StrongWolfe(PARABOLA::valueAndGradient, 1, 1e-4, 0.1, 20);
        assertThat(strict.search(new double[] {0}, 9, -6, new double[] {1}, 1)).isEqualTo(Outcome.WOLFE);
        assertThat(strict.step()).isEqualTo(3);
        assertThat(strict.evaluations()).isEqualTo(2);
        assertThat(strict.search(new double[] {0}, 9, -6, new double[] {1}, 8))
                .as("beyond")
                .isEqualTo(Outcome.WOLFE);
        assertThat(strict.step()).isEqualTo(3);
    }

    /// max(-x, 4x - 5) has its minimum, -1, at a kink where no slope is small.
    @Test
    void takesADecreaseWhereAKinkLeavesNoFlatPoint() {
        SmoothFunction kink = (p, g) -> {
            g[0] = p[0] < 1 ? -1 : 4;
            return Math.max(-p[0], 4 * p[0] - 5);
        };
        StrongWolfe search = new StrongWolfe(kink, 1, 1e-4, 0.9, 20);
        assertThat(search.search(new double[] {0}, 0, -1, new double[] {1}, 3)).isEqualTo(Outcome.DECREASE);
        assertThat(search.value()).isBetween(-1.0, -0.9);
        assertThat(search.value()).isEqualTo(kink.valueAndGradient(search.point(), new double[1]));
        assertThat(search.gradient()).containsExactly(search.point()[0] < 1 ? -1 : 4);
    }

    /// The slope says down, the function says up: no step is one.
    @Test
    void findsNoStepWhereTheFunctionOnlyRises() {
        SmoothFunction rises = (p, g) -> {
            g[0] = -1;
            return p[0];
        };
        StrongWolfe search = new StrongWolfe(rises, 1, 1e-4, 0.9, 20);
        assertThat(search.search(new double[] {0}, 0, -1, new double[] {1}, 1)).isEqualTo(Outcome.NONE);
        assertThat(search.evaluations()).isEqualTo(20);
    }

    @Test
    void findsNoStepWhereTheFunctionIsNowhereFinite() {
        SmoothFunction nowhere = (p, g) -> Double.NaN;
        StrongWolfe search = new StrongWolfe(nowhere, 1, 1e-4, 0.9, 20);
        assertThat(search.search(new double[] {0}, 0, -1, new double[] {1}, 1)).isEqualTo(Outcome.NONE);
    }
}
