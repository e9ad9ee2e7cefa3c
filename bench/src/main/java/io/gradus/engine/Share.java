package io.gradus.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// How much of an iteration's time the benchmark's thread had a core: JMH reports it beside the score. Where it had to
/// wait, or was paused, the score is not that of the code.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Share {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long cpuAtStart;
    private long wallAtStart;

    @Setup(Level.Iteration)
    public void start() {
        cpuAtStart = THREADS.getCurrentThreadCpuTime();
        wallAtStart = System.nanoTime();
    }

    /// At the end of an iteration, from 0 to 1.
    public double coreShare() {
        return (double) (THREADS.getCurrentThreadCpuTime() - cpuAtStart) / (System.nanoTime() - wallAtStart);
    }
}
