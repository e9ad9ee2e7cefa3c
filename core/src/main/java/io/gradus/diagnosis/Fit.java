package io.gradus.diagnosis;

import io.gradus.layer.Precision;

/// Numbers that an explanation leaves open, by least squares.
final class Fit {
    private Fit() {}

    /// s for which s·v is nearest to d.
    static double multiple(double[] d, double[] v) {
        return Matrices.dot(d, v) / Matrices.dot(v, v);
    }

    /// The same, taken for the usual factor that is next to it.
    static double factor(double[] d, double[] v, Situation s) {
        double factor = multiple(d, v);
        double near = s.precision() == Precision.DOUBLE ? 1e-6 : 1e-3;
        if (Math.abs(Math.abs(factor) - 1) <= near) {
            return Math.signum(factor);
        }
        for (double usual : FactorName.usual(s)) {
            if (Math.abs(Math.abs(factor) - usual) <= near * usual) {
                return Math.signum(factor) * usual;
            }
        }
        return factor;
    }

    /// The whole number that a multiple is next to, or the multiple itself.
    static double whole(double multiple) {
        double whole = StrictMath.rint(multiple);
        return Math.abs(multiple - whole) <= 1e-6 ? whole + 0.0 : multiple; // no -0
    }

    /// Whether a factor says something: it is not 1, and one that fits a single number by chance must be a usual one.
    static boolean isConvincing(double factor, int entries, Situation s) {
        return Double.isFinite(factor)
                && factor != 1
                && factor != 0
                && (entries > 1 || factor == -1 || FactorName.isUsual(factor, s));
    }
}
