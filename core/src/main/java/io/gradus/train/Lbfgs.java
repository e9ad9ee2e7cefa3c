package io.gradus.train;

/// L-BFGS with a line search for the strong Wolfe conditions: J. Nocedal, S. J. Wright, "Numerical optimization", 2nd ed.
/// (2006), algorithm 7.5. One epoch is one iteration, with as many passes over all rows as the line search takes, most often
/// one or two. It finds its steps itself and has no learning rate.
///
/// Defaults: memory 10, gradient tolerance 1e-5, loss tolerance 10⁷·2⁻⁵² and 20 evaluations are those of SciPy's L-BFGS-B; c₁ 1e-4
/// and c₂ 0.9 are those of Nocedal and Wright, sections 3.1 and 7.2.
///
/// In float the network is computed in float, at points rounded to floats, and all else in double.
///
/// @param memory m, pairs of steps and changes of the gradient that are kept, at least 1
/// @param c1 sufficient decrease, 0 < c₁ < 1
/// @param c2 curvature, c₁ < c₂ < 1
/// @param gradientTolerance training ends where no element of the gradient is larger; at least 0
/// @param lossTolerance training ends where the loss falls by no more than this part of the larger of it and 1; at least 0
/// @param maxEvaluations passes over all rows in one line search, at least 1
public record Lbfgs(
        int memory, double c1, double c2, double gradientTolerance, double lossTolerance, int maxEvaluations)
        implements Optimizer.Minimizing {
    public Lbfgs {
        Requirements.atLeast("memory", memory, 1);
        Requirements.require(c1 > 0 && c1 < 1, "c1", "a number between 0 and 1", c1);
        Requirements.require(c2 > c1 && c2 < 1, "c2", "a number between c1 and 1", c2);
        Requirements.notNegative("gradient tolerance", gradientTolerance);
        Requirements.notNegative("loss tolerance", lossTolerance);
        Requirements.atLeast("evaluations", maxEvaluations, 1);
    }

    @Override
    public String name() {
        return "lbfgs";
    }

    @Override
    public OptimizerState newState(int parameters) {
        return LbfgsMinimizer.newState(memory, parameters);
    }
}
