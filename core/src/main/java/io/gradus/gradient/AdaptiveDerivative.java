package io.gradus.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The derivative of a function of one number by central differences, at the step that suits it, with an estimate of its
/// error.
///
/// The differences d(h) = (f(x + h) - f(x - h)) / 2h are taken at every power of 2 from a large step down to where rounding
/// is all that is left, and extrapolated to h = 0: C. J. F. Ridders, "Accurate computation of F'(x) and F'(x)F''(x)",
/// Advances in Engineering Software 4 (1982) 75-76. Of the resulting tableau the entry counts whose estimate of error is
/// least:
///
///     T(k,0) = d(h_k),  T(k,j) = T(k,j-1) + (T(k,j-1) - T(k-1,j-1)) / (4^j - 1)
///     error  = the largest difference from its three neighbours T(k,j-1), T(k-1,j-1), T(k-1,j)
///              + what the noise of f can make of it, carried through the same formula
///
/// The noise is measured, see [FunctionNoise]. Two more things are demanded, since a tableau of large steps can agree on a
/// wrong number. No smaller step may contradict the value by more than noise explains. And the slopes of both sides,
/// (f(x + h) - f(x)) / h and (f(x) - f(x - h)) / h, must come together as h goes to 0: their difference extrapolated to
/// h = 0 is the jump at a kink. A smaller step that avoids the kink is used instead; if there is none, the kink lies at x,
/// and the derivatives of both sides are given.
///
/// Where f is not finite at a step, larger ones don't count: near the edge of its domain the steps are small.
final class AdaptiveDerivative {
    /// Largest step, as a power of 2 below max(1, |x|).
    private static final int FIRST = 2;

    /// Smallest step, as a power of 2 below |x|: x ± h still has 13 digits of h left.
    private static final int LAST = 40;

    /// Smallest step for x = 0, as a power of 2.
    private static final int LAST_AT_ZERO = 70;

    private static final int FEWEST_ROWS = 12;

    /// Differences with fewer right digits than this share of their value leaves are not taken.
    private static final double ALL_NOISE = 0x1p-16;

    /// Columns of the tableau, beside the differences themselves.
    private static final int COLUMNS = 6;

    /// How often the largest step is doubled if it is still limited by noise.
    private static final int EXTENSIONS = 24;

    /// One rounding of f, at least.
    private static final double ROUNDING = 0x1p-52;

    /// Noise is held to be at most this many standard deviations.
    private static final double DEVIATIONS = 4;

    /// The last rows, where differences between differences are noise.
    private static final int TAIL = 8;

    /// Differences at one step.
    ///
    /// @param h half the distance of the two points
    /// @param d the central difference
    /// @param s the slope above less the slope below
    /// @param largest of the three values of f, absolute
    private record Row(double h, double d, double s, double largest) {}

    private final DoubleUnaryOperator f;
    private final double x;
    private final double atX;
    private final List<Row> rows = new ArrayList<>();
    /// Where f is not finite, nearest to x.
    private double holeAt = Double.NaN;

    private double holeValue;
    private double noise;

    // The entry of the tableau with the least error.
    private int bestRow;
    private int bestColumn;
    private double best;
    private double bestError;

    private AdaptiveDerivative(DoubleUnaryOperator f, double x) {
        this.f = f;
        this.x = x;
        atX = f.applyAsDouble(x);
    }

    /// f'(x).
    ///
    /// @param x finite
    static Derivative of(DoubleUnaryOperator f, double x) {
        return new AdaptiveDerivative(f, x).derivative();
    }

    private Derivative derivative() {
        if (!Double.isFinite(atX)) {
            return Derivative.none("the function is %s at the point itself".formatted(atX));
        }
        descend();
        if (rows.size() < 4) {
            return Derivative.none("the function is %s at %s, next to the point".formatted(holeValue, holeAt));
        }
        noise = noiseOfTail();
        select(0);
        noise = Math.max(noise, DEVIATIONS * FunctionNoise.of(f, x, rows.getLast().h));
        int kink = smallestKink();
        if (kink >= 0) {
            int apart = firstWithoutJump(kink);
            if (rows.size() - apart < 3) {
                return kinkAt(kink);
            }
            settle(apart);
        } else {
            settle(0);
            ascend();
        }
        return new Derivative(best, bestError, rows.get(bestRow).h, Double.NaN, Double.NaN, isFlat(), "");
    }

