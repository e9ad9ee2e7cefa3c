package io.gradus.unlisted;

/// In no package of the layering, on purpose, for `ArchitectureTest`.
public final class Unlisted {
    private Unlisted() {}
}
