package io.gradus.metric;

import java.util.Objects;

/// Rows with what is true of them and what was predicted: all that a [Metric] needs.
///
/// Three kinds. [Classes]: each row is of one of several classes. [Labels]: each output says yes or no by itself, a row
/// may have several or none (multi-label). [Numbers]: each output is a number.
///
/// Arrays are kept, not copied, and must be left alone while this is in use; with that kept, immutable and
/// thread-safe. All are checked once, here: the metrics take them as they are.
public sealed interface Scored {
    /// What is predicted; a [Metric] says which of them it judges.
    enum Kind {
        /// One of several classes.
        CLASSES("classes"),
        /// Yes or no of each output.
        LABELS("labels (several outputs of yes or no)"),
        /// Numbers.
        NUMBERS("numbers");

        private final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }

        String inWords() {
            return inWords;
        }
    }

    Kind kind();

    /// How many rows; at least one.
    int rows();

    /// The same rows, each counted with its weight.
    ///
    /// @param weights one a row: finite, none negative, not all 0; a row of weight 2 counts as two alike, one of
    ///     weight 0 not at all; kept, not copied
    /// @throws IllegalArgumentException if they are not so
    Scored weighted(double[] weights);

    /// Rows of classes.
    ///
    /// @param classes number of classes C, at least 2
    /// @param actual class of each row, 0 to C - 1; at least one row
    /// @param p output for each class, such as its probability [rows × C], row-major
    /// @throws IllegalArgumentException if a length does not fit, a class is out of range or an output is not finite
    static Classes classes(int classes, int[] actual, double[] p) {
        Arguments.classes(classes, actual);
        Arguments.matrix("p", p, actual.length, classes);
        return new Classes(classes, actual, p, Weights.EQUAL);
    }

    /// Rows of independent labels.
    ///
    /// @param outputs number of labels L, at least 1
    /// @param t 1 where the label holds, else 0 [rows × L], row-major, at least one row
    /// @param p output for each label, such as its probability [rows × L], row-major
    /// @throws IllegalArgumentException if a length does not fit, a target is neither 0 nor 1 or an output is not
    ///     finite
    static Labels labels(int outputs, double[] t, double[] p) {
        Arguments.targets(outputs, t);
        for (int i = 0; i < t.length; i++) {
            if (t[i] != 0 && t[i] != 1) {
                throw new IllegalArgumentException(
                        "t of row " + i / outputs + ", column " + i % outputs + ": expected 0 or 1, got " + t[i]);
            }
        }
        Arguments.matrix("p", p, t.length / outputs, outputs);
        return new Labels(outputs, t, p, Weights.EQUAL);
    }

    /// Rows of numbers.
    ///
    /// @param outputs number of outputs O, at least 1
    /// @param t targets [rows × O], row-major, at least one row
    /// @param y predictions [rows × O], row-major
    /// @throws IllegalArgumentException if a length does not fit or a value is not finite
    static Numbers numbers(int outputs, double[] t, double[] y) {
        Arguments.targets(outputs, t);
        Arguments.matrix("t", t, t.length / outputs, outputs);
        Arguments.matrix("y", y, t.length / outputs, outputs);
        return new Numbers(outputs, t, y, Weights.EQUAL);
    }

    /// See [Scored#classes].
    final class Classes implements Scored {
        final int classes;
        final int[] actual;
        final double[] p;
        final Weights weights;

        private Classes(int classes, int[] actual, double[] p, Weights weights) {
            this.classes = classes;
            this.actual = actual;
            this.p = p;
            this.weights = weights;
        }

        @Override
        public Kind kind() {
            return Kind.CLASSES;
        }

        @Override
        public int rows() {
            return actual.length;
        }

        @Override
        public Classes weighted(double[] w) {
            return new Classes(classes, actual, p, Weights.of(rows(), w));
        }

        /// Actual and predicted classes; of equal outputs the first is predicted.
        public ConfusionMatrix confusion() {
            return ConfusionMatrix.of(classes, actual, ClassificationMetrics.mostProbable(classes, p), weights);
        }
    }

    /// See [Scored#labels].
    final class Labels implements Scored {
        final int outputs;
        final double[] t;
        final double[] p;
        final Weights weights;

        private Labels(int outputs, double[] t, double[] p, Weights weights) {
            this.outputs = outputs;
            this.t = t;
            this.p = p;
            this.weights = weights;
        }

        @Override
        public Kind kind() {
            return Kind.LABELS;
        }

        @Override
        public int rows() {
            return t.length / outputs;
        }

        /// Actual and predicted of one label, class 1 where it holds; an output above ½ predicts that it does.
        ///
        /// @param label from 0
        /// @throws IndexOutOfBoundsException if there is no such label
        public ConfusionMatrix confusion(int label) {
            return LabelScores.confusion(this, Objects.checkIndex(label, outputs));
        }

        @Override
        public Labels weighted(double[] w) {
            return new Labels(outputs, t, p, Weights.of(rows(), w));
        }
    }

    /// See [Scored#numbers].
    final class Numbers implements Scored {
        final int outputs;
        final double[] t;
        final double[] y;
        final Weights weights;

        private Numbers(int outputs, double[] t, double[] y, Weights weights) {
            this.outputs = outputs;
            this.t = t;
            this.y = y;
            this.weights = weights;
        }

        @Override
        public Kind kind() {
            return Kind.NUMBERS;
        }

        @Override
        public int rows() {
            return t.length / outputs;
        }

        @Override
        public Numbers weighted(double[] w) {
            return new Numbers(outputs, t, y, Weights.of(rows(), w));
        }
    }
}
