package examples;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Preprocessing;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.NumericalDifferentiation;
import io.gradus.gradient.Objective;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The notebook's own printed numbers, met again: from the weights recovered from them, in its order of updates, with
/// the gradient that it really used. See `docs/notebook.md` for the story.
///
/// The notebook counts layers from the inputs: its W2, b2, W3, b3 are W1, b1, W2, b2 here.
public final class NotebookReplay {
    /// Where the notebook's numerical run began.
    private static final double[] NUMERICAL_RUN_PARAMETERS = {
        1.7637794553178969, -0.030123368246134319, 1.1187738992394285, 0.49100602642353097,
        -0.77151169929929886, -0.29930227992208169,
        0.55942836419834074, 0.58908832835024783, -0.34727664978686146, 0.14677241075414688,
        0.076537221819451773, 0.11029821430118794
    };

    private static final Architecture ARCHITECTURE =
            Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
    private static final double LEARNING_RATE = 1e-3;
    private static final double H = 1e-4;
    private static final int EPOCHS = 1000;
    private static final int PRINTED_EPOCHS = 31;

    /// What a run comes to.
    ///
    /// @param losses of every sample in the epochs 0, 10, 20 and 30, each before its update
    /// @param before mean training loss of the initial network
    /// @param after mean training loss after 1000 epochs
    /// @param output the network's two outputs for the test point after 1000 epochs
    public record Run(List<Double> losses, double before, double after, List<Double> output) {}

    /// One row: two inputs, two targets.
    private record Sample(double x0, double x1, double t0, double t1) {
        Batch batch() {
            return new Batch(new double[] {x0, x1}, new double[] {t0, t1}, 1);
        }
    }

    /// One training step on one sample: changes the parameters.
    private interface Step {
        void take(double[] p, Sample sample);
    }

    private final Dataset training;
    private final double[] testPoint;
    private final Objective objective = new Objective(ARCHITECTURE, Loss.mse(), 0, 0, 8);

    /// Splits and encodes the nine points as the notebook does.
    public NotebookReplay() {
        Table points = ExampleData.notebook();
        Split.Parts parts = Split.head().apply(points, "label", TestSize.fraction(0.2), Split.Purpose.TEST);
        Table trainingRows = points.select(parts.training());
        Preprocessing oneHot =
                Preprocessing.fit(trainingRows, new Preprocessing.Settings(List.of("label"), false, false, 0.01));
        training = oneHot.apply(trainingRows);
        testPoint = oneHot.inputs(points.select(parts.heldOut()));
    }

    /// The numerical run: W2, then b2 with the new W2, then W3, then b3, each by central differences.
    public Run numerical() {
        NumericalDifferentiation difference = new NumericalDifferentiation(H);
        return train(NUMERICAL_RUN_PARAMETERS, (p, sample) -> {
            for (ParameterBlock block : ARCHITECTURE.blocks()) {
                double[] gradient = new double[block.size()];
                for (int i = 0; i < block.size(); i++) {
                    gradient[i] = difference.partial(objective, p, block.offset() + i, sample.batch(), 0);
                }
                for (int i = 0; i < block.size(); i++) {
                    p[block.offset() + i] -= LEARNING_RATE * gradient[i];
                }
            }
        });
    }

    /// The backpropagation run, with its three mistakes.
    public Run wrongBackpropagation() {
        return train(ExampleData.notebookParameters(), NotebookReplay::wrongStep);
    }

    /// What the right gradient does from the weights of the backpropagation run.
    public Run rightBackpropagation() {
        return train(ExampleData.notebookParameters(), this::rightStep);
    }

    /// What the right gradient does from the weights of the numerical run.
    public Run rightBackpropagationFromNumericalRun() {
        return train(NUMERICAL_RUN_PARAMETERS, this::rightStep);
    }

    /// The right gradient of the first training sample before training, in the flat order.
    public double[] rightGradientOfFirstSample() {
        double[] gradient = new double[12];
        GradientMethod.backpropagation()
                .lossAndGradient(objective, ExampleData.notebookParameters(), sample(0).batch(), 0, gradient);
        return gradient;
    }

    /// The number that the notebook put into every entry of dW3 for the first training sample.
    public double wrongGradientOfFirstSample() {
        Forward f = Forward.of(ExampleData.notebookParameters(), sample(0));
        return f.a0 * f.d0 + f.a1 * f.d1;
    }

