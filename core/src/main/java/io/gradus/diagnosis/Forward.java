package io.gradus.diagnosis;

import io.gradus.layer.Activation;

/// The forward pass of a situation: what a backward pass starts from. Immutable by convention: nobody writes into its
/// arrays.
final class Forward {
    /// Weighted sums of each layer [batch × out].
    final double[][] z;
    /// Activations of each layer [batch × out].
    final double[][] a;

    private final double[] x;

    Forward(Situation s) {
        x = s.x();
        z = new double[s.layers()][];
        a = new double[s.layers()][];
        for (int l = 0; l < s.layers(); l++) {
            z[l] = Matrices.affine(input(l), s.weightsOf(l), s.biasOf(l), s.rows(), s.inputs(l), s.outputs(l));
            a[l] = activate(s.activation(l), z[l], s.rows(), s.outputs(l));
        }
    }

    /// What layer l takes in [batch × in]: the activations of the layer before, or the inputs.
    double[] input(int l) {
        return l == 0 ? x : a[l - 1];
    }

    /// What the network gives [batch × out].
    double[] y() {
        return a[a.length - 1];
    }

    static double[] activate(Activation f, double[] z, int rows, int units) {
        double[] a = new double[z.length];
        for (int r = 0; r < rows; r++) {
            f.forward(z, a, r * units, units);
        }
        return a;
    }
}
