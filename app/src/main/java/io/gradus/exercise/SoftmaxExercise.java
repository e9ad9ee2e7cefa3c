package io.gradus.exercise;

/// Exercise 3: softmax and cross-entropy, B rows.
///
/// z2 = x·W2 + b2, a2 = σ(z2), z3 = a2·W3 + b3, y = softmax(z3), E = -(1/B)·Σᵣ Σⱼ tᵣⱼ·ln yᵣⱼ.
public non-sealed interface SoftmaxExercise extends Exercise {
    /// Computes the gradient.
    ///
    /// @param x inputs [rows × inputs], not to be modified
    /// @param t targets [rows × outputs], not to be modified
    /// @param p the parameters, not to be modified
    /// @param g the gradient ∂E/∂p, all zeros before, to be filled in
    void backward(double[][] x, double[][] t, Parameters p, Parameters g);
}
