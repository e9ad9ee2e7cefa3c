package io.gradus.diagnosis;

import java.util.Locale;

/// The kinds of mistakes that a diagnosis can name. Their words are a contract: scripts rely on them.
public enum MistakeKind {
    /// The sign is flipped.
    SIGN,
    /// Off by a constant factor: 2, the batch size, the number of outputs, the learning rate …
    FACTOR,
    /// Rows and columns exchanged.
    TRANSPOSE,
    /// One number where an outer product belongs: the entries of the block are all the same.
    INNER_PRODUCT,
    /// f'(z) was not multiplied in.
    MISSING_ACTIVATION_DERIVATIVE,
    /// f' was taken at another place: at a instead of z, at another layer's z.
    DERIVATIVE_AT_WRONG_VALUE,
    /// The derivative of another activation.
    WRONG_ACTIVATION_DERIVATIVE,
    /// The derivative of the loss was not multiplied in.
    MISSING_LOSS_DERIVATIVE,
    /// The derivative of another loss.
    WRONG_LOSS_DERIVATIVE,
    /// Softmax normalised over the batch instead of over the classes.
    SOFTMAX_OVER_BATCH,
    /// What comes back from the layer after was not multiplied in.
    MISSING_UPSTREAM,
    /// W where Wᵀ belongs.
    WEIGHTS_NOT_TRANSPOSED,
    /// The layer after had been updated already when its weights were used.
    UPDATED_WEIGHTS_USED,
    /// The input of another layer.
    WRONG_LAYER_INPUT,
    /// The gradient of the bias is not summed over the batch.
    BIAS_NOT_SUMMED,
    /// The gradient of the bias is averaged over the batch once too often.
    BIAS_AVERAGED,
    /// The gradient of the bias was made from that of the weights.
    BIAS_FROM_WEIGHTS,
    /// Only the last sample of the batch counts.
    LAST_SAMPLE_ONLY,
    /// The gradient of the step before is still in it.
    ACCUMULATED,
    /// The penalty is missing, doubled, or on the biases.
    PENALTY,
    /// Two layers' gradients are exchanged.
    SWAPPED_LAYERS,
    /// Rows or columns in another order.
    PERMUTED,
    /// Computed in float where double was promised.
    LOST_PRECISION,
    /// NaN or infinite.
    NOT_FINITE,
    /// All zeros.
    ZERO,
    /// Wrong only because of a mistake in another block.
    CONSEQUENCE,
    /// Nothing in the catalogue explains it.
    UNKNOWN;

    /// As reports write it, such as `inner-product`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The kind of this word.
    ///
    /// @throws IllegalArgumentException if there is none
    public static MistakeKind ofWord(String word) {
        for (MistakeKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind: expected one of those in MistakeKind, got \"%s\"".formatted(word));
    }
}
