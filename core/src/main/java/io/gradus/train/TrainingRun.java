package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Learner;
import io.gradus.engine.Propagation;
import io.gradus.engine.Team;
import io.gradus.gradient.Backpropagation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One training under way: its state, its buffers, and the loop over the batches of an epoch.
///
/// The state moves on at the end of an epoch only: a run that stops within one has the state from before it. After
/// construction an epoch allocates nothing but its record.
final class TrainingRun {
    private final TrainingSettings settings;
    private final Architecture architecture;
    private final TrainingListener listener;
    private final @Nullable ValidationLoss validation;
    private final @Nullable Dataset validationRows;
    private final @Nullable Monitor monitor;
    private final int batchSize;
    private final Steps steps;

    private final Progress progress;
    private final Watch watch;
    private final int[] order;
    private final CounterRandom random;
    /// What the epoch under way works on, and the state after the last complete epoch.
    private final TrainingState current;

    private final TrainingState completed;
    /// The network after the epoch under way, for listeners.
    private final Supplier<Network> ofThisEpoch;
    /// Which of the optimizer's arrays holds the averages of the parameters; -1: there are none.
    private final int averages;

    TrainingRun(
            TrainingSettings settings,
            Network initial,
            Dataset training,
            @Nullable Dataset validation,
            @Nullable Monitor monitor,
            TrainingListener listener,
            Team team) {
        this.settings = settings;
        this.architecture = initial.architecture();
        this.listener = listener;
        ofThisEpoch = this::networkOfThisEpoch;
        batchSize = settings.optimizer() instanceof Optimizer.FullBatch
                ? training.rows()
                : Math.min(settings.batchSize(), training.rows());
        BatchRows.check(architecture, training.rows(), batchSize);
        settings.loss().checkOutput(architecture.outputActivation());
        this.validation = validation == null ? null : new ValidationLoss(architecture, settings.loss(), validation);
        order = new int[training.rows()];
        random = new CounterRandom(settings.seed());
        double[] parameters = initial.parameters();
        double[] running = initial.state();
        progress = new Progress((order.length + batchSize - 1) / batchSize, settings.epochs(), order.length);
        this.monitor = monitor;
        validationRows = validation;
        watch = new Watch(
                settings,
                validation != null,
                monitor != null && monitor.metric().largerIsBetter());
        averages = settings.regularisation().averaging() > 0
                ? settings.optimizer().newState(0).arrays().length
                : -1;
        current = new TrainingState(parameters, running, newState(parameters));
        completed = new TrainingState(parameters, running, newState(parameters));
        steps = steps(training, team);
    }

    private Steps steps(Dataset training, Team team) {
        OptimizerState state = current.optimizer;
        double[] weights = training.weights() == null ? null : Weights.ofMeanOne(training.weights());
        NumericalSteps numerical = settings.method() instanceof Backpropagation
                ? null
                : new NumericalSteps(settings, architecture, training, weights, batchSize);
        if (numerical != null) {
            numerical.load(current.running);
        }
        if (settings.optimizer() instanceof Optimizer.Minimizing minimizing) {
            return MinimizerSteps.of(
                    settings, minimizing, architecture, training, weights, team, current.parameters, state, numerical);
        }
        Learner.Task task = new Learner.Task(
                architecture,
                settings.loss().name(),
                settings.regularisation().l1(),
                settings.regularisation().l2(),
                settings.seed(),
                batchSize,
                UpdateRules.of(settings.optimizer(), settings.regularisation()));
        Learner learner = Learner.of(
                settings.precision(),
                task,
                team,
                current.parameters,
                current.running,
                state.arrays(),
                state.scalars(),
                training.x(),
                training.t(),
                weights);
        return new GradientSteps(learner, current.parameters, current.running, numerical);
    }

    /// The state after the last complete epoch; live.
    TrainingState state() {
        return completed;
    }

    /// The network that training has come to: that of the best epoch of a validation, else of the last.
    Network network() {
        return Network.of(architecture, settings.precision(), completed.bestParameters)
                .withState(completed.bestRunning);
    }

    /// What the steps remember before the first: the optimizer's memory, then the averages.
    private OptimizerState newState(double[] parameters) {
        OptimizerState state = settings.optimizer().newState(parameters.length, settings.seed());
        return averages < 0 ? state : state.with(parameters.clone());
    }

    /// Goes on from the state as somebody else has filled it.
    void resume() {
        current.copyFrom(completed);
        steps.load();
        for (History.Epoch epoch : completed.epochs) {
            watch.hear(epoch, monitored(epoch));
        }
        progress.setPlateaus(watch.plateaus());
    }

    /// Whether there is nothing left to do.
    boolean isFinished() {
        return completed.epochsDone() >= settings.epochs() || watch.met() != null || hasConverged();
    }

    /// The rule that ended the training before all epochs were done; null if none did.
    @Nullable
    Stopping stoppedBy() {
        if (completed.epochsDone() >= settings.epochs()) {
            return null;
        }
        return hasConverged() ? new Stopping.Converged() : watch.met();
    }

