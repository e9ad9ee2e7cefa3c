package io.gradus.layer;

/// One initializer for the weights, another for the biases. See [Initializer.Blockwise#withBias].
record WithBias(Initializer.Blockwise ofWeights, Initializer.Blockwise ofBiases) implements Initializer.Blockwise {
    @Override
    public String name() {
        return ofWeights.name() + "+" + ofBiases.name();
    }

    @Override
    public void weights(Initializer.Draws random, int in, int out, Activation activation, double[] w) {
        ofWeights.weights(random, in, out, activation, w);
    }

    @Override
    public void biases(Initializer.Draws random, double[] b) {
        ofBiases.biases(random, b);
    }
}
