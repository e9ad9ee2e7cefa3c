package io.gradus.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from the history of a training: when to stop, and how often it came to a plateau.
///
/// It hears every epoch once, in order; a training that goes on from a checkpoint lets it hear all again.
final class Watch {
    private final List<Stopping> rules;
    private final List<Stopping.Judge> judges;
    private final LearningRate.@Nullable Plateau plateau;
    private final boolean validates;
    private double best = Double.POSITIVE_INFINITY;
    private int withoutBetter;
    private int plateaus;
    private int heard;
    private @Nullable Stopping met;

    /// @param validates whether there is a validation part; without one plateaus are those of the training loss
    /// @param largerIsBetter whether what is monitored is a score, not a loss
    Watch(TrainingSettings settings, boolean validates, boolean largerIsBetter) {
        this.validates = validates;
        rules = settings.stopping();
        judges = rules.stream().map(rule -> rule.judge(largerIsBetter)).toList();
        LearningRate rate = settings.learningRate();
        while (rate instanceof LearningRate.WarmUp warmUp) {
            rate = warmUp.then();
        }
        plateau = rate instanceof LearningRate.Plateau found ? found : null;
    }

    /// Epochs heard so far.
    int heard() {
        return heard;
    }

    /// @param monitored loss or score on the validation part, less is better; NaN where it was not measured
    void hear(History.Epoch epoch, double monitored) {
        heard++;
        for (int rule = 0; rule < judges.size(); rule++) {
            if (judges.get(rule).stopsAfter(epoch, monitored) && met == null) {
                met = rules.get(rule);
            }
        }
        double judged = validates ? monitored : epoch.loss();
        boolean better = judged < best; // not where it was not measured
        withoutBetter = better ? 0 : withoutBetter + 1;
        best = better ? judged : best;
        if (plateau != null && withoutBetter > plateau.patience()) {
            plateaus++;
            withoutBetter = 0;
        }
    }

    /// The rule that says to stop, the first if there are several; null while there is none.
    @Nullable
    Stopping met() {
        return met;
    }

    /// How often the learning rate was reduced.
    int plateaus() {
        return plateaus;
    }
}
