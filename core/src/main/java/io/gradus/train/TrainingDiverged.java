package io.gradus.train;

import io.gradus.network.Network;

/// Training came to numbers that are infinite or not a number.
public final class TrainingDiverged extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Network lastGood;
    private final transient History history;

    TrainingDiverged(String message, Network lastGood, History history) {
        super(message);
        this.lastGood = lastGood;
        this.history = history;
    }

    /// The network after the last epoch that ended well; the initial one if none did.
    public Network lastGood() {
        return lastGood;
    }

    /// The epochs that ended well.
    public History history() {
        return history;
    }
}
