package io.gradus.app.check;

import io.gradus.data.ExampleData;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.diagnosis.Situation;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.GradientReport;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Checked gradients with findings made up, so that the renderings are tested whatever the catalogue says.
final class Samples {
    private static final double LEARNING_RATE = 0.001;

    private Samples() {}

    /// The notebook's network, recovered weights and first training sample, its layers numbered from 2.
    static Situation notebookSituation() {
        return Situation.of(
                        network(2, "sigmoid", 2, "sigmoid", 2),
                        Loss.mse(),
                        ExampleData.notebookParameters(),
                        new double[] {4, 11},
                        new double[] {(double) 0.99f, (double) 0.01f},
                        1)
                .withFirstNumber(2)
                .withLearningRate(LEARNING_RATE);
    }

    /// What the notebook's hidden backpropagation did, by `shared/notebook/README.md`: two inner products, and W3
    /// updated before it was used.
    static double[] notebookGradient() {
        double[] p = ExampleData.notebookParameters();
        double[] x = {4, 11};
        double[] t = {(double) 0.99f, (double) 0.01f};
        double[] a2 = new double[2];
        double[] d3 = new double[2];
        double[] g = new double[12];
        for (int j = 0; j < 2; j++) {
            a2[j] = sigmoid(x[0] * p[j] + x[1] * p[2 + j] + p[4 + j]);
        }
        for (int j = 0; j < 2; j++) {
            double y = sigmoid(a2[0] * p[6 + j] + a2[1] * p[8 + j] + p[10 + j]);
            d3[j] = (y - t[j]) * y * (1 - y);
            g[10 + j] = d3[j];
        }
        double inner3 = a2[0] * d3[0] + a2[1] * d3[1];
        double[] d2 = new double[2];
        for (int i = 0; i < 2; i++) {
            double upstream = 0;
            for (int j = 0; j < 2; j++) {
                g[6 + 2 * i + j] = inner3;
                upstream += (p[6 + 2 * i + j] - LEARNING_RATE * inner3) * d3[j];
            }
            d2[i] = upstream * a2[i] * (1 - a2[i]);
            g[4 + i] = d2[i];
        }
        for (int i = 0; i < 4; i++) {
            g[i] = x[0] * d2[0] + x[1] * d2[1];
        }
        return g;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static CheckedGradient notebook() {
        Finding w3 = finding(
                "W3",
                MistakeKind.INNER_PRODUCT,
                "dW3 is an inner product, one number in all entries; the outer product a2ᵀ · delta3 belongs there",
                "Planted in the right backward pass, this reproduces all 4 entries of the block; the right values differ by"
                        + " up to 144 % of the largest.",
                "dW3 = a2ᵀ · delta3",
                0.97);
        Finding w2 = finding(
                "W2",
                MistakeKind.INNER_PRODUCT,
                "dW2 is an inner product, one number in all entries; the outer product xᵀ · delta2 belongs there",
                "",
                "dW2 = xᵀ · delta2",
                0.96,
                MistakeKind.BIAS_FROM_WEIGHTS,
                MistakeKind.PERMUTED);
        Finding b2 = finding(
                "b2",
                MistakeKind.UPDATED_WEIGHTS_USED,
                "W3 was updated before da2 was computed from it; it takes the weights that made the error",
                "",
                "da2 = delta3 · W3ᵀ",
                0.999);
        return check(notebookSituation(), notebookGradient(), w2, b2, w3, null);
    }

    /// A right gradient of a network with a relu unit that changes sign within the check's step.
    static CheckedGradient nearAKink() {
        Situation s = Situation.of(
                network(1, "relu", 1, "identity", 1),
                Loss.mse(),
                new double[] {1, -1, 1, 0.5},
                new double[] {1},
                new double[] {2},
                1);
        return of(s, g -> g);
    }

    /// The notebook's check with a finding that has a text from outside in each place.
    static CheckedGradient hostile(String text) {
        Finding finding = new Finding(
                "W3", MistakeKind.FACTOR, text, text, text, 0.5, List.of(MistakeKind.SIGN), null, 0.3, text, List.of());
        return check(
                notebookSituation(),
                notebookGradient(),
                consequence("W2", text),
                consequence("b2", text),
                finding,
                null);
    }

    /// A gradient that is right but for what `wrong` does to it.
    ///
    /// @param findings one for each block, null where there is none
    static CheckedGradient of(Situation situation, UnaryOperator<double[]> wrong, @Nullable Finding... findings) {
        double[] g = new double[situation.architecture().parameterCount()];
        GradientMethod.backpropagation()
                .lossAndGradient(situation.objective(), situation.parameters(), situation.batch(), 0, g);
        return check(situation, wrong.apply(g), findings);
    }

    private static CheckedGradient check(Situation situation, double[] g, @Nullable Finding... findings) {
        GradientReport report =
                GradientCheck.check(g, situation.objective(), situation.parameters(), situation.batch());
        List<Optional<Finding>> all = new ArrayList<>();
        for (int i = 0; i < report.blocks().size(); i++) {
            all.add(i < findings.length ? Optional.ofNullable(findings[i]) : Optional.empty());
        }
        return CheckedGradient.of(situation, report, all);
    }

    static Finding finding(
            String block,
            MistakeKind kind,
            String message,
            String evidence,
            String formula,
            double confidence,
            MistakeKind... alternatives) {
        return new Finding(
                block,
                kind,
                message,
                evidence,
                formula,
                confidence,
                List.of(alternatives),
                null,
                Double.NaN,
                "",
                List.of());
    }

    static Finding consequence(String block, String of) {
        return new Finding(
                block,
                MistakeKind.CONSEQUENCE,
                "Wrong only because of %s: with that mistake the step itself is right.".formatted(of),
                "",
                "",
                0.9,
                List.of(),
                of,
                Double.NaN,
                "",
                List.of());
    }

    static Finding factor(String block, double factor, String name) {
        return new Finding(
                block,
                MistakeKind.FACTOR,
                "d%s is %s times what it should be".formatted(block, factor),
                "",
                "",
                0.8,
                List.of(MistakeKind.ACCUMULATED),
                null,
                factor,
                name,
                List.of());
    }

    /// Parameters, inputs and targets drawn at random; the seed is fixed.
    static Situation random(Architecture architecture, Loss loss, int rows) {
        Random random = new Random(42);
        double[] p = new double[architecture.parameterCount()];
        for (ParameterBlock block : architecture.blocks()) {
            for (int i = 0; i < block.size(); i++) {
                p[block.offset() + i] = random.nextGaussian() / Math.sqrt(block.rows());
            }
        }
        double[] x = random.doubles((long) rows * architecture.inputs(), -1, 1).toArray();
        double[] t = random.doubles((long) rows * architecture.outputs(), 0, 1).toArray();
        return Situation.of(architecture, loss, p, x, t, rows);
    }

    /// @param layers name of the activation and units, in turn
    static Architecture network(int inputs, Object... layers) {
        List<Layer> dense = new ArrayList<>();
        for (int i = 0; i < layers.length; i += 2) {
            dense.add(Layer.dense((Integer) layers[i + 1], Activation.named((String) layers[i])));
        }
        return new Architecture(inputs, dense);
    }

    /// Changes the entries of a block.
    static UnaryOperator<double[]> changed(Situation situation, int block, UnaryOperator<Double> change) {
        ParameterBlock at = situation.architecture().blocks().get(block);
        return g -> {
            for (int i = at.offset(); i < at.offset() + at.size(); i++) {
                g[i] = change.apply(g[i]);
            }
            return g;
        };
    }
}
