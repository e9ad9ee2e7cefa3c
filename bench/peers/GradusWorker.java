import io.gradus.data.Dataset;
import io.gradus.engine.KernelChoice;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.StepTimer;
import io.gradus.train.TrainingSettings;
import java.util.Arrays;

/// Gradus, with the kernels that the JVM's options let it have. Steps are those of [io.gradus.train.Trainer#fit]:
/// [StepTimer] takes them without the bookkeeping between epochs.
record GradusWorker(int threads) implements Worker.Subject {
    public static void main(String[] args) throws Exception {
        Worker.serve(args, GradusWorker::new);
    }

    @Override
    public String version() {
        return "JDK " + Runtime.version() + ", kernels: " + KernelChoice.description();
    }

    @Override
    public Worker.Steps train(Case of) {
        TrainingSettings settings = TrainingSettings.of(
                        of.isDouble() ? Loss.mse() : Loss.categoricalCrossEntropy())
                .withOptimizer(Optimizer.sgd(Case.LEARNING_RATE))
                .withPrecision(of.isDouble() ? Precision.DOUBLE : Precision.FLOAT)
                .withBatchSize(of.rows())
                .withShuffle(false);
        Dataset data = Dataset.of(of.rows(), of.inputs(), of.outputs(), of.x(), of.targets());
        StepTimer timer = new StepTimer(settings, network(of), data, threads);
        return timer::secondsPerStep;
    }

    @Override
    public Worker.Steps predict(Case of) {
        Network network = network(of);
        double[] x = Arrays.copyOf(of.x(), of.inputs());
        double[] y = new double[of.outputs()];
        return steps -> {
            for (long i = 0; i < steps; i++) {
                network.predict(x, 1, y);
            }
        };
    }

    private static Network network(Case of) {
        int[] sizes = of.sizes();
        Layer[] layers = new Layer[sizes.length - 1];
        for (int i = 0; i < layers.length; i++) {
            Activation hidden = of.isDouble() ? Activation.sigmoid() : Activation.relu();
            Activation output = of.isDouble() ? Activation.sigmoid() : Activation.softmax();
            layers[i] = Layer.dense(sizes[i + 1], i < layers.length - 1 ? hidden : output);
        }
        Architecture architecture = Architecture.of(of.inputs(), layers);
        double[] parameters = Initializer.automatic().draw(architecture, 42);
        return Network.of(architecture, of.isDouble() ? Precision.DOUBLE : Precision.FLOAT, parameters);
    }
}
