package io.gradus.gradient;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A function with its derivative at a point, worked by hand: the oracle of the tests of numerical derivatives.
///
/// @param family what it is a case of
/// @param f the function as a program computes it, noise and all
/// @param x the point
/// @param derivative f'(x) of the function that is meant
record KnownDerivative(String family, DoubleUnaryOperator f, double x, double derivative) {

    /// Draws cases over magnitudes of argument and value from 1e-8 to 1e8.
    private static final class Draws {
        private final CounterRandom random;
        private int next;

        Draws(long seed) {
            random = new CounterRandom(seed);
        }

        double uniform(double from, double to) {
            return from + (to - from) * random.uniform(Purpose.SYNTHETIC_DATA, 0, 0, next++);
        }

        double magnitude(double fromExponent, double toExponent) {
            return StrictMath.pow(10, uniform(fromExponent, toExponent));
        }

        double sign() {
            return uniform(-1, 1) < 0 ? -1 : 1;
        }
    }

    /// Smooth functions whose length is that of their argument.
    static List<KnownDerivative> smooth(int count, long seed) {
        Draws draw = new Draws(seed);
        List<KnownDerivative> cases = new ArrayList<>();
        while (cases.size() < count) {
            double l = draw.magnitude(-8, 8);
            double v = draw.magnitude(-8, 8) * draw.sign();
            double u = draw.uniform(0.3, 3) * draw.sign();
            double x = u * l;
            double y = x / l;
            double e = StrictMath.exp(y);
            double t = StrictMath.tanh(y);
            cases.add(of("sin", z -> v * StrictMath.sin(z / l), x, v / l * StrictMath.cos(y)));
            cases.add(of("exp", z -> v * StrictMath.exp(z / l), x, v / l * e));
            cases.add(of("tanh", z -> v * StrictMath.tanh(z / l), x, v / l * (1 - t * t)));
            cases.add(of("cube", z -> v * (z / l) * (z / l) * (z / l), x, 3 * v / l * y * y));
            cases.add(of("bell", z -> v / (1 + z / l * (z / l)), x, -2 * v / l * y / ((1 + y * y) * (1 + y * y))));
            double a = Math.abs(y);
            cases.add(of("log", z -> v * StrictMath.log(z / l), a * l, v / l / a));
            cases.add(of("sqrt", z -> v * Math.sqrt(z / l), a * l, v / l / (2 * Math.sqrt(a))));
            cases.add(of("sigmoid", z -> v / (1 + StrictMath.exp(-z / l)), x, v / l / (1 + e) / (1 + 1 / e)));
            cases.add(of("line", z -> v * z, x, v));
            cases.add(of("sin at 0", z -> v * StrictMath.sin(z / l), 0, v / l));
        }
        return cases.subList(0, count);
    }

