package examples;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingSettings;

/// A network in five lines, on arrays: exclusive or.
public final class FiveLinesOnArrays {
    private FiveLinesOnArrays() {}

    public static void main(String[] args) {
        Dataset xor = Dataset.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
        Network network = Network.of(42, 2, Layer.dense(8, Activation.tanh()), Layer.dense(1, Activation.sigmoid()));
        Trainer trainer =
                new Trainer(TrainingSettings.of(Loss.binaryCrossEntropy()).withOptimizer(Optimizer.adam(0.05)));
        Network trained = trainer.fit(network, xor).network();
        System.out.printf(
                "0 or 1: %.2f, 1 or 1: %.2f%n",
                trained.predict(new double[] {0, 1})[0], trained.predict(new double[] {1, 1})[0]);
    }
}
