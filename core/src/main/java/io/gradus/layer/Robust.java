package io.gradus.layer;

/// Losses of e = y - t that grow with |e| and not with its square where it is large, so that outliers don't rule.
public sealed interface Robust extends Loss.OfDifference {
    /// Mean absolute error: 1/n Σ_j |y_j - t_j|. ∂/∂y_j = 1/n sign(y_j - t_j), taken as 0 at the kink y = t, as PyTorch
    /// does. Its least value is at the median, so single outliers count for little.
    record MeanAbsoluteError() implements Robust {
        @Override
        public String name() {
            return "mae";
        }

        @Override
        public boolean hasKink() {
            return true;
        }

        @Override
        public double value(double z, double y, double t) {
            return Math.abs(y - t);
        }

        @Override
        public double slope(double y, double t) {
            double e = y - t;
            return e > 0 ? 1 : e < 0 ? -1 : e; // NaN stays
        }
    }

    /// Huber's loss: 1/n Σ_j ℓ(e_j) of e = y - t, with ℓ(e) = e²/2 for |e| ≤ δ and δ(|e| - δ/2) beyond. ∂/∂y_j = 1/n e_j
    /// cut off at ±δ. P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35 (1964)
    /// 73-101; PyTorch's `HuberLoss` and Keras's `Huber` are the same. For small errors it is half of [Loss.MeanSquaredError].
    ///
    /// δ is in the units of the targets as the network sees them: a [io.gradus.model.Recipe] standardises numbers, and δ is
    /// in standard deviations then.
    ///
    /// @param delta δ, finite and above 0; by default 1
    record Huber(double delta) implements Robust {
        static final double USUAL = 1;

        public Huber {
            if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("huber: expected a finite delta above 0, got " + delta);
            }
        }

        @Override
        public String name() {
            return Names.of("huber", delta, USUAL);
        }

        @Override
        public double value(double z, double y, double t) {
            double e = Math.abs(y - t);
            return e <= delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
        }

        @Override
        public double slope(double y, double t) {
            return Math.max(-delta, Math.min(y - t, delta)); // NaN stays
        }
    }

    /// Quantile or pinball loss: 1/n Σ_j ℓ(y_j - t_j) with ℓ(e) = (1 - τ)·e for e > 0, else -τ·e. Its least value is at the
    /// τ-quantile of the targets. ∂/∂y_j = 1/n (1 - τ) above the target, -τ/n below it, taken as 0 at the kink y = t.
    /// R. Koenker, G. Bassett, "Regression quantiles", Econometrica 46 (1978) 33-50; scikit-learn's `mean_pinball_loss` is
    /// the same. With τ = ½ it is half of [MeanAbsoluteError].
    ///
    /// @param tau τ, 0 < τ < 1; by default ½
    record Quantile(double tau) implements Robust {
        static final double MEDIAN = 0.5;

        public Quantile {
            if (!(tau > 0 && tau < 1)) {
                throw new IllegalArgumentException("quantile: expected tau between 0 and 1, got " + tau);
            }
        }

        @Override
        public String name() {
            return Names.of("quantile", tau, MEDIAN);
        }

        @Override
        public boolean hasKink() {
            return true;
        }

        @Override
        public double value(double z, double y, double t) {
            double e = y - t;
            return (e > 0 ? 1 - tau : -tau) * e;
        }

        @Override
        public double slope(double y, double t) {
            double e = y - t;
            return e > 0 ? 1 - tau : e < 0 ? -tau : e; // NaN stays
        }
    }
}
