package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.columnSums;
import static io.gradus.diagnosis.Matrices.filled;
import static io.gradus.diagnosis.Matrices.hadamard;
import static io.gradus.diagnosis.Matrices.outer;
import static io.gradus.diagnosis.Matrices.plus;
import static io.gradus.diagnosis.Matrices.rowSums;
import static io.gradus.diagnosis.Matrices.scaled;
import static io.gradus.diagnosis.Matrices.timesTransposed;
import static io.gradus.diagnosis.Matrices.transpose;

import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The mistakes that people make in a backward pass, each as a change to one step: every layer's, and those of the
/// whole gradient. Mistakes about the loss and the activation are in [DerivativeMistakes].
///
/// Legend: B rows of the batch; a layer has I inputs and O outputs.
final class Catalogue {
    /// A learning rate to plant mistakes with, where none is known.
    private static final double SOME_LEARNING_RATE = 0.1;

    private final Situation s;
    private final DerivativeMistakes derivatives;

    Catalogue(Situation s) {
        this.s = s;
        derivatives = new DerivativeMistakes(s);
    }

    /// Every mistake, from the output to the first layer, those of the whole gradient last.
    List<Mistake> all() {
        List<Mistake> all = new ArrayList<>();
        for (int l = s.layers() - 1; l >= 0; l--) {
            all.addAll(arriving(l));
            all.addAll(scalings(l == s.layers() - 1 ? Step.OUTPUT : Step.UPSTREAM, l));
            if (l < s.layers() - 1) {
                double lr = Double.isNaN(s.learningRate()) ? SOME_LEARNING_RATE : s.learningRate();
                all.add(updatedWeights(l, lr));
            }
            all.addAll(derivatives.activation(l));
            all.addAll(scalings(Step.DELTA, l));
            all.add(zero(Step.DELTA, l));
            all.addAll(weights(l));
            all.addAll(scalings(Step.WEIGHTS, l));
            all.add(zero(Step.PENALISED, l));
            all.add(notFinite(Step.PENALISED, l));
            all.add(lostPrecision(Step.PENALISED, l, true));
            if (s.l2() > 0) {
                all.addAll(List.of(penalty(l, 0), penalty(l, 2), penaltyOnBias(l)));
            }
            all.addAll(columnsShifted(Step.PENALISED, l));
            all.addAll(bias(l));
            all.addAll(scalings(Step.BIAS, l));
            all.add(zero(Step.BIAS, l));
            all.add(notFinite(Step.BIAS, l));
            all.add(lostPrecision(Step.BIAS, l, true));
            all.addAll(columnsShifted(Step.BIAS, l));
        }
        all.addAll(swaps());
        all.addAll(accumulations());
        return all;
    }

    /// What may go wrong at OUTPUT, or at UPSTREAM; without a number to fit.
    List<Mistake> arriving(int l) {
        return l == s.layers() - 1 ? derivatives.loss() : upstream(l);
    }

    /// What may go wrong at DELTA.
    List<Mistake> activation(int l) {
        return derivatives.activation(l);
    }

