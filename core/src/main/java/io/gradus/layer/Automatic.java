package io.gradus.layer;

import io.gradus.layer.VarianceScaling.Rule;
import java.util.List;

/// See [Initializer#automatic].
record Automatic() implements Initializer.Blockwise {
    private static final List<String> LIKE_RELU = List.of("relu", "leaky_relu", "elu", "gelu", "silu", "softplus");

    @Override
    public String name() {
        return "automatic";
    }

    @Override
    public void weights(Initializer.Draws random, int in, int out, Activation activation, double[] w) {
        choice(activation).weights(random, in, out, activation, w);
    }

    private static VarianceScaling choice(Activation activation) {
        String name = activation.name();
        int colon = name.indexOf(':'); // before a parameter
        String kind = colon < 0 ? name : name.substring(0, colon);
        if (LIKE_RELU.contains(kind)) {
            return new VarianceScaling(Rule.HE, false);
        }
        return kind.equals("selu") ? new VarianceScaling(Rule.LECUN, false) : new VarianceScaling(Rule.GLOROT, true);
    }
}
