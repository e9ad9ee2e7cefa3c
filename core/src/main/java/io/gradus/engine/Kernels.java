package io.gradus.engine;

/// The three matrix products of a dense layer, and the sum over the batch for the bias.
///
/// Every implementation keeps the same order of sums, so all give the same bits:
///
/// | sum | order |
/// | --- | --- |
/// | z = x·W + b | starts at b, then one fma for each input, ascending |
/// | dW = xᵀ·delta, db = Σ delta | starts at 0, rows of the batch ascending |
/// | dx = delta·Wᵀ | a batch: starts at 0, outputs ascending; one row: sixteen lanes, see `Sums` |
///
/// Legend: B batch, I inputs, O outputs; x [B × I], W [I × O], b [O], z and delta [B × O], all row-major.
sealed interface Kernels permits NaiveKernels {
    /// The fastest kernels that this JVM can run. Which they are never changes a result.
    static Kernels best() {
        return new NaiveKernels();
    }

    /// A short name for logs, such as `naive`.
    String name();

    /// z ← x·W + b.
    ///
    /// @param p all parameters of the network, not modified
    /// @param w index of the layer's W in p
    /// @param b index of the layer's b in p
    /// @param z overwritten
    void weightedSums(double[] x, double[] p, int w, int b, double[] z, int batch, int inputs, int outputs);

    /// dW ← xᵀ·delta.
    ///
    /// @param g gradient of all parameters, overwritten from index w on
    void weightGradient(double[] x, double[] delta, double[] g, int w, int batch, int inputs, int outputs);

    /// db ← Σ over the batch of delta.
    ///
    /// @param g gradient of all parameters, overwritten from index b on
    void biasGradient(double[] delta, double[] g, int b, int batch, int outputs);

    /// dx ← delta·Wᵀ.
    ///
    /// @param dx overwritten
    void inputGradient(double[] delta, double[] p, int w, double[] dx, int batch, int inputs, int outputs);
}
