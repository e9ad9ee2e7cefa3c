/// Gradus trains feed-forward neural networks and proves every gradient it uses.
///
/// Here is only what all packages share. Start at `io.gradus.model.Recipe` to train on a file, at
/// `io.gradus.network.Network` to build a network by hand, at `io.gradus.gradient.GradientMethod` for gradients.
@NullMarked
package io.gradus;

import org.jspecify.annotations.NullMarked;
