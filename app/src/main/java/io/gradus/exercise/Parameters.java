package io.gradus.exercise;

/// Weights and biases of a network, by the names that the notebook gave them; also their gradient, and the velocity of
/// momentum, which have the same shapes.
///
/// Layers count from the inputs, which are layer 1: W2 [inputs × units] leads to layer 2. A network of two layers with
/// weights has no W4 and b4; theirs are empty here. Fields rather than methods, and open to assignment, so that an
/// exercise reads like its formulas: `g.W3[i][j] = a2[i] * delta3[j]`.
@SuppressWarnings("MemberName") // W is what the field calls a matrix of weights
public final class Parameters {
    /// Weights from the inputs to layer 2 [inputs × units of layer 2].
    public double[][] W2;
    /// Biases of layer 2.
    public double[] b2;
    /// Weights from layer 2 to layer 3 [units of layer 2 × units of layer 3].
    public double[][] W3;
    /// Biases of layer 3.
    public double[] b3;
    /// Weights from layer 3 to layer 4; empty where there is no layer 4.
    public double[][] W4;
    /// Biases of layer 4; empty where there is no layer 4.
    public double[] b4;

    /// All zeros.
    ///
    /// @param sizes inputs, units of layer 2, units of layer 3 and perhaps of layer 4
    /// @throws IllegalArgumentException if there are not three or four
    public Parameters(int... sizes) {
        if (sizes.length < 3 || sizes.length > 4) {
            throw new IllegalArgumentException("sizes: expected 3 or 4 numbers, got " + sizes.length);
        }
        W2 = new double[sizes[0]][sizes[1]];
        b2 = new double[sizes[1]];
        W3 = new double[sizes[1]][sizes[2]];
        b3 = new double[sizes[2]];
        W4 = sizes.length == 3 ? new double[0][] : new double[sizes[2]][sizes[3]];
        b4 = sizes.length == 3 ? new double[0] : new double[sizes[3]];
    }
}
