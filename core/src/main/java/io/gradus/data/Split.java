package io.gradus.data;

import io.gradus.math.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which rows are held out from training, to test or to validate.
///
/// Both lists of rows come in ascending order, whatever chose them: the rows of a part stand as they did in the file,
/// and the order of training is the trainer's to draw. The same rows, size, seed and purpose give the same parts
/// everywhere.
public sealed interface Split {
    /// The first rows are held out.
    record Head() implements Split {}

    /// Rows are held out at random.
    record Shuffle(long seed) implements Split {}

    /// Rows are held out at random, of each class its share.
    ///
    /// Class c, n_c of n rows, has the share k·n_c/n of the k rows held out. It gets that cut down to a whole
    /// number; the rows left go one each to the classes with the largest remainders, of equal ones to the first. So
    /// every class is within one row of its share and the total is k exactly. A class that would lose its last row
    /// of training comes after all others in this.
    record Stratify(long seed) implements Split {}

    /// The parts follow each other in the file and belong to the data, as those of a benchmark do: first the rows to train
    /// on, then those to validate, then those to test. The sizes asked for are not looked at.
    record Fixed(int training, int validation, int test) implements Split {
        /// @throws IllegalArgumentException if a number is negative or there is nothing to train on
        public Fixed {
            if (training < 1 || validation < 0 || test < 0) {
                throw new IllegalArgumentException("parts: expected training ≥ 1, validation ≥ 0, test ≥ 0, got "
                        + training + ", " + validation + ", " + test);
            }
        }

        private Parts parts(int rows, Purpose purpose) {
            long kept = purpose == Purpose.TEST ? (long) training + validation : training;
            long expected = kept + (purpose == Purpose.TEST ? test : validation);
            if (rows != expected) {
                throw new DataException(
                        "fixed parts",
                        rows + " rows, expected " + expected,
                        "these parts are those of whole files; take another split for a selection of rows");
            }
            return new Parts(
                    IntStream.range(0, (int) kept).toArray(),
                    IntStream.range((int) kept, rows).toArray());
        }
    }

    /// What rows are held out for. The same seed holds out other rows for another purpose.
    enum Purpose {
        /// The test part, which judges the model at the end.
        TEST("--test", CounterRandom.Purpose.TEST_SPLIT),
        /// The validation part, which tells when to stop.
        VALIDATION("--validation", CounterRandom.Purpose.VALIDATION_SPLIT);

        private final String option;
        private final CounterRandom.Purpose numbers;

        Purpose(String option, CounterRandom.Purpose numbers) {
            this.option = option;
            this.numbers = numbers;
        }
    }

    /// The rows of both parts.
    final class Parts {
        private final int[] training;
        private final int[] heldOut;

        /// Keeps the arrays and sorts them, so the caller must give them away.
        Parts(int[] training, int[] heldOut) {
            this.training = training;
            this.heldOut = heldOut;
            Arrays.sort(training);
            Arrays.sort(heldOut);
        }

        /// A copy of the rows to train on, ascending, from 0; never empty.
        public int[] training() {
            return training.clone();
        }

        /// A copy of the rows held out, ascending, from 0.
        public int[] heldOut() {
            return heldOut.clone();
        }
    }

    /// See [Head].
    static Split head() {
        return new Head();
    }

    /// See [Shuffle].
    static Split shuffle(long seed) {
        return new Shuffle(seed);
    }

    /// See [Stratify].
    static Split stratify(long seed) {
        return new Stratify(seed);
    }

    /// See [Fixed].
    static Split fixed(int training, int validation, int test) {
        return new Fixed(training, validation, test);
    }

    /// Splits rows of which only the number is known.
    ///
    /// @throws DataException if there are not enough rows for both parts
    /// @throws IllegalArgumentException if this is [Stratify], which needs classes
    default Parts apply(int rows, TestSize size, Purpose purpose) {
        return switch (this) {
            case Head() -> cut(IntStream.range(0, rows).toArray(), heldOut(rows, size, purpose));
            case Shuffle(long seed) -> cut(shuffled(rows, seed, purpose), heldOut(rows, size, purpose));
            case Fixed fixed -> fixed.parts(rows, purpose);
            case Stratify _ ->
                throw new IllegalArgumentException("stratify: expected the class of each row, got their number only");
        };
    }

    /// Splits rows with classes, which only [Stratify] looks at.
    ///
    /// @param classes class of each row, from 0; not modified
    /// @throws DataException if there are not enough rows for both parts
    default Parts apply(int[] classes, TestSize size, Purpose purpose) {
        if (!(this instanceof Stratify(long seed))) {
            return apply(classes.length, size, purpose);
        }
        int k = heldOut(classes.length, size, purpose);
        int[] order = shuffled(classes.length, seed, purpose);
        int[] left = quotas(classes, k);
        // The first rows of each class, in random order, and then all others.
        int[] chosenFirst = new int[order.length];
        int chosen = 0;
        int other = k;
        for (int row : order) {
            boolean choose = left[classes[row]]-- > 0;
            chosenFirst[choose ? chosen++ : other++] = row;
        }
        return cut(chosenFirst, k);
    }

    /// Splits a table; the classes, where they are needed, are those of a text column.
    ///
    /// @param target the column to learn
    /// @throws DataException if there are not enough rows for both parts, no such column, or [Stratify] meets
    ///     numbers
    default Parts apply(Table table, String target, TestSize size, Purpose purpose) {
        return switch (table.column(target)) {
            case TextColumn text -> apply(text.codes(), size, purpose);
            case NumberColumn numbers -> {
                if (this instanceof Stratify) {
                    throw new DataException(
                            table.name(),
                            Wording.column(target) + ": stratify needs classes, the column holds numbers",
                            "use --split shuffle, or " + Wording.asCategories(target));
                }
                yield apply(numbers.size(), size, purpose);
            }
        };
    }

    private static Parts cut(int[] order, int heldOut) {
        return new Parts(Arrays.copyOfRange(order, heldOut, order.length), Arrays.copyOf(order, heldOut));
    }

    private static int[] shuffled(int rows, long seed, Purpose purpose) {
        int[] order = IntStream.range(0, rows).toArray();
        new CounterRandom(seed).shuffle(order, purpose.numbers, 0, 0);
        return order;
    }

    private static int heldOut(int rows, TestSize size, Purpose purpose) {
        int heldOut = size.of(rows);
        String where = purpose.option + " " + size;
        String only = "only " + rows + (rows == 1 ? " row" : " rows");
        if (heldOut > rows) {
            throw new DataException(where, only, "hold out fewer rows, or give more");
        }
        if (heldOut == rows) {
            throw new DataException(where, only + ", none left to train on", "hold out fewer rows, or give more");
        }
        return heldOut;
    }

    // For each class how many of k rows: see Stratify.
    private static int[] quotas(int[] classes, int k) {
        int[] counts = new int[Arrays.stream(classes).max().orElse(-1) + 1];
        for (int c : classes) {
            counts[c]++;
        }
        long n = classes.length;
        int[] quotas = new int[counts.length];
        for (int c = 0; c < counts.length; c++) {
            quotas[c] = (int) ((long) k * counts[c] / n);
        }
        // First those that keep a row for training, then the others; in both the largest remainders first.
        List<Integer> byRemainder = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> counts[c] - quotas[c] > 1 ? 0 : 1)
                        .thenComparingLong(c -> -((long) k * counts[c] % n)))
                .toList();
        int left = k - Arrays.stream(quotas).sum();
        for (int c : byRemainder.subList(0, left)) {
            quotas[c]++;
        }
        return quotas;
    }
}
