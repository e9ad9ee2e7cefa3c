package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.columnSums;
import static io.gradus.diagnosis.Matrices.plus;
import static io.gradus.diagnosis.Matrices.rowSums;
import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Mistake.at;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Mistakes in db_l = Σ over the batch of delta_l alone.
final class BiasMistakes {
    private final Situation s;

    BiasMistakes(Situation s) {
        this.s = s;
    }

    /// What may go wrong at BIAS.
    List<Mistake> of(int l) {
        int rows = s.rows();
        int in = s.inputs(l);
        int out = s.outputs(l);
        String db = s.symbol("db", l);
        String dW = s.symbol("dW", l);
        String delta = s.symbol("delta", l);
        List<Mistake> list = new ArrayList<>();
        if (rows > 1) {
            for (int row : new int[] {0, rows - 1}) {
                list.add(at(
                        MistakeKind.BIAS_NOT_SUMMED,
                        Step.BIAS,
                        l,
                        row == 0 ? "first row" : "last row",
                        "%s is not summed over the batch: a row of %s stands where their sum belongs"
                                .formatted(db, delta),
                        (pass, _) -> Arrays.copyOfRange(pass.delta[l], row * out, (row + 1) * out)));
            }
            list.add(at(
                    MistakeKind.BIAS_AVERAGED,
                    Step.BIAS,
                    l,
                    "mean",
                    "%s was averaged over the batch; %s carries the 1/batch of the loss already, so it is summed"
                            .formatted(db, delta),
                    (_, right) -> scaled(1.0 / rows, right)));
            list.add(at(
                    MistakeKind.LAST_SAMPLE_ONLY,
                    Step.BIAS,
                    l,
                    "db × 1",
                    "%s is the last sample's alone: the others were overwritten, not added".formatted(db),
                    (pass, _) -> columnSums(scaled(rows, Matrices.lastRow(pass.delta[l], rows)), rows, out)));
            if (rows == out) {
                list.add(at(
                        MistakeKind.BIAS_NOT_SUMMED,
                        Step.BIAS,
                        l,
                        "wrong axis",
                        "%s was summed over the units; %s is summed over the rows of the batch".formatted(db, delta),
                        (pass, _) -> rowSums(pass.delta[l], rows, out)));
            }
        }
        list.add(fromWeights(l, "column sums", "the column sums of " + dW, w -> columnSums(w, in, out)));
        list.add(fromWeights(
                l, "column means", "the column means of " + dW, w -> scaled(1.0 / in, columnSums(w, in, out))));
        list.add(fromWeights(l, "first row", "the first row of " + dW, w -> Arrays.copyOf(w, out)));
        list.add(fromWeights(
                l, "last row", "the last row of " + dW, w -> Arrays.copyOfRange(w, (in - 1) * out, in * out)));
        if (in == out) {
            list.add(fromWeights(l, "row sums", "the row sums of " + dW, w -> rowSums(w, in, out)));
        }
        list.add(at(
                MistakeKind.MISSING_ACTIVATION_DERIVATIVE,
                Step.BIAS,
                l,
                "in db alone",
                "%s was computed with %s: the activation's derivative was not multiplied in"
                        .formatted(db, s.symbol("da", l)),
                (pass, _) -> columnSums(pass.da[l], rows, out)));
        return list;
    }

    private Mistake fromWeights(int l, String variant, String what, UnaryOperator<double[]> ofWeights) {
        return at(
                MistakeKind.BIAS_FROM_WEIGHTS,
                Step.BIAS,
                l,
                variant,
                "%s was made from %s; it is %s summed over the batch"
                        .formatted(s.symbol("db", l), what, s.symbol("delta", l)),
                (pass, _) -> ofWeights.apply(pass.dW[l]));
    }

    Mistake penalty(int l) {
        return at(
                MistakeKind.PENALTY,
                Step.BIAS,
                l,
                "on biases",
                "The penalty was applied to %s; it is for weights alone".formatted(s.symbol("b", l)),
                (_, right) -> plus(right, s.l2(), s.biasOf(l)));
    }
}
