package io.gradus.engine;

import java.util.Random;

/// Functions of [ElementwiseBenchmark#N] numbers in one precision.
interface Elementwise {
    /// By the Vector API.
    Runnable vector(String function);

    /// By plain loops.
    Runnable scalar(String function);

    /// Of the optimizers.
    Runnable loop(String rule);

    static IllegalArgumentException unknown(String function) {
        return new IllegalArgumentException("function: there is no " + function);
    }

    /// Numbers of both signs, which take each function through all of its branches.
    static double[] arguments() {
        return new Random(1).doubles(ElementwiseBenchmark.N, -3, 3).toArray();
    }

    /// Positive numbers over many binades.
    static double[] positive() {
        double[] values = arguments();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(4 * values[i]);
        }
        return values;
    }

    /// One class a row.
    static double[] classes() {
        double[] t = new double[ElementwiseBenchmark.N];
        Random random = new Random(2);
        for (int row = 0; row < ElementwiseBenchmark.ROWS; row++) {
            t[row * ElementwiseBenchmark.UNITS + random.nextInt(ElementwiseBenchmark.UNITS)] = 1;
        }
        return t;
    }
}
