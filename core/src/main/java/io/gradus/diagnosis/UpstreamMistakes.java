package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.filled;
import static io.gradus.diagnosis.Matrices.plus;
import static io.gradus.diagnosis.Matrices.rowSums;
import static io.gradus.diagnosis.Matrices.timesTransposed;
import static io.gradus.diagnosis.Matrices.transpose;
import static io.gradus.diagnosis.Mistake.at;

import java.util.ArrayList;
import java.util.List;

/// Mistakes in what layer l + 1 hands back to layer l: da_l = delta_(l+1) · W_(l+1)ᵀ.
final class UpstreamMistakes {
    private final Situation s;

    UpstreamMistakes(Situation s) {
        this.s = s;
    }

    /// Those without a number to fit.
    List<Mistake> of(int l) {
        int next = l + 1;
        int rows = s.rows();
        int in = s.inputs(next);
        int out = s.outputs(next);
        String da = s.symbol("da", l);
        String dNext = s.symbol("delta", next);
        String wNext = s.symbol("W", next);
        List<Mistake> list = new ArrayList<>();
        list.add(at(
                MistakeKind.MISSING_UPSTREAM,
                Step.UPSTREAM,
                l,
                "ones",
                "%s stands alone: what comes back from the layer after, %s · %sᵀ, was not multiplied in"
                        .formatted(s.symbol("f'(z", l) + ")", dNext, wNext),
                (_, right) -> filled(1, right.length)));
        list.add(at(
                MistakeKind.MISSING_UPSTREAM,
                Step.UPSTREAM,
                l,
                "no delta",
                "%s was made from %s alone: %s was not multiplied in".formatted(da, wNext, dNext),
                (_, right) -> {
                    double[] sums = rowSums(s.weightsOf(next), in, out);
                    double[] same = new double[right.length];
                    for (int i = 0; i < same.length; i++) {
                        same[i] = sums[i % in];
                    }
                    return same;
                }));
        list.add(at(
                MistakeKind.MISSING_UPSTREAM,
                Step.UPSTREAM,
                l,
                "no weights",
                in == out
                        ? "%s was handed on as it is: %s was left out".formatted(dNext, wNext)
                        : "The sum of %s was handed on: %s was left out".formatted(dNext, wNext),
                (pass, right) -> {
                    double[] delta = pass.delta[next];
                    if (in == out) {
                        return delta.clone();
                    }
                    double[] sums = rowSums(delta, rows, out);
                    double[] same = new double[right.length];
                    for (int i = 0; i < same.length; i++) {
                        same[i] = sums[i / in];
                    }
                    return same;
                }));
        list.add(at(
                MistakeKind.WEIGHTS_NOT_TRANSPOSED,
                Step.UPSTREAM,
                l,
                in == out ? "square" : "reshaped",
                in == out
                        ? "%s was taken instead of %sᵀ in %s".formatted(wNext, wNext, da)
                        : "%s was reshaped to [%d × %d] in %s, which is not its transpose"
                                .formatted(wNext, out, in, da),
                // W's memory read as [out × in] is the transpose of an [in × out] matrix of other numbers.
                (pass, _) -> timesTransposed(pass.delta[next], transpose(s.weightsOf(next), out, in), rows, in, out)));
        return list;
    }

    /// The weights of layer l + 1 after their update with this learning rate: the notebook's order.
    Mistake updatedWeights(int l, double learningRate) {
        int next = l + 1;
        return at(
                MistakeKind.UPDATED_WEIGHTS_USED,
                Step.UPSTREAM,
                l,
                "updated",
                "%s was updated before %s was computed from it; it takes the weights that made the error"
                        .formatted(s.symbol("W", next), s.symbol("da", l)),
                (pass, _) -> timesTransposed(
                        pass.delta[next],
                        plus(s.weightsOf(next), -learningRate, pass.dW[next]),
                        s.rows(),
                        s.inputs(next),
                        s.outputs(next)));
    }
}
