package io.gradus.exercise;

/// Exercise 2: the same network with several samples at once, B rows and O outputs.
///
/// z2 = x·W2 + b2, a2 = σ(z2), z3 = a2·W3 + b3, y = σ(z3), E = 1/(B·O)·Σᵣ Σⱼ (yᵣⱼ - tᵣⱼ)².
public non-sealed interface BatchExercise extends Exercise {
    /// Computes the gradient.
    ///
    /// @param x inputs [rows × inputs], not to be modified
    /// @param t targets [rows × outputs], not to be modified
    /// @param p the parameters, not to be modified
    /// @param g the gradient ∂E/∂p, all zeros before, to be filled in
    void backward(double[][] x, double[][] t, Parameters p, Parameters g);
}
