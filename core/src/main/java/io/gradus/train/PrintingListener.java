package io.gradus.train;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Prints how training goes: a line after every so many epochs, and one after the last.
final class PrintingListener implements TrainingListener {
    private final PrintStream out;
    private final int every;

    PrintingListener(PrintStream out, int every) {
        Requirements.atLeast("every", every, 1);
        this.out = Objects.requireNonNull(out, "out");
        this.every = every;
    }

    @Override
    public void epoch(History.Epoch epoch) {
        if (epoch.number() % every == 0) {
            print(epoch);
        }
    }

    @Override
    public void end(Trainer.Trained trained) {
        List<History.Epoch> epochs = trained.history().epochs();
        if (!epochs.isEmpty() && epochs.getLast().number() % every != 0) {
            print(epochs.getLast());
        }
    }

    private void print(History.Epoch epoch) {
        StringBuilder line = new StringBuilder("epoch ").append(epoch.number());
        append(line, ": loss ", epoch.loss());
        append(line, ", validation loss ", epoch.validationLoss());
        append(line, ", score ", epoch.score());
        out.println(line);
    }

    /// What was not measured is left out.
    private static void append(StringBuilder line, String name, double value) {
        if (!Double.isNaN(value)) {
            line.append(name).append(String.format(Locale.ROOT, "%.6g", value));
        }
    }
}
