package io.gradus.exercise;

/// Exercise 1: the network of the notebook, 2-2-2, one sample at a time.
///
/// z2 = x·W2 + b2, a2 = σ(z2), z3 = a2·W3 + b3, y = σ(z3), E = (1/2)·Σⱼ (yⱼ - tⱼ)².
public non-sealed interface NotebookExercise extends Exercise {
    /// Computes the gradient for one sample.
    ///
    /// @param x inputs [2], not to be modified
    /// @param t targets [2], not to be modified
    /// @param p the parameters, not to be modified
    /// @param g the gradient ∂E/∂p, all zeros before, to be filled in
    void backward(double[] x, double[] t, Parameters p, Parameters g);

    /// Takes one step of gradient descent.
    ///
    /// @param p the parameters, to be updated in place
    /// @param g the gradient, not to be modified
    /// @param learningRate η
    void update(Parameters p, Parameters g, double learningRate);
}
