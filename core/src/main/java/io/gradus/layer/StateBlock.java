package io.gradus.layer;

/// A named part of a network's flat array of running statistics, one number a unit: saved and restored with the
/// parameters, never optimised.
///
/// @param name `mean1`, `variance1`, `mean2`, …, numbered by normalisations
/// @param size units of the layer
/// @param offset index of the first number
/// @param initial what they are before training
public record StateBlock(String name, int size, int offset, double initial) {}
