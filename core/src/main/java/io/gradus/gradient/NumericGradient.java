package io.gradus.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A gradient by numerical differentiation that knows how far off each of its entries may be.
///
/// First each entry is a central difference at the steps h, h/2 and h/4, extrapolated to h = 0 twice over: C. J. F.
/// Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", Advances in Engineering Software 4 (1982) 75-76. Its noise
/// floor is what the extrapolations differ by, plus what rounding the loss can do. Entries that this does not suit are
/// replaced, see [Refinement].
final class NumericGradient {
    /// The first step; relative to the parameter where that is above 1.
    private static final double STEP = 2e-3;

    private static final double ROUNDING = 0x1p-52;

    private double scale;
    private final double[] values;
    private final double[] floors;
    private final double[] steps;
    private final boolean[] checked;
    /// Entries that look as if they had a kink within their steps.
    private final boolean[] bent;
    /// Entries that the function does not depend on, to the bit.
    private final boolean[] flat;
    /// Entries without a single numeric value.
    private final SortedMap<Integer, Derivative> undecided = new TreeMap<>();

    private final List<Kink> kinks = new ArrayList<>();

    /// A scheme of central differences.
    interface Differences {
        /// L(p) and its gradient.
        ///
        /// @param p changed during the call, restored at its end
        /// @param h the step of each parameter, in the flat order, not modified
        /// @param g gradient in the flat order, overwritten
        double lossAndGradient(Objective objective, double[] p, Batch batch, long step, double[] h, double[] g);
    }

    private NumericGradient(
            double scale, double[] values, double[] floors, double[] steps, boolean[] checked, boolean[] bent) {
        this.scale = scale;
        this.values = values;
        this.floors = floors;
        this.steps = steps;
        this.checked = checked;
        this.bent = bent;
        flat = new boolean[values.length];
    }

    /// A gradient in which no entry is checked yet.
    ///
    /// @param scale of the function: its absolute value at the point
    static NumericGradient unchecked(double scale, int n) {
        double[] nan = new double[n];
        Arrays.fill(nan, Double.NaN);
        return new NumericGradient(scale, nan, nan.clone(), new double[n], new boolean[n], new boolean[n]);
    }

    /// @param p parameters in the flat order, not modified
    static NumericGradient of(Objective objective, double[] p, Batch batch, Differences differences) {
        return of(objective, p, batch, 1, (o, q, b, step, h, g, bends) -> {
            Arrays.fill(bends, Double.NaN);
            return differences.lossAndGradient(o, q, b, step, h, g);
        });
    }

    /// By forward passes that restart at the layer of the parameter.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param shrink what the steps are divided by, at least 1
    static NumericGradient restarted(Objective objective, double[] p, Batch batch, double shrink) {
        return of(objective, p, batch, shrink, Objective::lossAndRestartedGradient);
    }

    private interface Bends {
        double lossAndGradient(
                Objective objective, double[] p, Batch batch, long step, double[] h, double[] g, double[] bends);
    }

    private static NumericGradient of(Objective objective, double[] p, Batch batch, double shrink, Bends differences) {
        int n = p.length;
        double[] q = p.clone();
        double[][] h = new double[3][n];
        for (int i = 0; i < n; i++) {
            h[0][i] = STEP / shrink * Math.max(1, Math.abs(p[i]));
            h[1][i] = h[0][i] / 2;
            h[2][i] = h[0][i] / 4;
        }
        double[][] d = new double[3][n];
        double[][] s = new double[3][n];
        double loss = 0;
        for (int k = 0; k < 3; k++) {
            loss = Math.abs(differences.lossAndGradient(objective, q, batch, 0, h[k], d[k], s[k]));
        }
        double[] values = new double[n];
        double[] floors = new double[n];
        boolean[] bent = new boolean[n];
        for (int i = 0; i < n; i++) {
            // The error of a central difference is a series in h²: each combination removes its first term.
            double d12 = (4 * d[1][i] - d[0][i]) / 3;
            double d24 = (4 * d[2][i] - d[1][i]) / 3;
            double d124 = (16 * d24 - d12) / 15;
            double noise = ROUNDING * Math.max(loss, Double.MIN_NORMAL) / h[2][i];
            values[i] = d124;
            floors[i] = Math.max(Math.abs(d124 - d12), Math.abs(d124 - d24)) + noise;
            if (Double.isNaN(floors[i])) {
                floors[i] = Double.POSITIVE_INFINITY;
            }
            bent[i] = isBent(s[0][i], s[1][i], s[2][i], noise);
        }
        boolean[] checked = new boolean[n];
        Arrays.fill(checked, true);
        return new NumericGradient(loss, values, floors, h[0], checked, bent);
    }

    /// Whether the slopes of the two sides stay apart as h goes to 0: their difference is h·L'' + h³/12·L'''' + …, and
    /// what is left without the first terms is the jump at a kink.
    private static boolean isBent(double s1, double s2, double s4, double noise) {
        double s12 = 2 * s2 - s1;
        double s24 = 2 * s4 - s2;
        double jump = (8 * s24 - s12) / 7;
        return Math.abs(jump) > 2 * Math.abs(jump - s24) + 32 * noise;
    }

    /// Replaces an entry.
    ///
    /// @param more what is added to the error, for the rounding of what is judged
    void set(int i, Derivative derivative, double more) {
        values[i] = derivative.value();
        floors[i] = derivative.error() + more;
        steps[i] = derivative.step();
        checked[i] = true;
        bent[i] = false;
        flat[i] = derivative.flat();
        undecided.remove(i);
        if (!derivative.reason().isEmpty()) {
            undecided.put(i, derivative);
        }
    }

    /// Replaces an entry by that of another gradient.
    void set(int i, NumericGradient other) {
        values[i] = other.values[i];
        floors[i] = other.floors[i];
        steps[i] = other.steps[i];
        bent[i] = other.bent[i];
    }

    void add(List<Kink> crossed) {
        kinks.addAll(crossed);
    }

    /// Notes that the function's numbers are at least of this size, though their differences may be smaller.
    void atLeast(double size) {
        scale = Math.max(scale, size);
    }

    /// Size of the numbers that the function's value is made of: what its last digit is measured by.
    double scale() {
        return scale;
    }

    /// In the flat order; live.
    double[] values() {
        return values;
    }

    /// What each value may be off by, in the flat order; live.
    double[] floors() {
        return floors;
    }

    /// The step of each entry's differences, in the flat order; live.
    double[] steps() {
        return steps;
    }

    boolean isChecked(int i) {
        return checked[i];
    }

    boolean isBent(int i) {
        return bent[i];
    }

    /// Whether the function has the same bits all around the point, as far as this entry goes.
    boolean isFlat(int i) {
        return flat[i];
    }

    /// Entries without a single numeric value, by their index in the flat order.
    SortedMap<Integer, Derivative> undecided() {
        return undecided;
    }

    /// Units that crossed a kink; entries are indices in the flat order.
    List<Kink> kinks() {
        return kinks;
    }
}
