package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import org.junit.jupiter.api.Test;

/// SIMD gives the bits of the scalar functions, at every length and for every kind of number.
class VectorMathTest {
    private static final double[] SPECIAL = {
        0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        1e-40,
        -1e-46,
        0.55,
        -0.55,
        0.54999995,
        88.5,
        89.5,
        -88,
        -103.9,
        -104.5,
        709.5,
        710.5,
        -708.5,
        -745.2,
        -800,
        1e308
    };
    private static final int LONGEST = 67;
    private static final int ROUNDS = 40;

    @Test
    void activationsAndTheirGradientsHaveTheBitsOfTheScalarOnes() {
        for (Activation f : Activation.all()) {
            for (int n = 1; n <= LONGEST; n++) {
                for (int round = 0; round < ROUNDS; round++) {
                    compareInDouble(f, n, round);
                    compareInFloat(FloatActivation.named(f.name()), n, round);
                }
            }
        }
    }

    /// Two rows after one that must stay as it is.
    private static void compareInDouble(Activation f, int n, int round) {
        double[] z = numbers(3 * n, round);
        double[] scalar = numbers(3 * n, round + 1);
        double[] vector = scalar.clone();
        f.forward(z, scalar, n, n);
        f.forward(z, scalar, 2 * n, n);
        VectorActivations.forward(f, z, vector, 1, 3, n);
        assertThat(bits(vector)).as("%s of %d", f.name(), n).isEqualTo(bits(scalar));
        double[] delta = numbers(3 * n, round + 2);
        double[] vectorDelta = delta.clone();
        f.backward(z, scalar, delta, n, n);
        f.backward(z, scalar, delta, 2 * n, n);
        VectorActivations.backward(f, z, scalar, vectorDelta, 1, 3, n);
        assertThat(bits(vectorDelta)).as("gradient of %s of %d", f.name(), n).isEqualTo(bits(delta));
    }

    private static void compareInFloat(FloatActivation f, int n, int round) {
        float[] z = Storage.toFloat(numbers(3 * n, round));
        float[] scalar = Storage.toFloat(numbers(3 * n, round + 1));
        float[] vector = scalar.clone();
        f.forward(z, scalar, n, n);
        f.forward(z, scalar, 2 * n, n);
        FloatVectorActivations.forward(f, z, vector, 1, 3, n);
        assertThat(bits(vector)).as("%s of %d floats", f.name(), n).isEqualTo(bits(scalar));
        float[] delta = Storage.toFloat(numbers(3 * n, round + 2));
        float[] vectorDelta = delta.clone();
        f.backward(z, scalar, delta, n, n);
        f.backward(z, scalar, delta, 2 * n, n);
        FloatVectorActivations.backward(f, z, scalar, vectorDelta, 1, 3, n);
        assertThat(bits(vectorDelta))
                .as("gradient of %s of %d floats", f.name(), n)
                .isEqualTo(bits(delta));
    }

    /// Small and large numbers of either sign; in some rounds a special one among them.
    private static double[] numbers(int n, int round) {
        CounterRandom random = new CounterRandom(round);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double size = 1 << random.below(10, Purpose.SYNTHETIC_DATA, n, 0, i);
            values[i] = size * (random.uniform(Purpose.SYNTHETIC_DATA, n, 1, i) - 0.5);
        }
        if (round % 2 == 0) {
            values[random.below(n, Purpose.SYNTHETIC_DATA, n, 2, 0)] = SPECIAL[round / 2 % SPECIAL.length];
        }
        return values;
    }

    /// NaN is NaN whatever its payload.
    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToLongBits(values[i]);
        }
        return bits;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
