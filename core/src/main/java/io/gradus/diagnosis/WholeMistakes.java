package io.gradus.diagnosis;

import static io.gradus.diagnosis.Matrices.plus;
import static io.gradus.diagnosis.Mistake.at;

import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.List;

/// Mistakes about the gradient as a whole: layers exchanged, the step before still in it.
final class WholeMistakes {
    private final Situation s;

    WholeMistakes(Situation s) {
        this.s = s;
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
}
