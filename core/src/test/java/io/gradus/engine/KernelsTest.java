package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every level of kernels gives the bits of the naive one, at odd sizes and for parts of a batch.
class KernelsTest {
    private static final int[][] SHAPES = { // batch, inputs, outputs
        {1, 1, 1},
        {1, 784, 10},
        {1, 33, 129},
        {2, 3, 5},
        {3, 17, 31},
        {4, 16, 96},
        {5, 7, 97},
        {7, 9, 200},
        {8, 1100, 13},
        {13, 5, 64},
        {33, 20, 47},
        {66, 41, 130},
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
            float[] inFloat = results(new FloatNaiveKernels(), shape);
            for (FloatKernels kernels : List.of(new FloatPortableKernels(), new FloatVectorKernels())) {
                assertThat(results(kernels, shape))
                        .as("%s at %s", kernels.getClass().getSimpleName(), List.of(shape[0], shape[1], shape[2]))
                        .isEqualTo(inFloat);
            }
        }
    }

    /// z, dW, db and dx one after the other, each computed in two parts where the kernels can.
    private static double[] results(Kernels kernels, int[] shape) {
        int batch = shape[0];
        int inputs = shape[1];
        int outputs = shape[2];
        double[] p = numbers((inputs + 1) * outputs + 3, 1);
        double[] x = numbers(batch * inputs, 2);
        double[] delta = numbers(batch * outputs, 3);
        double[] z = new double[batch * outputs];
        double[] g = new double[p.length];
        double[] dx = new double[batch * inputs];
        int w = 3;
        int b = w + inputs * outputs;
        int middle = batch / 2;
        kernels.weightedSums(x, p, w, b, z, 0, middle, inputs, outputs);
        kernels.weightedSums(x, p, w, b, z, middle, batch, inputs, outputs);
        kernels.weightGradient(x, delta, g, w, batch, 0, inputs / 3, inputs, outputs);
        kernels.weightGradient(x, delta, g, w, batch, inputs / 3, inputs, inputs, outputs);
        kernels.biasGradient(delta, g, b, batch, outputs);
        if (batch == 1) {
            kernels.inputGradientOfOne(delta, p, w, dx, inputs, outputs);
        } else {
            kernels.inputGradient(delta, p, w, dx, 0, middle, inputs, outputs);
            kernels.inputGradient(delta, p, w, dx, middle, batch, inputs, outputs);
        }
        double[] all = new double[z.length + g.length + dx.length];
        System.arraycopy(z, 0, all, 0, z.length);
        System.arraycopy(g, 0, all, z.length, g.length);
        System.arraycopy(dx, 0, all, z.length + g.length, dx.length);
        return all;
    }

    private static float[] results(FloatKernels kernels, int[] shape) {
        int batch = shape[0];
        int inputs = shape[1];
        int outputs = shape[2];
        float[] p = Storage.toFloat(numbers((inputs + 1) * outputs + 3, 1));
        float[] x = Storage.toFloat(numbers(batch * inputs, 2));
        float[] delta = Storage.toFloat(numbers(batch * outputs, 3));
        float[] z = new float[batch * outputs];
        float[] g = new float[p.length];
        float[] dx = new float[batch * inputs];
        int w = 3;
        int b = w + inputs * outputs;
        int middle = batch / 2;
        kernels.weightedSums(x, p, w, b, z, 0, middle, inputs, outputs);
        kernels.weightedSums(x, p, w, b, z, middle, batch, inputs, outputs);
        kernels.weightGradient(x, delta, g, w, batch, 0, inputs / 3, inputs, outputs);
        kernels.weightGradient(x, delta, g, w, batch, inputs / 3, inputs, inputs, outputs);
        kernels.biasGradient(delta, g, b, batch, outputs);
        if (batch == 1) {
            kernels.inputGradientOfOne(delta, p, w, dx, inputs, outputs);
        } else {
            kernels.inputGradient(delta, p, w, dx, 0, middle, inputs, outputs);
            kernels.inputGradient(delta, p, w, dx, middle, batch, inputs, outputs);
        }
        float[] all = new float[z.length + g.length + dx.length];
        System.arraycopy(z, 0, all, 0, z.length);
        System.arraycopy(g, 0, all, z.length, g.length);
        System.arraycopy(dx, 0, all, z.length + g.length, dx.length);
        return all;
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
