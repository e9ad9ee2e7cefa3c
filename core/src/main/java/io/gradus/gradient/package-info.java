/// Gradients of a loss, two ways: by backpropagation and by numerical differentiation; and the check of one by the
/// other. Start at [io.gradus.gradient.GradientMethod].
@NullMarked
package io.gradus.gradient;

import org.jspecify.annotations.NullMarked;
