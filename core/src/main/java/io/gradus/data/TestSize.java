package io.gradus.data;

/// How many rows are held out: a fraction of them or a number.
public sealed interface TestSize {
    /// A fraction of the rows, cut down to a whole number: `(int) (rate * rows)`, in double. So 0.29 of 100 rows
    /// are 28: 0.29 · 100 is 28.999999999999996. (The notebook's rule: Python's `int(rate * n)`.)
    ///
    /// @param rate from 0 up to but not including 1
    record Fraction(double rate) implements TestSize {
        /// @throws IllegalArgumentException if the rate is not in [0, 1)
        public Fraction {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("rate: expected 0 ≤ rate < 1, got " + rate);
            }
        }

        @Override
        public int of(int rows) {
            return (int) (rate * rows);
        }

        @Override
        public String toString() {
            return Double.toString(rate);
        }
    }

    /// A number of rows.
    ///
    /// @param count from 0
    record Count(int count) implements TestSize {
        /// @throws IllegalArgumentException if the number is negative
        public Count {
            if (count < 0) {
                throw new IllegalArgumentException("count: expected count ≥ 0, got " + count);
            }
        }

        @Override
        public int of(int rows) {
            return count;
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /// See [Fraction].
    static TestSize fraction(double rate) {
        return new Fraction(rate);
    }

    /// See [Count].
    static TestSize count(int count) {
        return new Count(count);
    }

    /// Reads `0.2` as a fraction and `30` as a number of rows.
    ///
    /// @throws IllegalArgumentException if the text is neither
    static TestSize parse(String text) {
        double value = Decimal.parse(text);
        boolean whole = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (whole && value <= Integer.MAX_VALUE) {
            return new Count((int) value);
        }
        if (!whole && value >= 0 && value < 1) {
            return new Fraction(value);
        }
        throw new IllegalArgumentException(
                "expected a fraction below 1 such as 0.2, or a whole number of rows, got " + Wording.quote(text));
    }

    /// How many of so many rows. A [Count] may exceed them; [Split] refuses that.
    ///
    /// @param rows from 0
    int of(int rows);
}
