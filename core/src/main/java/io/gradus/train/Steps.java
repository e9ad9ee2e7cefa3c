package io.gradus.train;

/// How the parameters of a training move. What it works on is the [TrainingState] of a run.
///
/// Not thread-safe; no call allocates.
sealed interface Steps permits GradientSteps, MinimizerSteps {
    /// Takes one step.
    ///
    /// @param order rows of the data
    /// @param from index in `order` of the batch's first row
    /// @param step the training step from 0, the key of random layers
    /// @return the loss before the step
    double take(int[] order, int from, int rows, long step, double learningRate);

    /// Takes the run's state over, after somebody else has changed it.
    void load();

    /// Brings the run's state up to date.
    void store();

    /// Whether no further step would change anything.
    ///
    /// @param state of the optimizer
    boolean hasConverged(OptimizerState state);

    /// The first layer, counted from 1, whose outputs in the last pass are not all finite; 0 if there is none.
    ///
    /// @param rows of that pass
    int firstNonFiniteLayer(int rows);
}
