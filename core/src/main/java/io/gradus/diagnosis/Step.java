package io.gradus.diagnosis;

/// The named steps of a backward pass, in the order in which they happen. Each has its place in a layer l.
enum Step {
    /// What the loss hands to the output layer: ∂L/∂y, or ∂L/∂z where loss and activation are fused.
    OUTPUT,
    /// What layer l + 1 hands back to layer l: da_l = delta_(l+1) · W_(l+1)ᵀ.
    UPSTREAM,
    /// Through the activation: delta_l = da_l ⊙ f'(z_l).
    DELTA,
    /// dW_l = a_(l-1)ᵀ · delta_l, without the penalty.
    WEIGHTS,
    /// dW_l + λ·W_l.
    PENALISED,
    /// db_l = Σ over the batch of delta_l.
    BIAS,
    /// The whole gradient, once it is there.
    GRADIENT;

    /// Whether what is wrong here goes on to the layers before.
    boolean goesOn() {
        return this == OUTPUT || this == UPSTREAM || this == DELTA;
    }
}
