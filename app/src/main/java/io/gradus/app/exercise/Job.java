package io.gradus.app.exercise;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// One call of an exercise: what its method is given. Arrays of parameters are in the flat order, W2, b2, W3, ….
///
/// Arrays are kept by reference and not modified.
final class Job {
    private final int[] sizes;
    private final double[] p;
    private final double[] x;
    private final double[] t;
    private final double lambda;
    private final double[] g;
    private final double[] v;
    private final double learningRate;
    private final double momentum;

    private Job(
            int[] sizes,
            double[] p,
            double[] x,
            double[] t,
            double lambda,
            double[] g,
            double[] v,
            double learningRate,
            double momentum) {
        this.sizes = sizes;
        this.p = p;
        this.x = x;
        this.t = t;
        this.lambda = lambda;
        this.g = g;
        this.v = v;
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    /// A gradient to compute.
    ///
    /// @param sizes units from the inputs to the output
    /// @param p parameters
    /// @param x inputs [rows × inputs]
    /// @param t targets [rows × outputs]
    static Job gradient(int[] sizes, double[] p, double[] x, double[] t, double lambda) {
        return new Job(sizes, p, x, t, lambda, new double[0], new double[0], 0, 0);
    }

    /// A step to take.
    ///
    /// @param g the gradient
    /// @param v the velocity, for momentum
    static Job update(int[] sizes, double[] p, double[] g, double[] v, double learningRate, double momentum) {
        return new Job(sizes, p, new double[0], new double[0], 0, g, v, learningRate, momentum);
    }

    /// Whether this is a step, not a gradient.
    boolean isUpdate() {
        return x.length == 0;
    }

    int[] sizes() {
        return sizes;
    }

    int rows() {
        return x.length / sizes[0];
    }

    double[] p() {
        return p;
    }

    double[] x() {
        return x;
    }

    double[] t() {
        return t;
    }

    double lambda() {
        return lambda;
    }

    double[] g() {
        return g;
    }

    double[] v() {
        return v;
    }

    double learningRate() {
        return learningRate;
    }

    double momentum() {
        return momentum;
    }

    void writeTo(DataOutputStream out) throws IOException {
        Frames.writeInts(out, sizes);
        for (double[] numbers : new double[][] {p, x, t, g, v, {lambda, learningRate, momentum}}) {
            Frames.writeNumbers(out, numbers);
        }
    }

    static Job read(DataInputStream in) throws IOException {
        int[] sizes = Frames.ints(in);
        double[] p = Frames.numbers(in);
        double[] x = Frames.numbers(in);
        double[] t = Frames.numbers(in);
        double[] g = Frames.numbers(in);
        double[] v = Frames.numbers(in);
        double[] settings = Frames.numbers(in);
        return new Job(sizes, p, x, t, settings[0], g, v, settings[1], settings[2]);
    }
}
