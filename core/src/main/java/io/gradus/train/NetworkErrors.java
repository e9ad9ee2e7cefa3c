package io.gradus.train;

import io.gradus.engine.GaussNewton;

/// The errors of a network on all rows, as Levenberg-Marquardt sees them.
record NetworkErrors(GaussNewton errors) implements LeastSquares {
    @Override
    public double scale() {
        return errors.scale();
    }

    @Override
    public double value(double[] p) {
        return errors.value(p);
    }

    @Override
    public double normalEquations(double[] p, double[] jtr, double[][] jtj) {
        return errors.normalEquations(p, jtr, jtj);
    }
}
