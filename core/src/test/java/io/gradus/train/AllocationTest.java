package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gradus.data.Dataset;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A training step allocates nothing, by the JVM's own count of this thread.
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"sgd,1,false", "adam,1,false", "adam,32,false", "sgd,1,true", "adam,32,true"})
    void stepAllocatesNothing(String optimizer, int batch, boolean numerical) {
        Network network = Network.of(
                1, 3, Layer.dense(4, Activation.tanh()), Layer.dropout(0.1), Layer.dense(2, Activation.sigmoid()));
        Dataset data = Dataset.of(64, 3, 2, new double[192], new double[128]);
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withL2(0.1)
                .withOptimizer(Optimizer.named(optimizer, 1e-3))
                .withMethod(
                        numerical ? GradientMethod.numericalDifferentiation(1e-4) : GradientMethod.backpropagation())
                .withBatchSize(batch);
        StepTimer timer = new StepTimer(settings, network, data);
        timer.secondsPerStep(200); // whatever is made once is made here
        long few = allocated(timer, 100);
        long many = allocated(timer, 1_100);
        assertThat(many - few).as("bytes of 1,000 further steps").isLessThan(1_000);
    }

    private static long allocated(StepTimer timer, long steps) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        timer.secondsPerStep(steps);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
