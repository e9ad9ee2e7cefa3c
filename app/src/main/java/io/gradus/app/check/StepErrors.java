package io.gradus.app.check;

import io.gradus.app.plot.Curve;
import io.gradus.app.plot.PowerLaw;
import io.gradus.diagnosis.Situation;
import io.gradus.gradient.Batch;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.Objective;
import org.jspecify.annotations.Nullable;

/// How far the central difference (L(p + h) - L(p - h)) / 2h of one weight lies from its extrapolated value, for h from
/// 1e-1 to 1e-12.
///
/// Two errors meet: the curvature of the loss, which grows with h², and the rounding of the loss, which grows with 1/h.
/// On logarithmic axes they are lines of slope 2 and -1.
///
/// Immutable.
final class StepErrors {
    static final int LARGEST = -1;
    static final int SMALLEST = -12;
    private static final int POINTS_A_DECADE = 4;

    private static final double EPSILON = 0x1p-52;

    /// Points this far above rounding show the curvature alone.
    private static final double CLEAR = 30;

    /// The slope is that of the lowest two decades of h that are clear of rounding: further up, terms of higher order
    /// join in.
    private static final double DECADES = 2;

    private static final int LEAST_POINTS = 4;

    /// Decades that a point may lie off the fitted law; beyond, the errors follow none, as where a kink joins in.
    private static final double FARTHEST = 0.3;

    private final double[] steps;
    private final double[] errors;
    private final double rounding;
    private final double floor;
    private final @Nullable PowerLaw truncation;

    private StepErrors(double[] steps, double[] errors, double rounding, double floor, @Nullable PowerLaw truncation) {
        this.steps = steps;
        this.errors = errors;
        this.rounding = rounding;
        this.floor = floor;
        this.truncation = truncation;
    }

    /// Computes the errors for one entry of a block: two forward passes a step.
    ///
    /// @param index of the entry within the block
    static StepErrors of(Situation situation, BlockCheck block, int index) {
        Objective objective = situation.objective();
        Batch batch = situation.batch();
        double[] p = situation.parameters();
        int parameter = block.block().offset() + index;
        double at = p[parameter];
        double rounding = EPSILON * Math.abs(objective.loss(p, batch, 0));
        int n = (LARGEST - SMALLEST) * POINTS_A_DECADE + 1;
        double[] steps = new double[n];
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            double h = Math.pow(10, LARGEST - (double) i / POINTS_A_DECADE);
            p[parameter] = at + h;
            double up = p[parameter];
            double above = objective.loss(p, batch, 0);
            p[parameter] = at - h;
            double width = up - p[parameter]; // 2h as it came out: at + h is rounded
            double below = objective.loss(p, batch, 0);
            steps[i] = h;
            errors[i] = Math.abs((above - below) / width - block.numeric(index));
        }
        double floor = block.floor(index);
        return new StepErrors(steps, errors, rounding, floor, truncation(steps, errors, rounding, floor));
    }

    private static @Nullable PowerLaw truncation(double[] steps, double[] errors, double rounding, double floor) {
        int clear = 0; // steps fall: the clear ones come first
        while (clear < steps.length && errors[clear] > CLEAR * (rounding / steps[clear] + floor)) {
            clear++;
        }
        int from = Math.max(0, clear - (int) (DECADES * POINTS_A_DECADE) - 1);
        if (clear - from < LEAST_POINTS) {
            return null;
        }
        double[] x = new double[clear - from];
        double[] y = new double[clear - from];
        System.arraycopy(steps, from, x, 0, x.length);
        System.arraycopy(errors, from, y, 0, y.length);
        PowerLaw law = PowerLaw.fit(Curve.of("error", x, y));
        for (int i = 0; i < x.length && law != null; i++) {
            law = Math.abs(Math.log10(y[i] / law.at(x[i]))) > FARTHEST ? null : law;
        }
        return law;
    }

    int size() {
        return steps.length;
    }

    /// h, falling.
    double step(int point) {
        return steps[point];
    }

    /// Absolute error at a step; 0 where the difference is exact, NaN where the loss is not finite.
    double error(int point) {
        return errors[point];
    }

    /// What the rounding of the loss does at a step: 2^-52 · |L| / h.
    double rounding(double h) {
        return rounding / h;
    }

    /// Whether some step's error stands clear of rounding.
    boolean isClear() {
        return errors[0] > CLEAR * (rounding(steps[0]) + floor);
    }

    /// The fitted law of the branch where the curvature decides; null where rounding hides it at every step, and where
    /// the errors follow no power of h.
    @Nullable
    PowerLaw truncation() {
        return truncation;
    }
}
