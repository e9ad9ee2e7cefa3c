package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Team;
import io.gradus.math.Log;
import io.gradus.network.Network;
import java.util.Arrays;
import java.util.OptionalDouble;

/// The range test of learning rates: a copy of the training whose learning rate grows by the same ratio each step, and
/// the loss of each step. Where the loss falls fastest the learning rate is a good one; where it rises it is too large.
///
/// L. N. Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.3; with a rate that grows
/// exponentially, as S. Gugger has it in fastai.
///
/// ```java
/// double rate = LearningRateRange.run(settings, network, training).steepest().orElse(0.001);
/// ```
///
/// Same data, settings and seed give the same bits. Immutable.
public final class LearningRateRange {
    /// Where the learning rate begins and ends, unless told otherwise.
    public static final double LOWEST = 1e-7;

    public static final double HIGHEST = 10;

    /// At least so many steps are planned: 25 a decade of the usual range.
    private static final int LEAST_STEPS = 200;
    /// The loss is smoothed over this part of the steps to either side.
    private static final int SMOOTHED_PART = 40;
    /// The test ends when the smoothed loss is above its smallest value by this factor.
    private static final double TOO_LARGE = 4;

    private final double[] learningRates;
    private final double[] losses;
    private final double[] smoothed;
    private final int reach;

    private LearningRateRange(double[] learningRates, double[] losses, int reach) {
        this.learningRates = learningRates;
        this.losses = losses;
        this.reach = reach;
        smoothed = smoothed(losses, reach);
    }

    /// Tries learning rates from [#LOWEST] to [#HIGHEST], on all cores.
    ///
    /// @see #run(TrainingSettings, Network, Dataset, double, double, int)
    public static LearningRateRange run(TrainingSettings settings, Network initial, Dataset training) {
        return run(settings, initial, training, LOWEST, HIGHEST, Trainer.cores());
    }

    /// Tries learning rates in at least 200 steps, whole epochs of them. It ends early when the loss is not finite, or four
    /// times its smallest value.
    ///
    /// @param settings of the training; its own learning rates, number of epochs and rules to stop by are not used
    /// @param initial the network to start from, not modified
    /// @param training rows to train on, not modified
    /// @param lowest learning rate of the first step, finite, above 0
    /// @param highest of the last, finite, above `lowest`
    /// @param threads that compute, at least 1; their number never changes a result
    /// @throws IllegalArgumentException if the optimizer takes no learning rate for each batch, or the rest does not fit
    public static LearningRateRange run(
            TrainingSettings settings, Network initial, Dataset training, double lowest, double highest, int threads) {
        Requirements.positive("lowest learning rate", lowest);
        Requirements.require(
                highest > lowest && highest < Double.POSITIVE_INFINITY,
                "highest learning rate",
                "a finite number above " + lowest,
                highest);
        if (!(settings.optimizer() instanceof Optimizer.PerBatch optimizer)) {
            throw new IllegalArgumentException("optimizer: expected one with a learning rate for each batch, got "
                    + settings.optimizer().name());
        }
        Trainer.requireFit(initial, training);
        int stepsPerEpoch = Math.ceilDiv(training.rows(), Math.min(settings.batchSize(), training.rows()));
        int epochs = Math.ceilDiv(LEAST_STEPS, stepsPerEpoch);
        LearningRate growing = new LearningRate.Growing(highest / lowest);
        TrainingSettings grown = settings.withOptimizer(optimizer.withLearningRate(lowest))
                .withLearningRate(growing)
                .withEpochs(epochs)
                .withStopping();
        int steps = Math.multiplyExact(stepsPerEpoch, epochs);
        Recorder recorder = new Recorder(steps);
        try (Team team = Trainer.team(threads)) {
            TrainingRun run = new TrainingRun(grown, initial, training, null, null, recorder, team);
            while (!run.isFinished() && run.epoch()) {} // the recorder keeps the losses
        } catch (TrainingDiverged _) {
            recorder.stop = true; // as it must when the learning rate has become too large
        }
        double[] rates = new double[recorder.steps];
        Progress progress = new Progress(stepsPerEpoch, epochs, training.rows());
        for (int step = 0; step < rates.length; step++) {
            rates[step] = lowest * growing.factor(progress.at(step));
        }
        return new LearningRateRange(rates, Arrays.copyOf(recorder.losses, rates.length), recorder.reach);
    }

    /// Keeps the loss of each step, and stops where it is too large.
    private static final class Recorder implements TrainingListener {
        private final double[] losses;
        private final int reach;
        private int steps;
        private double smallest = Double.POSITIVE_INFINITY;
        private boolean stop;

        Recorder(int most) {
            losses = new double[most];
            reach = Math.max(1, most / SMOOTHED_PART);
        }

        @Override
        public int samplesEvery() {
            return 1;
        }

        @Override
        public void sample(int epoch, int sample, double loss) {
            losses[steps++] = loss;
            if (steps > 2 * reach) {
                double mean = mean(losses, steps - 1 - reach, reach, steps);
                stop = mean - smallest > (TOO_LARGE - 1) * Math.abs(smallest); // losses of counts may be negative
                smallest = Math.min(smallest, mean);
            }
        }

        @Override
        public boolean stopRequested() {
            return stop;
        }
    }

    /// The mean of each step's loss and those of up to `reach` steps to either side.
    private static double[] smoothed(double[] losses, int reach) {
        double[] means = new double[losses.length];
        for (int step = 0; step < means.length; step++) {
            means[step] = mean(losses, step, reach, losses.length);
        }
        return means;
    }

    private static double mean(double[] losses, int step, int reach, int steps) {
        int from = Math.max(0, step - reach);
        int to = Math.min(steps, step + reach + 1);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += losses[i];
        }
        return sum / (to - from);
    }

    /// The learning rate of each step that was taken.
    public double[] learningRates() {
        return learningRates.clone();
    }

    /// The loss of each step's batch, before the step.
    public double[] losses() {
        return losses.clone();
    }

    /// The losses, each the mean with its neighbours: a fortieth of the planned steps to either side.
    public double[] smoothedLosses() {
        return smoothed.clone();
    }

    /// The learning rate at which the smoothed loss falls fastest by the logarithm of the rate, before its minimum: one to
    /// train with. Empty if no learning rate lowers the loss.
    public OptionalDouble steepest() {
        int minimum = minimum();
        int best = -1;
        double fall = 0;
        for (int step = reach; step + reach <= minimum; step++) {
            double logarithm = Log.log(learningRates[step + reach] / learningRates[step - reach]);
            double slope = (smoothed[step + reach] - smoothed[step - reach]) / logarithm;
            if (slope < fall) {
                fall = slope;
                best = step;
            }
        }
        return best < 0 ? OptionalDouble.empty() : OptionalDouble.of(learningRates[best]);
    }

    /// A tenth of the learning rate at which the smoothed loss is smallest: fastai's other suggestion. Empty if no learning
    /// rate lowers the loss.
    public OptionalDouble tenthOfMinimum() {
        return steepest().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(learningRates[minimum()] / 10);
    }

    private int minimum() {
        int minimum = 0;
        for (int step = 1; step < smoothed.length; step++) {
            minimum = smoothed[step] < smoothed[minimum] ? step : minimum;
        }
        return minimum;
    }
}
