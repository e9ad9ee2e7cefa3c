package io.gradus.train;

import io.gradus.math.Axpy;
import io.gradus.math.Sums;

/// Finds a step along a descent direction that fulfils the strong Wolfe conditions.
///
/// Legend: x point, d direction, α step, φ(α) = f(x + α·d), φ'(α) = ∇f(x + α·d)·d. The conditions are
///
/// - φ(α) ≤ φ(0) + c₁·α·φ'(0), sufficient decrease,
/// - |φ'(α)| ≤ c₂·|φ'(0)|, curvature.
///
/// J. Nocedal, S. J. Wright, "Numerical optimization", 2nd ed. (2006), algorithms 3.5 ([#search]) and 3.6 ([#zoom]) with
/// the cubic of equation 3.59. What they leave open: between ends the cubic's minimum is kept a tenth of their distance
/// away from them; beyond the last trial the next one lies within the bounds of R. Fletcher, "Practical methods of
/// optimization", 2nd ed. (1987), section 2.6, τ₁ = 9. Where φ is not finite a tenth of the way is tried.
///
/// Buffers are made once; no call allocates. Not thread-safe.
final class StrongWolfe {
    /// What a search came to.
    enum Outcome {
        /// Both conditions hold.
        WOLFE,
        /// Sufficient decrease holds, but no trial fulfilled the curvature condition: so it is where φ has a kink.
        DECREASE,
        /// No trial lowered the function: it is as low along d as rounding lets it be seen, or d does not descend.
        NONE
    }

    /// How close to an end of the interval the next trial may lie.
    private static final double MARGIN = 0.1;
    /// Fletcher's τ₁: how far a trial may go beyond the last, in units of their distance.
    private static final double FARTHEST = 9;

    private final SmoothFunction f;
    private final double c1;
    private final double c2;
    private final int maxEvaluations;
    private final double[] trial;
    private final double[] gradient;
    private final Point previous = new Point();
    private final Point current = new Point();
    private final Point low = new Point();
    private final Point high = new Point();
    private final Point start = new Point();
    private int evaluations;

    /// A step with φ and φ' there.
    private static final class Point {
        private double step;
        private double value;
        private double slope;

        void set(Point other) {
            step = other.step;
            value = other.value;
            slope = other.slope;
        }
    }

    /// @param n length of x
    /// @param c1 0 < c₁ < c₂
    /// @param c2 c₁ < c₂ < 1
    /// @param maxEvaluations of f in one search, at least 1
    StrongWolfe(SmoothFunction f, int n, double c1, double c2, int maxEvaluations) {
        this.f = f;
        this.c1 = c1;
        this.c2 = c2;
        this.maxEvaluations = maxEvaluations;
        trial = new double[n];
        gradient = new double[n];
    }

    /// Searches along d. Then [#point], [#gradient], [#value], [#step] are those of the step found, unless there is none.
    ///
    /// @param x not modified
    /// @param value f(x), finite
    /// @param slope φ'(0), below 0
    /// @param d not modified
    /// @param first the first step to try, above 0
    Outcome search(double[] x, double value, double slope, double[] d, double first) {
        evaluations = 0;
        start.step = 0;
        start.value = value;
        start.slope = slope;
        previous.set(start);
        double step = first;
        while (true) {
            evaluate(x, d, step);
            if (isTooHigh(current) || evaluations > 1 && current.value >= previous.value) {
                low.set(previous);
                high.set(current);
                return zoom(x, d);
            }
            if (isFlat(current)) {
                return Outcome.WOLFE;
            }
            if (current.slope >= 0) {
                low.set(current);
                high.set(previous);
                return zoom(x, d);
            }
            if (evaluations == maxEvaluations) {
                return Outcome.DECREASE;
            }
            step = beyond();
            previous.set(current);
        }
    }

    /// Narrows the interval between `low`, the end with the lower value, and `high`: it contains steps that fulfil both
    /// conditions.
    private Outcome zoom(double[] x, double[] d) {
        while (evaluations < maxEvaluations) {
            double step = between();
            if (step == low.step || step == high.step) {
                break; // there is no number between them
            }
            evaluate(x, d, step);
            if (isTooHigh(current) || current.value >= low.value) {
                high.set(current);
            } else {
                if (isFlat(current)) {
                    return Outcome.WOLFE;
                }
                if (current.slope * (high.step - low.step) >= 0) {
                    high.set(low);
                }
                low.set(current);
            }
        }
        if (!(low.value < start.value)) {
            return Outcome.NONE;
        }
        evaluate(x, d, low.step); // the last trial was another
        return Outcome.DECREASE;
    }

    private void evaluate(double[] x, double[] d, double step) {
        System.arraycopy(x, 0, trial, 0, x.length);
        Axpy.axpy(step, d, trial);
        current.step = step;
        current.value = f.valueAndGradient(trial, gradient);
        current.slope = Sums.dot(gradient, 0, d, 0, d.length);
        evaluations++;
    }

    /// Whether sufficient decrease fails; it does where φ or φ' is not finite.
    private boolean isTooHigh(Point at) {
        return !isFinite(at) || at.value > start.value + c1 * at.step * start.slope;
    }

    private boolean isFlat(Point at) {
        return Math.abs(at.slope) <= -c2 * start.slope;
    }

    private static boolean isFinite(Point at) {
        return Double.isFinite(at.value) && Double.isFinite(at.slope);
    }

    /// The next trial when φ still falls at the last one.
    private double beyond() {
        double distance = current.step - previous.step;
        double minimum = cubicMinimum(previous, current);
        double nearest = current.step + distance;
        double farthest = current.step + FARTHEST * distance;
        return minimum > current.step ? Math.clamp(minimum, nearest, farthest) : farthest; // NaN: as far as it may
    }

    /// The next trial between `low` and `high`.
    private double between() {
        double distance = high.step - low.step;
        if (!isFinite(high)) {
            return low.step + MARGIN * distance;
        }
        double fraction = (cubicMinimum(low, high) - low.step) / distance;
        return low.step + (Double.isFinite(fraction) ? Math.clamp(fraction, MARGIN, 1 - MARGIN) : 0.5) * distance;
    }

    /// The minimum of the cubic that has φ and φ' of both points, equation 3.59; NaN if it has none.
    private static double cubicMinimum(Point a, Point b) {
        double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
        double d2 = Math.signum(b.step - a.step) * Math.sqrt(d1 * d1 - a.slope * b.slope);
        return b.step - (b.step - a.step) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
    }

    /// x + α·d; live.
    double[] point() {
        return trial;
    }

    /// ∇f there; live.
    double[] gradient() {
        return gradient;
    }

    /// φ(α).
    double value() {
        return current.value;
    }

    /// α.
    double step() {
        return current.step;
    }

    /// How often the last search evaluated f.
    int evaluations() {
        return evaluations;
    }
}
