package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.columnSums;
import static io.gradus.diagnosis.Matrices.filled;
import static io.gradus.diagnosis.Matrices.hadamard;
import static io.gradus.diagnosis.Matrices.outer;
import static io.gradus.diagnosis.Matrices.plus;
import static io.gradus.diagnosis.Matrices.rowSums;
import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Matrices.transpose;
import static io.gradus.diagnosis.Mistake.at;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Mistakes in dW_l = a_(l-1)ᵀ · delta_l + λ·W_l alone.
///
/// Legend: B rows of the batch; the layer has I inputs and O outputs.
final class WeightMistakes {
    private final Situation s;

    WeightMistakes(Situation s) {
        this.s = s;
    }

    /// What may go wrong at WEIGHTS.
    List<Mistake> of(int l) {
        int rows = s.rows();
        int in = s.inputs(l);
        int out = s.outputs(l);
        String dW = s.symbol("dW", l);
        String input = s.inputSymbol(l);
        String delta = s.symbol("delta", l);
        List<Mistake> list = new ArrayList<>();
        list.add(at(
                MistakeKind.TRANSPOSE,
                Step.WEIGHTS,
                l,
                "transposed",
                "%s is transposed: %sᵀ · %s instead of %sᵀ · %s".formatted(dW, delta, input, input, delta),
                (_, right) -> transpose(right, in, out)));
        list.add(at(
                MistakeKind.INNER_PRODUCT,
                Step.WEIGHTS,
                l,
                "one number",
                innerProductMessage(l),
                (pass, right) -> filled(innerProduct(pass, l), right.length)));
        if (in == out && in > 1) {
            list.add(at(
                    MistakeKind.INNER_PRODUCT,
                    Step.WEIGHTS,
                    l,
                    "element by element",
                    "%s was made by %s ⊙ %s, element by element, and broadcast; the outer product belongs there"
                            .formatted(dW, input, delta),
                    (pass, right) -> {
                        double[] products = columnSums(hadamard(pass.forward.input(l), pass.delta[l]), rows, out);
                        double[] same = new double[right.length];
                        for (int i = 0; i < same.length; i++) {
                            same[i] = products[i % out];
                        }
                        return same;
                    }));
        }
        for (Matrix other : inputsOfWidth(l)) {
            list.add(at(
                    MistakeKind.WRONG_LAYER_INPUT,
                    Step.WEIGHTS,
                    l,
                    other.variant,
                    "%s was computed with %s; the input of this layer is %s".formatted(dW, other.name, input),
                    (pass, _) -> outer(other.values.apply(pass.forward), pass.delta[l], rows, in, out)));
        }
        list.add(at(
                MistakeKind.MISSING_ACTIVATION_DERIVATIVE,
                Step.WEIGHTS,
                l,
                "in dW alone",
                "%s was computed with %s: the activation's derivative was not multiplied in"
                        .formatted(dW, s.symbol("da", l)),
                (pass, _) -> outer(pass.forward.input(l), pass.da[l], rows, in, out)));
        if (rows > 1) {
            for (double scale : new double[] {1, rows}) {
                list.add(at(
                        MistakeKind.LAST_SAMPLE_ONLY,
                        Step.WEIGHTS,
                        l,
                        "dW × " + (scale == 1 ? "1/batch" : "1"),
                        "%s is the last sample's alone: the others were overwritten, not added".formatted(dW),
                        (pass, _) -> scaled(
                                scale,
                                outer(pass.forward.input(l), Matrices.lastRow(pass.delta[l], rows), rows, in, out))));
            }
        }
        return list;
    }

    /// One number in all entries, whatever it is.
    Mistake oneNumber(int l, double number) {
        return at(
                MistakeKind.INNER_PRODUCT,
                Step.WEIGHTS,
                l,
                "some number",
                innerProductMessage(l),
                (_, right) -> filled(number, right.length));
    }

    String innerProductMessage(int l) {
        return "%s is an inner product, one number in all entries; the outer product %sᵀ · %s belongs there"
                .formatted(s.symbol("dW", l), s.inputSymbol(l), s.symbol("delta", l));
    }

    /// a · delta for a batch of one and as many inputs as outputs; else the sum of all products that there are.
    double innerProduct(BackwardPass pass, int l) {
        int in = s.inputs(l);
        int out = s.outputs(l);
        double[] a = pass.forward.input(l);
        return in == out
                ? Matrices.dot(a, pass.delta[l])
                : Matrices.dot(rowSums(a, s.rows(), in), rowSums(pass.delta[l], s.rows(), out));
    }

    /// The penalty c times; c = 1 is right.
    Mistake penalty(int l, double c) {
        String dW = s.symbol("dW", l);
        String term = "λ·" + s.symbol("W", l);
        String message = c == 0
                ? "The penalty is missing: %s has to be added to %s".formatted(term, dW)
                : c == 2
                        ? "The penalty counts twice: (λ/2)·Σ w² has the derivative %s, without a 2".formatted(term)
                        : c == -1
                                ? "The penalty has the wrong sign: %s is added to %s".formatted(term, dW)
                                : "The penalty counts %s times: %s is added to %s once"
                                        .formatted(FactorName.number(c), term, dW);
        return at(
                MistakeKind.PENALTY,
                Step.PENALISED,
                l,
                "× " + FactorName.number(c),
                message,
                (_, right) -> plus(right, (c - 1) * s.l2(), s.weightsOf(l)));
    }

    /// Row i of the block holds what belongs into row order[i].
    Mistake rowsPermuted(int l, int[] order) {
        int out = s.outputs(l);
        return at(
                MistakeKind.PERMUTED,
                Step.PENALISED,
                l,
                "rows",
                "The rows of %s are in another order: %s".formatted(s.symbol("dW", l), Permutation.describe(order)),
                (_, right) -> {
                    double[] mixed = new double[right.length];
                    for (int i = 0; i < mixed.length; i++) {
                        mixed[i] = right[order[i / out] * out + i % out];
                    }
                    return mixed;
                });
    }

    /// A matrix of the forward pass that somebody may take for a layer's input.
    private record Matrix(String name, String variant, Function<Forward, double[]> values) {}

    /// All matrices as wide as the inputs of layer l, but for those inputs.
    private List<Matrix> inputsOfWidth(int l) {
        List<Matrix> list = new ArrayList<>();
        int in = s.inputs(l);
        if (l > 0) {
            list.add(new Matrix(
                    s.symbol("z", l - 1) + ", the values before the activation", "z", forward -> forward.z[l - 1]));
        }
        if (l > 0 && s.inputs(0) == in) {
            list.add(new Matrix("x", "x", forward -> forward.input(0)));
        }
        for (int k = 0; k < s.layers(); k++) {
            int layer = k;
            if (k != l - 1 && s.outputs(k) == in) {
                list.add(new Matrix(s.symbol("a", k), "a" + (k - l), forward -> forward.a[layer]));
            }
        }
        return list;
    }
}