    // The differences.

    private void descend() {
        double scale = Math.abs(x);
        int first = Math.getExponent(Math.max(1, scale)) - FIRST;
        int last = scale == 0 ? -LAST_AT_ZERO : Math.getExponent(scale) - LAST;
        last = Math.min(last, first - LAST);
        last = Math.max(last, Math.max(Double.MIN_EXPONENT, scale == 0 ? last : Math.getExponent(scale) - 49));
        double largestSlope = 0;
        for (int e = first; e >= last; e--) {
            Row row = row(Math.scalb(1.0, e));
            if (row == null) {
                rows.clear();
                continue;
            }
            largestSlope = Math.max(largestSlope, Math.max(Math.abs(row.d), Math.abs(row.s)));
            boolean allNoise = ROUNDING * row.largest / row.h > ALL_NOISE * largestSlope;
            if (allNoise && rows.size() >= FEWEST_ROWS) {
                break;
            }
            rows.add(row);
        }
    }

    private @Nullable Row row(double h) {
        double up = x + h;
        double down = x - h;
        double above = f.applyAsDouble(up);
        double below = f.applyAsDouble(down);
        if (!Double.isFinite(above) || !Double.isFinite(below)) {
            boolean isAbove = !Double.isFinite(above);
            holeAt = isAbove ? up : down;
            holeValue = isAbove ? above : below;
            return null;
        }
        double half = (up - down) / 2;
        double largest = Math.max(Math.abs(atX), Math.max(Math.abs(above), Math.abs(below)));
        double d = above / 2 - below / 2; // halves first: no overflow
        double s = (above - atX) - (atX - below);
        return new Row(half, d / half, s / half, largest);
    }

    /// Larger steps, as long as they help: a function may hardly change within max(1, |x|).
    private void ascend() {
        for (int i = 0; i < EXTENSIONS && bestRow - bestColumn <= 1; i++) {
            Row row = row(2 * rows.getFirst().h);
            if (row == null) {
                return;
            }
            rows.addFirst(row);
            settle(0);
        }
    }

    /// In the last rows the truncation is long gone: what they differ by is noise.
    private double noiseOfTail() {
        double most = 0;
        for (int k = Math.max(1, rows.size() - TAIL); k < rows.size(); k++) {
            most = Math.max(most, Math.abs(rows.get(k).d - rows.get(k - 1).d) * rows.get(k).h);
        }
        return most;
    }

    /// What noise can do to the difference of a row.
    private double noiseOf(Row row) {
        return Math.max(noise, ROUNDING * row.largest) / row.h;
    }

    // The choice.

    /// Takes the entry with the least error that no smaller step contradicts.
    private void settle(int from) {
        int first = from;
        select(first);
        while (isContradicted()) {
            first = Math.max(first, bestRow - bestColumn - 1) + 1;
            if (rows.size() - first < 3) {
                bestError = Math.max(bestError, Math.abs(best - rows.getLast().d));
                return;
            }
            select(first);
        }
    }