    private List<Mistake> upstream(int l) {
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

    /// What may go wrong at WEIGHTS.
    List<Mistake> weights(int l) {
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
                                scale, outer(pass.forward.input(l), lastRow(pass.delta[l], rows), rows, in, out))));
            }
        }
        return list;
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

    /// What may go wrong at BIAS.
    List<Mistake> bias(int l) {
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
                        "%s is one row of %s; it is the sum over all rows of the batch".formatted(db, delta),
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
                    (pass, _) -> columnSums(scaled(rows, lastRow(pass.delta[l], rows)), rows, out)));
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
                sentence("%s is %s times what it should be%s"
                        .formatted(what, FactorName.number(factor), FactorName.explanation(factor, s))),
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

    Mistake penaltyOnBias(int l) {
        return at(
                MistakeKind.PENALTY,
                Step.BIAS,
                l,
                "on biases",
                "The penalty was applied to %s; it is for weights alone".formatted(s.symbol("b", l)),
                (_, right) -> plus(right, s.l2(), s.biasOf(l)));
    }

    /// Columns shifted round by one, as by a wrong index.
    private List<Mistake> columnsShifted(Step step, int l) {
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

    /// Row i of the block holds what belongs into row order[i].
    Mistake rowsPermuted(Step step, int l, int[] order) {
        int out = s.outputs(l);
        return at(
                MistakeKind.PERMUTED,
                step,
                l,
                "rows",
                "The rows of %s are in another order: %s".formatted(quantity(step, l), Permutation.describe(order)),
                (_, right) -> {
                    double[] mixed = new double[right.length];
                    for (int i = 0; i < mixed.length; i++) {
                        mixed[i] = right[order[i / out] * out + i % out];
                    }
                    return mixed;
                });
    }

    /// Two layers' blocks exchanged, where their sizes allow it.
    List<Mistake> swaps() {
        List<Mistake> list = new ArrayList<>();
        for (int l = s.layers() - 1; l > 0; l--) {
            for (int other = l - 1; other >= 0; other--) {
                boolean weights = s.weights(l).size() == s.weights(other).size();
                boolean biases = s.bias(l).size() == s.bias(other).size();
                if (weights) {
                    list.add(swap(l, other, true, false));
                }
                if (biases) {
                    list.add(swap(l, other, false, true));
                }
                if (weights && biases) {
                    list.add(swap(l, other, true, true));
                }
            }
        }
        return list;
    }

    private Mistake swap(int l, int other, boolean weights, boolean biases) {
        String what = (weights ? s.symbol("dW", l) + " and " + s.symbol("dW", other) : "")
                + (weights && biases ? ", and " : "")
                + (biases ? s.symbol("db", l) + " and " + s.symbol("db", other) : "");
        return at(
                MistakeKind.SWAPPED_LAYERS,
                Step.GRADIENT,
                -1,
                what,
                "Two layers' gradients are exchanged: " + what,
                (_, right) -> {
                    double[] g = right.clone();
                    if (weights) {
                        exchange(g, s.weights(l), s.weights(other));
                    }
                    if (biases) {
                        exchange(g, s.bias(l), s.bias(other));
                    }
                    return g;
                });
    }

    private static void exchange(double[] g, ParameterBlock one, ParameterBlock other) {
        for (int i = 0; i < one.size(); i++) {
            double kept = g[one.offset() + i];
            g[one.offset() + i] = g[other.offset() + i];
            g[other.offset() + i] = kept;
        }
    }

    /// The gradients of the step before, as far as they can be known.
    List<double[]> gradientsBefore() {
        return accumulations().stream()
                .map(mistake -> mistake.change().apply(nothingYet(), new double[s.p().length]))
                .toList();
    }

    /// The gradient of the step before still in it; only where that step's batch is known.
    List<Mistake> accumulations() {
        Situation before = s.previous();
        if (before == null) {
            return List.of();
        }
        List<Mistake> list = new ArrayList<>();
        list.add(accumulated("same parameters", BackwardPass.gradient(before, List.of())));
        if (!Double.isNaN(s.learningRate())) {
            list.add(accumulated("parameters before the update", gradientBeforeUpdate(before)));
        }
        return list;
    }

    /// A pass for changes that don't look at it.
    BackwardPass nothingYet() {
        return new BackwardPass(s, new Forward(s), List.of());
    }

    private Mistake accumulated(String variant, double[] gradientBefore) {
        return at(
                MistakeKind.ACCUMULATED,
                Step.GRADIENT,
                -1,
                variant,
                "The gradient of the step before is still in it: it was added to, not set to zero first",
                (_, right) -> plus(right, 1, gradientBefore));
    }

    /// The gradient at the parameters q from which gradient descent came here: p = q - lr·g(q). By fixed-point
    /// iteration, which converges for learning rates that training converges with.
    private double[] gradientBeforeUpdate(Situation before) {
        double[] g = BackwardPass.gradient(before, List.of());
        for (int i = 0; i < 50; i++) {
            g = BackwardPass.gradient(before.withParameters(plus(s.p(), s.learningRate(), g)), List.of());
        }
        return g;
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

    /// All rows but the last set to zero.
    static double[] lastRow(double[] d, int rows) {
        double[] last = d.clone();
        Arrays.fill(last, 0, d.length / rows * (rows - 1), 0);
        return last;
    }

    static Mistake at(MistakeKind kind, Step step, int l, String variant, String message, Mistake.Change change) {
        return new Mistake(kind, step, l, variant, sentence(message), Double.NaN, change);
    }

    private static String sentence(String text) {
        return text + ".";
    }
}
