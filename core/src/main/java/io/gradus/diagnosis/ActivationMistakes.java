package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Mistake.at;

import io.gradus.layer.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Mistakes on the way through an activation: delta_l = da_l ⊙ f'(z_l).
final class ActivationMistakes {
    private final Situation s;
    private final int last;
    private final int rows;
    private final int n;

    ActivationMistakes(Situation s) {
        this.s = s;
        last = s.layers() - 1;
        rows = s.rows();
        n = s.outputs(last);
    }

    /// Those of layer l; none where the loss has the activation in it.
    List<Mistake> of(int l) {
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
                "%s was taken as %s%s, which holds for %s, not for %s"
                        .formatted(
                                s.symbol("delta", l),
                                divisor == rows ? "y - t" : "(y - t)/outputs",
                                rows == 1 ? "" : " over the batch size",
                                loss,
                                s.loss().name()),
                (pass, _) -> scaled(1.0 / divisor, Matrices.plus(pass.forward.y(), -1, s.t())));
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
        if (usesOutput(f)) {
            list.add(delta(
                    MistakeKind.DERIVATIVE_AT_WRONG_VALUE,
                    l,
                    "of z",
                    "%s was put into the formula for %s' where %s belongs".formatted(z, f.name(), a),
                    (zi, _) -> f.derivative(zi, zi)));
        }
        for (int k = 0; k < s.layers(); k++) {
            int other = k;
            if (k != l && s.outputs(k) == s.outputs(l)) {
                list.add(ofLayer(l, f, s.symbol("z", k), k - l, forward -> forward.z[other]));
            }
        }
        if (s.inputs(0) == s.outputs(l)) {
            list.add(ofLayer(l, f, "x", -1 - l, forward -> forward.input(0)));
        }
        if (s.inputs(0) == s.outputs(l) && usesOutput(f)) {
            list.add(at(
                    MistakeKind.DERIVATIVE_AT_WRONG_VALUE,
                    Step.DELTA,
                    l,
                    "of x",
                    "x was put into the formula for %s' where %s belongs".formatted(f.name(), a),
                    (pass, _) -> {
                        double[] x = pass.forward.input(0);
                        double[] d = pass.da[l].clone();
                        for (int i = 0; i < d.length; i++) {
                            d[i] *= f.derivative(x[i], x[i]);
                        }
                        return d;
                    }));
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
            if (usesOutput(other)) {
                list.add(delta(
                        MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                        l,
                        other.name() + " of a",
                        message,
                        (z, a) -> other.derivative(z, a)));
            }
            list.add(delta(
                    MistakeKind.WRONG_ACTIVATION_DERIVATIVE,
                    l,
                    other.name() + " of z",
                    message,
                    (z, _) -> other.derivative(z, other.value(z))));
        }
    }

    /// Whether the formula for f' makes use of a; without it, nothing else can be put in a's place.
    private static boolean usesOutput(Activation.Elementwise f) {
        return f.derivative(-1, 0.25) != f.derivative(-1, 0.5);
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
