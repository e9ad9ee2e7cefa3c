package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.math.FloatSums;
import io.gradus.math.Sums;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every level of kernels gives the bits of the naive one, at odd sizes and for parts of a batch.
class KernelsTest {
    /// Where the batch begins in its array.
    private static final int X0 = 5;

    private static final float RATE = 0.125f;

    private static final int[][] SHAPES = { // batch, inputs, outputs
        {1, 1, 1},
        {1, 784, 10},
        {1, 33, 129},
        {2, 3, 5},
        {3, 17, 31},
        {4, 16, 96},
        {5, 7, 97},
        {5, 65, 97},
        {18, 131, 160},
        {7, 9, 200},
        {8, 1100, 13},
        {13, 5, 64},
        {33, 20, 47},
        {66, 41, 130},
        {70, 300, 530},
        {170, 37, 101},
        {300, 3, 2}
    };

    @Test
    void everyLevelGivesTheBitsOfTheNaiveKernels() {
        for (int[] shape : SHAPES) {
            double[] expected = results(new NaiveKernels(), shape);
            for (Kernels kernels : List.of(new PortableKernels(), new VectorKernels())) {
                assertThat(results(kernels, shape))
                        .as("%s at %s", kernels.getClass().getSimpleName(), List.of(shape[0], shape[1], shape[2]))
                        .isEqualTo(expected);
            }
            double[] inFloat = results(new FloatNaiveKernels(), shape);
            for (FloatKernels kernels : List.of(new FloatPortableKernels(), new FloatVectorKernels())) {
                assertThat(results(kernels, shape))
                        .as("%s at %s", kernels.getClass().getSimpleName(), List.of(shape[0], shape[1], shape[2]))
                        .isEqualTo(inFloat);
            }
        }
    }

    @Test
    void sumsAlongARowHaveTheirOrderInEveryLevel() {
        for (int n : new int[] {1, 2, 3, 8, 15, 16, 17, 31, 32, 33, 100, 257}) {
            double[] a = numbers(n + 3, 8);
            double[] b = numbers(n + 3, 9);
            float[] aInFloat = new float[n + 3];
            float[] bInFloat = new float[n + 3];
            for (int i = 0; i < n + 3; i++) {
                aInFloat[i] = (float) a[i];
                bInFloat[i] = (float) b[i];
            }
            for (Kernels kernels : List.of(new NaiveKernels(), new PortableKernels(), new VectorKernels())) {
                assertThat(kernels.sum(a, n)).isEqualTo(Sums.sum(a, 0, n));
                assertThat(kernels.dot(a, b, n)).isEqualTo(Sums.dot(a, 0, b, 0, n));
            }
            for (FloatKernels kernels :
                    List.of(new FloatNaiveKernels(), new FloatPortableKernels(), new FloatVectorKernels())) {
                assertThat(kernels.sum(aInFloat, n)).isEqualTo(FloatSums.sum(aInFloat, 0, n));
                assertThat(kernels.dot(aInFloat, bInFloat, n)).isEqualTo(FloatSums.dot(aInFloat, 0, bInFloat, 0, n));
            }
        }
    }

    @Test
    void softmaxAndCrossEntropyOfManyRowsGiveTheBitsOfOneRow() {
        for (int n : new int[] {1, 2, 3, 10, 15, 16, 17, 33, 100}) {
            for (int rows : new int[] {4, 5, 16, 37}) {
                assertThat(softmax(new VectorKernels(), rows, n)).isEqualTo(softmax(new NaiveKernels(), rows, n));
                assertThat(softmax(new FloatVectorKernels(), rows, n))
                        .isEqualTo(softmax(new FloatNaiveKernels(), rows, n));
            }
        }
    }

