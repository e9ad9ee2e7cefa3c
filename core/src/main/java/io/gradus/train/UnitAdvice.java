package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Pass;
import io.gradus.engine.PenalisedLoss;
import io.gradus.engine.Team;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a network's units and outputs do on the rows it was trained on, random layers at rest.
final class UnitAdvice {
    /// Rows to look at, at most: evenly spread over all.
    static final int MOST_ROWS = 10_000;
    /// A unit is at its end where the slope of its activation is below this part of the steepest.
    static final double FLAT = 0.01;
    /// It is saturated if that holds for this part of the rows.
    static final double SATURATED_ROWS = 2.0 / 3;
    /// A layer is spoken of from this part of its units on. Trainings that went well lost up to 0.45 of a layer's rectifiers.
    static final double DEAD_PART = 0.5;

    static final double SATURATED_PART = 0.25;
    /// Predictions of numbers count as one if they deviate by less than this part of what targets do.
    static final double NO_SPREAD = 0.01;
    /// From this part of the rows on a class is so frequent that the others need weight.
    private static final double FREQUENT = 0.8;

    private static final int BATCH = 256;

    private final Architecture architecture;
    private final int rows;
    private final double[] targets;
    private final double[] outputs;
    /// For each layer and unit, in how many rows its slope is 0, and in how many it is below [#FLAT].
    private final int[][] zero;

    private final int[][] flat;

    UnitAdvice(Network network, Dataset training, Loss loss) {
        architecture = network.architecture();
        Dataset seen = training.rows() <= MOST_ROWS ? training : training.select(spread(training.rows()));
        rows = seen.rows();
        targets = seen.t();
        outputs = network.predict(seen.x(), rows);
        int layers = architecture.layers().size();
        zero = new int[layers][];
        flat = new int[layers][];
        int width = architecture.inputs();
        for (int l = 0; l < layers; l++) {
            width = architecture.layers().get(l).outputs(width);
            zero[l] = new int[width];
            flat[l] = new int[width];
        }
        PenalisedLoss passes = new PenalisedLoss(architecture, loss.name(), 0, 0, BATCH, Team.ALONE);
        double[] state = network.state();
        System.arraycopy(state, 0, passes.state(), 0, state.length);
        Pass pass = new Pass(0).evaluation();
        double[] parameters = network.parameters();
        for (int from = 0; from < rows; from += BATCH) {
            int n = Math.min(BATCH, rows - from);
            double[] x = java.util.Arrays.copyOfRange(seen.x(), from * seen.inputs(), (from + n) * seen.inputs());
            passes.propagate(parameters, x, n, pass);
            for (int l = 0; l < layers; l++) {
                Activation activation = activation(l);
                if (activation != null) {
                    count(l, n, activation, passes.weightedSums(l));
                }
            }
        }
    }

    private static int[] spread(int rows) {
        int[] chosen = new int[MOST_ROWS];
        for (int i = 0; i < MOST_ROWS; i++) {
            chosen[i] = (int) ((long) i * rows / MOST_ROWS);
        }
        return chosen;
    }

    /// Of a hidden layer whose slopes are 0 where it is dead, or small where it is saturated; null for all others. An
    /// output at its end is no fault: it is sure of itself.
    private @Nullable Activation activation(int l) {
        boolean hidden = l < architecture.layers().size() - 1;
        if (!hidden || !(architecture.layers().get(l) instanceof Layer.Activated layer)) {
            return null;
        }
        return switch (layer.activation()) {
            case Activation.Relu f -> f;
            case Activation.Sigmoid f -> f;
            case Activation.Tangent f -> f;
            default -> null;
        };
    }

    /// @param z weighted sums [n × units]
    private void count(int l, int n, Activation activation, double[] z) {
        int units = zero[l].length;
        Activation.Elementwise f = (Activation.Elementwise) activation;
        double steepest = f instanceof Activation.Relu ? 1 : f.derivative(0, f.value(0));
        for (int i = 0; i < n * units; i++) {
            double slope = f.derivative(z[i], f.value(z[i]));
            zero[l][i % units] += slope == 0 ? 1 : 0;
            flat[l][i % units] += slope < FLAT * steepest ? 1 : 0;
        }
    }

