package io.gradus.train;

/// Levenberg-Marquardt: D. W. Marquardt, SIAM Journal on Applied Mathematics 11 (1963) 431-441; for networks M. T. Hagan, M. B.
/// Menhaj, IEEE Transactions on Neural Networks 5 (1994) 989-993. For mean squared error on small networks without random
/// layers, where it needs few epochs. One epoch is one iteration. It finds its steps itself and has no learning rate.
///
/// Defaults are those of MATLAB's `trainlm`: damping 0.001, factor 10, at most 1e10, gradient tolerance 1e-7; the smallest
/// damping, 1e-20, is our own, so that it never comes to 0.
///
/// In double only: the condition of JᵀJ is the square of J's, and with the 7 digits of a float little would be left.
///
/// @param damping μ of the first step, at least `smallest`
/// @param factor of μ from trial to trial, finite, above 1
/// @param smallest μ, finite, above 0
/// @param largest μ, finite, at least `damping`; training ends where even it does not lower the loss
/// @param gradientTolerance training ends where no element of the gradient is larger; at least 0
public record LevenbergMarquardt(
        double damping, double factor, double smallest, double largest, double gradientTolerance)
        implements Optimizer.Minimizing {
    /// Most parameters P of a network: JᵀJ and its factor take 8·P² bytes, 128 MB here, and an iteration at least P³/6 fma,
    /// some seconds here.
    public static final int MOST_PARAMETERS = 4000;

    public LevenbergMarquardt {
        Requirements.positive("smallest damping", smallest);
        Requirements.require(damping >= smallest, "damping", "at least the smallest damping", damping);
        Requirements.require(
                largest >= damping && largest < Double.POSITIVE_INFINITY,
                "largest damping",
                "a finite number of at least the damping",
                largest);
        Requirements.require(
                factor > 1 && factor < Double.POSITIVE_INFINITY, "factor", "a finite number above 1", factor);
        Requirements.notNegative("gradient tolerance", gradientTolerance);
    }

    @Override
    public String name() {
        return "lm";
    }

    @Override
    public OptimizerState newState(int parameters) {
        return MarquardtMinimizer.newState(damping);
    }
}
