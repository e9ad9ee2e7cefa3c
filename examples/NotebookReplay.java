package examples;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Preprocessing;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Situation;
import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.NumericalDifferentiation;
import io.gradus.gradient.Objective;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The numbers that the notebook printed, computed again from its recovered weights: its numerical
/// differentiation, its wrong backpropagation, and what the right gradient would have done. The story is in
/// `docs/notebook.md`.
///
/// The notebook counts layers from the inputs on: its W2, b2, W3, b3 are Gradus' W1, b1, W2, b2. Comments here
/// use the notebook's names. All parameters stand in one flat array p, matrices [in × out] row by row:
///
/// ```
/// index   0 1 2 3   4 5   6 7 8 9   10 11
/// block   W2        b2    W3        b3
/// ```
public final class NotebookReplay {
    static final double LEARNING_RATE = 1e-3;
    static final int EPOCHS = 1000;
    private static final int LAST_LOGGED_EPOCH = 30;
    private static final double H = 1e-4;
    private static final int W2 = 0;
    private static final int B2 = 4;
    private static final int W3 = 6;
    private static final int B3 = 10;

    /// The notebook's network: x → sigmoid(x W2 + b2) → sigmoid(· W3 + b3).
    static final Architecture ARCHITECTURE =
            Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));

    /// What a run comes to.
    ///
    /// @param losses of each sample before its update, in epochs 0, 10, 20 and 30: 32 numbers
    /// @param before mean training loss before the first step
    /// @param after mean training loss after the last
    /// @param output for the test point (2, 4) after the last step
    public record Run(List<Double> losses, double before, double after, List<Double> output) {}

    /// One step of training on one sample.
    @FunctionalInterface
    private interface Step {
        /// Updates p in place.
        void update(double[] p, int sample);
    }

    private final Dataset training;
    private final Dataset test;
    private final Objective objective = new Objective(ARCHITECTURE, Loss.mse(), 0, 0, 8);

    public NotebookReplay() {
        Table points = ExampleData.notebook();
        Split.Parts parts = Split.head().apply(points.rows(), TestSize.fraction(0.2), Split.Purpose.TEST);
        Table trainingRows = points.select(parts.training());
        Preprocessing preprocessing =
                Preprocessing.fit(trainingRows, new Preprocessing.Settings(List.of("label"), false, false, 0.01));
        training = preprocessing.apply(trainingRows);
        test = preprocessing.apply(points.select(parts.heldOut()));
    }

    /// The initial weights of the numerical run, recovered from its printed output. Hidden unit 1 is saturated
    /// on the training points, so its incoming and outgoing weights, and b3, are certain to about 5 digits
    /// only; within that, the run is the same.
    public static double[] numericalParameters() {
        return new double[] {
            1.7637794553178969,
            -0.030123368246134319,
            1.1187738992394285,
            0.49100602642353097, // W2
            -0.77151169929929886,
            -0.29930227992208169, // b2
            0.55942836419834074,
            0.58908832835024783,
            -0.34727664978686146,
            0.14677241075414688, // W3
            0.076537221819451773,
            0.11029821430118794 // b3
        };
    }

    /// The notebook's numerical run. Within one step it updates block by block: W2; then b2, with the new W2;
    /// then W3; then b3. So each block's gradient is taken at another point than the block's before it.
    public Run numericalDifferentiation() {
        NumericalDifferentiation numerical = new NumericalDifferentiation(H);
        double[] g = new double[ARCHITECTURE.parameterCount()];
        return run(numericalParameters(), (p, sample) -> {
            Batch batch = batch(sample);
            for (ParameterBlock block : ARCHITECTURE.blocks()) {
                int end = block.offset() + block.size();
                for (int i = block.offset(); i < end; i++) {
                    g[i] = numerical.partial(objective, p, i, batch, 0);
                }
                for (int i = block.offset(); i < end; i++) {
                    p[i] -= LEARNING_RATE * g[i];
                }
            }
        });
    }

    /// The notebook's backpropagation run, with its wrong gradient.
    public Run wrongBackpropagation() {
        return run(ExampleData.notebookParameters(), (p, sample) -> descend(p, wrongGradient(p, sample)));
    }

    /// The same run with the right gradient.
    ///
    /// @param initial parameters to start from, not modified
    public Run rightBackpropagation(double[] initial) {
        return run(initial, (p, sample) -> descend(p, rightGradient(p, sample)));
    }

    /// The gradient of one training sample by backpropagation.
    ///
    /// @param p parameters, not modified
    public double[] rightGradient(double[] p, int sample) {
        double[] g = new double[p.length];
        GradientMethod.backpropagation().lossAndGradient(objective, p, batch(sample), 0, g);
        return g;
    }

    /// What the notebook took for that gradient. With d3 = (y - t) ⊙ y ⊙ (1 - y):
    ///
    /// ```
    ///          notebook                             right
    /// ∂E/∂W3   a2 · d3, one number for all four     a2ᵀ d3, the outer product [2 × 2]
    /// ∂E/∂b3   d3                                   d3
    /// d2       (W3 d3) ⊙ a2 ⊙ (1 - a2), W3 updated  the same, with the W3 that made the error
    /// ∂E/∂W2   x · d2, one number for all four      xᵀ d2, the outer product [2 × 2]
    /// ∂E/∂b2   d2                                   d2
    /// ```
    ///
    /// NumPy spreads the one number over the whole matrix, so the shapes never complain.
    ///
    /// @param p parameters, not modified
    public double[] wrongGradient(double[] p, int sample) {
        double[] x = Arrays.copyOfRange(training.x(), 2 * sample, 2 * sample + 2);
        double[] t = Arrays.copyOfRange(training.t(), 2 * sample, 2 * sample + 2);
        double[] a2 = layer(x, p, W2, B2);
        double[] y = layer(a2, p, W3, B3);
        double[] d3 = new double[2];
        for (int j = 0; j < 2; j++) {
            d3[j] = (y[j] - t[j]) * y[j] * (1 - y[j]);
        }
        double gW3 = a2[0] * d3[0] + a2[1] * d3[1];
        double[] d2 = new double[2];
        for (int i = 0; i < 2; i++) {
            double back = 0; // row i of the updated W3, times d3
            for (int j = 0; j < 2; j++) {
                back += (p[W3 + 2 * i + j] - LEARNING_RATE * gW3) * d3[j];
            }
            d2[i] = back * a2[i] * (1 - a2[i]);
        }
        double gW2 = x[0] * d2[0] + x[1] * d2[1];
        return new double[] {gW2, gW2, gW2, gW2, d2[0], d2[1], gW3, gW3, gW3, gW3, d3[0], d3[1]};
    }

    /// What Gradus' gradient check says of a gradient of one training sample.
    ///
    /// @param g gradient to judge, not modified
    /// @param p parameters it was taken at, not modified
    public GradientReport check(double[] g, double[] p, int sample) {
        return GradientCheck.check(g, objective, p, batch(sample));
    }

    /// What Gradus says was done to get this gradient of one training sample, block by block; blocks bear the notebook's
    /// names.
    ///
    /// @param g gradient to explain, not modified
    /// @param p parameters it was taken at, not modified
    public Diagnosis diagnose(double[] g, double[] p, int sample) {
        Dataset row = training.select(new int[] {sample});
        return Diagnosis.of(
                Situation.of(ARCHITECTURE, Loss.mse(), p, row.x(), row.t(), 1).withFirstNumber(2), g);
    }

    private Run run(double[] initial, Step step) {
        double[] p = initial.clone();
        Batch all = new Batch(training.x(), training.t(), training.rows());
        double before = objective.evaluationLoss(p, all);
        List<Double> losses = new ArrayList<>();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int sample = 0; sample < training.rows(); sample++) {
                if (epoch % 10 == 0 && epoch <= LAST_LOGGED_EPOCH) {
                    losses.add(objective.loss(p, batch(sample), 0));
                }
                step.update(p, sample);
            }
        }
        double[] y = Network.of(ARCHITECTURE, p).predict(test.x());
        return new Run(List.copyOf(losses), before, objective.evaluationLoss(p, all), List.of(y[0], y[1]));
    }

    private Batch batch(int sample) {
        Dataset row = training.select(new int[] {sample});
        return new Batch(row.x(), row.t(), 1);
    }

    private static void descend(double[] p, double[] g) {
        for (int i = 0; i < p.length; i++) {
            p[i] -= LEARNING_RATE * g[i];
        }
    }

    /// sigmoid(x W + b) for a layer of 2 inputs and 2 units.
    private static double[] layer(double[] x, double[] p, int w, int b) {
        double[] a = new double[2];
        for (int j = 0; j < 2; j++) {
            double z = x[0] * p[w + j] + x[1] * p[w + 2 + j] + p[b + j];
            a[j] = 1 / (1 + StrictMath.exp(-z));
        }
        return a;
    }

    public static void main(String[] args) {
        NotebookReplay replay = new NotebookReplay();
        Run wrong = replay.wrongBackpropagation();
        Run numerical = replay.numericalDifferentiation();
        System.out.println("First loss of an epoch           printed               replayed");
        print("backpropagation, epoch 0", 0.11319923179622736, wrong.losses().get(0));
        print("backpropagation, epoch 30", 0.1147708543445799, wrong.losses().get(24));
        print("numerical, epoch 0", 0.3249954391495161, numerical.losses().get(0));
        print("numerical, epoch 30", 0.3268439758023222, numerical.losses().get(24));

        double[] back = ExampleData.notebookParameters();
        System.out.println("\nAfter 1000 epochs                mean loss  output for (2, 4), of class 0");
        print("printed: backpropagation", Double.NaN, List.of(0.43552819, 0.54511349));
        print("replayed: wrong gradient", wrong);
        print("the right gradient instead", replay.rightBackpropagation(back));
        print("printed: numerical", Double.NaN, List.of(0.43774026, 0.64535815));
        print("replayed: numerical", numerical);
        print("the right gradient instead", replay.rightBackpropagation(numericalParameters()));
        System.out.printf(Locale.ROOT, "%nMean loss before training        %.5f%n", wrong.before());

        System.out.println("\nThe gradient check on the first sample, of the notebook's gradient:");
        replay.check(replay.wrongGradient(back, 0), back, 0)
                .blocks()
                .forEach(block -> System.out.println("  " + block.describe()));
        System.out.println("What it says was done:");
        replay.diagnose(replay.wrongGradient(back, 0), back, 0)
                .findings()
                .forEach(finding ->
                        finding.ifPresent(found -> System.out.println("  " + found.block() + ": " + found.message())));
        System.out.println("and of the right one:");
        replay.check(replay.rightGradient(back, 0), back, 0)
                .blocks()
                .forEach(block -> System.out.println("  " + block.describe()));
        System.out.println("∂E/∂W3, notebook: " + Arrays.toString(w3(replay.wrongGradient(back, 0))));
        System.out.println("∂E/∂W3, right:    " + Arrays.toString(w3(replay.rightGradient(back, 0))));
    }

    private static double[] w3(double[] p) {
        return Arrays.copyOfRange(p, W3, B3);
    }

    private static void print(String what, double printed, double replayed) {
        System.out.printf("%-32s %-21s %s%n", what, printed, replayed);
    }

    private static void print(String what, Run run) {
        print(what, run.after(), run.output());
    }

    private static void print(String what, double loss, List<Double> output) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %-10s %.8f, %.8f: class %d%n",
                what,
                Double.isNaN(loss) ? "" : String.format(Locale.ROOT, "%.5f", loss),
                output.get(0),
                output.get(1),
                output.get(0) > output.get(1) ? 0 : 1);
    }
}
