package io.gradus.engine;

/// What happens to the parameters in a step, once the gradient is there. In this order:
///
/// 1. the gradient is clipped: each number to ±`clipValue`, then the whole to the norm `clipNorm`;
/// 2. weights decay: w ← w - learningRate·weightDecay·w;
/// 3. the rule moves the parameters;
/// 4. the weights into each unit are scaled down to the norm `maxNorm`;
/// 5. the averages take up the new parameters.
///
/// @param rule how an optimizer moves the parameters
/// @param weightDecay 0 for none
/// @param clipValue infinite for none
/// @param clipNorm infinite for none
/// @param maxNorm infinite for none
/// @param averaging decay of the averages; 0: there are none
public record StepRule(
        UpdateRule rule, double weightDecay, double clipValue, double clipNorm, double maxNorm, double averaging) {
    /// The rule alone.
    public static StepRule of(UpdateRule rule) {
        double none = Double.POSITIVE_INFINITY;
        return new StepRule(rule, 0, none, none, none, 0);
    }

    /// Arrays as long as the parameters that are remembered from step to step: the rule's, then the averages.
    public int arrays() {
        return rule.arrays() + (averages() ? 1 : 0);
    }

    /// Whether averages are kept.
    public boolean averages() {
        return averaging > 0;
    }

    /// Whether a parameter moves by its own gradient alone, times the learning rate.
    boolean isPlainDescent() {
        return equals(of(new UpdateRule.Sgd(0, false)));
    }

    /// Whether a parameter can move as soon as its own gradient is there.
    boolean needsNoOtherGradient() {
        return clipNorm == Double.POSITIVE_INFINITY && !rule.needsLoss();
    }

    boolean constrainsNorms() {
        return maxNorm < Double.POSITIVE_INFINITY;
    }
}
