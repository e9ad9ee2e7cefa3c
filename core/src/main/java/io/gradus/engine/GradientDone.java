package io.gradus.engine;

/// What follows the gradient of some parameters while it is in the cache: a penalty, a step of the optimizer.
///
/// Each parameter comes once a pass; several threads may call at once, each with parameters of its own. By then nobody
/// needs the parameters as they were.
interface GradientDone {
    /// Nothing follows.
    GradientDone NOTHING = new GradientDone() {
        @Override
        public void weights(int from, int to) {}

        @Override
        public void biases(int from, int to) {}
    };

    /// The gradients of the weights `from` to `to` - 1 in the flat order are there.
    void weights(int from, int to);

    /// The gradients of the biases, gammas or betas `from` to `to` - 1 in the flat order are there.
    void biases(int from, int to);
}
