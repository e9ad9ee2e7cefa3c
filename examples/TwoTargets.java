package examples;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import io.gradus.train.Advice;
import io.gradus.train.IncrementalTraining;
import io.gradus.train.Optimizer;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingListener;
import io.gradus.train.TrainingSettings;

/// Several numbers from one network: sine and cosine of an angle. With what one wants to see of a training: the layers, its
/// progress, advice; then it goes on, with rows of a wider range.
public final class TwoTargets {
    private TwoTargets() {}

    public static void main(String[] args) {
        Dataset upTo3 = sineAndCosine(-3, 3);
        Network network = Network.of(42, 1, Layer.dense(32, Activation.tanh()), Layer.dense(2, Activation.identity()));
        System.out.println(network.summary());

        TrainingSettings settings = TrainingSettings.of(Loss.mse()).withOptimizer(Optimizer.adam(0.01));
        Trainer.Trained trained = new Trainer(settings)
                .withListener(TrainingListener.printing(System.out, 100))
                .fit(network, upTo3);
        Advice.of(trained, upTo3, settings).forEach(advice -> System.out.println(advice.message()));
        print(trained.network(), 1);
        print(trained.network(), 4);

        IncrementalTraining more = new IncrementalTraining(settings, trained.network());
        for (int epoch = 0; epoch < 600; epoch++) {
            more.partialFit(sineAndCosine(-3, 5));
        }
        print(more.network(), 1);
        print(more.network(), 4);
    }

    /// 200 rows: x; sin x, cos x.
    private static Dataset sineAndCosine(double from, double to) {
        double[][] x = new double[200][1];
        double[][] t = new double[200][2];
        for (int row = 0; row < 200; row++) {
            x[row][0] = from + (to - from) * row / 199;
            t[row][0] = Math.sin(x[row][0]);
            t[row][1] = Math.cos(x[row][0]);
        }
        return Dataset.of(x, t);
    }

    private static void print(Network network, double x) {
        double[] y = network.predict(new double[] {x});
        System.out.printf("sin %.0f: %.2f, cos %.0f: %.2f%n", x, y[0], x, y[1]);
    }
}
