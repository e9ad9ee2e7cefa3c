package examples;

import io.gradus.gradient.GradientAssertions;
import io.gradus.gradient.GradientContract;
import io.gradus.gradient.GradientFunction;

/// A gradient written by hand, and the check of it as it would stand in a unit test: linear regression on three points.
public final class HandWrittenGradient {
    private static final double[] X = {1, 2, 4};
    private static final double[] T = {3, 5, 8};

    private HandWrittenGradient() {}

    /// mean (w·x + b - t)² with p = (w, b): ∂/∂w = 2 mean (w·x + b - t)·x, ∂/∂b = 2 mean (w·x + b - t).
    static double lossAndGradient(double[] p, double[] g) {
        double loss = 0;
        g[0] = g[1] = 0;
        for (int i = 0; i < X.length; i++) {
            double error = p[0] * X[i] + p[1] - T[i];
            loss += error * error / X.length;
            g[0] += 2 * error * X[i] / X.length;
            g[1] += 2 * error / X.length;
        }
        return loss;
    }

    public static void main(String[] args) {
        double[] p = {0.5, -1};
        GradientAssertions.assertGradient(HandWrittenGradient::lossAndGradient, p);
        System.out.println(GradientContract.of(HandWrittenGradient::lossAndGradient, p)
                .withInputs(X, T)
                .check()
                .describe());

        GradientFunction forgotTheTwo = (q, g) -> {
            double loss = lossAndGradient(q, g);
            g[1] /= 2;
            return loss;
        };
        try {
            GradientAssertions.assertGradient(forgotTheTwo, p);
        } catch (AssertionError error) {
            System.out.println(error.getMessage());
        }
    }
}
