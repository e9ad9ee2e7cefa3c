package io.gradus.model;

import io.gradus.data.ScalingMethod;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.layer.Normalization;
import io.gradus.layer.Precision;
import io.gradus.metric.Metric;
import io.gradus.train.Checkpoint;
import io.gradus.train.LearningRate;
import io.gradus.train.Optimizer;
import io.gradus.train.Regularisation;
import io.gradus.train.Stopping;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingListener;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Everything that decides what model comes from a table: the same recipe and table give the same model, bit for bit.
///
/// ```java
/// Fitted fitted = Recipe.builder("species").hidden(16, 8).build().fit(Table.readCsv(Path.of("iris.csv")));
/// fitted.model().save(Path.of("iris.gradus"));
/// ```
///
/// Immutable. Make one with [#builder], whose methods say what the settings mean and what their defaults are.
public final class Recipe {
    final List<String> targets;
    final List<Integer> hidden;
    final List<Activation> activations;
    final @Nullable Activation output;
    final @Nullable Loss loss;
    final double smoothing;
    final @Nullable String sampleWeight;
    final @Nullable ClassWeights classWeights;
    final Optimizer optimizer;
    final int epochs;
    final int batchSize;
    final boolean shuffle;
    final TestSize test;
    final @Nullable Split split;
    final TestSize validation;
    final int patience;
    final List<Stopping> stopping;
    final @Nullable Metric metric;
    final int validateEvery;
    final Regularisation regularisation;
    final LearningRate learningRate;
    final double dropout;
    final Normalization normalization;
    final ScalingMethod scaling;
    final Initializer initializer;
    final double @Nullable [] initialParameters;
    final long seed;
    final Precision precision;
    final int threads;
    /// What training goes on from; null: from nothing.
    final @Nullable Model from;

    private Recipe(Builder b) {
        targets = List.copyOf(b.targets);
        hidden = List.copyOf(b.hidden);
        activations = List.copyOf(b.activations);
        output = b.output;
        loss = b.loss;
        smoothing = b.smoothing;
        sampleWeight = b.sampleWeight;
        classWeights = b.classWeights;
        optimizer = b.optimizer;
        epochs = b.epochs;
        batchSize = b.batchSize;
        shuffle = b.shuffle;
        test = b.test;
        split = b.split;
        validation = b.validation;
        patience = b.patience;
        stopping = List.copyOf(b.stopping);
        metric = b.metric;
        validateEvery = b.validateEvery;
        regularisation = b.regularisation;
        learningRate = b.learningRate;
        dropout = b.dropout;
        normalization = b.normalization;
        scaling = b.scaling;
        initializer = b.initializer;
        initialParameters = b.initialParameters;
        seed = b.seed;
        precision = b.precision;
        threads = b.threads;
        from = b.from;
    }

    /// What [#fit] gives.
    ///
    /// @param model the trained model
    /// @param prepared the data and the network it was trained from
    /// @param trained how training went
    public record Fitted(Model model, PreparedData prepared, Trainer.Trained trained) {
        /// The model judged on the test part; null if there is none.
        public @Nullable Evaluation testEvaluation() {
            Table test = prepared.testRows();
            return test.rows() == 0 ? null : model.evaluate(test);
        }
    }

    /// A recipe with defaults, to be changed.
    ///
    /// @param targets the column to predict: text for classes, a number for regression; or several columns of numbers
    public static Builder builder(String... targets) {
        return new Builder(List.of(targets));
    }

    /// A recipe that goes on from a model, on rows that it may not have seen: with its layers, parameters, loss,
    /// preprocessing and precision, and an optimizer that remembers nothing.
    ///
    /// What is the model's own can't be set: those methods of the builder refuse. `epochs(1)` without test and validation
    /// rows is scikit-learn's `partial_fit`; for more of it see [io.gradus.train.IncrementalTraining].
    ///
    /// The test part is taken from the new rows: it judges fairly as far as the model was not trained on them before.
    public static Builder continueFrom(Model model) {
        Builder builder = new Builder(model.preprocessing().target().columnNames());
        builder.from = model;
        builder.precision = model.network().precision();
        return builder;
    }

    /// Splits and preprocesses a table and draws the initial network.
    ///
    /// @throws io.gradus.InputException if the table can't be used so
    /// @throws IllegalArgumentException if settings contradict each other
    public PreparedData prepare(Table table) {
        return Preparation.prepare(this, table);
    }

    /// Trains a model on a table.
    ///
    /// @throws io.gradus.InputException if the table can't be used so
    /// @throws IllegalArgumentException if settings contradict each other
    /// @throws TrainingDiverged if the loss or a parameter is not finite
    public Fitted fit(Table table) {
        return fit(prepare(table), TrainingListener.NONE, null);
    }

