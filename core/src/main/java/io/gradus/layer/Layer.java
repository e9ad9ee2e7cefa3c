package io.gradus.layer;

import java.util.Objects;

/// One layer of a network, as a description: its units and what they compute, without any numbers.
///
/// Samples are rows: a layer takes x [batch × in] and gives a [batch × out].
public sealed interface Layer {
    /// Number of outputs a row, given the number of inputs.
    int outputs(int inputs);

    /// Number of parameters, given the number of inputs.
    long parameterCount(int inputs);

    /// A fully connected layer: a = f(x·W + b).
    static Dense dense(int units, Activation activation) {
        return new Dense(units, activation);
    }

    /// Dropout: in training, each number is zeroed with this probability.
    static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /// a = f(z), z = x·W + b, with W [in × units] and b [units].
    ///
    /// @param units outputs, at least 1
    /// @param activation f
    record Dense(int units, Activation activation) implements Layer {
        public Dense {
            if (units < 1) {
                throw new IllegalArgumentException("units: expected at least 1, got " + units);
            }
            Objects.requireNonNull(activation, "activation");
        }

        @Override
        public int outputs(int inputs) {
            return units;
        }

        @Override
        public long parameterCount(int inputs) {
            return (inputs + 1L) * units;
        }
    }

    /// In training a = m·x / (1 - rate), where each m is 0 with probability `rate`, else 1; otherwise a = x. The
    /// scale keeps the expectation ("inverted" dropout). N. Srivastava et al., "Dropout: a simple way to prevent
    /// neural networks from overfitting", JMLR 15 (2014) 1929-1958.
    ///
    /// @param rate 0 ≤ rate < 1
    record Dropout(double rate) implements Layer {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout: expected 0 <= rate < 1, got " + rate);
            }
        }

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public long parameterCount(int inputs) {
            return 0;
        }
    }
}
