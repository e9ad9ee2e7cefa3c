package io.gradus.data;

import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The folds of a cross-validation: rows are dealt at random to k folds, and each fold is held out once while the
/// other k - 1 train.
///
/// - The sizes of the folds differ by one row at most.
/// - Stratified: so do the rows that a class has in each fold. A class of fewer than k rows is missing from some of
///   the parts held out; one of a single row is missing from the training rows of the fold that holds it, where a
///   model can't learn it.
/// - Repeated: everything again, dealt anew, `repeats` times.
///
/// The same rows, settings and seed give the same folds everywhere; repeat r is the same however many there are.
/// M. Stone, "Cross-validatory choice and assessment of statistical predictions", J. R. Statist. Soc. B 36 (1974)
/// 111-147; for the strata R. Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model
/// selection", IJCAI 1995.
///
/// @param k number of folds, at least 2
/// @param repeats how often, at least 1
/// @param stratified whether each fold gets of each class its share
/// @param seed any number
public record Folds(int k, int repeats, boolean stratified, long seed) {
    /// @throws IllegalArgumentException if k or repeats is out of range
    public Folds {
        if (k < 2) {
            throw new IllegalArgumentException("folds: expected at least 2, got " + k);
        }
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats: expected at least 1, got " + repeats);
        }
    }

    /// k folds of rows at random, once.
    public static Folds of(int k, long seed) {
        return new Folds(k, 1, false, seed);
    }

    /// k folds that get of each class its share, once.
    public static Folds stratified(int k, long seed) {
        return new Folds(k, 1, true, seed);
    }

    /// These folds, dealt so many times.
    public Folds repeated(int times) {
        return new Folds(k, times, stratified, seed);
    }

    /// The parts for rows of which only the number is known.
    ///
    /// @return k · repeats parts: the folds of the first repeat in order, then those of the second, …
    /// @throws DataException if there are fewer rows than folds
    /// @throws IllegalArgumentException if these folds are stratified, which needs classes
    public List<Split.Parts> parts(int rows) {
        if (stratified) {
            throw new IllegalArgumentException(
                    "stratified folds: expected the class of each row, got their number only");
        }
        return parts(new int[rows]); // as if all were of one class
    }

    /// The parts for rows with classes, which only stratified folds look at.
    ///
    /// @param classes class of each row, from 0; not modified
    /// @return k · repeats parts: the folds of the first repeat in order, then those of the second, …
    /// @throws DataException if there are fewer rows than folds
    public List<Split.Parts> parts(int[] classes) {
        if (classes.length < k) {
            throw new DataException(
                    k + " folds",
                    "only " + classes.length + (classes.length == 1 ? " row" : " rows"),
                    "take fewer folds, or give more rows");
        }
        List<Split.Parts> parts = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            int[] folds = deal(stratified ? classes : new int[classes.length], repeat);
            for (int fold = 0; fold < k; fold++) {
                parts.add(new Split.Parts(rows(folds, fold, false), rows(folds, fold, true)));
            }
        }
        return List.copyOf(parts);
    }

    /// The parts of a table; the classes, where they are needed, are those of a text column.
    ///
    /// @param target the column to learn
    /// @throws DataException if there are fewer rows than folds, no such column, or stratified folds meet numbers
    public List<Split.Parts> parts(Table table, String target) {
        return switch (table.column(target)) {
            case TextColumn text -> parts(text.codes());
            case NumberColumn numbers -> {
                if (stratified) {
                    throw new DataException(
                            table.name(),
                            Wording.column(target) + ": stratified folds need classes, the column holds numbers",
                            "take folds that are not stratified, or " + Wording.asCategories(target));
                }
                yield parts(numbers.size());
            }
        };
    }

    /// The fold of each row. The rows come in random order, one class after another, and are dealt to the folds in
    /// turn like cards, on from class to class: so both the classes and the totals are spread as evenly as can be.
    private int[] deal(int[] classes, int repeat) {
        int[] order = IntStream.range(0, classes.length).toArray();
        new CounterRandom(seed).shuffle(order, Purpose.FOLDS, repeat, 0);
        int[] starts = starts(classes);
        int[] folds = new int[classes.length];
        for (int row : order) {
            folds[row] = starts[classes[row]]++ % k;
        }
        return folds;
    }

    // How many rows are of a class before each class.
    private static int[] starts(int[] classes) {
        int[] starts = new int[Arrays.stream(classes).max().orElse(-1) + 2];
        for (int c : classes) {
            starts[c + 1]++;
        }
        for (int c = 1; c < starts.length; c++) {
            starts[c] += starts[c - 1];
        }
        return starts;
    }

    private static int[] rows(int[] folds, int fold, boolean inside) {
        return IntStream.range(0, folds.length)
                .filter(row -> (folds[row] == fold) == inside)
                .toArray();
    }
}