    private void rightStep(double[] p, Sample sample) {
        double[] gradient = new double[p.length];
        GradientMethod.backpropagation().lossAndGradient(objective, p, sample.batch(), 0, gradient);
        for (int i = 0; i < p.length; i++) {
            p[i] -= LEARNING_RATE * gradient[i];
        }
    }

    /// The forward pass of one sample, and d3 = (y - t)·y·(1 - y), which the notebook had right.
    private record Forward(double a0, double a1, double d0, double d1) {
        static Forward of(double[] p, Sample s) {
            double a0 = sigmoid(s.x0 * p[0] + s.x1 * p[2] + p[4]);
            double a1 = sigmoid(s.x0 * p[1] + s.x1 * p[3] + p[5]);
            double y0 = sigmoid(a0 * p[6] + a1 * p[8] + p[10]);
            double y1 = sigmoid(a0 * p[7] + a1 * p[9] + p[11]);
            return new Forward(a0, a1, delta(y0, s.t0), delta(y1, s.t1));
        }

        private static double delta(double y, double t) {
            return (y - t) * y * (1 - y);
        }
    }

    /// One step as the notebook took it.
    ///
    /// ```
    /// gW3 = a2 · d3                     a number: the inner product, where the outer product a2 d3ᵀ belongs
    /// W3 -= lr gW3;  b3 -= lr d3        all four weights move by the same amount
    /// d2  = (W3 d3) · a2 · (1 - a2)     with the already updated W3
    /// gW2 = x · d2                      again a number
    /// W2 -= lr gW2;  b2 -= lr d2
    /// ```
    private static void wrongStep(double[] p, Sample sample) {
        Forward f = Forward.of(p, sample);
        double gW3 = f.a0 * f.d0 + f.a1 * f.d1;
        for (int w = 6; w < 10; w++) {
            p[w] -= LEARNING_RATE * gW3;
        }
        p[10] -= LEARNING_RATE * f.d0;
        p[11] -= LEARNING_RATE * f.d1;
        double e0 = (p[6] * f.d0 + p[7] * f.d1) * f.a0 * (1 - f.a0);
        double e1 = (p[8] * f.d0 + p[9] * f.d1) * f.a1 * (1 - f.a1);
        double gW2 = sample.x0 * e0 + sample.x1 * e1;
        for (int w = 0; w < 4; w++) {
            p[w] -= LEARNING_RATE * gW2;
        }
        p[4] -= LEARNING_RATE * e0;
        p[5] -= LEARNING_RATE * e1;
    }

    private Run train(double[] from, Step step) {
        double[] p = from.clone();
        List<Double> losses = new ArrayList<>();
        double before = meanLoss(p);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int row = 0; row < training.rows(); row++) {
                if (epoch % 10 == 0 && epoch < PRINTED_EPOCHS) {
                    losses.add(objective.loss(p, sample(row).batch(), 0));
                }
                step.take(p, sample(row));
            }
        }
        double[] output = Network.of(ARCHITECTURE, p).predict(testPoint);
        return new Run(losses, before, meanLoss(p), List.of(output[0], output[1]));
    }

    private double meanLoss(double[] p) {
        return objective.loss(p, new Batch(training.x(), training.t(), training.rows()), 0);
    }

    private Sample sample(int row) {
        double[] x = training.x();
        double[] t = training.t();
        return new Sample(x[2 * row], x[2 * row + 1], t[2 * row], t[2 * row + 1]);
    }

    private static double sigmoid(double z) {
        return new Activation.Sigmoid().value(z);
    }

    public static void main(String[] args) {
        NotebookReplay replay = new NotebookReplay();
        System.out.println("run                                    loss before     after   output for the test point (class 0)");
        print("numerical, as printed", replay.numerical());
        print("right gradient from the same weights", replay.rightBackpropagationFromNumericalRun());
        print("backpropagation, wrong as printed", replay.wrongBackpropagation());
        print("right gradient from the same weights", replay.rightBackpropagation());
        double[] g = replay.rightGradientOfFirstSample();
        System.out.printf(Locale.ROOT, "first sample, right dW3 = [[%.6f, %.6f], [%.6f, %.6f]];", g[6], g[7], g[8], g[9]);
        System.out.printf(Locale.ROOT, " the notebook's: %.6f in every entry%n", replay.wrongGradientOfFirstSample());
    }

    private static void print(String name, Run run) {
        System.out.printf(
                Locale.ROOT,
                "%-38s %11.8f %9.8f   %.8f %.8f%n",
                name,
                run.before,
                run.after,
                run.output.getFirst(),
                run.output.getLast());
    }
}
