package io.gradus.layer;

import java.util.Locale;

/// Weights of variance c / fan, normal or uniform, biases 0: so that signals neither grow nor vanish from layer to layer.
/// Sources stand at [Initializer#glorotUniform], [Initializer#heNormal] and [Initializer#lecunNormal].
///
/// Normal: σ = √(c / fan). Uniform in ±r has variance r² / 3: r = √(3·c / fan).
record VarianceScaling(Rule rule, boolean uniform) implements Initializer.Blockwise {
    enum Rule {
        /// 2 / (in + out): forward and backward signals alike.
        GLOROT(2),
        /// 2 / in: half of the units are switched off by ReLU.
        HE(2),
        /// 1 / in.
        LECUN(1);

        private final double c;

        Rule(double c) {
            this.c = c;
        }

        private double fan(int in, int out) {
            return this == GLOROT ? (double) in + out : in;
        }
    }

    @Override
    public String name() {
        return rule.name().toLowerCase(Locale.ROOT) + (uniform ? "_uniform" : "_normal");
    }

    @Override
    public void weights(Initializer.Draws random, int in, int out, Activation activation, double[] w) {
        double fan = rule.fan(in, out);
        double scale = Math.sqrt((uniform ? 3 * rule.c : rule.c) / fan);
        for (int i = 0; i < w.length; i++) {
            w[i] = (uniform ? 2 * random.uniform(i) - 1 : random.normal(i)) * scale;
        }
    }
}