    /// Everything that makes differences hard.
    static List<KnownDerivative> hard(int count, long seed) {
        Draws draw = new Draws(seed);
        List<KnownDerivative> cases = new ArrayList<>();
        while (cases.size() < count) {
            double l = draw.magnitude(-8, 8);
            double v = draw.magnitude(-8, 8) * draw.sign();
            double u = draw.uniform(0.3, 3) * draw.sign();
            double x = u * l;
            double y = x / l;
            // The function's length is another than that of its argument.
            double far = l * draw.magnitude(-5, 3);
            double w = x / far;
            cases.add(of("another length", z -> v * StrictMath.sin(z / far), x, v / far * StrictMath.cos(w)));
            cases.add(of(
                    "exp of another length",
                    z -> v * StrictMath.exp(-z / far * (z / far)),
                    x,
                    -2 * v / far * w * StrictMath.exp(-w * w)));
            // Sums in which most digits cancel.
            double large = v * draw.magnitude(0, 9);
            cases.add(of("cancelled", z -> v * StrictMath.sin(z / l) + large - large, x, v / l * StrictMath.cos(y)));
            double third = large / 3;
            cases.add(of(
                    "sum",
                    z -> {
                        double sum = 0;
                        for (int i = 0; i < 30; i++) {
                            sum += third * (i % 2 == 0 ? 1 + i : -i) + v * StrictMath.exp(z / l / (1 + i));
                        }
                        return sum - 15 * third;
                    },
                    x,
                    sumDerivative(v, l, y)));
            cases.add(of(
                    "polynomial",
                    z -> { // (y - 1)⁷ multiplied out
                        double q = z / l;
                        return v * (((((((q - 7) * q + 21) * q - 35) * q + 35) * q - 21) * q + 7) * q - 1);
                    },
                    x,
                    7 * v / l * StrictMath.pow(y - 1, 6)));
            cases.add(of("float", z -> (float) (v * StrictMath.sin(z / l)), x, v / l * StrictMath.cos(y)));
            cases.add(of(
                    "float inside",
                    z -> v * StrictMath.exp((float) StrictMath.sin(z / l)),
                    x,
                    v / l * StrictMath.cos(y) * StrictMath.exp(StrictMath.sin(y))));
            // Kinks next to the point.
            double near = Math.abs(x) * draw.magnitude(-7, 0) * draw.sign();
            double c = x + near;
            cases.add(of("abs", z -> v * Math.abs(z - c) / l, x, -v / l * Math.signum(near)));
            cases.add(of("relu", z -> v * Math.max(z - c, 0) / l, x, near < 0 ? v / l : 0));
            cases.add(of(
                    "relu and sin",
                    z -> v * (Math.max(z - c, 0) / l + StrictMath.sin(z / l)),
                    x,
                    (near < 0 ? v / l : 0) + v / l * StrictMath.cos(y)));
            double c2 = x - near * draw.magnitude(-2, 2);
            cases.add(of(
                    "two kinks",
                    z -> v * (Math.abs(z - c) / l - 0.7 * Math.abs(z - c2) / l),
                    x,
                    v / l * (-Math.signum(near) - 0.7 * Math.signum(x - c2))));
            // Flat.
            cases.add(of("constant", z -> v, x, 0));
            cases.add(of("saturated", z -> v * StrictMath.tanh(40 + z / l), Math.abs(x), 0));
            cases.add(of("fourth power at 0", z -> v * (1 + StrictMath.pow(z / l, 4)), 0, 0));
            // Poles and edges next to the point.
            double gap = Math.abs(x) * draw.magnitude(-6, 0);
            double pole = x - gap;
            double apart = x - pole;
            cases.add(of("pole", z -> v * l / (z - pole), x, -v * l / (apart * apart)));
            cases.add(of(
                    "square pole",
                    z -> v * l * l / ((z - pole) * (z - pole)),
                    x,
                    -2 * v * l * l / (apart * apart * apart)));
            cases.add(of("edge of log", z -> v * StrictMath.log((z - pole) / l), x, v / apart));
            cases.add(of("edge of sqrt", z -> v * Math.sqrt((z - pole) / l), x, v / (2 * Math.sqrt(apart * l))));
            cases.add(of("tan", z -> v * StrictMath.tan(z / l), x, v / l * (1 + StrictMath.pow(StrictMath.tan(y), 2))));
            // Waves on a slope.
            double fine = draw.magnitude(-5, -1);
            cases.add(of(
                    "waves",
                    z -> v * (z / l + 0.1 * fine * StrictMath.sin(z / l / fine)),
                    x,
                    v / l * (1 + 0.1 * StrictMath.cos(y / fine))));
        }
        return cases.subList(0, count);
    }

    private static double sumDerivative(double v, double l, double y) {
        double sum = 0;
        for (int i = 0; i < 30; i++) {
            sum += v / l / (1 + i) * StrictMath.exp(y / (1 + i));
        }
        return sum;
    }

    private static KnownDerivative of(String family, DoubleUnaryOperator f, double x, double derivative) {
        return new KnownDerivative(family, f, x, derivative);
    }
}
