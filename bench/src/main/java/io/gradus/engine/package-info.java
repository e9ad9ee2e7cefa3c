/// Benchmarks of the kernels, in the kernels' own package, since those are package-private. Start from [Turns].
@org.jspecify.annotations.NullMarked
package io.gradus.engine;
