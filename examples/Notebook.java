package examples;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Preprocessing;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingListener;
import io.gradus.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The notebook that Gradus grew out of, step by step, on the library.
///
/// A network of two inputs, two hidden units and two outputs learns nine points, once by backpropagation and once by
/// numerical differentiation. The notebook calls its layers 2 and 3; the inputs are its layer 1.
public final class Notebook {
    private static final double LEARNING_RATE = 1e-3;
    private static final double H = 1e-4;
    private static final int EPOCHS = 1000;

    private Notebook() {}

    /// Runs the notebook.
    ///
    /// @param args the seed of the weights; none: 42
    public static void main(String[] args) {
        // x_data, t_data: nine points x = (x1, x2) and their labels, 0 or 1.
        Table points = ExampleData.notebook();

        // 1. split_data: the first int(0.2 · 9) = 1 row is the test part.
        Split.Parts parts = Split.head().apply(points, "label", TestSize.fraction(0.2), Split.Purpose.TEST);
        Table trainingRows = points.select(parts.training());
        Table testRows = points.select(parts.heldOut());
        System.out.printf("training %d rows, test %d row%n", trainingRows.rows(), testRows.rows());

        // 2. Activation function: sigmoid(z) = 1 / (1 + e^-z), sigmoid'(z) = a·(1 - a) with a = sigmoid(z).
        Activation.Elementwise sigmoid = new Activation.Sigmoid();
        double a = sigmoid.value(0.5);
        System.out.printf(Locale.ROOT, "sigmoid(0.5) = %.6f, sigmoid'(0.5) = %.6f%n", a, sigmoid.derivative(0.5, a));

        // 3. One-hot encoding with smoothing: class 0 is (0.99, 0.01), class 1 is (0.01, 0.99). x stays as it is.
        Preprocessing oneHot =
                Preprocessing.fit(trainingRows, new Preprocessing.Settings(List.of("label"), false, false, 0.01));
        Dataset training = oneHot.apply(trainingRows);

        // 4. The network: a2 = sigmoid(x·W2 + b2), y = sigmoid(a2·W3 + b3). Weights and biases from N(0, 1).
        long seed = args.length == 0 ? 42 : Long.parseLong(args[0]);
        Architecture architecture =
                Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
        Network initial = Network.initialized(architecture, Initializer.standardNormal(), seed);

        // 5. Error function: E = 1/n Σ_j (t_j - y_j)², here n = 2 outputs.
        Loss meanSquareError = Loss.mse();

        // 6. Training with batch size 1 by backpropagation, the chain rule from the error back to each parameter:
        //
        //      δ3 = ∂E/∂z3 = 2/n (y - t) ⊙ y ⊙ (1 - y)
        //      ∂E/∂W3 = a2ᵀ·δ3          an outer product: every weight has a number of its own
        //      ∂E/∂b3 = δ3
        //      δ2 = ∂E/∂z2 = (δ3·W3ᵀ) ⊙ a2 ⊙ (1 - a2)        with W3 as it was in the forward pass
        //      ∂E/∂W2 = xᵀ·δ2
        //      ∂E/∂b2 = δ2
        //
        //    and then gradient descent: W ← W - lr·∂E/∂W, b ← b - lr·∂E/∂b.
        TrainingSettings settings = TrainingSettings.of(meanSquareError)
                .withOptimizer(Optimizer.sgd(LEARNING_RATE))
                .withEpochs(EPOCHS)
                .withBatchSize(1)
                .withShuffle(false);
        Network byBackpropagation = train("backpropagation", settings, initial, training);

        // 7. The same by numerical differentiation: ∂E/∂w ≈ (E(w + h) - E(w - h)) / 2h, two forward passes a parameter.
        Network byDifferences = train(
                "numerical differentiation",
                settings.withMethod(GradientMethod.numericalDifferentiation(H)),
                initial,
                training);

        // 7. Evaluation: predictions and label of the test part.
        test(byBackpropagation, oneHot, testRows);
        test(byDifferences, oneHot, testRows);
    }

    /// Trains, with a line for every sample of every hundredth epoch, and says how long it took. The notebook prints
    /// every tenth.
    private static Network train(String name, TrainingSettings settings, Network initial, Dataset training) {
        System.out.println("\nTraining by " + name);
        TrainingListener print = new TrainingListener() {
            @Override
            public int samplesEvery() {
                return 100;
            }

            @Override
            public void sample(int epoch, int sample, double loss) {
                System.out.println("Epoch: " + epoch + ", loss " + loss);
            }
        };
        long start = System.nanoTime();
        Network trained =
                new Trainer(settings).withListener(print).fit(initial, training).network();
        System.out.printf(Locale.ROOT, "%.3f s%n", (System.nanoTime() - start) / 1e9);
        return trained;
    }

    private static void test(Network network, Preprocessing oneHot, Table testRows) {
        double[] y = network.predict(oneHot.inputs(testRows));
        System.out.println(Arrays.toString(y) + " label " + oneHot.classes(testRows)[0]);
    }
}
