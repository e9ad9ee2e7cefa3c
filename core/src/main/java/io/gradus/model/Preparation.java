package io.gradus.model;

import io.gradus.InputException;
import io.gradus.data.Dataset;
import io.gradus.data.NumberColumn;
import io.gradus.data.Preprocessing;
import io.gradus.data.ScalingMethod;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberTarget;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.metric.Metric;
import io.gradus.network.Network;
import io.gradus.train.Monitor;
import io.gradus.train.Optimizer;
import io.gradus.train.Stopping;
import io.gradus.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/// Follows a recipe from the table to the data and the network that training starts from.
final class Preparation {
    private Preparation() {}

    static PreparedData prepare(Recipe recipe, Table table) {
        Split split = recipe.split == null ? usualSplit(recipe, table) : recipe.split;
        Split.Parts parts = split.apply(table, recipe.targets.getFirst(), recipe.test, Split.Purpose.TEST);
        return prepare(recipe, split, table.select(parts.training()), table.select(parts.heldOut()));
    }

    /// The rows of a table that are not its test part.
    static int[] trainingRows(Recipe recipe, Table table) {
        Split split = recipe.split == null ? usualSplit(recipe, table) : recipe.split;
        return split.apply(table, recipe.targets.getFirst(), recipe.test, Split.Purpose.TEST)
                .training();
    }

    /// As if the recipe had cut off this very test part. Fixed parts, which are those of whole files, give way to the usual
    /// split.
    static PreparedData prepare(Recipe recipe, Table trainingPart, Table testRows) {
        Split own = recipe.split;
        Split split = own == null || own instanceof Split.Fixed ? usualSplit(recipe, trainingPart) : own;
        return prepare(recipe, split, trainingPart, testRows);
    }

    private static Split usualSplit(Recipe recipe, Table table) {
        if (table.ownSplit() != null) {
            return table.ownSplit();
        }
        boolean classes = !(table.column(recipe.targets.getFirst()) instanceof NumberColumn);
        return classes ? Split.stratify(recipe.seed) : Split.shuffle(recipe.seed);
    }

    private static PreparedData prepare(Recipe recipe, Split split, Table weightedPart, Table testRows) {
        Table trainingPart =
                recipe.sampleWeight == null ? weightedPart : weightedPart.without(List.of(recipe.sampleWeight));
        String target = recipe.targets.getFirst();
        boolean classes = !(trainingPart.column(target) instanceof NumberColumn);
        Loss loss = recipe.from != null
                ? recipe.from.loss()
                : recipe.loss != null ? recipe.loss : classes ? Loss.categoricalCrossEntropy() : Loss.mse();
        // Cross-entropies need their targets between 0 and 1, a rate its counts as they are.
        ScalingMethod ofTargets = loss instanceof Loss.OfDifference ? recipe.scaling.ofTargets() : ScalingMethod.none();
        Preprocessing preprocessing = recipe.from != null
                ? Continuation.preprocessing(recipe.from, trainingPart)
                : Preprocessing.fit(
                        trainingPart,
                        new Preprocessing.Settings(recipe.targets, recipe.scaling, ofTargets, recipe.smoothing));
        if (recipe.from != null && testRows.rows() > 0) {
            Continuation.preprocessing(recipe.from, testRows); // what they can't do is told before any time is spent
        }
        if (recipe.smoothing > 0 && preprocessing.target() instanceof NumberTarget) {
            throw new IllegalArgumentException(
                    "smoothing: expected classes to smooth, got numbers to predict; leave it out");
        }
        checkTargets(loss, preprocessing, trainingPart);

        Split.Parts held = split.apply(trainingPart, target, recipe.validation, Split.Purpose.VALIDATION);
        Dataset all = RowWeights.weigh(preprocessing.apply(trainingPart), recipe, weightedPart, preprocessing);
        boolean validates = held.heldOut().length > 0;
        Dataset training = validates ? all.select(held.training()) : all;
        Dataset validation = validates ? all.select(held.heldOut()) : null;

        RowWeights.requireSome(trainingPart.name(), "training", training.weights());
        RowWeights.requireSome(trainingPart.name(), "validation", validation == null ? null : validation.weights());

        Network initial = recipe.from != null ? recipe.from.network() : drawn(recipe, preprocessing, loss);
        if (recipe.optimizer instanceof Optimizer.Minimizing minimizing) {
            minimizing.checkNetwork(initial.architecture());
        }
        TrainingSettings settings = TrainingSettings.of(loss)
                .withRegularisation(recipe.regularisation)
                .withOptimizer(recipe.optimizer)
                .withLearningRate(recipe.learningRate)
                .withEpochs(recipe.epochs)
                .withBatchSize(recipe.batchSize)
                .withShuffle(recipe.shuffle)
                .withStopping(recipe.stopping.toArray(Stopping[]::new))
                .withPatience(recipe.patience)
                .withValidateEvery(recipe.validateEvery)
                .withSeed(recipe.seed)
                .withPrecision(recipe.precision);
        Monitor monitor = recipe.metric == null
                ? null
                : monitor(recipe.metric, loss, preprocessing, trainingPart.select(held.heldOut()));
        return new PreparedData(preprocessing, training, validation, monitor, testRows, initial, settings, recipe.from);
    }

