package io.gradus.app.plot;

/// Named points `(x, y)` in the order in which a line joins them. Immutable.
///
/// A point with a value that is not finite is not drawn and leaves a gap in the line.
public final class Curve {

    private final String name;
    private final double[] x;
    private final double[] y;

    private Curve(String name, double[] x, double[] y) {
        this.name = name;
        this.x = x;
        this.y = y;
    }

    /// Returns a curve with copies of the coordinates.
    ///
    /// @param name what the legend calls it, on one line
    /// @param x    abscissas `[points]`, not modified
    /// @param y    ordinates `[points]`, not modified
    /// @throws IllegalArgumentException if the name is blank, there is no point or the lengths differ
    public static Curve of(String name, double[] x, double[] y) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a curve: expected a text, got none");
        }
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "curve \"%s\": expected as many x as y, got %d and %d".formatted(name, x.length, y.length));
        }
        if (x.length == 0) {
            throw new IllegalArgumentException("curve \"%s\": expected at least one point, got none".formatted(name));
        }
        return new Curve(name, x.clone(), y.clone());
    }

    /// Returns what the legend calls the curve.
    public String name() {
        return name;
    }

    /// Returns the number of points, those that cannot be drawn included.
    public int size() {
        return x.length;
    }

    double x(int point) {
        return x[point];
    }

    double y(int point) {
        return y[point];
    }

    boolean isFinite(int point) {
        return Double.isFinite(x[point]) && Double.isFinite(y[point]);
    }

    boolean hasFinitePoint() {
        for (int i = 0; i < x.length; i++) {
            if (isFinite(i)) {
                return true;
            }
        }
        return false;
    }
}