    /// Trains a model on data that is prepared.
    ///
    /// @param listener hears how it goes, and may stop it
    /// @param checkpoint keeps the state; null for none
    /// @throws TrainingDiverged if the loss or a parameter is not finite
    public Fitted fit(PreparedData prepared, TrainingListener listener, @Nullable Checkpoint checkpoint) {
        return fit(prepared, listener, checkpoint, threads);
    }

    /// @param threadsOfTraining 0: all cores
    Fitted fit(
            PreparedData prepared, TrainingListener listener, @Nullable Checkpoint checkpoint, int threadsOfTraining) {
        Trainer trainer = new Trainer(prepared.settings())
                .withValidation(prepared.validation())
                .withMonitor(prepared.monitor())
                .withListener(listener)
                .withCheckpoint(checkpoint);
        if (threadsOfTraining > 0) {
            trainer.withThreads(threadsOfTraining);
        }
        Trainer.Trained trained = trainer.fit(prepared.initial(), prepared.training());
        return new Fitted(prepared.model(trained.network(), trained.history()), prepared, trained);
    }

    /// Collects the settings of a [Recipe]. Each method checks its own argument; what must fit the data is checked when
    /// the data is there.
    public static final class Builder {
        private final List<String> targets;
        private List<Integer> hidden = List.of(64);
        private List<Activation> activations = List.of(Activation.relu());
        private @Nullable Activation output;
        private @Nullable Loss loss;
        private double smoothing;
        private @Nullable String sampleWeight;
        private @Nullable ClassWeights classWeights;
        private Optimizer optimizer = Optimizer.adam(0.001);
        private int epochs = 200;
        private int batchSize = 32;
        private boolean shuffle = true;
        private TestSize test = TestSize.fraction(0.2);
        private @Nullable Split split;
        private TestSize validation = TestSize.fraction(0.1);
        private int patience = 20;
        private List<Stopping> stopping = List.of();
        private @Nullable Metric metric;
        private int validateEvery = 1;
        private Regularisation regularisation = Regularisation.NONE;
        private LearningRate learningRate = LearningRate.constant();
        private double dropout;
        private Normalization normalization = Normalization.NONE;
        private ScalingMethod scaling = ScalingMethod.standard();
        private Initializer initializer = Initializer.automatic();
        private double @Nullable [] initialParameters;
        private long seed = 42;
        private Precision precision = Precision.DOUBLE;
        /// 0: all cores.
        private int threads;
        private @Nullable Model from;

        private Builder(List<String> targets) {
            this.targets = targets;
        }

        /// Refuses what a model that training goes on from has decided.
        private void decide(String what) {
            if (from != null) {
                throw new IllegalArgumentException(
                        what + ": expected none, as training goes on from a model that has its own");
            }
        }

        /// Units of the hidden layers, each at least 1; none for a linear model. Default 64.
        public Builder hidden(int... units) {
            decide("hidden");
            for (int layer = 0; layer < units.length; layer++) {
                if (units[layer] < 1) {
                    throw new IllegalArgumentException(
                            "hidden layer %d: expected at least 1 unit, got %d".formatted(layer + 1, units[layer]));
                }
            }
            hidden = java.util.Arrays.stream(units).boxed().toList();
            return this;
        }

        /// Activations of the hidden layers: one for all, or one each. Default relu.
        public Builder activation(Activation... each) {
            decide("activation");
            activations = List.of(each);
            return this;
        }

        /// Activation of the output. Default by the loss: softmax, sigmoid, exp for poisson, else identity (sigmoid for
        /// classes).
        public Builder output(Activation newOutput) {
            decide("output");
            output = newOutput;
            return this;
        }

        /// The loss. Default: categorical cross-entropy for classes, mse for numbers.
        public Builder loss(Loss newLoss) {
            decide("loss");
            loss = newLoss;
            return this;
        }

        /// Smoothing s of one-hot targets: 1 - s for the class, s / (classes - 1) for the others. Default 0.
        public Builder smoothing(double newSmoothing) {
            decide("smoothing");
            smoothing = newSmoothing;
            return this;
        }

        /// The column that says how often each row counts in training, which is no input then. Weights are scaled to mean 1
        /// over the training rows, those of classes multiplied in; the loss of a batch is the sum of w·loss over its size.
        /// Validation losses are weighted too, metrics are not. Default none: all rows count alike.
        public Builder sampleWeight(String column) {
            sampleWeight = column;
            return this;
        }

        /// How much each class counts. Default none: as much as it has rows.
        public Builder classWeights(ClassWeights newClassWeights) {
            classWeights = newClassWeights;
            return this;
        }

        /// Weights by class; a class without one has 1. See [ClassWeights#of].
        public Builder classWeights(java.util.Map<String, Double> weights) {
            return classWeights(ClassWeights.of(weights));
        }

        /// Default Adam with learning rate 0.001.
        public Builder optimizer(Optimizer newOptimizer) {
            optimizer = newOptimizer;
            return this;
        }