    private static Monitor monitor(Metric metric, Loss loss, Preprocessing preprocessing, Table validation) {
        if (validation.rows() == 0) {
            throw new IllegalArgumentException("metric: expected a validation part to measure it on, got none");
        }
        return switch (preprocessing.target()) {
            case ClassTarget classes -> Monitor.classes(metric, classes.outputs(), preprocessing.classes(validation));
            case NumberTarget numbers -> {
                double[] t = preprocessing.numbers(validation);
                yield loss.equals(Loss.binaryCrossEntropy())
                        ? Monitor.labels(metric, numbers.outputs(), t)
                        : Monitor.numbers(metric, numbers.outputs(), t, numbers::unscaled);
            }
        };
    }

    private static Network drawn(Recipe recipe, Preprocessing preprocessing, Loss loss) {
        Architecture architecture = architecture(recipe, preprocessing, loss);
        return recipe.initialParameters != null
                ? Network.of(architecture, recipe.initialParameters)
                : Network.initialized(architecture, recipe.initializer, recipe.seed);
    }

    private static Architecture architecture(Recipe recipe, Preprocessing preprocessing, Loss loss) {
        List<Layer> layers = new ArrayList<>();
        for (int h = 0; h < recipe.hidden.size(); h++) {
            Activation activation = recipe.activations.get(recipe.activations.size() == 1 ? 0 : h);
            layers.addAll(recipe.normalization.hidden(recipe.hidden.get(h), activation));
            if (recipe.dropout > 0) {
                layers.add(Layer.dropout(recipe.dropout));
            }
        }
        Activation output = recipe.output != null ? recipe.output : outputFor(loss, preprocessing);
        loss.checkOutput(output);
        layers.add(Layer.dense(preprocessing.target().outputs(), output));
        return new Architecture(preprocessing.inputCount(), layers);
    }

    private static Activation outputFor(Loss loss, Preprocessing preprocessing) {
        return switch (loss) {
            case Loss.CategoricalCrossEntropy _ -> Activation.softmax();
            case Loss.BinaryCrossEntropy _ -> Activation.sigmoid();
            case Loss.Poisson _ -> Activation.exp();
            case Loss.OfDifference _ ->
                preprocessing.target() instanceof ClassTarget ? Activation.sigmoid() : Activation.identity();
        };
    }

    private static void checkTargets(Loss loss, Preprocessing preprocessing, Table training) {
        boolean classes = preprocessing.target() instanceof ClassTarget;
        String column = preprocessing.target().columnNames().getFirst();
        if (classes && loss instanceof Loss.Poisson) {
            throw new InputException(
                    training.name(),
                    "column \"%s\": loss %s needs counts, the column holds classes".formatted(column, loss.name()),
                    "take --loss categorical_cross_entropy");
        }
        if (classes || loss instanceof Loss.OfDifference) {
            return;
        }
        if (loss instanceof Loss.CategoricalCrossEntropy) {
            throw new InputException(
                    training.name(),
                    "column \"%s\": loss %s needs classes, the column holds numbers".formatted(column, loss.name()),
                    "read it as classes with --categorical %s, or take --loss mse".formatted(column));
        }
        double most = loss instanceof Loss.Poisson ? Double.POSITIVE_INFINITY : 1;
        double[] t = preprocessing.numbers(training);
        for (int i = 0; i < t.length; i++) {
            if (!(t[i] >= 0 && t[i] <= most)) {
                throw new InputException(
                        training.place(i / preprocessing.target().outputs()),
                        "loss %s needs targets %s, got %s"
                                .formatted(loss.name(), most == 1 ? "from 0 to 1" : "of at least 0", t[i]),
                        most == 1
                                ? "take --loss mse, or read the column as classes with --categorical %s"
                                        .formatted(column)
                                : "take --loss mse");
            }
        }
    }
}
