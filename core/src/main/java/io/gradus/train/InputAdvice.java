package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.math.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether inputs are of the size that initial weights and learning rates are made for, which is about 1.
final class InputAdvice {
    /// √(mean² + deviation²) of a standardised input is 1, of one from 0 to 1 at most 1.
    static final double TOO_LARGE = 5;
    /// An input whose largest value is below this hardly reaches the network.
    static final double TOO_SMALL = 0.05;

    private static final String HINT = "standardise the inputs: subtract each one's mean and divide by its deviation";

    private InputAdvice() {}

    static List<Advice> of(Dataset training, List<String> names) {
        List<Integer> unscaled = new ArrayList<>();
        int worst = 0;
        double farthest = 0;
        double[] column = new double[training.rows()];
        for (int input = 0; input < training.inputs(); input++) {
            copy(training, input, column);
            double off = distance(column);
            if (off > 1) {
                unscaled.add(input);
            }
            if (off > farthest) {
                farthest = off;
                worst = input;
            }
        }
        if (unscaled.isEmpty()) {
            return List.of();
        }
        copy(training, worst, column);
        double mean = Sums.sum(column) / column.length;
        String message = String.format(
                Locale.ROOT,
                "%d of %d inputs %s far from the size of 1; farthest is %s, with mean %.4g and deviation %.4g",
                unscaled.size(),
                training.inputs(),
                unscaled.size() == 1 ? "is" : "are",
                names.get(worst),
                mean,
                deviation(column, mean));
        return List.of(new Advice(Advice.Kind.UNSCALED_INPUTS, message, HINT));
    }

    /// How far from 1 the size of a column is, in units of what is let pass: above 1, it is not. A column of zeros says
    /// nothing, and does no harm.
    private static double distance(double[] column) {
        double size = Math.sqrt(Sums.dot(column, 0, column, 0, column.length) / column.length);
        double largest = 0;
        for (double value : column) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest == 0 ? 0 : Math.max(size / TOO_LARGE, TOO_SMALL / largest);
    }

    private static double deviation(double[] column, double mean) {
        double[] centred = new double[column.length];
        for (int i = 0; i < column.length; i++) {
            centred[i] = column[i] - mean;
        }
        return Math.sqrt(Sums.dot(centred, 0, centred, 0, centred.length) / centred.length);
    }

    private static void copy(Dataset training, int input, double[] column) {
        for (int row = 0; row < column.length; row++) {
            column[row] = training.x()[row * training.inputs() + input];
        }
    }
}
