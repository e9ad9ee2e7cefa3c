package io.gradus.model;

import io.gradus.data.Dataset;
import io.gradus.gradient.Backpropagation;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.Objective;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.StepTimer;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingListener;
import io.gradus.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The notebook's experiment: the same network from the same parameters, trained twice, by backpropagation and by
/// numerical differentiation; how fast each is, and how far apart they end.
///
/// @param backpropagation the run with the exact gradient
/// @param numericalDifferentiation the run with central differences
public record MethodComparison(MethodRun backpropagation, MethodRun numericalDifferentiation) {
    private static final double WARM_UP_SECONDS = 0.1;
    private static final double ROUND_SECONDS = 0.005;
    private static final int ROUNDS = 5;

    /// A logged loss.
    ///
    /// @param epoch counted from 0
    /// @param sample the batch's first row, in training order, counted from 0
    /// @param loss of the batch, before its update
    public record LoggedLoss(int epoch, int sample, double loss) {}

    /// One of the two runs.
    ///
    /// @param method how gradients were computed
    /// @param steps taken in training
    /// @param seconds that training took, start-up of the JIT included
    /// @param secondsPerStep measured warm, in turns with the other method: the median of some rounds
    /// @param forwardPassesPerStep forward passes over the network that a step takes; see
    ///     [GradientMethod#forwardPasses]
    /// @param losses logged losses
    /// @param network as training left it
    public record MethodRun(
            GradientMethod method,
            long steps,
            double seconds,
            double secondsPerStep,
            long forwardPassesPerStep,
            List<LoggedLoss> losses,
            Network network) {
        public MethodRun {
            losses = List.copyOf(losses);
        }

        /// The loss logged last.
        public double finalLoss() {
            return losses.getLast().loss();
        }

        MethodRun withSecondsPerStep(double measured) {
            return new MethodRun(method, steps, seconds, measured, forwardPassesPerStep, losses, network);
        }
    }

    /// Runs the comparison.
    ///
    /// @param data what to train on, and from where
    /// @param numerical the step h
    /// @param logEvery losses of the epochs 0, n, 2n, … and the last are logged
    /// @param threads how many compute by backpropagation; numerical differentiation takes one. Never changes a loss
    /// @param progress hears every epoch of both runs
    /// @throws IllegalArgumentException if the network has random layers: two runs would not see the same masks
    /// @throws io.gradus.train.TrainingDiverged if the loss or a parameter is not finite
    public static MethodComparison run(
            PreparedData data, GradientMethod numerical, int logEvery, int threads, TrainingListener progress) {
        if (data.initial().architecture().isStochastic()) {
            throw new IllegalArgumentException("dropout: expected 0 in a comparison, got a network with dropout");
        }
        MethodRun exact = train(data, new Backpropagation(), logEvery, threads, progress);
        MethodRun difference = train(data, numerical, logEvery, threads, progress);
        return new MethodComparison(exact, difference).timedWarm(data, threads);
    }

    /// How many times faster a step is by backpropagation.
    public double speedup() {
        return numericalDifferentiation.secondsPerStep / backpropagation.secondsPerStep;
    }

    /// The largest difference between the two final parameter vectors.
    public double maxParameterDifference() {
        double[] p = backpropagation.network.parameters();
        double[] q = numericalDifferentiation.network.parameters();
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.abs(p[i] - q[i]));
        }
        return largest;
    }

    /// Mean loss of a network over rows, each counted once.
    public static double loss(Network network, TrainingSettings settings, Dataset rows) {
        Objective objective = new Objective(network.architecture(), settings.loss(), 0, settings.seed(), rows.rows());
        objective.setState(network.state());
        return objective.evaluationLoss(network.parameters(), new Batch(rows.x(), rows.t(), rows.rows()));
    }

    private static MethodRun train(
            PreparedData data, GradientMethod method, int logEvery, int threads, TrainingListener progress) {
        List<LoggedLoss> losses = new ArrayList<>();
        TrainingListener log = new TrainingListener() {
            @Override
            public int samplesEvery() {
                return logEvery;
            }

            @Override
            public void sample(int epoch, int sample, double loss) {
                losses.add(new LoggedLoss(epoch, sample, loss));
            }

            @Override
            public void epoch(io.gradus.train.History.Epoch epoch) {
                progress.epoch(epoch);
            }

            @Override
            public boolean stopRequested() {
                return progress.stopRequested();
            }
        };
        TrainingSettings settings = data.settings().withMethod(method);
        long start = System.nanoTime();
        Trainer.Trained trained = new Trainer(settings)
                .withThreads(threads)
                .withValidation(data.validation())
                .withListener(log)
                .fit(data.initial(), data.training());
        double seconds = (System.nanoTime() - start) / 1e9;
        int rows = data.training().rows();
        boolean allRows = settings.optimizer() instanceof Optimizer.FullBatch;
        long stepsPerEpoch = allRows ? 1 : Math.ceilDiv(rows, Math.min(rows, settings.batchSize()));
        long passes = method.forwardPasses(data.initial().architecture());
        long steps = stepsPerEpoch * trained.history().epochs().size();
        return new MethodRun(method, steps, seconds, seconds / steps, passes, losses, trained.network());
    }

    private MethodComparison timedWarm(PreparedData data, int threads) {
        StepTimer exact = timer(data, backpropagation, threads);
        StepTimer difference = timer(data, numericalDifferentiation, threads);
        exact.warmUp(WARM_UP_SECONDS);
        difference.warmUp(WARM_UP_SECONDS);
        long exactSteps = stepsFor(exact);
        long differenceSteps = stepsFor(difference);
        double[] exactSeconds = new double[ROUNDS];
        double[] differenceSeconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            exactSeconds[round] = exact.secondsPerStep(exactSteps);
            differenceSeconds[round] = difference.secondsPerStep(differenceSteps);
        }
        return new MethodComparison(
                backpropagation.withSecondsPerStep(median(exactSeconds)),
                numericalDifferentiation.withSecondsPerStep(median(differenceSeconds)));
    }

    private static StepTimer timer(PreparedData data, MethodRun run, int threads) {
        return new StepTimer(data.settings().withMethod(run.method), data.initial(), data.training(), threads);
    }

    private static long stepsFor(StepTimer timer) {
        return Math.max(1, (long) (ROUND_SECONDS / timer.secondsPerStep(1)));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
