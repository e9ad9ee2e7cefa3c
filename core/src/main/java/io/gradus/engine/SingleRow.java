package io.gradus.engine;

/// The loss of one row and the step of gradient descent from it, without a penalty.
///
/// Legend: p all parameters; the row's inputs begin at x0 in x, its targets at t0 in t. Holds buffers: not thread-safe;
/// no call allocates.
interface SingleRow {
    /// The loss of the row: one forward pass.
    ///
    /// @param p not modified
    /* wide */ double loss(double[] p, double[] x, int x0, double[] t, int t0);

    /// A step down the gradient of the loss; none where the loss is not finite.
    ///
    /// @param p updated in place
    /// @return the loss before the step
    /* wide */ double descend(double[] p, double[] x, int x0, double[] t, int t0, double learningRate);
}
