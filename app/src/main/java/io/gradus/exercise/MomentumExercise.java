package io.gradus.exercise;

/// Exercise 7: gradient descent with momentum.
///
/// v ← μ·v + g, p ← p - η·v.
public non-sealed interface MomentumExercise extends Exercise {
    /// Takes one step.
    ///
    /// @param p the parameters, to be updated in place
    /// @param g the gradient ∂E/∂p, not to be modified
    /// @param v the velocity, to be updated in place
    /// @param learningRate η
    /// @param momentum μ
    void update(Parameters p, Parameters g, Parameters v, double learningRate, double momentum);
}
