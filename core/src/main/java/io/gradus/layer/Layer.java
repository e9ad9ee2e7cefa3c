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

    /// Batch normalisation and an activation, with PyTorch's defaults: momentum 0.1, ε 1e-5.
    static BatchNorm batchNorm(Activation activation) {
        return new BatchNorm(0.1, 1e-5, activation);
    }

    /// Layer normalisation and an activation, with PyTorch's default: ε 1e-5.
    static LayerNorm layerNorm(Activation activation) {
        return new LayerNorm(1e-5, activation);
    }

    /// A layer whose outputs go through an activation.
    sealed interface Activated extends Layer {
        /// f.
        Activation activation();
    }

    /// a = f(z), z = x·W + b, with W [in × units] and b [units].
    ///
    /// @param units outputs, at least 1
    /// @param activation f
    record Dense(int units, Activation activation) implements Activated {
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

    /// Batch normalisation: a = f(z), z = gamma ⊙ x̂ + beta, x̂ = (x - μ) / √(σ² + ε), with gamma and beta [in].
    ///
    /// In training μ and σ² are each unit's mean and variance over the rows of the batch, σ² with 1/B; so a batch needs at
    /// least two rows, and a row's outputs depend on the rows beside it. Otherwise they are the running statistics, which
    /// each training step moves: running ← (1 - momentum)·running + momentum·(that of the batch, the variance with
    /// 1/(B-1)), from 0 and 1. S. Ioffe, C. Szegedy, "Batch normalization", ICML 2015, algorithms 1 and 2; the running
    /// means are PyTorch's.
    ///
    /// A bias before it has no effect, as μ takes it out again: its gradient is 0 but for rounding.
    ///
    /// @param momentum weight of the new batch, 0 < momentum ≤ 1
    /// @param epsilon ε, finite, above 0
    /// @param activation f
    record BatchNorm(double momentum, double epsilon, Activation activation) implements Activated {
        public BatchNorm {
            if (!(momentum > 0 && momentum <= 1)) {
                throw new IllegalArgumentException("momentum: expected 0 < momentum <= 1, got " + momentum);
            }
            requireEpsilon(epsilon);
            Objects.requireNonNull(activation, "activation");
        }

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public long parameterCount(int inputs) {
            return 2L * inputs;
        }
    }

    /// Layer normalisation: a = f(z), z = gamma ⊙ x̂ + beta, x̂ = (x - μ) / √(σ² + ε), with gamma and beta [in], where μ
    /// and σ² are each row's mean and variance over its units, σ² with 1/in. Rows do not know of each other, and training
    /// and prediction compute the same. J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", arXiv 1607.06450
    /// (2016), equations 3 and 4.
    ///
    /// A layer of one unit gives f(beta) whatever its input.
    ///
    /// @param epsilon ε, finite, above 0
    /// @param activation f
    record LayerNorm(double epsilon, Activation activation) implements Activated {
        public LayerNorm {
            requireEpsilon(epsilon);
            Objects.requireNonNull(activation, "activation");
        }

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public long parameterCount(int inputs) {
            return 2L * inputs;
        }
    }

    private static void requireEpsilon(double epsilon) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon: expected a finite number above 0, got " + epsilon);
        }
    }
}
