package io.gradus.train;

import io.gradus.network.Network;
import java.util.List;
import java.util.function.Supplier;

/// Several listeners as one; each hears samples as often as it wants to, not as often as another does.
final class CombinedListener implements TrainingListener {
    private final List<TrainingListener> listeners;
    /// Set by [#begin].
    private int lastEpoch = -1;

    CombinedListener(List<TrainingListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void begin(TrainingSettings settings, Network initial) {
        lastEpoch = settings.epochs() - 1;
        listeners.forEach(listener -> listener.begin(settings, initial));
    }

    /// The greatest common divisor: no listener misses an epoch.
    @Override
    public int samplesEvery() {
        int common = 0;
        for (TrainingListener listener : listeners) {
            int other = listener.samplesEvery();
            while (other != 0) {
                int rest = common % other;
                common = other;
                other = rest;
            }
        }
        return common;
    }

    @Override
    public void sample(int epoch, int sample, double loss) {
        for (TrainingListener listener : listeners) {
            int every = listener.samplesEvery();
            if (every > 0 && (epoch % every == 0 || epoch == lastEpoch)) {
                listener.sample(epoch, sample, loss);
            }
        }
    }

    @Override
    public void epoch(History.Epoch epoch, Supplier<Network> network) {
        listeners.forEach(listener -> listener.epoch(epoch, network));
    }

    @Override
    public boolean stopRequested() {
        for (TrainingListener listener : listeners) {
            if (listener.stopRequested()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end(Trainer.Trained trained) {
        listeners.forEach(listener -> listener.end(trained));
    }
}
