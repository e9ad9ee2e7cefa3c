package io.gradus.app;

import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of a cross-validation.
final class FoldOptions {
    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Parts of the training part, each held out once: K-fold cross-validation, of classes stratified. "
                            + "train: none; tune: 5.")
    @Nullable
    Integer folds;

    @Option(names = "--repeats", paramLabel = "R", description = "Deals the folds anew so many times. Default: 1.")
    @Nullable
    Integer repeats;

    /// Whether any was given.
    boolean given() {
        if (folds == null && repeats != null) {
            throw new IllegalArgumentException("--repeats: expected --folds with it");
        }
        return folds != null;
    }

    /// @param table with the column to learn
    Folds folds(Table table, String target, int usual, long seed) {
        boolean classes = table.column(target) instanceof TextColumn;
        return new Folds(folds == null ? usual : folds, repeats == null ? 1 : repeats, classes, seed);
    }
}
