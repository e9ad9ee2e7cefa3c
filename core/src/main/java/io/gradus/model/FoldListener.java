package io.gradus.model;

/// Hears how a cross-validation or a search goes, and may stop it.
public interface FoldListener {
    /// Hears nothing and never stops.
    FoldListener NONE = new FoldListener() {};

    /// A fold was judged. Called on any thread, but never on two at a time; folds come in the order in which they end.
    default void done(FoldResult result) {}

    /// Whether to stop now. Asked before each step of every training, on all threads: must be cheap.
    default boolean stopRequested() {
        return false;
    }
}
