package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.hadamard;
import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Mistake.at;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import java.util.ArrayList;
import java.util.List;

/// Mistakes in what the loss hands to the output layer: ∂L/∂y, or ∂L/∂z where it is fused with the activation.
///
/// Legend: B rows of the batch, n outputs; y outputs and t targets [B × n].
final class LossMistakes {
    private final Situation s;
    private final int last;
    private final int rows;
    private final int n;

    LossMistakes(Situation s) {
        this.s = s;
        last = s.layers() - 1;
        rows = s.rows();
        n = s.outputs(last);
    }

    /// All of them.
    List<Mistake> all() {
        List<Mistake> list = new ArrayList<>();
        String with = s.loss().isFused() ? s.symbol("delta", last) : "∂L/∂y";
        list.add(output(
                MistakeKind.MISSING_LOSS_DERIVATIVE,
                "ones",
                "The derivative of the loss was left out: %s was taken as 1".formatted(with),
                (_, right) -> Matrices.filled(1.0, right.length)));
        list.add(output(
                MistakeKind.MISSING_LOSS_DERIVATIVE,
                "1/batch",
                "The derivative of the loss was left out: %s was taken as 1/batch".formatted(with),
                (_, right) -> Matrices.filled(1.0 / rows, right.length)));
        list.add(output(
                MistakeKind.MISSING_LOSS_DERIVATIVE,
                "outputs",
                "The network's output stands where the derivative of the loss belongs: the target was not subtracted",
                (pass, _) -> withoutTarget(pass.forward.y())));
        list.add(lossItself());
        if (rows > 1) {
            for (double factor : new double[] {1, rows}) {
                list.add(output(
                        MistakeKind.LAST_SAMPLE_ONLY,
                        factor == 1 ? "× 1/batch" : "× 1",
                        "Only the last sample's gradient was kept: the others were overwritten, not added",
                        (_, right) -> scaled(factor, Matrices.lastRow(right, rows))));
            }
        }
        list.addAll(otherLosses());
        if (s.activation(last) instanceof Activation.Softmax && rows > 1) {
            list.add(softmaxOverBatch());
        }
        return list;
    }