    /// Fills the tableau from a row on and finds the entry with the least error.
    private void select(int from) {
        int n = rows.size();
        double[] value = new double[COLUMNS + 1];
        double[] uncertain = new double[COLUMNS + 1];
        double[] before = new double[COLUMNS + 1];
        double[] uncertainBefore = new double[COLUMNS + 1];
        bestError = Double.POSITIVE_INFINITY;
        bestRow = n - 1;
        bestColumn = 1;
        best = rows.get(n - 1).d;
        for (int k = from; k < n; k++) {
            value[0] = rows.get(k).d;
            uncertain[0] = noiseOf(rows.get(k));
            int columns = Math.min(COLUMNS, k - from);
            double power = 1;
            for (int j = 1; j <= columns; j++) {
                power *= 4;
                value[j] = value[j - 1] + (value[j - 1] - before[j - 1]) / (power - 1);
                uncertain[j] = (power * uncertain[j - 1] + uncertainBefore[j - 1]) / (power - 1);
                if (k - from > j) {
                    double error = Math.max(Math.abs(value[j] - before[j]), Math.abs(value[j] - before[j - 1]));
                    error = Math.max(error, Math.abs(value[j] - value[j - 1])) + uncertain[j];
                    if (error < bestError) {
                        bestError = error;
                        best = value[j];
                        bestRow = k;
                        bestColumn = j;
                    }
                }
            }
            System.arraycopy(value, 0, before, 0, value.length);
            System.arraycopy(uncertain, 0, uncertainBefore, 0, value.length);
        }
    }

    /// Whether the difference at a smaller step lies further from the value than error, noise and truncation allow.
    private boolean isContradicted() {
        for (int k = bestRow + 1; k < rows.size(); k++) {
            Row row = rows.get(k);
            double truncation = Math.abs(row.d - rows.get(k - 1).d);
            if (Math.abs(row.d - best) > bestError + 2 * noiseOf(row) + truncation) {
                return true;
            }
        }
        return false;
    }

    // Kinks.

    /// The jump from the slope below to the slope above as h goes to 0: S = h·f'' + h³/12·f'''' + … without its first
    /// terms.
    private double jump(int k) {
        return (8 * halfJump(k) - halfJump(k - 1)) / 7;
    }

    /// The same with only the first term removed.
    private double halfJump(int k) {
        return 2 * rows.get(k).s - rows.get(k - 1).s;
    }

    /// What noise can do to [#jump].
    private double noiseOfJump(int k) {
        return 13 * noiseOf(rows.get(k));
    }

    /// The row of the smallest step at which the slopes of the two sides stay apart; -1 if there is none.
    private int smallestKink() {
        for (int k = rows.size() - 1; k >= 3; k--) {
            double jump = jump(k);
            double truncation = 3 * Math.abs(jump - halfJump(k));
            boolean steady = Math.abs(jump - jump(k - 1)) <= Math.abs(jump) / 4 + noiseOfJump(k);
            if (steady && Math.abs(jump) > truncation + 2 * noiseOfJump(k)) {
                return k;
            }
        }
        return -1;
    }

    /// The first row after a kink's whose slopes don't show its jump: its step avoids the kink. The number of rows if
    /// there is none.
    private int firstWithoutJump(int kink) {
        double jump = jump(kink);
        for (int k = kink + 1; k < rows.size(); k++) {
            if (Math.abs(rows.get(k).s - jump) > Math.abs(jump) / 2 + 4 * noiseOf(rows.get(k))) {
                return k;
            }
        }
        return rows.size();
    }

    /// The derivatives of both sides, at the step where they are most certain.
    private Derivative kinkAt(int smallest) {
        int best = smallest;
        for (int k = smallest - 1; k >= 3; k--) {
            boolean sameKink = Math.abs(jump(k) - jump(smallest)) <= Math.abs(jump(smallest)) / 4;
            best = sameKink && uncertaintyOfSides(k) < uncertaintyOfSides(best) ? k : best;
        }
        Row row = rows.get(best);
        double half = jump(best) / 2;
        return new Derivative(
                row.d,
                Math.abs(half) + uncertaintyOfSides(best),
                row.h,
                row.d - half,
                row.d + half,
                false,
                "the function has a kink at the point");
    }

    private double uncertaintyOfSides(int k) {
        return Math.abs(rows.get(k).d - rows.get(k - 1).d)
                + Math.abs(jump(k) - jump(k - 1))
                + noiseOf(rows.get(k))
                + noiseOfJump(k);
    }

    /// Whether f has the same bits at all points of the value's steps and of smaller ones.
    private boolean isFlat() {
        return rows.subList(Math.max(0, bestRow - bestColumn - 1), rows.size()).stream()
                .allMatch(row -> row.d == 0 && row.s == 0);
    }
}
