package io.gradus.diagnosis;

import java.util.Locale;

/// The kinds of mistakes that a diagnosis can name. Their words are a contract: scripts rely on them.
public enum MistakeKind {
    /// The sign is flipped.
    SIGN("the sign is flipped"),
    /// Off by a constant factor: 2, the batch size, the number of outputs, the learning rate …
    FACTOR("off by a constant factor"),
    /// Rows and columns exchanged.
    TRANSPOSE("transposed"),
    /// One number where an outer product belongs: the entries of the block are all the same.
    INNER_PRODUCT("an inner product where an outer product belongs"),
    /// f'(z) was not multiplied in.
    MISSING_ACTIVATION_DERIVATIVE("f'(z) was not multiplied in"),
    /// f' was taken at another place: at a instead of z, at another layer's z.
    DERIVATIVE_AT_WRONG_VALUE("f' was taken at another value than z"),
    /// The derivative of another activation.
    WRONG_ACTIVATION_DERIVATIVE("the derivative of another activation"),
    /// The derivative of the loss was not multiplied in.
    MISSING_LOSS_DERIVATIVE("the derivative of the loss was left out"),
    /// The derivative of another loss.
    WRONG_LOSS_DERIVATIVE("the derivative of another loss"),
    /// Softmax normalised over the batch instead of over the classes.
    SOFTMAX_OVER_BATCH("softmax was normalised over the batch"),
    /// What comes back from the layer after was not multiplied in.
    MISSING_UPSTREAM("what comes back from the layer after was left out"),
    /// W where Wᵀ belongs.
    WEIGHTS_NOT_TRANSPOSED("W was taken where its transpose belongs"),
    /// The layer after had been updated already when its weights were used.
    UPDATED_WEIGHTS_USED("the layer after was updated too early"),
    /// The input of another layer.
    WRONG_LAYER_INPUT("dW was made with something else than the layer's input"),
    /// The gradient of the bias is not summed over the batch.
    BIAS_NOT_SUMMED("the bias was not summed over the batch"),
    /// The gradient of the bias is averaged over the batch once too often.
    BIAS_AVERAGED("the bias was averaged over the batch"),
    /// The gradient of the bias was made from that of the weights.
    BIAS_FROM_WEIGHTS("the bias was made from dW"),
    /// Only the last sample of the batch counts.
    LAST_SAMPLE_ONLY("only the last sample's gradient was kept"),
    /// The gradient of the step before is still in it.
    ACCUMULATED("the gradient of the step before is still in it"),
    /// The penalty is missing, doubled, or on the biases.
    PENALTY("the penalty is missing, doubled or misplaced"),
    /// Two layers' gradients are exchanged.
    SWAPPED_LAYERS("two layers' gradients are exchanged"),
    /// Rows or columns in another order.
    PERMUTED("rows or columns are in another order"),
    /// Computed in float where double was promised.
    LOST_PRECISION("computed in float, not in double"),
    /// NaN or infinite.
    NOT_FINITE("not a finite number"),
    /// All zeros.
    ZERO("all zeros"),
    /// Wrong only because of a mistake in another block.
    CONSEQUENCE("wrong because of another block"),
    /// Nothing in the catalogue explains it.
    UNKNOWN("none of the known mistakes");

    private final String meaning;

    MistakeKind(String meaning) {
        this.meaning = meaning;
    }

    /// In a few words, such as "the sign is flipped".
    public String meaning() {
        return meaning;
    }

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
