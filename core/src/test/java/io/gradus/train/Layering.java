package io.gradus.train;

/// The other half of a cycle, for `ArchitectureTest`.
public record Layering(io.gradus.math.Layering below) {}
