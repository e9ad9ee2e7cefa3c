package io.gradus.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that do a phase of work together: each takes its part, and [#run] returns when all parts are done.
///
/// A phase may be as short as some microseconds, so the helpers wait for the next one by spinning, and only go to sleep
/// after a while without work. The calling thread does part 0 itself. Parts divide independent outputs, so how many
/// there are never changes a result. One caller at a time.
public final class Team implements AutoCloseable {
    /// Turns of a spinning wait: about a tenth of a millisecond.
    private static final int SPINS = 20_000;

    /// The calling thread alone.
    public static final Team ALONE = new Team(1, true);

    /// Work that falls into parts.
    interface Phase {
        /// Does one part.
        ///
        /// @param part 0 to parts - 1
        /// @param parts how many there are
        void run(int part, int parts);
    }

    private final Thread[] helpers;
    private final int spins;
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile @Nullable Phase phase;
    private volatile @Nullable Throwable failure;
    /// Number of phases begun; a helper that sees it change has work.
    private final AtomicInteger begun = new AtomicInteger();

    private volatile boolean closed;
    /// Which helpers sleep, or are about to.
    private final AtomicIntegerArray asleep;

    /// @param threads at least 1, the calling thread included
    /// @param coreEach whether each thread has a core for itself; if not, waiting gives way at once
    public Team(int threads, boolean coreEach) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
        }
        spins = coreEach ? SPINS : 1;
        helpers = new Thread[threads - 1];
        asleep = new AtomicIntegerArray(threads);
        for (int h = 0; h < helpers.length; h++) {
            int part = h + 1;
            helpers[h] = Thread.ofPlatform().daemon().name("gradus-" + part).start(() -> help(part));
        }
    }

    /// Threads, the calling one included.
    public int size() {
        return helpers.length + 1;
    }

    /// Runs all parts of a phase; what a part writes is visible to every part of the next phase.
    @SuppressWarnings("ThreadPriorityCheck") // where there are more threads than cores, waiting must let them run
    void run(Phase work) {
        int parts = size();
        if (parts == 1) {
            work.run(0, 1);
            return;
        }
        phase = work;
        unfinished.set(helpers.length);
        begun.incrementAndGet();
        for (int h = 0; h < helpers.length; h++) {
            if (asleep.get(h + 1) == 1) {
                LockSupport.unpark(helpers[h]);
            }
        }
        work.run(0, parts);
        for (int spin = 0; unfinished.get() > 0; spin++) {
            if (spin < spins) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a part of a phase failed", thrown);
        }
    }

    private void help(int part) {
        int seen = 0;
        while (true) {
            for (int spin = 0; begun.get() == seen && !closed; spin++) {
                if (spin < spins) {
                    Thread.onSpinWait();
                } else {
                    asleep.set(part, 1);
                    if (begun.get() == seen
                            && !closed) { // looked at again after the flag was raised: no call is missed
                        LockSupport.park(this);
                    }
                    asleep.set(part, 0);
                }
            }
            if (closed) {
                return;
            }
            seen = begun.get();
            Phase work = phase;
            try {
                if (work != null) {
                    work.run(part, size());
                }
            } catch (Throwable t) {
                failure = t;
            } finally {
                unfinished.decrementAndGet();
            }
        }
    }

    /// Ends the helpers.
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    /// The first of n things that a part takes, in groups of `group` that stay together; its last is the first of the
    /// next part, less one.
    static int first(int n, int group, int part, int parts) {
        if (parts == 1) { // no division in the small steps of one thread
            return part == 0 ? 0 : n;
        }
        long groups = (n + group - 1L) / group;
        return (int) Math.min(n, groups * part / parts * group);
    }
}
