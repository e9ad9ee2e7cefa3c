package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.network.Network;

/// Measures the time of a training step when the JVM has warmed up.
///
/// It trains a copy: the network that is handed in stays as it is. To compare two methods fairly make a timer for each,
/// warm both up, then call [#secondsPerStep] in turns and take medians.
public final class StepTimer {
    private final TrainingRun run;

    /// @param settings the method, the optimizer and the batch size to time
    public StepTimer(TrainingSettings settings, Network network, Dataset training) {
        this(settings, network, training, 1);
    }

    /// @param threads how many compute, the calling one included; the others live as long as the JVM
    public StepTimer(TrainingSettings settings, Network network, Dataset training, int threads) {
        run = new TrainingRun(settings, network, training, null, null, TrainingListener.NONE, Trainer.team(threads));
    }

    /// Takes steps for this long, at least one.
    ///
    /// @return steps that were taken
    public long warmUp(double seconds) {
        long start = System.nanoTime();
        long steps = 0;
        do {
            steps += run.stepsOfOneEpoch(Long.MAX_VALUE);
        } while (System.nanoTime() - start < seconds * 1e9);
        return steps;
    }

    /// Times steps.
    ///
    /// @param steps how many, at least 1
    /// @return mean seconds a step
    public double secondsPerStep(long steps) {
        long start = System.nanoTime();
        for (long done = 0; done < steps; ) {
            done += run.stepsOfOneEpoch(steps - done);
        }
        return (System.nanoTime() - start) / 1e9 / steps;
    }
}
