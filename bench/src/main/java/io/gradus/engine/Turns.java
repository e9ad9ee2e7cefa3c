package io.gradus.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A benchmark whose contenders take turns, iteration by iteration, in one JVM: what slows the machine down for some
/// seconds slows all of them down, and ratios within a round stay.
///
/// JMH itself runs one benchmark after the other. Here iteration i measures contender i modulo their number, in the order
/// of the parameter `contenders`; whoever reads JMH's raw data takes it apart again. The numbers of iterations for warm-up
/// and measurement must therefore be multiples of that of the contenders.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Turns {
    /// Their names, joined by `+`: the comma is JMH's.
    @Param("peak")
    public String contenders = "peak";

    private Runnable[] all = {};
    private Runnable current = () -> {};
    private int iteration;

    /// What the name of a contender means.
    abstract Runnable contender(String name);

    /// Called once before the first contender is asked for.
    void prepare() {}

    @Setup(Level.Trial)
    public final void prepareAll() {
        prepare();
        String[] names = contenders.split("\\+", -1);
        all = new Runnable[names.length];
        for (int i = 0; i < names.length; i++) {
            all[i] = contender(names[i]);
        }
    }

    @Setup(Level.Iteration)
    public final void next() {
        current = all[iteration++ % all.length];
    }

    /// A call of the contender whose turn it is.
    ///
    /// @param share reported beside the time
    @Benchmark
    public void turn(Share share) {
        current.run();
    }
}