        /// Most passes over the training rows, at least 1. Default 200.
        public Builder epochs(int newEpochs) {
            epochs = newEpochs;
            return this;
        }

        /// Rows a step, at least 1. Default 32.
        public Builder batchSize(int newBatchSize) {
            batchSize = newBatchSize;
            return this;
        }

        /// Whether each epoch takes the rows in an order of its own. Default true.
        public Builder shuffle(boolean newShuffle) {
            shuffle = newShuffle;
            return this;
        }

        /// Rows that judge the model and are never trained on. Default a fifth.
        public Builder test(TestSize newTest) {
            test = newTest;
            return this;
        }

        /// Which rows are the test and validation parts. Default those that belong to the data
        /// ([Table#ownSplit], which sizes can't change), else stratified for classes, at random for numbers.
        public Builder split(Split newSplit) {
            split = newSplit;
            return this;
        }

        /// Rows of the training part that tell when to stop. Default a tenth.
        public Builder validation(TestSize newValidation) {
            validation = newValidation;
            return this;
        }

        /// Epochs without a better validation loss before training stops; 0: never. Default 20.
        public Builder patience(int newPatience) {
            patience = newPatience;
            return this;
        }

        /// Further rules that end training before all epochs are done. Default none.
        public Builder stopping(Stopping... rules) {
            stopping = List.of(rules);
            return this;
        }

        /// What the best epoch is best in, on the validation part. Default the loss.
        public Builder metric(Metric newMetric) {
            metric = newMetric;
            return this;
        }

        /// Epochs from one look at the validation part to the next, at least 1. Default 1.
        public Builder validateEvery(int newValidateEvery) {
            validateEvery = newValidateEvery;
            return this;
        }

        /// What keeps parameters and gradients small: penalties, clipping, max-norm, averages. Default none.
        public Builder regularisation(Regularisation newRegularisation) {
            regularisation = newRegularisation;
            return this;
        }

        /// λ of the penalty (λ/2)·Σ w², all other regularisation as it is. Default 0.
        public Builder l2(double newL2) {
            regularisation = regularisation.withL2(newL2);
            return this;
        }

        /// How the optimizer's learning rate goes on from step to step. Default constant.
        public Builder learningRate(LearningRate newLearningRate) {
            learningRate = newLearningRate;
            return this;
        }

        /// Dropout after each hidden layer, 0 ≤ rate < 1. Default 0.
        public Builder dropout(double newDropout) {
            decide("dropout");
            dropout = newDropout;
            return this;
        }

        /// Normalisation of the weighted sums of each hidden layer, before its activation and before dropout. Default
        /// none. Batch normalisation needs at least two rows in each batch.
        public Builder normalization(Normalization newNormalization) {
            decide("normalization");
            normalization = Objects.requireNonNull(newNormalization, "normalization");
            return this;
        }

        /// Whether number inputs, and targets of numbers under mse, mae, huber and quantile, are standardised. Default
        /// true. Predictions are in the units of the data all the same; huber's δ is in standard deviations.
        public Builder standardise(boolean newStandardise) {
            return scaling(newStandardise ? ScalingMethod.standard() : ScalingMethod.none());
        }

        /// How number inputs, and regression targets under mse, are scaled. Default standardised.
        public Builder scaling(ScalingMethod newScaling) {
            decide("scaling");
            scaling = Objects.requireNonNull(newScaling, "scaling");
            return this;
        }

        /// How initial parameters are drawn. Default [Initializer#automatic].
        public Builder initializer(Initializer newInitializer) {
            decide("initializer");
            initializer = newInitializer;
            return this;
        }

        /// The initial parameters themselves, in the flat order; copied.
        public Builder initialParameters(double[] parameters) {
            decide("initial parameters");
            initialParameters = parameters.clone();
            return this;
        }

        /// Seed of initial parameters, splits, orders and masks. Default 42.
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /// In what numbers to train and keep the network. Default double.
        public Builder precision(Precision newPrecision) {
            precision = Objects.requireNonNull(newPrecision, "precision");
            return this;
        }

        /// Threads that train. Default all cores; their number never changes the model.
        ///
        /// @param number at least 1
        public Builder threads(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("threads: expected at least 1, got " + number);
            }
            threads = number;
            return this;
        }

        public Recipe build() {
            Objects.requireNonNull(optimizer, "optimizer");
            if (activations.size() != 1 && activations.size() != hidden.size()) {
                throw new IllegalArgumentException(
                        "activation: expected one for all hidden layers or one each (%d), got %d"
                                .formatted(hidden.size(), activations.size()));
            }
            if (sampleWeight != null && targets.contains(sampleWeight)) {
                throw new IllegalArgumentException(
                        "sample weight: expected another column than the target, got \"%s\"".formatted(sampleWeight));
            }
            return new Recipe(this);
        }
    }
}
