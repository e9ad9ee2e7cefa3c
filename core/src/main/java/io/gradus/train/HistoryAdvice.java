package io.gradus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the losses of the epochs say about how training went. Means over tenths of the epochs, as single epochs are noisy.
final class HistoryAdvice {
    /// With fewer epochs a tenth says too little.
    static final int LEAST_EPOCHS = 20;
    /// Part of the whole fall of the loss that falls in the last tenth of the epochs. A loss that decays as e^-t/τ has less
    /// than this after 3·τ epochs.
    static final double STILL_FALLING = 0.02;
    /// By how much the last tenth is above the lowest, as a part of the first epoch's loss or the lowest tenth's, whichever
    /// is larger.
    static final double RISEN = 0.1;

    private HistoryAdvice() {}

    /// @param cutShort whether the epochs were over before any rule said to stop
    static List<Advice> of(History history, boolean cutShort) {
        double[] losses = history.losses();
        int tenth = losses.length / 10;
        if (losses.length < LEAST_EPOCHS) {
            return List.of();
        }
        double[] means = new double[10];
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 10; i++) {
            means[i] = mean(losses, losses.length - (10 - i) * tenth, tenth);
            lowest = Math.min(lowest, means[i]);
        }
        List<Advice> advice = new ArrayList<>();
        double first = losses[0];
        double rise = means[9] - lowest;
        if (rise > RISEN * Math.max(Math.abs(first), Math.abs(lowest))) {
            advice.add(new Advice(
                    Advice.Kind.LOSS_RISING,
                    String.format(
                            Locale.ROOT,
                            "the training loss rose to %.4g in the last %d epochs, from %.4g",
                            means[9],
                            tenth,
                            lowest),
                    "take a tenth of the learning rate"));
        } else if (cutShort && stillFalls(history, means, rise == 0, first, tenth)) {
            advice.add(new Advice(
                    Advice.Kind.NOT_CONVERGED,
                    String.format(
                            Locale.ROOT,
                            "the training loss was still falling when the epochs were over: %.3g %% of its whole fall are "
                                    + "in the last %d of %d epochs",
                            100 * (means[8] - means[9]) / (first - means[9]),
                            tenth,
                            losses.length),
                    "train for twice as many epochs"));
        }
        return advice;
    }

    /// The last tenth is the lowest, and by enough. Where there is a validation part it must still have gained, too: else more epochs only fit noise.
    private static boolean stillFalls(History history, double[] means, boolean isLowest, double first, int tenth) {
        double fall = first - means[9];
        boolean gains = history.bestEpoch() > history.epochs().size() - tenth;
        return gains && isLowest && fall > 0 && means[8] - means[9] > STILL_FALLING * fall;
    }

    private static double mean(double[] losses, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += losses[i];
        }
        return sum / n;
    }
}