    private boolean hasConverged() {
        return steps.hasConverged(completed.optimizer);
    }

    /// Trains for one epoch.
    ///
    /// @return whether it was completed; false if the listener asked to stop
    /// @throws TrainingDiverged if the loss or a parameter is not finite
    boolean epoch() {
        int epoch = completed.epochsDone();
        putInOrder(epoch);
        int every = listener.samplesEvery();
        boolean reports = every > 0 && (epoch % every == 0 || epoch == settings.epochs() - 1);
        double rate = learningRate();
        double sum = 0;
        for (int from = 0; from < order.length; from += batchSize) {
            if (listener.stopRequested()) {
                return false;
            }
            int rows = Math.min(batchSize, order.length - from);
            double loss = step(from, rows);
            if (!Double.isFinite(loss)) {
                throw diverged(rows);
            }
            if (reports) {
                listener.sample(epoch, from, loss);
            }
            sum += loss * rows;
        }
        complete(sum / order.length, rate);
        return true;
    }

    /// Takes the steps of an epoch, or the first of them, and nothing else: for timing.
    ///
    /// @return steps that were taken
    long stepsOfOneEpoch(long atMost) {
        putInOrder(0);
        long steps = 0;
        for (int from = 0; from < order.length && steps < atMost; from += batchSize, steps++) {
            step(from, Math.min(batchSize, order.length - from));
        }
        return steps;
    }

    /// One step; the loss before it.
    private double step(int from, int rows) {
        double loss = steps.take(order, from, rows, current.step, learningRate());
        current.step++;
        return loss;
    }

    /// Of the step to take next.
    private double learningRate() {
        return settings.optimizer().learningRate() * settings.learningRate().factor(progress.at(current.step));
    }

    private void complete(double loss, double rate) {
        steps.store();
        if (!Propagation.allFinite(current.parameters, current.parameters.length)
                || !Propagation.allFinite(current.running, current.running.length)) {
            throw diverged(0);
        }
        int number = current.epochsDone() + 1;
        boolean looks = number % settings.validateEvery() == 0 || number == settings.epochs();
        double validationLoss = validation == null || !looks ? Double.NaN : validation.of(trained(), current.running);
        double score = monitor == null || validationRows == null || !looks
                ? Double.NaN
                : monitor.score(networkOfThisEpoch().predict(validationRows.x(), validationRows.rows()));
        History.Epoch epoch = new History.Epoch(number, loss, validationLoss, score, rate);
        current.epochs.add(epoch);
        double monitored = monitored(epoch);
        if (validation == null || monitored < current.bestLoss) {
            current.bestLoss = monitored;
            current.bestEpoch = number;
            System.arraycopy(trained(), 0, current.bestParameters, 0, current.parameters.length);
            System.arraycopy(current.running, 0, current.bestRunning, 0, current.running.length);
        }
        watch.hear(epoch, monitored);
        progress.setPlateaus(watch.plateaus());
        completed.copyFrom(current);
        listener.epoch(epoch, ofThisEpoch);
    }

    private Network networkOfThisEpoch() {
        return Network.of(architecture, settings.precision(), trained()).withState(current.running);
    }

    /// What training has come to: the parameters, or their averages where there are any.
    private double[] trained() {
        return averages < 0 ? current.parameters : current.optimizer.arrays()[averages];
    }

    /// What is to be made small, of the validation part; NaN where it was not measured.
    private double monitored(History.Epoch epoch) {
        return monitor == null ? epoch.validationLoss() : monitor.toBeMinimised(epoch.score());
    }

    private void putInOrder(int epoch) {
        for (int row = 0; row < order.length; row++) {
            order[row] = row;
        }
        if (settings.shuffle()) {
            random.shuffle(order, Purpose.EPOCH_ORDER, epoch, 0);
        }
    }

    /// @param rows of the batch whose loss is not finite; 0 if it is the parameters that are not
    private TrainingDiverged diverged(int rows) {
        int epoch = completed.epochsDone() + 1;
        String what = "the loss is no longer finite";
        if (rows > 0) {
            int layer = steps.firstNonFiniteLayer(rows);
            long last = architecture.layers().stream()
                    .filter(Layer.Dense.class::isInstance)
                    .count();
            what += layer > 0
                    ? ": layer %d overflowed".formatted(layer)
                    : ": the outputs of layer %d are too large for it".formatted(last);
        } else {
            what = "a running statistic of a batch normalisation is no longer finite";
            for (ParameterBlock block : architecture.blocks().reversed()) {
                for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                    if (!Double.isFinite(current.parameters[i])) {
                        what = "%s of %s is no longer finite".formatted(block.name(), block.place());
                    }
                }
            }
        }
        Network lastGood = Network.of(architecture, completed.parameters).withState(completed.running);
        History history = new History(completed.epochs, completed.epochsDone());
        return new TrainingDiverged("epoch %d: %s".formatted(epoch, what), lastGood, history);
    }
}
