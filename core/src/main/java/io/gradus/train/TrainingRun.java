package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Propagation;
import io.gradus.gradient.Batch;
import io.gradus.gradient.Objective;
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
    private final Dataset training;
    private final TrainingListener listener;
    private final Objective objective;
    private final @Nullable ValidationLoss validation;
    private final int batchSize;
    private final Batch fullBatch;
    private final @Nullable Batch lastBatch;
    /// The objective at the step under way; made once, so that a step allocates nothing.
    private final Optimizer.Evaluation allRows;

    private final double[] x;
    private final double[] t;
    private final double[] gradient;
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
            TrainingListener listener) {
        this.settings = settings;
        this.architecture = initial.architecture();
        this.training = training;
        this.listener = listener;
        batchSize = settings.optimizer() instanceof Optimizer.FullBatch
                ? training.rows()
                : Math.min(settings.batchSize(), training.rows());
        objective = new Objective(architecture, settings.loss(), settings.l2(), settings.seed(), batchSize);
        this.validation = validation == null ? null : new ValidationLoss(architecture, settings.loss(), validation);
        x = new double[Math.multiplyExact(batchSize, training.inputs())];
        t = new double[Math.multiplyExact(batchSize, training.outputs())];
        int rest = training.rows() % batchSize;
        fullBatch = new Batch(x, t, batchSize);
        lastBatch = rest == 0 ? null : new Batch(x, t, rest);
        gradient = new double[architecture.parameterCount()];
        order = new int[training.rows()];
        random = new CounterRandom(settings.seed());
        double[] parameters = initial.parameters();
        current = new TrainingState(parameters, settings.optimizer().newState(parameters.length));
        completed = new TrainingState(parameters, settings.optimizer().newState(parameters.length));
        allRows = (q, g) -> settings.method().lossAndGradient(objective, q, fullBatch, current.step, g);
    }

    /// The state after the last complete epoch; live.
    TrainingState state() {
        return completed;
    }

    /// Goes on from the state as somebody else has filled it.
    void resume() {
        current.copyFrom(completed);
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
            Batch batch = batchFrom(from);
            gather(from, batch.rows());
            double loss = step(batch);
            if (!Double.isFinite(loss)) {
                throw diverged(batch);
            }
            if (reports) {
                listener.sample(epoch, from, loss);
            }
            sum += loss * batch.rows();
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
            Batch batch = batchFrom(from);
            gather(from, batch.rows());
            step(batch);
        }
        return steps;
    }

    private Batch batchFrom(int from) {
        return from + batchSize <= order.length || lastBatch == null ? fullBatch : lastBatch;
    }

    /// One step of gradient descent or its kin; the loss before it.
    private double step(Batch batch) {
        double[] p = current.parameters;
        double loss = switch (settings.optimizer()) {
            case Optimizer.PerBatch optimizer -> {
                double before = settings.method().lossAndGradient(objective, p, batch, current.step, gradient);
                optimizer.update(p, gradient, current.optimizer);
                yield before;
            }
            case Optimizer.FullBatch optimizer -> optimizer.step(allRows, p, gradient, current.optimizer);
        };
        current.step++;
        return loss;
    }

    private void complete(double loss) {
        if (!Propagation.allFinite(current.parameters, current.parameters.length)) {
            throw diverged(null);
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

    private void gather(int from, int rows) {
        int inputs = training.inputs();
        int outputs = training.outputs();
        for (int row = 0; row < rows; row++) {
            int source = order[from + row];
            System.arraycopy(training.x(), source * inputs, x, row * inputs, inputs);
            System.arraycopy(training.t(), source * outputs, t, row * outputs, outputs);
        }
    }

    /// @param batch the one whose loss is not finite; null if it is the parameters that are not
    private TrainingDiverged diverged(@Nullable Batch batch) {
        int epoch = completed.epochsDone() + 1;
        String what = "the loss is no longer finite";
        if (batch != null) {
            int layer = objective.firstNonFiniteLayer(batch.rows());
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
