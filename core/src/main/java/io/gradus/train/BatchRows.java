package io.gradus.train;

import io.gradus.layer.Architecture;

/// How many rows each step of an epoch takes, and whether that suits the network.
final class BatchRows {
    private BatchRows() {}

    /// Refuses a batch of one row where there is batch normalisation, as PyTorch does: a row that is its own mean becomes
    /// beta, whatever it holds. The last batch of an epoch counts too, and it is refused before the first step.
    ///
    /// @param rows to train on
    /// @param batchSize rows a step, at most `rows`
    /// @throws IllegalArgumentException if a batch has too few rows; the message names a batch size that does
    static void check(Architecture architecture, int rows, int batchSize) {
        int fewest = architecture.fewestTrainingRows();
        if (rows < fewest) {
            throw new IllegalArgumentException(
                    "data: expected at least 2 rows to train with batch normalisation, got " + rows);
        }
        int last = rows % batchSize;
        if (fewest > 1 && (batchSize == 1 || last == 1)) {
            int other = batchSize + 1;
            while (rows % other == 1) {
                other++;
            }
            throw new IllegalArgumentException(
                    batchSize == 1
                            ? "batch: expected at least 2 rows to train with batch normalisation, got 1"
                            : ("batch: expected no batch of a single row with batch normalisation, but %d rows in batches of %d "
                                            + "leave one over; %d would leave none alone")
                                    .formatted(rows, batchSize, other));
        }
    }
}
