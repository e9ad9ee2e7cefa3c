package io.gradus.train;

import io.gradus.network.Network;

/// Training came to numbers that are infinite or not a number.
public final class TrainingDiverged extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Network lastGood;
    private final int goodEpochs;

    TrainingDiverged(String message, Network lastGood, int goodEpochs) {
        super(message);
        this.lastGood = lastGood;
        this.goodEpochs = goodEpochs;
    }

    /// The network after the last epoch that ended well; the initial one if none did.
    public Network lastGood() {
        return lastGood;
    }

    /// How many epochs ended well.
    public int goodEpochs() {
        return goodEpochs;
    }
}
