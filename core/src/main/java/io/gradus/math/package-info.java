/// Elementary functions, random numbers and sums that give the same bits on every machine.
///
/// The JDK's `Math.exp` and its kin may differ between JVMs within their error bounds, and a SIMD twin of them would
/// differ again. Everything here is built from operations that IEEE 754 rounds exactly (+, -, ×, ÷, sqrt, fma), in one
/// fixed order. Start at [io.gradus.math.Exp].
@NullMarked
package io.gradus.math;

import org.jspecify.annotations.NullMarked;
