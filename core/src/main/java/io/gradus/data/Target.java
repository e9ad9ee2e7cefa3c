package io.gradus.data;

import java.util.List;
import java.util.Objects;

/// What a network learns to predict: a class or numbers.
public sealed interface Target {
    /// One of K classes, as K outputs (one-hot): [#on] for its own, [#off] for the others.
    ///
    /// With categorical cross-entropy this is label smoothing (C. Szegedy et al., "Rethinking the Inception architecture",
    /// CVPR 2016). Keras and PyTorch spread their `label_smoothing` ε over all K classes, the own one included: its
    /// target is 1 - ε + ε/K. So the same targets come from s = ε·(K - 1)/K, and ε = s·K/(K - 1).
    ///
    /// @param name the column
    /// @param classes at least two, each once, in the order of the outputs
    /// @param smoothing s, 0 ≤ s < 1 - 1/K, so that the own class stays the largest
    record ClassTarget(String name, List<String> classes, double smoothing) implements Target {
        /// @throws IllegalArgumentException if there are fewer than two classes, one appears twice, or the
        ///     smoothing is out of range
        public ClassTarget {
            Objects.requireNonNull(name, "name");
            classes = Wording.distinct("classes of " + Wording.column(name), classes, 2);
            double limit = 1 - 1.0 / classes.size();
            if (!(smoothing >= 0 && smoothing < limit)) {
                throw new IllegalArgumentException("smoothing: expected 0 ≤ smoothing < " + limit + " for "
                        + classes.size() + " classes, got " + smoothing);
            }
        }

        /// The target of the own class: 1 - s, rounded to float. The notebook's 0.99 is `(double) 0.99f`.
        public double on() {
            return (float) (1 - smoothing);
        }

        /// The target of each other class: s / (K - 1), rounded to float. So a row adds up to 1 but for
        /// rounding.
        public double off() {
            return (float) (smoothing / (classes.size() - 1));
        }

        @Override
        public int outputs() {
            return classes.size();
        }

        @Override
        public List<String> columnNames() {
            return List.of(name);
        }

        @Override
        public List<String> outputNames() {
            return classes;
        }
    }

    /// One or several numbers, an output each.
    ///
    /// @param columns at least one, each name once, in the order of the outputs
    record NumberTarget(List<NumberOutput> columns) implements Target {
        /// @throws IllegalArgumentException if there are no columns or one appears twice
        public NumberTarget {
            columns = List.copyOf(columns);
            Wording.distinct("targets", columns.stream().map(NumberOutput::name).toList(), 1);
        }

        /// Outputs of a network in the units of the data: y · scale + mean.
        ///
        /// @param y outputs [rows × outputs], row-major, not modified
        /// @return a new array of the same shape
        /// @throws IllegalArgumentException if the length is no multiple of the outputs
        public double[] unscaled(double[] y) {
            if (y.length % columns.size() != 0) {
                throw new IllegalArgumentException(
                        "y: expected a multiple of " + columns.size() + " values, got " + y.length);
            }
            double[] values = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                NumberOutput column = columns.get(i % columns.size());
                values[i] = y[i] * column.scale() + column.mean();
            }
            return values;
        }

        @Override
        public int outputs() {
            return columns.size();
        }

        @Override
        public List<String> columnNames() {
            return columns.stream().map(NumberOutput::name).toList();
        }

        @Override
        public List<String> outputNames() {
            return columnNames();
        }
    }

    /// A number v to predict, learned as (v - mean) / scale. With mean 0 and scale 1 it is learned as it is.
    ///
    /// @param name the column
    /// @param mean finite
    /// @param scale finite, above 0
    record NumberOutput(String name, double mean, double scale) {
        /// @throws IllegalArgumentException if the mean or the scale is out of range
        public NumberOutput {
            Objects.requireNonNull(name, "name");
            Scaling.check(name, mean, scale);
        }
    }

    /// Number of outputs.
    int outputs();

    /// The columns of the table it stands in.
    List<String> columnNames();

    /// What each output stands for: a class, or a number's column.
    List<String> outputNames();
}
