/// Gradients that somebody computed in NumPy: from the arrays of a file to what a check judges.
///
/// Start from [io.gradus.app.npz.NpzCheck].
@NullMarked
package io.gradus.app.npz;

import org.jspecify.annotations.NullMarked;
