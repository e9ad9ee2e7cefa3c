package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;
import java.util.List;

/// A layer with a backward pass of its own, to be checked by [GradientCheck#checkLayer].
///
/// Legend: B rows of a batch, I inputs, O outputs; x [B × I], a [B × O], row-major.
public interface HandWrittenLayer {
    /// The layer's parameters as they stand one after the other in the array p, such as W and b; empty if it has none.
    List<ParameterBlock> blocks();

    /// a = f(x; p).
    ///
    /// @param p parameters, not to be modified
    /// @param x inputs [B × I], not to be modified
    /// @return outputs [B × O]
    double[] forward(double[] p, double[] x, int rows);

    /// The chain rule through the layer, for the inputs of the last [#forward].
    ///
    /// @param p parameters, not to be modified
    /// @param x inputs [B × I], not to be modified
    /// @param da d loss / d a [B × O], not to be modified
    /// @param dx d loss / d x [B × I], to be overwritten
    /// @param dp d loss / d p, all blocks, to be overwritten
    void backward(double[] p, double[] x, int rows, double[] da, double[] dx, double[] dp);
}
