package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.math.Erf;
import io.gradus.math.Exp;
import io.gradus.math.FloatErf;
import io.gradus.math.FloatExp;
import io.gradus.math.FloatLog;
import io.gradus.math.FloatTanh;
import io.gradus.math.Log;
import io.gradus.math.Tanh;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
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
        0.82,
        -0.82,
        0.81999993,
        10.05,
        -10.3,
        27.2,
        -40.5,
        38.4,
        -38.6,
        -64.5,
        1001,
        -1001,
        -0.3465,
        -0.3466,
        Double.MAX_VALUE,
        -27.6,
        1,
        -1,
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
    private static final List<Activation> ACTIVATIONS = Stream.concat(
                    Activation.all().stream(), Stream.of(Activation.leakyRelu(0.3), Activation.elu(1.7)))
            .toList();

    private static final int LONGEST = 67;
    /// Every other one has a special number.
    private static final int ROUNDS = 2 * SPECIAL.length;

    @Test
    void activationsAndTheirGradientsHaveTheBitsOfTheScalarOnes() {
        for (Activation f : ACTIVATIONS) {
            for (int n = 1; n <= LONGEST; n++) {
                for (int round = 0; round < ROUNDS; round++) {
                    compareInDouble(f, n, round);
                    compareInFloat(FloatActivation.named(f.name()), n, round);
                }
            }
        }
    }

    /// Long enough for several pieces.
    @Test
    void activationsOfManyUnitsHaveTheBitsOfTheScalarOnes() {
        for (Activation f : ACTIVATIONS) {
            compareInDouble(f, 2 * VectorMath.PIECE + 5, 0);
            compareInFloat(FloatActivation.named(f.name()), 2 * VectorMath.PIECE + 5, 0);
        }
    }

    private interface OfArray {
        void apply(double[] x, double[] y, int from, int end);
    }

    private interface OfFloat {
        float apply(float x);
    }

    private interface OfFloats {
        void apply(float[] x, float[] y, int from, int end);
    }

    private record Functions(
            String name, DoubleUnaryOperator scalar, OfArray vector, OfFloat floatScalar, OfFloats floatVector) {}

    private static final List<Functions> FUNCTIONS = List.of(
            new Functions("exp", Exp::exp, VectorMath::exp, FloatExp::exp, FloatVectorMath::exp),
            new Functions(
                    "exp of minus the magnitude",
                    x -> Exp.exp(-Math.abs(x)),
                    VectorMath::expOfMinusAbs,
                    x -> FloatExp.exp(-Math.abs(x)),
                    FloatVectorMath::expOfMinusAbs),
            new Functions(
                    "exp of a negative number, less 1",
                    x -> Exp.expm1(Math.min(x, 0)),
                    VectorMath::expm1OfNegative,
                    x -> FloatExp.expm1(Math.min(x, 0)),
                    FloatVectorMath::expm1OfNegative),
            new Functions("log", Log::log, VectorMath::log, FloatLog::log, FloatVectorMath::log),
            new Functions("tanh", Tanh::tanh, VectorMath::tanh, FloatTanh::tanh, FloatVectorMath::tanh),
            new Functions("erf", Erf::erf, VectorErf::erf, FloatErf::erf, FloatVectorErf::erf),
            new Functions("erfc", Erf::erfc, VectorErf::erfc, FloatErf::erfc, FloatVectorErf::erfc));

    @Test
    void functionsHaveTheBitsOfTheScalarOnesAtEveryLength() {
        for (Functions f : FUNCTIONS) {
            for (int n = 1; n <= LONGEST; n++) {
                for (int round = 0; round < ROUNDS; round++) {
                    compare(f, numbers(n + 2, round), 1, n + 1);
                }
            }
        }
    }

    /// Over all exponents and signs, and long enough for several pieces.
    @Test
    void functionsHaveTheBitsOfTheScalarOnesForNumbersOfAnySize() {
        CounterRandom random = new CounterRandom(5);
        double[] x = new double[5 * VectorMath.PIECE + 3];
        for (int i = 0; i < x.length; i++) {
            long bits = random.bits(Purpose.SYNTHETIC_DATA, 0, 0, i);
            x[i] = i % 2 == 0 ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
        }
        for (Functions f : FUNCTIONS) {
            compare(f, x, 1, x.length - 1);
        }
    }

    /// Elements outside `from` to `end` - 1 stay as they are.
    private static void compare(Functions f, double[] x, int from, int end) {
        double[] scalar = new double[x.length];
        float[] floatX = Storage.toFloat(x);
        float[] floatScalar = new float[x.length];
        for (int i = from; i < end; i++) {
            scalar[i] = f.scalar().applyAsDouble(x[i]);
            floatScalar[i] = f.floatScalar().apply(floatX[i]);
        }
        double[] vector = new double[x.length];
        f.vector().apply(x, vector, from, end);
        assertThat(bits(vector)).as("%s of %d", f.name(), end - from).isEqualTo(bits(scalar));
        float[] floatVector = new float[x.length];
        f.floatVector().apply(floatX, floatVector, from, end);
        assertThat(bits(floatVector))
                .as("%s of %d floats", f.name(), end - from)
                .isEqualTo(bits(floatScalar));
    }

    /// Two rows after one that must stay as it is.
    private static void compareInDouble(Activation f, int n, int round) {
        double[] z = numbers(3 * n, round);
        double[] scalar = numbers(3 * n, round + 1);
        double[] vector = scalar.clone();
        f.forward(z, scalar, n, n);
        f.forward(z, scalar, 2 * n, n);
        new VectorActivations().forward(f, z, vector, 1, 3, n);
        assertThat(bits(vector)).as("%s of %d", f.name(), n).isEqualTo(bits(scalar));
        double[] delta = numbers(3 * n, round + 2);
        double[] vectorDelta = delta.clone();
        f.backward(z, scalar, delta, n, n);
        f.backward(z, scalar, delta, 2 * n, n);
        new VectorActivations().backward(f, z, scalar, vectorDelta, 1, 3, n);
        assertThat(bits(vectorDelta)).as("gradient of %s of %d", f.name(), n).isEqualTo(bits(delta));
    }

    private static void compareInFloat(FloatActivation f, int n, int round) {
        float[] z = Storage.toFloat(numbers(3 * n, round));
        float[] scalar = Storage.toFloat(numbers(3 * n, round + 1));
        float[] vector = scalar.clone();
        f.forward(z, scalar, n, n);
        f.forward(z, scalar, 2 * n, n);
        new FloatVectorActivations().forward(f, z, vector, 1, 3, n);
        assertThat(bits(vector)).as("%s of %d floats", f.name(), n).isEqualTo(bits(scalar));
        float[] delta = Storage.toFloat(numbers(3 * n, round + 2));
        float[] vectorDelta = delta.clone();
        f.backward(z, scalar, delta, n, n);
        f.backward(z, scalar, delta, 2 * n, n);
        new FloatVectorActivations().backward(f, z, scalar, vectorDelta, 1, 3, n);
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
