package io.gradus.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Does independent tasks on several threads. Results come in the tasks' order, whatever the number of threads.
///
/// @param <T> what a task gives
final class ParallelTasks<T> {
    /// One of the tasks.
    interface Task<T> {
        /// Does one of them.
        ///
        /// @param number of the task, from 0
        /// @param stop whether to end now, by a [CancellationException]; cheap
        T run(int number, BooleanSupplier stop);
    }

    private final Task<T> task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<T> results;
    private final AtomicReferenceArray<Throwable> failures;
    private volatile boolean stopped;

    private ParallelTasks(int tasks, Task<T> task) {
        this.task = task;
        results = new AtomicReferenceArray<>(tasks);
        failures = new AtomicReferenceArray<>(tasks);
    }

    /// Does them all, the calling thread among others. When one fails, those under way are asked to stop, no other is
    /// begun, and the failure is thrown once all threads have ended; of several the first one in the tasks' order, those
    /// that merely stopped last.
    ///
    /// @param threads at least 1
    static <T> List<T> run(int tasks, int threads, Task<T> task) {
        ParallelTasks<T> all = new ParallelTasks<>(tasks, task);
        List<Thread> helpers = new ArrayList<>();
        for (int h = 1; h < Math.min(threads, tasks); h++) {
            helpers.add(Thread.ofPlatform().daemon().name("gradus-fold-" + h).start(all::work));
        }
        all.work();
        helpers.forEach(all::join);
        all.throwFailure();
        List<T> list = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            list.add(all.results.get(i));
        }
        return list;
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < results.length() && !stopped; i = next.getAndIncrement()) {
            try {
                results.set(i, task.run(i, () -> stopped));
            } catch (RuntimeException | Error e) {
                failures.set(i, e);
                stopped = true;
            }
        }
    }

    private void join(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
                stopped = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() {
        Throwable first = null;
        for (int i = 0; i < failures.length(); i++) {
            Throwable failure = failures.get(i);
            if (failure != null && (first == null || first instanceof CancellationException && !isStop(failure))) {
                first = failure;
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
        if (stopped) {
            throw new CancellationException("interrupted");
        }
    }

    private static boolean isStop(@Nullable Throwable failure) {
        return failure instanceof CancellationException;
    }
}
