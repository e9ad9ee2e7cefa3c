/// The mathematics of a network as plain descriptions: layers, activations, losses, initial weights.
///
/// Each function stands beside its derivative. Nothing here computes over a batch; that is the engine's work. Start at
/// [io.gradus.layer.Architecture].
@NullMarked
package io.gradus.layer;

import org.jspecify.annotations.NullMarked;
