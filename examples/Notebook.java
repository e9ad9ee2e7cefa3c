package examples;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Preprocessing;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.Objective;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.StepTimer;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingListener;
import io.gradus.train.TrainingSettings;
import java.util.List;
import java.util.Locale;

/// The course notebook from its first cell to its last, on Gradus.
///
/// The notebook counts layers from the inputs on, Gradus counts those that have weights: the notebook's W2, b2,
/// W3, b3 are Gradus' W1, b1, W2, b2. Comments here use the notebook's names.
public final class Notebook {
    private Notebook() {}

    /// Runs the notebook.
    ///
    /// @param args the last epoch whose losses are printed; 10 without, 999 for all that the notebook prints
    public static void main(String[] args) {
        int lastPrinted = args.length > 0 ? Integer.parseInt(args[0]) : 10;

        // Nine points in the plane, the first four of class 0, the others of class 1.
        Table points = ExampleData.notebook();

        // ── 1. Split ────────────────────────────────────────────────────────────────────────────────────────────
        // The first int(0.2 · 9) = 1 row is the test part: the point (2, 4).
        Split.Parts parts = Split.head().apply(points.rows(), TestSize.fraction(0.2), Split.Purpose.TEST);
        Table trainingRows = points.select(parts.training());
        Table testRows = points.select(parts.heldOut());

        // ── 2. Activation function ──────────────────────────────────────────────────────────────────────────────
        // sigmoid(z) = 1 / (1 + e^-z). Its derivative needs no e at all, once a = sigmoid(z) is known:
        // sigmoid'(z) = e^-z / (1 + e^-z)² = a · (1 - a), at most ¼: so much, weights aside,
        // is left of a gradient behind each layer.
        Activation.Elementwise sigmoid = new Activation.Sigmoid();
        for (double z : new double[] {-4, 0, 4}) {
            double a = sigmoid.value(z);
            System.out.printf(Locale.ROOT, "sigmoid(%.0f) = %.4f, sigmoid' = %.4f%n", z, a, sigmoid.derivative(z, a));
        }

        // ── 3. One-hot encoding ─────────────────────────────────────────────────────────────────────────────────
        // Class 0 becomes (0.99, 0.01), class 1 becomes (0.01, 0.99). Smoothed, for a sigmoid never reaches 0
        // or 1: towards such targets the weights would grow for ever. The inputs stay as they are, not
        // standardised.
        Preprocessing preprocessing =
                Preprocessing.fit(trainingRows, new Preprocessing.Settings(List.of("label"), false, false, 0.01));
        Dataset training = preprocessing.apply(trainingRows);
        Dataset test = preprocessing.apply(testRows);
        System.out.println("training: " + training);
        System.out.println("test: " + test);

        // ── 4. The network ──────────────────────────────────────────────────────────────────────────────────────
        // a2 = sigmoid(x W2 + b2), y = sigmoid(a2 W3 + b3): two inputs, two hidden units, two outputs, 12
        // parameters. The notebook draws them from N(0, 1), as Network.initialized(architecture,
        // Initializer.standardNormal(), 42) does; here are the numbers that it drew, as far as they could be
        // recovered: the first loss below is the notebook's own.
        Architecture architecture = Architecture.of(2, Layer.dense(2, sigmoid), Layer.dense(2, sigmoid));
        Network initial = Network.of(architecture, ExampleData.notebookParameters());

        // ── 5. Error function ───────────────────────────────────────────────────────────────────────────────────
        // E = ½ Σ_j (y_j - t_j)² for one sample: the mean over its two outputs. So ∂E/∂y_j = y_j - t_j.
        Objective error = new Objective(architecture, Loss.mse(), 0, 0, training.rows());
        Batch all = new Batch(training.x(), training.t(), training.rows());
        System.out.printf(
                Locale.ROOT, "mean error before training: %.5f%n", error.evaluationLoss(initial.parameters(), all));

        // ── 6. Training ─────────────────────────────────────────────────────────────────────────────────────────
        // Backpropagation is the chain rule, read from the error back to the inputs. With z2 = x W2 + b2 and
        // z3 = a2 W3 + b3, and ⊙ for the product entry by entry:
        //
        //   d3 = ∂E/∂z3 = ∂E/∂y ⊙ sigmoid'(z3) = (y - t) ⊙ y ⊙ (1 - y)
        //   ∂E/∂W3 = a2ᵀ d3                  outer product: entry (i, j) is a2_i · d3_j, for W3_ij joins these two
        //   ∂E/∂b3 = d3
        //
        //   d2 = ∂E/∂z2 = (d3 W3ᵀ) ⊙ a2 ⊙ (1 - a2)     each hidden unit answers for both outputs
        //   ∂E/∂W2 = xᵀ d2
        //   ∂E/∂b2 = d2
        //
        // All of it at the weights before the step; then the step, p ← p - 0.001 · ∂E/∂p, after each single
        // sample.
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withOptimizer(Optimizer.sgd(1e-3))
                .withBatchSize(1)
                .withShuffle(false)
                .withEpochs(1000);
        System.out.println("gradient check: "
                + GradientCheck.check(settings.method(), error, initial.parameters(), all)
                        .verdict()
                        .word());
        Network byBackpropagation = train(settings, initial, training, lastPrinted);

        // ── 7. How fast is it? ──────────────────────────────────────────────────────────────────────────────────
        // The same training with the definition of the derivative in place of the chain rule:
        // ∂E/∂p_i ≈ (E(p_i + h) - E(p_i - h)) / 2h, h = 10⁻⁴. Two forward passes for each of the 12 parameters.
        TrainingSettings numerical = settings.withMethod(GradientMethod.numericalDifferentiation(1e-4));
        Network byDifferences = train(numerical, initial, training, lastPrinted);

        double exactSeconds = secondsPerStep(settings, initial, training);
        double numericalSeconds = secondsPerStep(numerical, initial, training);
        System.out.printf(
                Locale.ROOT,
                "backpropagation %.2f µs a step, numerical differentiation %.2f µs: %.1f times as long%n",
                exactSeconds * 1e6,
                numericalSeconds * 1e6,
                numericalSeconds / exactSeconds);

        // ── 8. Evaluation ───────────────────────────────────────────────────────────────────────────────────────
        // The predicted class is that of the largest output.
        evaluate("backpropagation", byBackpropagation, preprocessing, testRows);
        evaluate("numerical differentiation", byDifferences, preprocessing, testRows);
    }

