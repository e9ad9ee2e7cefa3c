package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Team;
import io.gradus.math.Sums;
import io.gradus.network.Network;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Trains a network on a dataset: `new Trainer(settings).fit(network, training)`.
///
/// Same data, settings and seed give the same parameters, bit for bit. With a validation part the network after the
/// epoch of the lowest validation loss is returned. When it stops before the last epoch is in [TrainingSettings#stopping].
///
/// Not thread-safe, and may be used again.
public final class Trainer {
    private final TrainingSettings settings;
    private @Nullable Dataset validation;
    private @Nullable Monitor monitor;
    private TrainingListener listener = TrainingListener.NONE;
    private @Nullable Checkpoint checkpoint;
    private int threads = cores();

    public Trainer(TrainingSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /// What training comes to.
    ///
    /// @param network the trained network
    /// @param history how it went
    /// @param interrupted whether the listener stopped it; then network and history are those of the last complete
    /// epoch
    /// @param stoppedBy the rule that ended training before all epochs were done; null if none did
    public record Trained(
            Network network,
            History history,
            boolean interrupted,
            @Nullable Stopping stoppedBy) {}

    /// Holds rows out to validate on.
    public Trainer withValidation(@Nullable Dataset rows) {
        validation = rows;
        return this;
    }

    /// Judges epochs by a metric of the validation part instead of its loss.
    public Trainer withMonitor(@Nullable Monitor newMonitor) {
        monitor = newMonitor;
        return this;
    }

    public Trainer withListener(TrainingListener newListener) {
        listener = newListener;
        return this;
    }

    /// Keeps the state in a file while training, and goes on from it where it is there already.
    public Trainer withCheckpoint(@Nullable Checkpoint newCheckpoint) {
        checkpoint = newCheckpoint;
        return this;
    }

    /// Computes on this many threads; without this call on all cores. Their number never changes a result, and small
    /// steps stay on the calling thread.
    ///
    /// @param number at least 1
    public Trainer withThreads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, got " + number);
        }
        threads = number;
        return this;
    }

    /// Trains.
    ///
    /// @param initial the network to start from, not modified
    /// @param training rows to train on, not modified
    /// @throws IllegalArgumentException if network and data do not fit together
    /// @throws TrainingDiverged if the loss or a parameter is not finite
    public Trained fit(Network initial, Dataset training) {
        requireFit(initial, training);
        for (Stopping rule : settings.stopping()) {
            if (validation == null && rule.needsValidation()) {
                throw new IllegalArgumentException(
                        "stop: %s needs a validation part to look at, got none".formatted(rule.name()));
            }
        }
        if (monitor != null && validation == null) {
            throw new IllegalArgumentException("metric: expected a validation part to measure it on, got none");
        }
        if (validation != null) {
            requireFit(initial, validation);
        }
        try (Team team = team(threads)) {
            return run(
                    new TrainingRun(settings, initial, training, validation, monitor, listener, team),
                    initial,
                    training);
        }
    }

    private Trained run(TrainingRun run, Network initial, Dataset training) {
        String fingerprint = "";
        if (checkpoint != null) {
            fingerprint = Checkpoint.fingerprint(settings, initial, training, validation, monitor);
            if (checkpoint.load(run.state(), fingerprint)) {
                run.resume();
            }
        }
        listener.begin(settings, initial);
        boolean goesOn = true;
        while (goesOn && !run.isFinished()) {
            goesOn = run.epoch();
            if (checkpoint != null) {
                checkpoint.saveNowAndThen(run.state(), fingerprint, !goesOn || run.isFinished());
            }
        }
        TrainingState state = run.state();
        History history = new History(state.epochs, state.bestEpoch);
        Trained trained = new Trained(run.network(), history, !goesOn, run.stoppedBy());
        listener.end(trained);
        return trained;
    }

    /// Threads for a training; how many never changes a result.
    static Team team(int threads) {
        return new Team(threads, threads <= cores());
    }

    /// The cores of this machine: how many threads compute unless somebody says otherwise. No result depends on it.
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    static void requireFit(Network network, Dataset data) {
        int inputs = network.architecture().inputs();
        int outputs = network.architecture().outputs();
        if (data.rows() == 0) {
            throw new IllegalArgumentException("data: expected at least 1 row, got 0");
        }
        if (data.weights() != null && Sums.sum(data.weights()) == 0) {
            throw new IllegalArgumentException(
                    "weights: expected one above 0, got 0 for all %d rows".formatted(data.rows()));
        }
        if (data.inputs() != inputs || data.outputs() != outputs) {
            throw new IllegalArgumentException(
                    "data: expected %d inputs and %d outputs as the network has, got %d and %d"
                            .formatted(inputs, outputs, data.inputs(), data.outputs()));
        }
    }
}
