/// Gradients of a loss, two ways: by backpropagation and by numerical differentiation; and the check of one by the
/// other. Start at [io.gradus.gradient.GradientMethod]; to check a gradient of your own, at
/// [io.gradus.gradient.GradientCheck], in a test at [io.gradus.gradient.GradientAssertions].
@NullMarked
package io.gradus.gradient;

import org.jspecify.annotations.NullMarked;
