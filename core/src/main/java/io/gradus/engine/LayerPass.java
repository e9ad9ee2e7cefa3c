package io.gradus.engine;

import org.jspecify.annotations.Nullable;

/// One layer laid out for computing: its buffers, its forward pass and, beside it, its backward pass.
///
/// Not thread-safe: the buffers are its own.
sealed interface LayerPass permits DensePass, DropoutPass {
    /// Computes the outputs of a batch from its inputs and keeps what the backward pass needs.
    ///
    /// @param p all parameters of the network, not modified
    /// @param x inputs [batch × in], kept by reference until the next forward pass, not modified
    /// @param pass which pass this is
    /// @return outputs [batch × out], valid until the next forward pass
    double[] forward(double[] p, double[] x, int batch, Pass pass);

    /// Carries the derivative of the loss from the outputs to the parameters and the inputs: the chain rule.
    ///
    /// @param p all parameters of the network, not modified
    /// @param da d loss / d outputs [batch × out], overwritten
    /// @param dx d loss / d inputs [batch × in], overwritten; null for the first layer, where nobody asks for it
    /// @param g gradient of all parameters; this layer's part is overwritten
    void backward(double[] p, double[] da, double @Nullable [] dx, int batch, double[] g);
}
