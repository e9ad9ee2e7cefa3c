/// How a network is computed: forward and backward over preallocated buffers, the kernels, the optimizers' updates.
///
/// The chain rule stands in [io.gradus.engine.DensePass]; the sums it needs, each in its one order, in
/// [io.gradus.engine.NaiveKernels]. Start at [io.gradus.engine.Propagation].
@NullMarked
package io.gradus.engine;

import org.jspecify.annotations.NullMarked;
