package io.gradus.diagnosis;

import java.util.List;

/// One mistake at one place of a backward pass: a small change to one step.
///
/// Immutable.
public final class Mistake {
    /// What a mistake makes of a step.
    @FunctionalInterface
    interface Change {
        /// The step with the mistake in it.
        ///
        /// @param pass the pass so far
        /// @param right what the step gives without this mistake, not modified
        /// @return what it gives with it
        double[] apply(BackwardPass pass, double[] right);
    }

    /// The variant of a factor that is none of the usual ones.
    static final String NO_NAME = "some factor";

    /// The variant of lost precision whose numbers are no floats themselves.
    static final String FLOAT_SOMEWHERE = "float on the way";

    private final MistakeKind kind;
    private final Step step;
    private final int layer;
    private final String variant;
    private final String message;
    private final double factor;
    private final Change change;

    /// @param layer counted from 0; -1 for [Step#GRADIENT]
    /// @param variant which of the kind: the same in every layer
    /// @param message one sentence that says what was done
    /// @param factor of [MistakeKind#FACTOR], else NaN
    Mistake(MistakeKind kind, Step step, int layer, String variant, String message, double factor, Change change) {
        this.kind = kind;
        this.step = step;
        this.layer = layer;
        this.variant = variant;
        this.message = message;
        this.factor = factor;
        this.change = change;
    }

    /// A mistake that is not a factor.
    ///
    /// @param message one sentence without its full stop
    static Mistake at(MistakeKind kind, Step step, int l, String variant, String message, Change change) {
        return new Mistake(kind, step, l, variant, message + ".", Double.NaN, change);
    }

    /// Every mistake that can be planted in a situation, place by place; some change nothing there.
    public static List<Mistake> possible(Situation situation) {
        return new Catalogue(situation).all();
    }

    /// The gradient of a backward pass with this mistake in it, in the flat order.
    public double[] gradient(Situation situation) {
        return BackwardPass.gradient(situation, List.of(this));
    }

    public MistakeKind kind() {
        return kind;
    }

    /// One sentence that says what was done, such as "The sign of dW2 is flipped."
    public String message() {
        return message;
    }

    /// The step that it is in, as it should be, such as `dW2 = a1ᵀ · delta2`.
    public String formula(Situation situation) {
        return Formulas.of(situation, step, step == Step.BIAS, layer);
    }

    Step step() {
        return step;
    }

    int layer() {
        return layer;
    }

    String variant() {
        return variant;
    }

    double factor() {
        return factor;
    }

    Change change() {
        return change;
    }

    @Override
    public String toString() {
        return kind.word() + " (" + variant + ") at " + step + " " + layer;
    }
}
