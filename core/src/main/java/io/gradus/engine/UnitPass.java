package io.gradus.engine;

/// A layer of units that have parameters and an activation: a = f(z), where unit j reads column j of its parameters and
/// no other.
///
/// Its parameters are a table of rows × units, row-major: W and below it b, or gamma and below it beta.
sealed interface UnitPass extends LayerPass permits DensePass, NormPass {
    /// z for the inputs of the last forward pass and other parameters, which it leaves as it was.
    ///
    /// @param other z [batch × units], overwritten
    void weightedSums(double[] p, double[] other, int batch, Kernels kernels);

    /// a = f(z), for the rows `from` to `to` - 1 of any z and a [rows × units].
    void activate(double[] z, double[] a, int from, int to, Kernels kernels);

    /// Whether each output depends on its own z alone.
    boolean isElementwise();

    int units();

    /// The index of the first parameter in the flat array.
    int firstParameter();

    /// Rows of the table of parameters.
    int parameterRows();

    /// z of the last forward pass [maxBatch × units], live.
    double[] weightedSums();

    /// a of the last forward pass [maxBatch × units], live.
    double[] outputs();
}
