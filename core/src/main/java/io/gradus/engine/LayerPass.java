package io.gradus.engine;

import org.jspecify.annotations.Nullable;

/// One layer laid out for computing: its buffers, its forward pass and, beside it, its backward pass.
///
/// Each call is for some rows of the batch, so that threads can divide a batch; only the parameters' gradient needs all
/// rows, and the statistics of a [BatchNormPass]. Different threads may call it at once for different rows.
sealed interface LayerPass permits UnitPass, DropoutPass {
    /// Computes the outputs of the rows `from` to `to` - 1 from their inputs and keeps what the backward pass needs.
    ///
    /// @param p all parameters of the network, not modified
    /// @param x inputs [batch × in], kept by reference until the next forward pass, not modified
    /// @param pass which pass this is
    /// @return outputs [batch × out], valid until the next forward pass
    double[] forward(double[] p, double[] x, int x0, int from, int to, Pass pass, Kernels kernels);

    /// Carries the derivative of the loss from this layer to the one before it, for the rows `from` to `to` - 1: the chain
    /// rule.
    ///
    /// @param p all parameters of the network, not modified
    /// @param d this layer's derivative [batch × out], as [#toDelta] left it; not modified
    /// @param dx the derivative of the layer before, as its [#toDelta] leaves it [batch × in], overwritten
    /// @param before the layer whose outputs this one's inputs are
    /// @param batch rows of the whole batch: a batch of one has an order of sums of its own
    void backward(double[] p, double[] d, double[] dx, LayerPass before, int from, int to, int batch, Kernels kernels);

    /// Turns d loss / d outputs into delta = d loss / d z in place, where there is a z.
    void toDelta(double[] d, int from, int to, Kernels kernels);

    /// The gradient of one part of the layer's parameters, from the delta that [#backward] left for all rows.
    ///
    /// @param g gradient of all parameters; this part of this layer's is overwritten
    /// @param done what follows it
    void parameterGradient(
            double[] delta, int batch, double[] g, int part, int parts, Kernels kernels, GradientDone done);

    /// For a batch of one: [#backward] with the parameters as they were, then a step of gradient descent.
    ///
    /// @param p all parameters; this layer's are updated in place
    /// @param dx as in [#backward]; null for the first layer, where nobody asks for it
    /// @param before as in [#backward]; null for the first layer
    void descendOne(
            double[] p,
            double[] d,
            double @Nullable [] dx,
            @Nullable LayerPass before,
            double learningRate,
            Kernels kernels);
}