    /// y, losses and delta for the rows from 1 on; the inputs are large, infinite or NaN in a few rows.
    private static double[] softmax(Kernels kernels, int rows, int n) {
        double[] z = numbers((rows + 1) * n, 4);
        z[2 * n] = 800;
        z[4 * n] = Double.NaN;
        z[3 * n] = Double.NEGATIVE_INFINITY;
        double[] t = numbers((rows + 1) * n + X0, 5);
        double[] y = new double[z.length];
        double[] delta = new double[z.length];
        double[] losses = new double[rows + 1];
        kernels.activate(Activation.softmax(), z, y, 1, rows + 1, n);
        kernels.losses(Loss.categoricalCrossEntropy(), z, y, t, X0, 1, rows + 1, n, losses);
        kernels.lossGradient(Loss.categoricalCrossEntropy(), z, y, t, X0, 1, rows + 1, n, RATE, delta);
        return Stream.of(y, losses, delta).flatMapToDouble(DoubleStream::of).toArray();
    }

    private static double[] softmax(FloatKernels kernels, int rows, int n) {
        float[] z = Storage.toFloat(numbers((rows + 1) * n, 4));
        z[2 * n] = 800;
        z[4 * n] = Float.NaN;
        z[3 * n] = Float.NEGATIVE_INFINITY;
        float[] t = Storage.toFloat(numbers((rows + 1) * n + X0, 5));
        float[] y = new float[z.length];
        float[] delta = new float[z.length];
        double[] losses = new double[rows + 1];
        kernels.activate(FloatActivation.softmax(), z, y, 1, rows + 1, n);
        kernels.losses(FloatLoss.categoricalCrossEntropy(), z, y, t, X0, 1, rows + 1, n, losses);
        kernels.lossGradient(FloatLoss.categoricalCrossEntropy(), z, y, t, X0, 1, rows + 1, n, RATE, delta);
        return Stream.of(widened(y), losses, widened(delta))
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }

    /// Losses and their derivatives at every number of outputs left over from whole vectors, errors of 0, infinite and NaN.
    @Test
    void elementwiseLossesOfManyRowsGiveTheBitsOfTheFormulas() {
        for (String name : ELEMENTWISE) {
            for (int n : new int[] {1, 2, 3, 10, 16, 17, 33, 1500}) {
                for (int rows : new int[] {1, 5, 16, 37}) {
                    assertThat(elementwise(new VectorKernels(), Loss.named(name), rows, n))
                            .as("%s of %d × %d", name, rows, n)
                            .isEqualTo(elementwise(new NaiveKernels(), Loss.named(name), rows, n))
                            .isEqualTo(elementwise(new PortableKernels(), Loss.named(name), rows, n));
                    assertThat(elementwise(new FloatVectorKernels(), FloatLoss.named(name), rows, n))
                            .as("%s of %d × %d in float", name, rows, n)
                            .isEqualTo(elementwise(new FloatNaiveKernels(), FloatLoss.named(name), rows, n));
                }
            }
        }
    }

    @Test
    void everyElementwiseLossIsAmongThem() {
        assertThat(Loss.all().stream()
                        .filter(loss -> loss instanceof Loss.Elementwise)
                        .map(Loss::name))
                .isSubsetOf(ELEMENTWISE);
    }

    private static final List<String> ELEMENTWISE =
            List.of("mse", "mae", "huber", "huber:0.3", "quantile", "quantile:0.9", "binary_cross_entropy", "poisson");

    /// Losses and delta of the rows from 1 on.
    private static double[] elementwise(Kernels kernels, Loss loss, int rows, int n) {
        double[] z = special(rows, n);
        double[] t = numbers((rows + 1) * n + X0, 5);
        System.arraycopy(z, n, t, X0 + n, Math.min(n, 3)); // no error
        double[] y = z.clone();
        if (loss instanceof Loss.BinaryCrossEntropy || loss instanceof Loss.Poisson) {
            Activation f = loss instanceof Loss.Poisson ? Activation.exp() : Activation.sigmoid();
            kernels.activate(f, z, y, 0, rows + 1, n);
        }
        double[] delta = new double[z.length];
        double[] losses = new double[rows + 1];
        kernels.losses(loss, z, y, t, X0, 1, rows + 1, n, losses);
        kernels.lossGradient(loss, z, y, t, X0, 1, rows + 1, n, RATE, delta);
        return joined(losses, delta);
    }

