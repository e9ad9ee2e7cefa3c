package io.gradus.math;

import jdk.incubator.vector.DoubleVector;

/// Breaks the layering on purpose, for `ArchitectureTest`: a lower package uses a higher one, and the Vector API.
public record Layering(io.gradus.train.Layering above, DoubleVector vector) {}