    List<Advice> deadAndSaturated() {
        List<Advice> advice = new ArrayList<>();
        int number = 0;
        for (int l = 0; l < zero.length; l++) {
            number += architecture.layers().get(l) instanceof Layer.Dense ? 1 : 0;
            Activation activation = activation(l);
            if (activation == null) {
                continue;
            }
            int units = zero[l].length;
            boolean rectifies = activation instanceof Activation.Relu;
            int silent = 0;
            for (int unit = 0; unit < units; unit++) {
                boolean isSilent = rectifies ? zero[l][unit] == rows : flat[l][unit] >= SATURATED_ROWS * rows;
                silent += isSilent ? 1 : 0;
            }
            if (silent > 0 && silent >= (rectifies ? DEAD_PART : SATURATED_PART) * units) {
                advice.add(rectifies ? dead(number, silent, units) : saturated(number, silent, units, activation));
            }
        }
        return advice;
    }

    private Advice dead(int layer, int dead, int units) {
        return new Advice(
                Advice.Kind.DEAD_UNITS,
                String.format(
                        Locale.ROOT,
                        "layer %d: %d of %d rectifiers %s 0 for all %,d training rows and %s no gradient",
                        layer,
                        dead,
                        units,
                        dead == 1 ? "is" : "are",
                        rows,
                        dead == 1 ? "gets" : "get"),
                "take a tenth of the learning rate, and see that the inputs are standardised");
    }

    private Advice saturated(int layer, int saturated, int units, Activation activation) {
        return new Advice(
                Advice.Kind.SATURATED_UNITS,
                String.format(
                        Locale.ROOT,
                        "layer %d: %d of %d units %s saturated: the slope of %s is below %.0f %% of its steepest for two "
                                + "thirds of the training rows or more",
                        layer,
                        saturated,
                        units,
                        saturated == 1 ? "is" : "are",
                        activation.name(),
                        100 * FLAT),
                "standardise the inputs and draw smaller initial weights");
    }

    /// Whether the network says the same for every row, while targets differ.
    List<Advice> onePrediction() {
        int n = architecture.outputs();
        boolean decides = n == 1 && architecture.outputActivation() instanceof Activation.Sigmoid;
        boolean isClasses = n > 1
                && (architecture.outputActivation() instanceof Activation.Softmax
                        || architecture.outputActivation() instanceof Activation.Sigmoid && isOneHot(n));
        return isClasses || decides ? oneClass(n) : oneNumber(n);
    }

    private List<Advice> oneClass(int n) {
        int predicted = choice(outputs, 0, n);
        int[] counts = new int[Math.max(2, n)];
        for (int row = 0; row < rows; row++) {
            if (choice(outputs, row, n) != predicted) {
                return List.of();
            }
            counts[choice(targets, row, n)]++;
        }
        if (counts[predicted] == rows) {
            return List.of();
        }
        double part = (double) counts[predicted] / rows;
        return List.of(new Advice(
                Advice.Kind.ONE_PREDICTION,
                String.format(
                        Locale.ROOT,
                        "the network predicts one and the same class for all %,d training rows, of which %.1f %% have it",
                        rows,
                        100 * part),
                part >= FREQUENT
                        ? "give the rarer classes more weight"
                        : "take another learning rate: a tenth, or ten times as much if the loss hardly fell"));
    }

    private List<Advice> oneNumber(int n) {
        for (int output = 0; output < n; output++) {
            double spread = deviation(targets, output, n);
            double got = deviation(outputs, output, n);
            if (spread > 0 && got < NO_SPREAD * spread) {
                return List.of(new Advice(
                        Advice.Kind.ONE_PREDICTION,
                        String.format(
                                Locale.ROOT,
                                "output %d is nearly the same for all %,d training rows: its deviation is %.3g, that of the "
                                        + "targets %.3g",
                                output + 1,
                                rows,
                                got,
                                spread),
                        "take another learning rate: a tenth, or ten times as much if the loss hardly fell"));
            }
        }
        return List.of();
    }

    /// The class of a row: the largest of several outputs, or whether the only one is above ½.
    private static int choice(double[] y, int row, int n) {
        if (n == 1) {
            return y[row] > 0.5 ? 1 : 0;
        }
        int best = 0;
        for (int k = 1; k < n; k++) {
            best = y[row * n + k] > y[row * n + best] ? k : best;
        }
        return best;
    }

    /// Whether each row has one target that is above all others, which are alike: one-hot, smoothed or not.
    private boolean isOneHot(int n) {
        for (int row = 0; row < rows; row++) {
            int own = choice(targets, row, n);
            double other = targets[row * n + (own == 0 ? 1 : 0)];
            for (int k = 0; k < n; k++) {
                double t = targets[row * n + k];
                if (k == own ? t <= other : t != other) {
                    return false;
                }
            }
        }
        return true;
    }

    private double deviation(double[] y, int output, int n) {
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            mean += y[row * n + output] / rows;
        }
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            squares += (y[row * n + output] - mean) * (y[row * n + output] - mean) / rows;
        }
        return Math.sqrt(squares);
    }
}
