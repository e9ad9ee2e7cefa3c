/// Layers with their parameters, ready to predict. Start at [io.gradus.network.Network].
@NullMarked
package io.gradus.network;

import org.jspecify.annotations.NullMarked;