    private static Network train(TrainingSettings settings, Network initial, Dataset training, int lastPrinted) {
        System.out.println("training by " + settings.method().name());
        TrainingListener printer = new TrainingListener() {
            @Override
            public int samplesEvery() {
                return 10;
            }

            @Override
            public void sample(int epoch, int sample, double loss) {
                if (epoch % 10 == 0 && epoch <= lastPrinted) { // the listener hears the very last epoch, too
                    System.out.println("Epoch: " + epoch + ", loss " + loss);
                }
            }
        };
        return new Trainer(settings)
                .withListener(printer)
                .fit(initial, training)
                .network();
    }

    private static double secondsPerStep(TrainingSettings settings, Network initial, Dataset training) {
        StepTimer timer = new StepTimer(settings, initial, training);
        timer.warmUp(0.2); // Java compiles what runs often while it runs: only then does timing mean anything
        return timer.secondsPerStep(20_000);
    }

    private static void evaluate(String method, Network network, Preprocessing preprocessing, Table rows) {
        double[] y = network.predict(preprocessing.inputs(rows), rows.rows());
        int[] labels = preprocessing.classes(rows);
        for (int row = 0; row < rows.rows(); row++) {
            double y0 = y[2 * row];
            double y1 = y[2 * row + 1];
            System.out.printf(
                    Locale.ROOT,
                    "%s: [%.5f, %.5f], predicted %d, label %d%n",
                    method,
                    y0,
                    y1,
                    y0 > y1 ? 0 : 1,
                    labels[row]);
        }
    }
}
