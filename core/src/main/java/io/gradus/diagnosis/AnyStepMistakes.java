package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.filled;
import static io.gradus.diagnosis.Matrices.plus;
import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Mistake.at;

import java.util.ArrayList;
import java.util.List;

/// Mistakes that any step may have: a factor, zeros, another order, too few digits.
final class AnyStepMistakes {
    private final Situation s;

    AnyStepMistakes(Situation s) {
        this.s = s;
    }

    /// The factors that have a name, at one step.
    List<Mistake> scalings(Step step, int l) {
        List<Mistake> list = new ArrayList<>();
        list.add(scaling(step, l, -1));
        for (double factor : FactorName.usual(s)) {
            list.add(scaling(step, l, factor));
        }
        return list;
    }

    /// A step times a number; -1 is a flipped sign.
    Mistake scaling(Step step, int l, double factor) {
        String what = quantity(step, l);
        if (factor == -1) {
            return at(
                    MistakeKind.SIGN,
                    step,
                    l,
                    "sign",
                    step == Step.OUTPUT
                            ? "The sign of the loss's derivative is flipped: t - y where y - t belongs"
                            : "The sign of %s is flipped".formatted(what),
                    (_, right) -> scaled(-1, right));
        }
        String name = FactorName.of(factor, s);
        return new Mistake(
                MistakeKind.FACTOR,
                step,
                l,
                name.isEmpty() ? Mistake.NO_NAME : name,
                "%s is %s times what it should be%s."
                        .formatted(what, FactorName.number(factor), FactorName.explanation(factor, s)),
                factor,
                (_, right) -> scaled(factor, right));
    }

    /// How a sentence calls what a step gives.
    String quantity(Step step, int l) {
        return switch (step) {
            case OUTPUT -> "The loss's derivative";
            case UPSTREAM -> s.symbol("da", l);
            case DELTA -> s.symbol("delta", l);
            case WEIGHTS, PENALISED -> s.symbol("dW", l);
            case BIAS -> s.symbol("db", l);
            case GRADIENT -> "The whole gradient";
        };
    }

    Mistake zero(Step step, int l) {
        return at(
                MistakeKind.ZERO,
                step,
                l,
                "zero",
                "%s is zero: it was never computed, or overwritten".formatted(quantity(step, l)),
                (_, right) -> new double[right.length]);
    }

    Mistake notFinite(Step step, int l) {
        return at(
                MistakeKind.NOT_FINITE,
                step,
                l,
                "not finite",
                "%s is not finite: a division by 0, a logarithm of 0 or an overflow came before"
                        .formatted(quantity(step, l)),
                (_, right) -> filled(Double.NaN, right.length));
    }

    Mistake lostPrecision(Step step, int l, boolean stored) {
        return at(
                MistakeKind.LOST_PRECISION,
                step,
                l,
                stored ? "float" : Mistake.FLOAT_SOMEWHERE,
                "%s was computed in float: it is right to about 7 digits only".formatted(quantity(step, l)),
                (_, right) -> {
                    double[] rounded = right.clone();
                    for (int i = 0; i < rounded.length; i++) {
                        rounded[i] = (float) rounded[i];
                    }
                    return rounded;
                });
    }

    /// The block of the step before added.
    Mistake blockAccumulated(Step step, int l, double[] before) {
        return at(
                MistakeKind.ACCUMULATED,
                step,
                l,
                "block",
                "The gradient of the step before is still in %s: it was added to, not set to zero first"
                        .formatted(quantity(step, l)),
                (_, right) -> plus(right, 1, before));
    }

    /// What nothing explains: the numbers as they were given.
    Mistake unknown(Step step, int l, double[] given) {
        return at(
                MistakeKind.UNKNOWN,
                step,
                l,
                "unknown",
                "%s is wrong, and no mistake of the catalogue explains it".formatted(quantity(step, l)),
                (_, _) -> given);
    }

    /// Columns shifted round by one, as by a wrong index.
    List<Mistake> columnsShifted(Step step, int l) {
        int out = s.outputs(l);
        if (out == 1) {
            return List.of();
        }
        int[] shifted = new int[out];
        for (int j = 0; j < out; j++) {
            shifted[j] = (j + 1) % out;
        }
        return List.of(permuted(step, l, shifted));
    }

    /// Column j of the block holds what belongs into column order[j].
    Mistake permuted(Step step, int l, int[] order) {
        int out = order.length;
        return at(
                MistakeKind.PERMUTED,
                step,
                l,
                "columns",
                "The columns of %s are in another order: %s".formatted(quantity(step, l), Permutation.describe(order)),
                (_, right) -> {
                    double[] mixed = new double[right.length];
                    for (int i = 0; i < mixed.length; i++) {
                        mixed[i] = right[i / out * out + order[i % out]];
                    }
                    return mixed;
                });
    }
}
