package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gradus.data.Dataset;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A training step allocates nothing: the collector has nothing to do, however long training goes.
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FEW = 100;
    private static final int MANY = 1100;

    /// Less than the smallest object: 16 bytes a step would be 16,000.
    private static final long ALLOWED_BYTES = 4000;

    /// Nanoseconds that the JIT compiler may take on a busy machine.
    private static final long PATIENCE = 60_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "backpropagation, sgd, 1",
        "backpropagation, sgd, 32",
        "backpropagation, adam, 1",
        "backpropagation, adam, 32",
        "backpropagation, rprop, 32",
        "numerical, sgd, 1",
        "numerical, adam, 32",
        "restarted, sgd, 1",
        "restarted, adam, 32"
    })
    void aStepAllocatesNothing(String method, String optimizer, int batch) {
        TrainingSettings settings = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withMethod(
                        switch (method) {
                            case "numerical" -> GradientMethod.numericalDifferentiation(1e-4);
                            case "restarted" -> GradientMethod.restartedDifferentiation(1e-4);
                            default -> GradientMethod.backpropagation();
                        })
                .withOptimizer(Optimizer.named(optimizer, 0.001))
                .withL2(1e-3)
                .withBatchSize(batch);
        StepTimer timer = new StepTimer(settings, network(), data());
        // Once before: classes are loaded and constants made.
        timer.secondsPerStep(FEW);
        long few = allocated(timer, FEW);
        long many = allocated(timer, MANY);
        assertThat(many - few).as("bytes of %d more steps", MANY - FEW).isLessThan(ALLOWED_BYTES);
    }

    /// Weights are gathered with their rows.
    @ParameterizedTest
    @CsvSource({"backpropagation, 1", "backpropagation, 32", "restarted, 32"})
    void aStepOnWeightedRowsAllocatesNothing(String method, int batch) {
        TrainingSettings settings = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withMethod(
                        method.equals("restarted")
                                ? GradientMethod.restartedDifferentiation(1e-4)
                                : GradientMethod.backpropagation())
                .withBatchSize(batch);
        double[] weights = new double[33];
        Arrays.setAll(weights, row -> row % 4);
        StepTimer timer = new StepTimer(settings, network(), data().withWeights(weights));
        timer.secondsPerStep(FEW);
        long few = allocated(timer, FEW);
        long many = allocated(timer, MANY);
        assertThat(many - few).as("bytes of %d more steps", MANY - FEW).isLessThan(ALLOWED_BYTES);
    }

    /// Optimizers that evaluate the loss where they like, on a network without random layers.
    @ParameterizedTest
    @CsvSource({"irprop+", "lbfgs", "lm"})
    void aStepWithAllRowsAllocatesNothing(String name) {
        Network network = Network.of(3, 2, Layer.dense(3, Activation.sigmoid()), Layer.dense(2, Activation.identity()));
        Optimizer optimizer = Optimizer.withoutLearningRate(name).orElse(Optimizer.irpropPlus());
        StepTimer timer = new StepTimer(TrainingSettings.of(Loss.mse()).withOptimizer(optimizer), network, data());
        timer.secondsPerStep(FEW);
        long few = allocated(timer, FEW);
        long many = allocated(timer, MANY);
        assertThat(many - few).as("bytes of %d more steps", MANY - FEW).isLessThan(ALLOWED_BYTES);
    }

    /// Vectors are objects until the JIT compiler has seen to it that they are not, so this one warms up first. The
    /// calling thread is measured, and nothing of the step is another's.
    @ParameterizedTest
    @CsvSource({"DOUBLE, 1", "DOUBLE, 32", "FLOAT, 1", "FLOAT, 32"})
    void aStepOfALargerNetworkAllocatesNothingOnceCompiled(Precision precision, int batch) {
        TrainingSettings settings = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withOptimizer(Optimizer.adam(0.001))
                .withL2(1e-3)
                .withBatchSize(batch)
                .withPrecision(precision);
        Network network = Network.of(
                3,
                2,
                Layer.dense(70, Activation.tanh()),
                Layer.dropout(0.2),
                Layer.dense(33, Activation.relu()),
                Layer.dense(2, Activation.softmax()));
        StepTimer timer = new StepTimer(settings, network, data());
        long smallest = Long.MAX_VALUE;
        long end = System.nanoTime() + PATIENCE;
        while (smallest > ALLOWED_BYTES && System.nanoTime() < end) {
            timer.secondsPerStep(MANY);
            smallest = Math.min(smallest, allocated(timer, MANY) - allocated(timer, FEW));
        }
        assertThat(smallest).as("bytes of %d more steps", MANY - FEW).isLessThanOrEqualTo(ALLOWED_BYTES);
    }

    /// Segments between normalisations, and the running statistics.
    @ParameterizedTest
    @CsvSource({
        "backpropagation, DOUBLE, 11",
        "backpropagation, FLOAT, 11",
        "numerical, DOUBLE, 11",
        "restarted, DOUBLE, 11"
    })
    void aStepWithNormalisationAllocatesNothing(String method, Precision precision, int batch) {
        TrainingSettings settings = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withPrecision(precision)
                .withMethod(
                        switch (method) {
                            case "numerical" -> GradientMethod.numericalDifferentiation(1e-4);
                            case "restarted" -> GradientMethod.restartedDifferentiation(1e-4);
                            default -> GradientMethod.backpropagation();
                        })
                .withBatchSize(batch);
        Network network = Network.of(
                3,
                2,
                Layer.dense(3, Activation.identity()),
                Layer.batchNorm(Activation.relu()),
                Layer.dense(3, Activation.identity()),
                Layer.layerNorm(Activation.tanh()),
                Layer.dense(2, Activation.softmax()));
        StepTimer timer = new StepTimer(settings, network, data());
        timer.secondsPerStep(FEW);
        long few = allocated(timer, FEW);
        long many = allocated(timer, MANY);
        assertThat(many - few).as("bytes of %d more steps", MANY - FEW).isLessThan(ALLOWED_BYTES);
    }

    /// Prediction into an array of the caller's.
    @ParameterizedTest
    @CsvSource({"1", "33"})
    void aPredictionAllocatesNothing(int rows) {
        Network network = network();
        double[] x = new double[rows * 2];
        double[] y = new double[rows * 2];
        network.predict(x, rows, y);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            network.predict(x, rows, y);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThanOrEqualTo(ALLOWED_BYTES);
    }

    @Test
    void theMeasurementSeesAnAllocation() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<double[]> kept = List.of(new double[1000]);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isGreaterThan(8000);
        assertThat(kept).hasSize(1);
    }

    /// 33 rows, so that an epoch of batches of 32 has a smaller one.
    private static Dataset data() {
        double[][] x = new double[33][2];
        double[][] t = new double[33][2];
        for (int row = 0; row < 33; row++) {
            x[row][0] = row / 33.0;
            x[row][1] = row % 3;
            t[row][row % 2] = 1;
        }
        return Dataset.of(x, t);
    }

    private static Network network() {
        return Network.of(
                3,
                2,
                Layer.dense(3, Activation.relu()),
                Layer.dropout(0.2),
                Layer.dense(2, Activation.tanh()),
                Layer.dense(2, Activation.softmax()));
    }

    private static long allocated(StepTimer timer, int steps) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        timer.secondsPerStep(steps);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