    private static double[] elementwise(FloatKernels kernels, FloatLoss loss, int rows, int n) {
        float[] z = Storage.toFloat(special(rows, n));
        float[] t = Storage.toFloat(numbers((rows + 1) * n + X0, 5));
        System.arraycopy(z, n, t, X0 + n, Math.min(n, 3));
        float[] y = z.clone();
        if (loss instanceof FloatLoss.BinaryCrossEntropy || loss instanceof FloatLoss.Poisson) {
            FloatActivation f = loss instanceof FloatLoss.Poisson ? FloatActivation.exp() : FloatActivation.sigmoid();
            kernels.activate(f, z, y, 0, rows + 1, n);
        }
        float[] delta = new float[z.length];
        double[] losses = new double[rows + 1];
        kernels.losses(loss, z, y, t, X0, 1, rows + 1, n, losses);
        kernels.lossGradient(loss, z, y, t, X0, 1, rows + 1, n, RATE, delta);
        return joined(losses, widened(delta));
    }

    /// Weighted sums [(rows + 1) × n], large, infinite or NaN now and then.
    private static double[] special(int rows, int n) {
        double[] z = numbers((rows + 1) * n, 4);
        double[] others = {60, -60, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, 1e-20, -800, 800};
        for (int i = 0; i < others.length; i++) {
            if (rows > 4) { // else few losses are finite
                z[(n + 7 + i * (z.length - n) / others.length) % z.length] = others[i];
            }
        }
        return z;
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /// A step for a batch of one does what its parts do one after the other.
    @Test
    void aStepForABatchOfOneIsGradientAndUpdate() {
        int inputs = 37;
        int outputs = 141;
        Kernels naive = new NaiveKernels();
        double[] p = numbers((inputs + 1) * outputs, 1);
        double[] x = numbers(inputs, 2);
        double[] delta = numbers(outputs, 3);
        double[] g = new double[p.length];
        naive.weightGradient(x, 0, delta, g, 0, 1, 0, inputs, inputs, outputs);
        naive.biasGradient(delta, g, inputs * outputs, 1, outputs);
        double[] expected = p.clone();
        Updates.apply(new UpdateRule.Sgd(0, false), RATE, expected, g, new double[0][], new double[0], 0, p.length);
        naive.descendOne(x, 0, delta, p, 0, inputs * outputs, RATE, inputs, outputs);
        assertThat(p).isEqualTo(expected);
    }

    /// z, dW, db, dx, the same from fused kernels, and the parameters after steps on the first row, one after the other; each
    /// computed in two parts
    /// where the kernels can.
    private static double[] results(Kernels kernels, int[] shape) {
        int batch = shape[0];
        int inputs = shape[1];
        int outputs = shape[2];
        double[] p = numbers((inputs + 1) * outputs + 3, 1);
        double[] x = numbers(X0 + batch * inputs, 2);
        double[] delta = numbers(batch * outputs, 3);
        double[] z = new double[batch * outputs];
        double[] g = new double[p.length];
        double[] dx = new double[batch * inputs];
        int w = 3;
        int b = w + inputs * outputs;
        int middle = batch / 2;
        kernels.weightedSums(x, X0, p, w, b, z, 0, middle, inputs, outputs);
        kernels.weightedSums(x, X0, p, w, b, z, middle, batch, inputs, outputs);
        kernels.weightGradient(x, X0, delta, g, w, batch, 0, inputs / 3, inputs, outputs);
        kernels.weightGradient(x, X0, delta, g, w, batch, inputs / 3, inputs, inputs, outputs);
        kernels.biasGradient(delta, g, b, batch, outputs);
        if (batch == 1) {
            kernels.inputGradientOfOne(delta, p, w, dx, inputs, outputs);
        } else {
            kernels.inputGradient(delta, p, w, dx, 0, middle, inputs, outputs);
            kernels.inputGradient(delta, p, w, dx, middle, batch, inputs, outputs);
        }
        // The same fused: activations after the sums, a derivative after the input gradient, the update after both.
        double[] fusedZ = new double[z.length];
        double[] a = new double[z.length];
        kernels.forward(Activation.tanh(), x, X0, p, w, b, fusedZ, a, 0, middle, inputs, outputs);
        kernels.forward(Activation.tanh(), x, X0, p, w, b, fusedZ, a, middle, batch, inputs, outputs);
        double[] fusedDx = new double[dx.length];
        double[] before = Arrays.copyOfRange(x, X0, x.length);
        if (batch == 1) {
            kernels.descendOneWithInputGradient(x, X0, delta, p, w, b, RATE, fusedDx, inputs, outputs);
        } else {
            Activation relu = Activation.relu();
            kernels.backward(delta, p, w, relu, before, before, fusedDx, 0, middle, inputs, outputs);
            kernels.backward(delta, p, w, relu, before, before, fusedDx, middle, batch, inputs, outputs);
        }
        kernels.descendOne(x, X0, delta, p, w, b, RATE, inputs, outputs);
        return joined(z, g, dx, fusedZ, a, fusedDx, p);
    }

    private static double[] results(FloatKernels kernels, int[] shape) {
        int batch = shape[0];
        int inputs = shape[1];
        int outputs = shape[2];
        float[] p = Storage.toFloat(numbers((inputs + 1) * outputs + 3, 1));
        float[] x = Storage.toFloat(numbers(X0 + batch * inputs, 2));
        float[] delta = Storage.toFloat(numbers(batch * outputs, 3));
        float[] z = new float[batch * outputs];
        float[] g = new float[p.length];
        float[] dx = new float[batch * inputs];
        int w = 3;
        int b = w + inputs * outputs;
        int middle = batch / 2;
        kernels.weightedSums(x, X0, p, w, b, z, 0, middle, inputs, outputs);
        kernels.weightedSums(x, X0, p, w, b, z, middle, batch, inputs, outputs);
        kernels.weightGradient(x, X0, delta, g, w, batch, 0, inputs / 3, inputs, outputs);
        kernels.weightGradient(x, X0, delta, g, w, batch, inputs / 3, inputs, inputs, outputs);
        kernels.biasGradient(delta, g, b, batch, outputs);
        if (batch == 1) {
            kernels.inputGradientOfOne(delta, p, w, dx, inputs, outputs);
        } else {
            kernels.inputGradient(delta, p, w, dx, 0, middle, inputs, outputs);
            kernels.inputGradient(delta, p, w, dx, middle, batch, inputs, outputs);
        }
        // The same fused: activations after the sums, a derivative after the input gradient, the update after both.
        float[] fusedZ = new float[z.length];
        float[] a = new float[z.length];
        kernels.forward(FloatActivation.tanh(), x, X0, p, w, b, fusedZ, a, 0, middle, inputs, outputs);
        kernels.forward(FloatActivation.tanh(), x, X0, p, w, b, fusedZ, a, middle, batch, inputs, outputs);
        float[] fusedDx = new float[dx.length];
        float[] before = Arrays.copyOfRange(x, X0, x.length);
        if (batch == 1) {
            kernels.descendOneWithInputGradient(x, X0, delta, p, w, b, RATE, fusedDx, inputs, outputs);
        } else {
            FloatActivation relu = FloatActivation.relu();
            kernels.backward(delta, p, w, relu, before, before, fusedDx, 0, middle, inputs, outputs);
            kernels.backward(delta, p, w, relu, before, before, fusedDx, middle, batch, inputs, outputs);
        }
        kernels.descendOne(x, X0, delta, p, w, b, RATE, inputs, outputs);
        return joined(z, g, dx, fusedZ, a, fusedDx, p);
    }

    private static double[] joined(double[]... parts) {
        return Stream.of(parts).flatMapToDouble(DoubleStream::of).toArray();
    }

    private static double[] joined(float[]... parts) {
        return Stream.of(parts)
                .map(KernelsTest::widened)
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }

    /// Normal numbers, a zero of either sign now and then.
    private static double[] numbers(int n, int of) {
        CounterRandom random = new CounterRandom(5);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = i % 11 == 3 ? 0 : i % 13 == 5 ? -0.0 : random.normal(Purpose.SYNTHETIC_DATA, of, 0, i);
        }
        return values;
    }
}
