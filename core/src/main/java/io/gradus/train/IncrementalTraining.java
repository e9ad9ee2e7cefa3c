package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.engine.Team;
import io.gradus.network.Network;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Training that goes on with whatever rows come next: each call takes one epoch over its rows, from where the last call
/// ended, with the optimizer's memory.
///
/// ```java
/// IncrementalTraining training = new IncrementalTraining(settings, network);
/// while (rows.hasNext()) {
///     training.partialFit(rows.next());
/// }
/// training.network().predict(x);
/// ```
///
/// It is scikit-learn's `partial_fit`: n calls with the same rows give what [Trainer#fit] gives after n epochs, bit for
/// bit. The number of epochs and the rules to stop by of the settings are not used; there is no validation part. Where
/// calls have different numbers of rows, learning rates that count epochs count n steps as one, n as many as an epoch of
/// the rows at hand takes.
///
/// Not thread-safe.
public final class IncrementalTraining {
    private final TrainingSettings settings;
    private Network network;
    private @Nullable TrainingState state;
    private int threads = Trainer.cores();

    /// @param settings how to train
    /// @param initial the network to start from, not modified
    /// @throws IllegalArgumentException if the learning rate depends on the number of epochs, which nobody knows here
    public IncrementalTraining(TrainingSettings settings, Network initial) {
        if (settings.learningRate().dependsOnEpochs()) {
            throw new IllegalArgumentException(
                    "learning rate: expected one that does not depend on the number of epochs, got "
                            + settings.learningRate());
        }
        this.settings = settings.withStopping();
        network = Objects.requireNonNull(initial, "initial");
    }

    /// As [Trainer#withThreads].
    public IncrementalTraining withThreads(int number) {
        Requirements.atLeast("threads", number, 1);
        threads = number;
        return this;
    }

    /// Trains for one epoch over these rows.
    ///
    /// @param rows at least 1, not modified
    /// @return this
    /// @throws IllegalArgumentException if network and rows do not fit together
    /// @throws TrainingDiverged if the loss or a parameter is not finite; all is as before the call then
    public IncrementalTraining partialFit(Dataset rows) {
        Trainer.requireFit(network, rows);
        try (Team team = Trainer.team(threads)) {
            TrainingRun run = new TrainingRun(settings, network, rows, null, null, TrainingListener.NONE, team);
            if (state != null) {
                run.state().copyFrom(state);
                run.resume();
            }
            run.epoch();
            state = run.state();
            network = run.network();
        }
        return this;
    }

    /// The network as the last call left it; before the first the initial one.
    public Network network() {
        return network;
    }

    /// One epoch for each call.
    public History history() {
        return state == null ? new History(java.util.List.of(), 0) : new History(state.epochs, state.bestEpoch);
    }
}
