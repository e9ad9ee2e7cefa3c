package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Learner;
import io.gradus.engine.Propagation;
import io.gradus.engine.Team;
import io.gradus.gradient.Backpropagation;
import io.gradus.layer.Architecture;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
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
    private final int batchSize;
    private final Learner learner;
    /// Where gradients come from if not from the learner's own backpropagation.
    private final @Nullable NumericalSteps numerical;

    private final int[] order;
    private final CounterRandom random;
    /// What the epoch under way works on, and the state after the last complete epoch.
    private final TrainingState current;

    private final TrainingState completed;

    TrainingRun(
            TrainingSettings settings,
            Network initial,
            Dataset training,
            @Nullable Dataset validation,
            TrainingListener listener,
            Team team) {
        this.settings = settings;
        this.architecture = initial.architecture();
        this.listener = listener;
        batchSize = settings.optimizer() instanceof Optimizer.FullBatch
                ? training.rows()
                : Math.min(settings.batchSize(), training.rows());
        settings.loss().checkOutput(architecture.outputActivation());
        this.validation = validation == null ? null : new ValidationLoss(architecture, settings.loss(), validation);
        order = new int[training.rows()];
        random = new CounterRandom(settings.seed());
        double[] parameters = initial.parameters();
        current = new TrainingState(parameters, settings.optimizer().newState(parameters.length));
        completed = new TrainingState(parameters, settings.optimizer().newState(parameters.length));
        Learner.Task task = new Learner.Task(
                architecture,
                settings.loss().name(),
                settings.l2(),
                settings.seed(),
                batchSize,
                UpdateRules.of(settings.optimizer()));
        OptimizerState state = current.optimizer;
        learner = Learner.of(
                settings.precision(),
                task,
                team,
                current.parameters,
                state.arrays(),
                state.scalars(),
                training.x(),
                training.t());
        numerical = settings.method() instanceof Backpropagation
                ? null
                : new NumericalSteps(settings, architecture, training, batchSize);
    }

    /// The state after the last complete epoch; live.
    TrainingState state() {
        return completed;
    }

    /// Goes on from the state as somebody else has filled it.
    void resume() {
        current.copyFrom(completed);
        learner.load();
    }

    /// Whether there is nothing left to do.
    boolean isFinished() {
        int done = completed.epochsDone();
        boolean outOfPatience =
                validation != null && settings.patience() > 0 && done - completed.bestEpoch >= settings.patience();
        return done >= settings.epochs() || outOfPatience;
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
        complete(sum / order.length);
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

    /// One step of gradient descent or its kin; the loss before it.
    private double step(int from, int rows) {
        double loss;
        if (numerical == null) {
            loss = learner.step(order, from, rows, current.step);
        } else {
            loss = numerical.lossAndGradient(current.parameters, order, from, rows, current.step);
            learner.update(numerical.gradient());
        }
        current.step++;
        return loss;
    }

    private void complete(double loss) {
        learner.store();
        if (!Propagation.allFinite(current.parameters, current.parameters.length)) {
            throw diverged(0);
        }
        double validationLoss = validation == null ? Double.NaN : validation.of(current.parameters);
        current.epochs.add(new History.Epoch(current.epochsDone() + 1, loss, validationLoss));
        if (validation == null || validationLoss < current.bestLoss) {
            current.bestLoss = validationLoss;
            current.bestEpoch = current.epochsDone();
            System.arraycopy(current.parameters, 0, current.bestParameters, 0, current.parameters.length);
        }
        completed.copyFrom(current);
        listener.epoch(completed.epochs.getLast());
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
            int layer = numerical == null ? learner.firstNonFiniteLayer(rows) : numerical.firstNonFiniteLayer(rows);
            int last = architecture.blocks().size() / 2;
            what += layer > 0
                    ? ": layer %d overflowed".formatted(layer)
                    : ": the outputs of layer %d are too large for it".formatted(last);
        } else {
            for (ParameterBlock block : architecture.blocks().reversed()) {
                for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                    if (!Double.isFinite(current.parameters[i])) {
                        what = "%s of layer %s is no longer finite"
                                .formatted(block.name(), block.name().substring(1));
                    }
                }
            }
        }
        Network lastGood = Network.of(architecture, completed.parameters);
        History history = new History(completed.epochs, completed.epochsDone());
        return new TrainingDiverged("epoch %d: %s".formatted(epoch, what), lastGood, history);
    }
}