    /// The derivative of the loss with 0 for each target.
    private double[] withoutTarget(double[] y) {
        if (!(s.loss() instanceof Loss.Elementwise loss)) {
            return scaled(1.0 / rows, y);
        }
        double[] slopes = y.clone();
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = loss.slope(y[i], 0);
        }
        return scaled(1.0 / (rows * n), slopes);
    }

    private Mistake lossItself() {
        if (s.loss() instanceof Loss.Elementwise loss
                && !(loss instanceof Loss.MeanSquaredError || loss instanceof Loss.BinaryCrossEntropy)) {
            return output(
                    MistakeKind.MISSING_LOSS_DERIVATIVE,
                    "loss",
                    "The loss itself stands where its derivative belongs",
                    (pass, _) -> {
                        double[] values = new double[rows * n];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = loss.value(
                                    pass.forward.z[last][i], pass.forward.y()[i], s.t()[i]);
                        }
                        return scaled(1.0 / (rows * n), values);
                    });
        }
        return output(
                MistakeKind.MISSING_LOSS_DERIVATIVE,
                "loss",
                "The loss itself, (y - t)², stands where its derivative belongs",
                (pass, _) -> {
                    double[] e = errors(pass);
                    return scaled(scale() / 2, hadamard(e, e));
                });
    }

    /// The factor of y - t in the derivative of the loss, where it has one.
    private double scale() {
        return switch (s.loss()) {
            case Loss.MeanSquaredError _ -> 2.0 / (rows * n);
            case Loss.Elementwise _ -> 1.0 / (rows * n);
            case Loss.CategoricalCrossEntropy _ -> 1.0 / rows;
        };
    }

    private double[] errors(BackwardPass pass) {
        return Matrices.plus(pass.forward.y(), -1, s.t());
    }

    private List<Mistake> otherLosses() {
        List<Mistake> list = new ArrayList<>();
        String right = s.loss().name();
        if (!s.loss().isFused()) {
            if (!s.loss().equals(Loss.mse())) {
                list.add(output(
                        MistakeKind.WRONG_LOSS_DERIVATIVE,
                        "mse",
                        otherLoss("the mean squared error, twice y - t", right),
                        (pass, _) -> scaled(2.0 / (rows * n), errors(pass))));
            }
            if (!(s.loss().equals(Loss.mae()) || s.loss().equals(Loss.quantile(0.5)))) { // half of it: a factor
                list.add(output(
                        MistakeKind.WRONG_LOSS_DERIVATIVE,
                        "mae",
                        otherLoss("the mean absolute error, the sign of y - t", right),
                        (pass, _) -> {
                            double[] signs = errors(pass);
                            for (int i = 0; i < signs.length; i++) {
                                signs[i] = Math.signum(signs[i]) / (rows * n);
                            }
                            return signs;
                        }));
            }
            list.add(output(
                    MistakeKind.WRONG_LOSS_DERIVATIVE,
                    "binary cross-entropy",
                    otherLoss("binary cross-entropy, (y - t) / (y (1 - y))", right),
                    (pass, _) -> {
                        double[] y = pass.forward.y();
                        double[] d = errors(pass);
                        for (int i = 0; i < d.length; i++) {
                            d[i] /= rows * n * y[i] * (1 - y[i]);
                        }
                        return d;
                    }));
            list.add(output(
                    MistakeKind.WRONG_LOSS_DERIVATIVE,
                    "categorical cross-entropy",
                    otherLoss("categorical cross-entropy, -t / y", right),
                    (pass, _) -> {
                        double[] d = s.t().clone();
                        for (int i = 0; i < d.length; i++) {
                            d[i] /= -pass.forward.y()[i] * rows;
                        }
                        return d;
                    }));
            return list;
        }
        boolean mean = s.loss() instanceof Loss.Elementwise;
        list.add(output(
                MistakeKind.WRONG_LOSS_DERIVATIVE,
                "mse",
                otherLoss("the mean squared error", right),
                (pass, _) -> pass.throughActivation(s.activation(last), last, scaled(2.0 / (rows * n), errors(pass)))));
        list.add(output(
                MistakeKind.WRONG_LOSS_DERIVATIVE,
                mean ? "categorical" : "binary",
                mean
                        ? otherLoss("categorical cross-entropy, which has no 1/outputs", right)
                        : otherLoss("binary cross-entropy, which is a mean over the outputs", right),
                (pass, _) -> scaled(1.0 / (mean ? rows : rows * n), errors(pass))));
        list.add(output(
                MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                "once more",
                "The activation's derivative was multiplied in, but y - t is the derivative with respect to z already",
                (pass, d) -> pass.throughActivation(s.activation(last), last, d)));
        if (s.activation(last) instanceof Activation.Softmax) {
            list.add(output(
                    MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                    "y (1 - y) once more",
                    "y (1 - y) was multiplied in, but y - t is the derivative with respect to z already",
                    (pass, d) -> hadamard(d, times1Minus(pass.forward.y()))));
        }
        return list;
    }

    private static String otherLoss(String other, String right) {
        return "The derivative of another loss was taken, that of %s; the loss is %s".formatted(other, right);
    }

    private static double[] times1Minus(double[] y) {
        double[] product = y.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= 1 - product[i];
        }
        return product;
    }

    /// y with each column normalised instead of each row, in the loss's derivative.
    private Mistake softmaxOverBatch() {
        return output(
                MistakeKind.SOFTMAX_OVER_BATCH,
                "columns",
                "Softmax was normalised over the batch, so that each column sums to 1; each row has to",
                (pass, _) -> {
                    double[] z = Matrices.transpose(pass.forward.z[last], rows, n);
                    double[] y = Matrices.transpose(Forward.activate(Activation.softmax(), z, n, rows), n, rows);
                    double[] d = new double[y.length];
                    for (int r = 0; r < rows; r++) {
                        s.loss().derivative(pass.forward.z[last], y, r * n, s.t(), r * n, n, 1.0 / rows, d);
                    }
                    return d;
                });
    }

    private Mistake output(MistakeKind kind, String variant, String message, Mistake.Change change) {
        return at(kind, Step.OUTPUT, last, variant, message, change);
    }
}
