package io.gradus.gradient;

/// A gradient by numerical differentiation that knows how far off each of its entries may be.
///
/// Each entry is a central difference at the steps h, h/2 and h/4, extrapolated to h = 0 twice over: C. J. F. Ridders,
/// "Accurate computation of F'(x) and F'(x)F''(x)", Advances in Engineering Software 4 (1982) 75-76. Its noise floor is
/// what the extrapolations differ by, plus what rounding the loss can do.
final class NumericGradient {
    /// The first step; relative to the parameter where that is above 1.
    private static final double STEP = 2e-3;

    private static final double ROUNDING = 0x1p-52;

    private final double[] values;
    private final double[] floors;
    private final double[] steps;

    /// A scheme of central differences.
    interface Differences {
        /// L(p) and its gradient.
        ///
        /// @param p changed during the call, restored at its end
        /// @param h the step of each parameter, in the flat order, not modified
        /// @param g gradient in the flat order, overwritten
        double lossAndGradient(Objective objective, double[] p, Batch batch, long step, double[] h, double[] g);
    }

    private NumericGradient(double[] values, double[] floors, double[] steps) {
        this.values = values;
        this.floors = floors;
        this.steps = steps;
    }

    /// @param p parameters in the flat order, not modified
    static NumericGradient of(Objective objective, double[] p, Batch batch, Differences differences) {
        int n = p.length;
        double[] q = p.clone();
        double[] h = new double[n];
        double[] half = new double[n];
        double[] quarter = new double[n];
        for (int i = 0; i < n; i++) {
            h[i] = STEP * Math.max(1, Math.abs(p[i]));
            half[i] = h[i] / 2;
            quarter[i] = h[i] / 4;
        }
        double[] d1 = new double[n];
        double[] d2 = new double[n];
        double[] d4 = new double[n];
        double loss = Math.abs(differences.lossAndGradient(objective, q, batch, 0, h, d1));
        differences.lossAndGradient(objective, q, batch, 0, half, d2);
        differences.lossAndGradient(objective, q, batch, 0, quarter, d4);
        double[] values = new double[n];
        double[] floors = new double[n];
        for (int i = 0; i < n; i++) {
            // The error of a central difference is a series in h²: each combination removes its first term.
            double d12 = (4 * d2[i] - d1[i]) / 3;
            double d24 = (4 * d4[i] - d2[i]) / 3;
            double d124 = (16 * d24 - d12) / 15;
            values[i] = d124;
            floors[i] = Math.max(Math.abs(d124 - d12), Math.abs(d124 - d24))
                    + ROUNDING * Math.max(loss, Double.MIN_NORMAL) / quarter[i];
        }
        return new NumericGradient(values, floors, h);
    }

    /// In the flat order; live.
    double[] values() {
        return values;
    }

    /// What each value may be off by, in the flat order; live.
    double[] floors() {
        return floors;
    }

    /// The first step of each entry's differences, in the flat order; live.
    double[] steps() {
        return steps;
    }
}
