package io.gradus.exercise;

/// Exercise 6: three layers with weights, B rows.
///
/// a2 = tanh(x·W2 + b2), a3 = tanh(a2·W3 + b3), y = softmax(a3·W4 + b4), E = -(1/B)·Σᵣ Σⱼ tᵣⱼ·ln yᵣⱼ.
public non-sealed interface ThreeLayersExercise extends Exercise {
    /// Computes the gradient.
    ///
    /// @param x inputs [rows × inputs], not to be modified
    /// @param t targets [rows × outputs], not to be modified
    /// @param p the parameters, not to be modified
    /// @param g the gradient ∂E/∂p, all zeros before, to be filled in
    void backward(double[][] x, double[][] t, Parameters p, Parameters g);
}
