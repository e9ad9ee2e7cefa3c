package io.gradus.train;

/// A full-batch algorithm that evaluates its function as often as it likes: one call of [#iterate] is one epoch.
///
/// What it remembers from one iteration to the next is in its [OptimizerState] alone, so that an iteration from a state
/// that was saved gives the same bits. Buffers are made once; no iteration allocates. Not thread-safe.
sealed interface Minimizer permits LbfgsMinimizer, MarquardtMinimizer {
    /// Moves p to a point where the function is lower, if one can be found.
    ///
    /// @param p the point, updated in place; as it was if the function is not finite there
    /// @param state as the optimizer's `newState` gave it and earlier iterations left it, updated in place
    /// @return the function before the iteration; NaN if it or its gradient is not finite there
    double iterate(double[] p, OptimizerState state);

    /// Whether there is nothing left to do: a tolerance is reached, or rounding lets no lower point be found.
    boolean hasConverged(OptimizerState state);
}
