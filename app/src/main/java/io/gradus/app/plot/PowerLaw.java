package io.gradus.app.plot;

import org.jspecify.annotations.Nullable;

/// `y = c · x^slope`, fitted by least squares to the logarithms.
///
/// @param slope     exponent
/// @param intercept decimal logarithm of c
/// @param from      smallest x of the data
/// @param to        largest x of the data
public record PowerLaw(double slope, double intercept, double from, double to) {

    /// Returns the fit to the finite points of a curve, or null where fewer than two different x remain.
    ///
    /// @param curve points with positive coordinates; others are NaN
    public static @Nullable PowerLaw fit(Curve curve) {
        Range x = new Range();
        int n = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < curve.size(); i++) {
            if (curve.isFinite(i)) {
                x.include(curve.x(i));
                n++;
                sumX += Math.log10(curve.x(i));
                sumY += Math.log10(curve.y(i));
            }
        }
        if (n < 2 || x.min() == x.max()) {
            return null;
        }
        double meanX = sumX / n;
        double meanY = sumY / n;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < curve.size(); i++) {
            if (curve.isFinite(i)) {
                double dx = Math.log10(curve.x(i)) - meanX;
                xx += dx * dx;
                xy += dx * (Math.log10(curve.y(i)) - meanY);
            }
        }
        double slope = xy / xx;
        return new PowerLaw(slope, meanY - slope * meanX, x.min(), x.max());
    }

    /// Returns the value of the law.
    public double at(double x) {
        return Math.pow(10, intercept + slope * Math.log10(x));
    }

    Curve line(String name) {
        return Curve.of(name, new double[] {from, to}, new double[] {at(from), at(to)});
    }
}
