package io.gradus.diagnosis;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.layer.Robust;

/// The steps of the backward pass as a reader writes them.
final class Formulas {
    private Formulas() {}

    /// The step as it should be.
    ///
    /// @param bias whether a whole-gradient mistake is told of a bias
    /// @param l layer, counted from 0; -1 for the whole gradient
    static String of(Situation s, Step step, boolean bias, int l) {
        return switch (step) {
            case OUTPUT -> lossDerivative(s);
            case UPSTREAM ->
                "%s = %s · %sᵀ".formatted(s.symbol("da", l), s.symbol("delta", l + 1), s.symbol("W", l + 1));
            case DELTA -> delta(s, l);
            case WEIGHTS, PENALISED ->
                "%s = %sᵀ · %s%s"
                        .formatted(
                                s.symbol("dW", l),
                                s.inputSymbol(l),
                                s.symbol("delta", l),
                                s.l2() > 0 ? " + λ·" + s.symbol("W", l) : "");
            case BIAS ->
                s.rows() == 1
                        ? "%s = %s".formatted(s.symbol("db", l), s.symbol("delta", l))
                        : "%s = Σ over the batch of %s".formatted(s.symbol("db", l), s.symbol("delta", l));
            case GRADIENT -> bias ? "db = Σ over the batch of delta" : "dW = aᵀ · delta";
        };
    }

    private static String delta(Situation s, int l) {
        String z = s.symbol("z", l);
        return switch (s.activation(l)) {
            case Activation.Softmax _ ->
                "%s = a ⊙ (da - Σ over the classes of da ⊙ a), a = %s"
                        .formatted(s.symbol("delta", l), s.symbol("a", l));
            case Activation.Identity _ -> "%s = %s".formatted(s.symbol("delta", l), s.symbol("da", l));
            case Activation.Elementwise f ->
                "%s = %s ⊙ %s'(%s)".formatted(s.symbol("delta", l), s.symbol("da", l), f.name(), z);
        };
    }

    private static String lossDerivative(Situation s) {
        int last = s.layers() - 1;
        String batch = s.rows() == 1 ? "" : " / batch";
        return switch (s.loss()) {
            case Loss.MeanSquaredError _ -> "%s = 2/outputs · (y - t)%s".formatted(s.symbol("da", last), batch);
            case Robust.MeanAbsoluteError _ -> "%s = 1/outputs · sign(y - t)%s".formatted(s.symbol("da", last), batch);
            case Robust.Huber(double delta) ->
                "%s = 1/outputs · (y - t, cut off at ±%s)%s"
                        .formatted(s.symbol("da", last), FactorName.number(delta), batch);
            case Robust.Quantile(double tau) ->
                "%s = 1/outputs · (%s where y > t, else -%s)%s"
                        .formatted(s.symbol("da", last), FactorName.number(1 - tau), FactorName.number(tau), batch);
            case Loss.BinaryCrossEntropy _, Loss.Poisson _ ->
                "%s = 1/outputs · (y - t)%s".formatted(s.symbol("delta", last), batch);
            case Loss.CategoricalCrossEntropy _ -> "%s = (y - t)%s".formatted(s.symbol("delta", last), batch);
        };
    }
}
