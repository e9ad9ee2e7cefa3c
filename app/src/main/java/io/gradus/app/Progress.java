package io.gradus.app;

import io.gradus.model.FoldListener;
import io.gradus.model.FoldResult;
import io.gradus.train.History;
import io.gradus.train.TrainingListener;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how training goes, with a bar once it takes longer than two seconds, on a terminal only; and stops it when the
/// user presses Ctrl-C.
final class Progress implements TrainingListener, AutoCloseable {
    private static final long NANOS_BEFORE_BAR = 2_000_000_000L;
    private static final long SECONDS_TO_STOP = 20;

    private final String task;
    private final long units;
    private final long start = System.nanoTime();
    private final Thread worker = Thread.currentThread();
    private final Thread onInterrupt = new Thread(this::interrupt, "gradus-interrupt");
    private final boolean terminal;
    private static volatile boolean shuttingDown;
    private volatile boolean stop;
    private long done;
    private @Nullable ProgressBar bar;

    /// @param task what is done, in a word or two
    /// @param units epochs or the like that it takes
    Progress(String task, long units) {
        this.task = task;
        this.units = units;
        terminal = isTerminal();
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    @SuppressWarnings("SystemConsoleNull") // it still may where the JDK has no provider of consoles
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void epoch(History.Epoch epoch) {
        step();
    }

    /// Hears of folds: each is one unit.
    FoldListener ofFolds() {
        return new FoldListener() {
            @Override
            public void done(FoldResult result) {
                step();
            }

            @Override
            public boolean stopRequested() {
                return stop;
            }
        };
    }

    /// One unit is done.
    void step() {
        done++;
        if (bar == null && terminal && System.nanoTime() - start > NANOS_BEFORE_BAR) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(units)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .build();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /// Whether the JVM is on its way down after Ctrl-C: then only the worker's end is waited for.
    static boolean isShuttingDown() {
        return shuttingDown;
    }

    @Override
    public boolean stopRequested() {
        return stop;
    }

    /// Ctrl-C arrives as the JVM's shutdown: ask training to stop, and let the command keep its state.
    private void interrupt() {
        stop = true;
        shuttingDown = true;
        try {
            worker.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP)); // it keeps its state and says so, then it ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        if (!stop) {
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException e) {
                stop = true; // the JVM is on its way down: the hook has begun
            }
        }
    }
}
