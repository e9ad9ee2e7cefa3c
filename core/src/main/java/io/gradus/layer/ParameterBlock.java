package io.gradus.layer;

/// A named part of a network's flat parameter array: one weight matrix or one bias vector.
///
/// @param name `W1`, `b1`, `W2`, …, numbered by layers with weights
/// @param kind weights or bias
/// @param rows inputs of the layer for weights, 1 for a bias
/// @param columns units of the layer
/// @param offset index of the first parameter; the block is row-major from there
public record ParameterBlock(String name, Kind kind, int rows, int columns, int offset) {
    /// What the parameters of a block do.
    public enum Kind {
        WEIGHTS,
        BIAS
    }

    /// Number of parameters.
    public int size() {
        return rows * columns;
    }
}
