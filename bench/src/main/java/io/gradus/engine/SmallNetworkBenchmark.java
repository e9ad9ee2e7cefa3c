package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Training steps of 2-2-2 beside the same written by hand, and predictions of one row.
///
/// Each in a JVM of its own, as the JIT compiler's choices about so few operations depend on what it saw before; the
/// script lets them take turns.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SmallNetworkBenchmark {
    private final Notebook notebook = new Notebook();
    private final Network small = network(Precision.DOUBLE, Notebook.NETWORK);
    private final double[] smallX = {4, 11};
    private final double[] smallY = new double[2];
    private final Network larger = network(Precision.FLOAT, digits());
    private final Network largerInDouble = network(Precision.DOUBLE, digits());
    private final double[] largerX = new double[784];
    private final double[] largerY = new double[10];

    private static Network network(Precision precision, Architecture architecture) {
        return Network.of(architecture, precision, Initializer.automatic().draw(architecture, 42));
    }

    private static Architecture digits() {
        return Architecture.of(784, Layer.dense(128, Activation.relu()), Layer.dense(10, Activation.softmax()));
    }

    /// Refuses to time two programs that do not compute the same.
    @Setup
    public void check() {
        Arrays.setAll(largerX, i -> i % 7 / 7.0);
        Notebook gradus = new Notebook();
        Notebook byHand = new Notebook();
        Notebook inLocals = new Notebook();
        for (int epoch = 0; epoch < 1000; epoch++) {
            double loss = gradus.epoch();
            if (loss != byHand.epochByHand()
                    || loss != inLocals.epochByHandInLocals()
                    || !Arrays.equals(gradus.p, byHand.p)
                    || !Arrays.equals(gradus.p, inLocals.p)) {
                throw new IllegalStateException("the yardstick has other bits than Gradus after epoch " + epoch);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(Notebook.ROWS)
    public double step(Share share) {
        return notebook.epoch();
    }

    @Benchmark
    @OperationsPerInvocation(Notebook.ROWS)
    public double stepByHand(Share share) {
        return notebook.epochByHand();
    }

    @Benchmark
    @OperationsPerInvocation(Notebook.ROWS)
    public double stepByHandInLocals(Share share) {
        return notebook.epochByHandInLocals();
    }

    @Benchmark
    public double[] predictSmall(Share share) {
        small.predict(smallX, 1, smallY);
        return smallY;
    }

    @Benchmark
    public double[] predictLarger(Share share) {
        larger.predict(largerX, 1, largerY);
        return largerY;
    }

    @Benchmark
    public double[] predictLargerInDouble(Share share) {
        largerInDouble.predict(largerX, 1, largerY);
        return largerY;
    }
}
