package io.gradus.train;

import java.util.ArrayList;
import java.util.List;

/// What keeps parameters and gradients small, beside the loss. Weights are penalised and constrained, biases are not.
///
/// | here | PyTorch | Keras | scikit-learn |
/// | --- | --- | --- | --- |
/// | l2 λ | `weight_decay` λ of SGD | `L2(λ/2)` | `alpha` = λ·rows (of the training part) |
/// | l1 λ | by hand | `L1(λ)` | none |
/// | clipNorm c | `clip_grad_norm_(c)` | `global_clipnorm=c` | none |
/// | maxNorm c | by hand | `MaxNorm(c)` | none |
/// | averaging d | `AveragedModel` with an EMA | `use_ema, ema_momentum=d` | none |
///
/// @param l1 λ₁ of the penalty λ₁·Σ |w|; 0 for none
/// @param l2 λ₂ of the penalty (λ₂/2)·Σ w², whatever the batch; 0 for none
/// @param clipValue each number of the gradient, penalties included, is cut to ±clipValue; infinite for none
/// @param clipNorm the gradient as a whole is scaled down to this norm where it is above; infinite for none. R. Pascanu,
///     T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013
/// @param maxNorm after each step the weights into each unit are scaled down to this norm where they are above; infinite
///     for none. N. Srivastava et al., JMLR 15 (2014), section 5.1
/// @param averaging decay d of the parameters' averages m ← d·m + (1 - d)·p, which are then what is validated and
///     returned; in step t, counted from 0, d is at most (1 + t) / (10 + t); 0 for none. B. T. Polyak, A. B. Juditsky, SIAM
///     Journal on Control and Optimization 30 (1992) 838-855
public record Regularisation(
        double l1, double l2, double clipValue, double clipNorm, double maxNorm, double averaging) {
    /// Nothing of it.
    public static final Regularisation NONE =
            new Regularisation(0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);

    /// @throws IllegalArgumentException if a number is out of range
    public Regularisation {
        Requirements.notNegative("l1", l1);
        Requirements.notNegative("l2", l2);
        Requirements.limit("clip value", clipValue);
        Requirements.limit("clip norm", clipNorm);
        Requirements.limit("max norm", maxNorm);
        Requirements.decay("averaging", averaging);
    }

    public Regularisation withL1(double other) {
        return new Regularisation(other, l2, clipValue, clipNorm, maxNorm, averaging);
    }

    public Regularisation withL2(double other) {
        return new Regularisation(l1, other, clipValue, clipNorm, maxNorm, averaging);
    }

    public Regularisation withClipValue(double other) {
        return new Regularisation(l1, l2, other, clipNorm, maxNorm, averaging);
    }

    public Regularisation withClipNorm(double other) {
        return new Regularisation(l1, l2, clipValue, other, maxNorm, averaging);
    }

    public Regularisation withMaxNorm(double other) {
        return new Regularisation(l1, l2, clipValue, clipNorm, other, averaging);
    }

    public Regularisation withAveraging(double other) {
        return new Regularisation(l1, l2, clipValue, clipNorm, maxNorm, other);
    }

    /// What of it is at work, in the words of the settings: `l2 0.001, clip norm 1.0`.
    String inWords() {
        List<String> words = new ArrayList<>();
        add(words, "l1", l1, l1 > 0);
        add(words, "l2", l2, l2 > 0);
        add(words, "clip value", clipValue, clipValue < Double.POSITIVE_INFINITY);
        add(words, "clip norm", clipNorm, clipNorm < Double.POSITIVE_INFINITY);
        add(words, "max norm", maxNorm, maxNorm < Double.POSITIVE_INFINITY);
        add(words, "averaging", averaging, averaging > 0);
        return String.join(", ", words);
    }

    private static void add(List<String> words, String name, double value, boolean atWork) {
        if (atWork) {
            words.add(name + " " + value);
        }
    }
}
