/// Training: batches, epochs, optimizers, early stopping, checkpoints. Start at [io.gradus.train.Trainer].
@NullMarked
package io.gradus.train;

import org.jspecify.annotations.NullMarked;
