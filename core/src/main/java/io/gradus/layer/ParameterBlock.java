package io.gradus.layer;

/// A named part of a network's flat parameter array: one weight matrix or one vector.
///
/// @param name `W1`, `b1`, `W2`, …, numbered by layers with weights; `gamma1`, `beta1`, …, numbered by normalisations
/// @param kind what its parameters do
/// @param rows inputs of the layer for weights, 1 for a vector
/// @param columns units of the layer
/// @param offset index of the first parameter; the block is row-major from there
public record ParameterBlock(String name, Kind kind, int rows, int columns, int offset) {
    /// What the parameters of a block do.
    public enum Kind {
        WEIGHTS,
        BIAS,
        /// gamma of a normalisation: what its units are multiplied by.
        GAMMA,
        /// beta of a normalisation: what is added to them.
        BETA
    }

    /// Number of parameters.
    public int size() {
        return rows * columns;
    }

    /// Where it is, such as `layer 2`, or `normalisation 1`.
    public String place() {
        boolean isDense = kind == Kind.WEIGHTS || kind == Kind.BIAS;
        return (isDense ? "layer " : "normalisation ") + name.replaceFirst("^\\D+", "");
    }
}
