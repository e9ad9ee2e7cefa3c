package io.gradus.train;

import java.util.ArrayList;
import java.util.List;

/// Everything that the next epoch depends on. Training that goes on from a state gives the same bits as training that
/// was never interrupted.
///
/// Mutable; a [Trainer] owns its own and hands out copies.
public final class TrainingState {
    final double[] parameters;
    final double[] bestParameters;
    /// Running statistics, and those of the best epoch.
    final double[] running;

    final double[] bestRunning;
    final OptimizerState optimizer;
    final List<History.Epoch> epochs = new ArrayList<>();
    /// Steps taken so far.
    long step;

    double bestLoss = Double.POSITIVE_INFINITY;
    int bestEpoch;

    TrainingState(double[] parameters, double[] running, OptimizerState optimizer) {
        this.parameters = parameters.clone();
        this.bestParameters = parameters.clone();
        this.running = running.clone();
        this.bestRunning = running.clone();
        this.optimizer = optimizer;
    }

    /// Epochs completed.
    public int epochsDone() {
        return epochs.size();
    }

    /// Takes over a later state of the same training.
    void copyFrom(TrainingState other) {
        System.arraycopy(other.parameters, 0, parameters, 0, parameters.length);
        System.arraycopy(other.bestParameters, 0, bestParameters, 0, bestParameters.length);
        System.arraycopy(other.running, 0, running, 0, running.length);
        System.arraycopy(other.bestRunning, 0, bestRunning, 0, bestRunning.length);
        optimizer.copyFrom(other.optimizer);
        epochs.addAll(other.epochs.subList(epochs.size(), other.epochs.size())); // history only grows
        step = other.step;
        bestLoss = other.bestLoss;
        bestEpoch = other.bestEpoch;
    }
}
