package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.hadamard;
import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Mistake.at;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Mistakes about the derivatives of the loss and of the activations.
///
/// Legend: B rows of the batch, n outputs; y outputs and t targets [B × n].
final class DerivativeMistakes {
    private final Situation s;
    private final int last;
    private final int rows;
    private final int n;

    DerivativeMistakes(Situation s) {
        this.s = s;
        last = s.layers() - 1;
        rows = s.rows();
        n = s.outputs(last);
    }

    /// At OUTPUT.
    List<Mistake> loss() {
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
                (pass, _) -> scaled(scale(), pass.forward.y())));
        list.add(output(
                MistakeKind.MISSING_LOSS_DERIVATIVE,
                "loss",
                "The loss itself, (y - t)², stands where its derivative belongs",
                (pass, _) -> {
                    double[] e = errors(pass);
                    return scaled(scale() / 2, hadamard(e, e));
                }));
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

    /// The factor of y - t in the derivative of the loss.
    private double scale() {
        return switch (s.loss()) {
            case Loss.MeanSquaredError _ -> 2.0 / (rows * n);
            case Loss.BinaryCrossEntropy _ -> 1.0 / (rows * n);
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
        boolean binary = s.loss() instanceof Loss.BinaryCrossEntropy;
        list.add(output(
                MistakeKind.WRONG_LOSS_DERIVATIVE,
                "mse",
                otherLoss("the mean squared error", right),
                (pass, _) -> pass.throughActivation(s.activation(last), last, scaled(2.0 / (rows * n), errors(pass)))));
        list.add(output(
                MistakeKind.WRONG_LOSS_DERIVATIVE,
                binary ? "categorical" : "binary",
                binary
                        ? otherLoss("categorical cross-entropy, which has no 1/outputs", right)
                        : otherLoss("binary cross-entropy, which is a mean over the outputs", right),
                (pass, _) -> scaled(1.0 / (binary ? rows : rows * n), errors(pass))));
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

    /// At DELTA of layer l.
    List<Mistake> activation(int l) {
        List<Mistake> list = new ArrayList<>();
        if (l == last && s.loss().isFused()) {
            return list;
        }
        Activation f = s.activation(l);
        String delta = s.symbol("delta", l);
        String derivative = f.name() + "'(" + s.symbol("z", l) + ")";
        if (!(f instanceof Activation.Identity)) {
            list.add(delta(
                    MistakeKind.MISSING_ACTIVATION_DERIVATIVE,
                    l,
                    "missing",
                    "%s was not multiplied into %s".formatted(derivative, delta),
                    (_, _) -> 1));
        }
        if (f instanceof Activation.Softmax) {
            list.add(delta(
                    MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                    l,
                    "a (1 - a)",
                    "%s was taken as a (1 - a), the diagonal of softmax's derivative alone".formatted(derivative),
                    (_, a) -> a * (1 - a)));
        }
        if (l == last && !s.loss().isFused()) {
            list.add(shortcut(l, "binary cross-entropy", rows * n));
            if (n > 1) {
                list.add(shortcut(l, "categorical cross-entropy", rows));
            }
        }
        if (f instanceof Activation.Elementwise e) {
            atWrongValues(list, l, e);
            ofOthers(list, l, e);
            list.add(delta(
                    MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                    l,
                    "twice",
                    "%s was multiplied in twice".formatted(derivative),
                    (z, a) -> e.derivative(z, a) * e.derivative(z, a)));
        }
        return list;
    }

    /// delta = y - t, which is right for another loss.
    private Mistake shortcut(int l, String loss, int divisor) {
        return at(
                MistakeKind.WRONG_LOSS_DERIVATIVE,
                Step.DELTA,
                l,
                loss,
                "%s was taken as y - t, which holds for %s, not for %s"
                        .formatted(s.symbol("delta", l), loss, s.loss().name()),
                (pass, _) -> scaled(1.0 / divisor, errors(pass)));
    }

    private void atWrongValues(List<Mistake> list, int l, Activation.Elementwise f) {
        String a = s.symbol("a", l);
        String z = s.symbol("z", l);
        list.add(delta(
                MistakeKind.DERIVATIVE_AT_WRONG_VALUE,
                l,
                "at a",
                "%s' was taken at %s instead of %s".formatted(f.name(), a, z),
                (_, ai) -> f.derivative(ai, f.value(ai))));
        list.add(delta(
                MistakeKind.DERIVATIVE_AT_WRONG_VALUE,
                l,
                "of z",
                "%s was put into the formula for %s' where %s belongs".formatted(z, f.name(), a),
                (zi, _) -> f.derivative(zi, zi)));
        for (int k = 0; k < s.layers(); k++) {
            int other = k;
            if (k != l && s.outputs(k) == s.outputs(l)) {
                list.add(ofLayer(l, f, s.symbol("z", k), k - l, forward -> forward.z[other]));
            }
        }
        if (s.inputs(0) == s.outputs(l)) {
            list.add(ofLayer(l, f, "x", -1 - l, forward -> forward.input(0)));
        }
    }

    private Mistake ofLayer(
            int l, Activation.Elementwise f, String name, int distance, Function<Forward, double[]> values) {
        return at(
                MistakeKind.DERIVATIVE_AT_WRONG_VALUE,
                Step.DELTA,
                l,
                "layer " + distance,
                "%s' was taken at %s, of another layer, instead of %s".formatted(f.name(), name, s.symbol("z", l)),
                (pass, _) -> {
                    double[] at = values.apply(pass.forward);
                    double[] d = pass.da[l].clone();
                    for (int i = 0; i < d.length; i++) {
                        d[i] *= f.derivative(at[i], f.value(at[i]));
                    }
                    return d;
                });
    }

    private void ofOthers(List<Mistake> list, int l, Activation.Elementwise f) {
        for (Activation activation : Activation.all()) {
            if (!(activation instanceof Activation.Elementwise other)
                    || other.equals(f)
                    || other instanceof Activation.Identity) {
                continue;
            }
            String message = "The derivative of %s was taken; layer %d has %s"
                    .formatted(other.name(), l + s.firstNumber(), f.name());
            list.add(delta(
                    MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                    l,
                    other.name() + " of a",
                    message,
                    (z, a) -> other.derivative(z, a)));
            list.add(delta(
                    MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                    l,
                    other.name() + " of z",
                    message,
                    (z, _) -> other.derivative(z, other.value(z))));
        }
    }

    /// What stands where f'(z) belongs.
    @FunctionalInterface
    private interface Instead {
        /// @param z weighted sum
        /// @param a f(z)
        double of(double z, double a);
    }

    private Mistake delta(MistakeKind kind, int l, String variant, String message, Instead instead) {
        return at(kind, Step.DELTA, l, variant, message, (pass, _) -> {
            double[] d = pass.da[l].clone();
            for (int i = 0; i < d.length; i++) {
                d[i] *= instead.of(pass.forward.z[l][i], pass.forward.a[l][i]);
            }
            return d;
        });
    }
}
