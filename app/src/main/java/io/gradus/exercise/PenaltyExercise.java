package io.gradus.exercise;

/// Exercise 5: a penalty on the weights, B rows.
///
/// z2 = x·W2 + b2, a2 = σ(z2), z3 = a2·W3 + b3, y = softmax(z3),
/// E = -(1/B)·Σᵣ Σⱼ tᵣⱼ·ln yᵣⱼ + (λ/2)·Σ w², the last sum over all weights, without the biases.
public non-sealed interface PenaltyExercise extends Exercise {
    /// Computes the gradient.
    ///
    /// @param x inputs [rows × inputs], not to be modified
    /// @param t targets [rows × outputs], not to be modified
    /// @param lambda λ
    /// @param p the parameters, not to be modified
    /// @param g the gradient ∂E/∂p, all zeros before, to be filled in
    void backward(double[][] x, double[][] t, double lambda, Parameters p, Parameters g);
}
