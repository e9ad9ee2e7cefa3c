package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Numeric values of the gradient of any function, each entry by [AdaptiveDerivative].
final class FunctionGradient {
    private FunctionGradient() {}

    /// @param f given a copy of x at each call, so what it does to its argument stays without effect
    /// @param x the point, not modified
    static NumericGradient of(
            ToDoubleFunction<double[]> f, double[] x, List<ParameterBlock> blocks, Coverage coverage) {
        double[] q = x.clone();
        NumericGradient numeric = NumericGradient.unchecked(Math.abs(f.applyAsDouble(q)), x.length);
        for (int b = 0; b < blocks.size(); b++) {
            for (int i : coverage.entries(blocks.get(b), b)) {
                Derivative derivative = AdaptiveDerivative.of(
                        moved -> {
                            System.arraycopy(x, 0, q, 0, x.length);
                            q[i] = moved;
                            return f.applyAsDouble(q);
                        },
                        x[i]);
                numeric.set(i, derivative, 0);
            }
        }
        return numeric;
    }
}
